"""The fields of one BibTeX command, read by the library, each with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pybtex.database.input.bibtex import LowLevelParser, month_names
from pybtex.scanner import Pattern, PrematureEOF, PybtexSyntaxError, Token, TokenRequired

from ..problems import cut
from .bibtex import LONGEST_ENTRY, LONGEST_FIELD, Fault, too_long

NAME = re.compile(r"[A-Za-z][\w-]*")
BRACE = re.compile(r"(?<!\\)[{}]")
WORD = re.compile(r"[^\s{}(),=\"#%']+")
"""What may be the name of a string."""
MARK = re.compile(r"[@{}\"]")
SWALLOWED = re.compile(r",\s*[A-Za-z][\w-]*\s*=\s*$")
"""The next field at the end of a text in quotes: its own quote is missing."""


@dataclass(frozen=True)
class Value:
    """The value of a field as LaTeX, its strings put in.

    `at` is the offset of its text in the command, where it stands in one piece if `literal`.
    `portable` says that it is written in braces or as a number, as every reader reads alike.
    """

    latex: str
    at: int = 0
    literal: bool = True
    portable: bool = True

    def place(self, offset: int) -> int:
        """The offset in the command of a character of the value, as near as is known."""
        return self.at + offset if self.literal else self.at


@dataclass(frozen=True)
class Fields:
    """The values of a command by field name in lower case, in their order, or a fault."""

    values: Mapping[str, Value] = field(default_factory=dict)
    fault: Fault | None = None


def read_fields(text: str, strings: Mapping[str, str]) -> Fields:
    """The fields of an entry, or the one value of an `@string`.

    `strings` gives the values of names in lower case; those of the months are known.
    """
    parser = _Parser(text, {**month_names, **strings})
    try:
        next(iter(parser), None)
    except PybtexSyntaxError as error:
        return Fields(fault=_fault(parser, error))
    values: dict[str, Value] = {}
    for name, value in parser.found:
        if not NAME.fullmatch(name):
            wrong = f"has a field '{name}'; expected a name of letters, digits, _ and -"
            return Fields(fault=Fault(value.at, wrong))
        if name.lower() in values:
            return Fields(fault=Fault(value.at, f"has two fields {name}; expected one"))
        if len(value.latex) > LONGEST_FIELD:
            return Fields(fault=too_long(value.at, len(value.latex)))
        if "\\" in value.latex and not _balanced(value.latex):
            wrong = f"has a {name} in which \\{{ and \\}} disagree with {{ and }}; expected pairs"
            return Fields(fault=Fault(value.at, wrong))
        values[name.lower()] = value
    return Fields(values)


def used(text: str, strings: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Those strings whose names occur in the text of a command."""
    if not strings:
        return ()
    names = {word.lower() for word in WORD.findall(text)} & strings.keys()
    return tuple((name, strings[name]) for name in sorted(names))


def _balanced(latex: str) -> bool:
    """Whether braces pair for readers that, unlike BibTeX, take `\\{` for no brace."""
    if latex.endswith("\\"):
        return False  # the closing brace of the value would be none
    depth = 0
    for brace in BRACE.findall(latex):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _fault(parser: _Parser, error: PybtexSyntaxError) -> Fault:
    """What the library says, at the place where an editor has to mend it."""
    if isinstance(error, _TooLongError):
        return Fault(parser.part, f"has more than {LONGEST_ENTRY:,} characters; expected fewer")
    name, said = parser.current_field_name or "field", str(error)
    expected = f"expected `{name.rstrip(':')} = {{…}},`"
    if error.error_type == "undefined string":
        word = cut(parser.text[parser.part : parser.pos])
        return Fault(parser.part, f"has a {name} {word}, which no @string defines; {expected}")
    if isinstance(error, PrematureEOF) or "brace" in said or parser.swallowed:
        return Fault(parser.part, f"has a {name} that is not closed; {expected}")
    if "'='" in said:
        return Fault(parser.pos, f"has '{name}' without =; {expected}")
    if "field value" in said:
        return Fault(parser.pos, f"has a {name} without a value; {expected}")
    if "," in parser.text[parser.end : parser.pos]:
        return Fault(parser.pos, "has no field after a comma; expected `name = {…},` or the end")
    return Fault(parser.end, f"has no comma after its {name}; {expected}")


class _TooLongError(PybtexSyntaxError):
    """Strings that hold strings grow without end in a few lines."""


class _Parser(LowLevelParser):
    """The library's parser, noting where values begin and end."""

    def __init__(self, text: str, strings: Mapping[str, str]) -> None:
        super().__init__(text, macros=strings)
        self.pos: int = 0
        self.found: list[tuple[str, Value]] = []
        self.literal = True
        self.after_key = False
        self.length = 0
        self.part = 0
        self.end = 0
        self.swallowed = False

    def parse_field(self) -> None:
        """As the library's, but two commas in a row are a fault, as BibTeX has it."""
        super().parse_field()
        if not self.current_field_name and self.after_key and self.text[self.pos] == ",":
            raise TokenRequired("field name", self)
        self.after_key = True

    def parse_value(self) -> None:
        self.eat_whitespace()
        start, opening = self.pos, self.text[self.pos : self.pos + 1]
        self.literal = True
        super().parse_value()
        latex, literal = "".join(self.current_value), self.literal and len(self.current_value) == 1
        at = start + (opening in ("{", '"'))
        value = Value(latex, at, literal, literal and opening != '"')
        self.found.append((self.current_field_name, value))

    def parse_value_part(self) -> str:
        self.eat_whitespace()
        self.part = self.pos
        value: str = super().parse_value_part()
        self.length += len(value)
        if self.length > LONGEST_ENTRY:
            raise _TooLongError("too long", self)
        self.swallowed = self.text[self.part] == '"' and bool(SWALLOWED.search(value))
        self.end = self.pos
        return value

    def substitute_macro(self, name: str) -> str:
        self.literal = False
        value: str = super().substitute_macro(name.lower())
        return value

    def skip_to(self, patterns: Sequence[Pattern]) -> Token | None:
        """As the library's, but reads on once, and not to the end once for each pattern."""
        wanted = {pattern.description[1]: pattern for pattern in patterns}
        for match in MARK.finditer(self.text, self.pos):
            if pattern := wanted.get(match[0]):
                skipped = self.text[self.pos : match.end()]
                self.pos = match.end()
                return Token(skipped, pattern)
        return None
