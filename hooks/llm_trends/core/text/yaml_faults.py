"""What YAML's parser complains of, in an editor's words and at the line that causes it.

The parser names what it was doing when it could not go on, often lines after the mistake. Here
the place is looked at again: a tab, a quote, a colon, a sign that YAML keeps for itself, or a
line in the wrong column. Headers are indented in steps of two spaces, so of two lines that do not
fit together the one in an odd column is to blame. Places count from 0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .yaml_complaint import Complaint, Part, indent_of
from .yaml_events import Event, Kind, Mark, UnreadableError

Found = tuple[Mark, str]

RESERVED = "[]{},&*!|>@`%#"
BEFORE_NAME = re.compile(r"\s*(?:- +)*")
VALUE = re.compile(r"\s*(?:- +)*(?:[\w-]+:(?: +|$))?")
NAME_ONLY = re.compile(r"\s*(?:- +)*[\w-]+$")
NO_SPACE = re.compile(r"\s*(?:- +)*[a-z_][\w-]*(:)(?! |$|//)")
NO_DASH_SPACE = re.compile(r"\s*(-)[a-z_][\w-]*:(?: |$)")
SEVERAL_WORDS = re.compile(r"\s*(?:- +)*[^\s:]+ [^:]*(:) ")
ESCAPE = re.compile(r"\\(?:u.{0,4}|U.{0,8}|x.{0,2}|.?)")
COLON = (
    "holds a colon and a space in text without quotes; expected quotes around the text, or `>-` "
    "and the text in the next lines, indented"
)
DASH = "has no space after its dash; expected one"
NO_DASH = "has no dash; expected `- ` before the first field of an item, as below"
SPACE = "has no space after its colon; expected one"
NO_FIELD = "is no field; expected `name: value`, or more spaces before text that goes on from above"


def explained(
    lines: Sequence[str],
    error: UnreadableError,
    last: Event | None,
    parts: Sequence[Part],
    closed: Part | None,
) -> Found:
    """The place that causes an error of the parser, and what is wrong there.

    `last` is the last event before the error, `parts` are those still open at it, and `closed` is
    the one that ended last.
    """
    begun, at = _inside(lines, error.begun), _inside(lines, error.at)
    complaint = Complaint(lines, error.context, error.said, begun, at, last, parts, closed)
    for cause in (_blank, _outgrown, _quote, _escape, _sign, _colon, _no_name, _bracket, _column):
        if found := cause(complaint):
            return _inside(lines, found[0]), found[1]
    return at, "cannot be read as YAML from here on; expected fields of the form `name: value`"


def _inside(lines: Sequence[str], mark: Mark) -> Mark:
    """The place, or the end of the text for a place after it."""
    line = min(mark[0], len(lines) - 1)
    return line, min(mark[1] if line == mark[0] else len(lines[line]), len(lines[line]))


def _blank(it: Complaint) -> Found | None:
    for line in (it.at[0], it.begun[0]):
        text = it.text(line)
        column = len(text) - len(text.lstrip(" "))
        if wrong := blank(text[column:]):
            return (line, column), wrong
    return None


def blank(text: str) -> str:
    """What is wrong with text that begins with a tab, or with another sign that looks like a
    space; nothing if it does not."""
    if not text[:1].isspace():
        return ""
    named = "a tab" if text[0] == "\t" else f"U+{ord(text[0]):04X}, a blank that is no space"
    return f"begins with {named}; expected plain spaces before a field"


def _outgrown(it: Complaint) -> Found | None:
    """A list or group in brackets into which the fields after it were read: YAML wants whatever
    stands in brackets further in than the name before them."""
    quoted = "quoted scalar" in it.context
    if quoted or (it.last and it.last.style in ("'", '"') and it.last.start[0] < it.last.end[0]):
        return None  # a quote that is not closed has eaten the bracket's end
    for part in it.open:
        name = BEFORE_NAME.match(it.text(part.line))
        column = name.end() if name else 0
        inside = range(part.line + 1, it.at[0] + 1)
        if part.brackets and any(
            it.text(line).strip() and it.indent(line) <= column for line in inside
        ):
            return _unclosed(it, (part.line, part.column))
    return None


def _unclosed(it: Complaint, mark: Mark) -> Found:
    sign = it.text(mark[0])[mark[1] : mark[1] + 1]
    return mark, (
        f"has a {sign} that is not closed; expected {']' if sign == '[' else '}'} after the last "
        f"item, or quotes around text that begins with {sign}"
    )


def _quote(it: Complaint) -> Found | None:
    """A quote that is never closed, closed too late, or closed too soon."""
    if "quoted scalar" in it.context and "end of stream" in it.said:
        sign = it.text(it.begun[0])[it.begun[1] : it.begun[1] + 1]
        return it.begun, f"has a quote that is never closed; expected a closing {sign}"
    if not it.last or it.last.style not in ("'", '"'):
        return None
    (end, behind), sign = it.last.end, it.last.style
    if end != it.at[0] or it.here[behind : it.at[1]].strip():
        return None
    twice = "''" if sign == "'" else '\\"'
    if it.last.start[0] < end:
        wrong = f"has a quote that is open until line {end + 1}; expected a closing {sign}, and "
        return it.last.start, f"{wrong}{twice} for one inside the text"
    wrong = f"goes on after its closing {sign}; expected quotes around all of it, {twice} for one"
    return it.at, f"{wrong} inside"


def _escape(it: Complaint) -> Found | None:
    if "escape" not in it.said and "hexdecimal" not in it.said:
        return None
    column = max(it.here.rfind("\\", 0, it.at[1] + 1), 0)
    found = ESCAPE.match(it.here, column)
    return (it.at[0], column), (
        f"holds {found[0] if found else it.here[column:]}, which is no escape; expected \\\\ for "
        "a backslash, or single quotes around the text"
    )


def _sign(it: Complaint) -> Found | None:
    """Text without quotes that begins with a sign of YAML's own."""
    start = VALUE.match(it.here)
    column = start.end() if start else 0
    sign = it.here[column : column + 1]
    reserved = sign in RESERVED or it.here.startswith(("? ", "- "), column)
    if not sign or not reserved or column > it.at[1]:
        return None
    if sign in "[{" and it.begun == (it.at[0], column):
        return _bracket(it)
    if sign in "|>" and "block scalar" in it.context:
        wrong = f"has text after {sign} in the same line; expected it in the next lines, indented"
        return it.at, wrong
    wrong = f"begins with '{sign}', which YAML keeps for itself; expected quotes around the text"
    return (it.at[0], column), wrong


def _colon(it: Complaint) -> Found | None:
    """A colon where no field can be: in text, or behind a name that stands too far in."""
    if "mapping values are not allowed" not in it.said:
        return None
    first = it.last.start[0] if it.last and it.last.kind is Kind.TEXT else it.at[0]
    if first == it.at[0] or not NAME_ONLY.match(it.here[: it.at[1]]) or not it.last:
        return it.at, COLON
    above, indent = it.above(it.at[0]), it.indent(it.at[0])
    if missing := NO_SPACE.match(it.text(above)):
        return (above, missing.start(1)), SPACE
    if not it.inner or it.inner.is_list or it.last.start[1] == it.indent(first) == indent:
        return it.last.start, NO_FIELD
    if _lacks_dash(it, it.inner):
        return (it.inner.line, it.inner.column), NO_DASH
    if it.inner.line == first and not _odd(indent):
        return _off(it, (first, it.inner.column), indent)
    return (it.at[0], indent), (
        f"is taken for more of the text on line {first + 1}; expected the field to begin in "
        f"column {it.inner.column + 1}, or quotes around text with a colon"
    )


def _no_name(it: Complaint) -> Found | None:
    """A line without a colon."""
    if "could not find expected ':'" not in it.said:
        return None
    line = it.begun[0]
    if missing := NO_SPACE.match(it.text(line)):
        return (line, missing.start(1)), SPACE
    above = it.above(line)
    if it.indent(above) == it.indent(line) and (many := SEVERAL_WORDS.match(it.text(above))):
        return (above, many.start(1)), COLON
    if (culprit := _odd_above(it, line)) is not None:
        return _off(it, (culprit, it.indent(culprit)))
    return it.begun, NO_FIELD


def _bracket(it: Complaint) -> Found | None:
    """A list or group in brackets that goes on after its end, or has none."""
    if it.last and it.last.kind is Kind.END and it.last.end[0] == it.at[0]:
        behind = it.last.end[1]
        closing = it.here[behind - 1 : behind]
        if closing in ("]", "}") and not it.here[behind : it.at[1]].strip():
            wrong = f"goes on after {closing}; expected quotes around text that begins so"
            return it.at, wrong
    sign = it.text(it.begun[0])[it.begun[1] : it.begun[1] + 1]
    return _unclosed(it, it.begun) if sign in ("[", "{") and "flow" in it.context else None


def _column(it: Complaint) -> Found | None:
    """A line that begins where neither a field nor an item can."""
    if "block sequence entries are not allowed" in it.said:
        return it.at, "begins a list behind a name; expected the items in the next lines, or quotes"
    line = it.at[0]
    if "document start" in it.said:
        first = next((n for n, text in enumerate(it.lines) if text.strip()), line)
        return _off(it, (first, it.indent(first)), 0)
    if "did not find expected" not in it.said:
        return None
    outer = _less_indented(it, line)
    for here in (outer, line):
        if missing := NO_DASH_SPACE.match(it.text(here)):
            return (here, missing.start(1)), DASH
    if it.inner and _lacks_dash(it, it.inner):
        return (it.inner.line, it.inner.column), NO_DASH
    for part in (it.inner, it.closed):
        if part and _odd(part.column) and not _odd(it.indent(line)):
            return _off(it, (part.line, part.column), part.column - 1)
    culprit = _odd_above(it, line)
    line = line if culprit is None else culprit
    return _off(it, (line, it.indent(line)))


def _odd_above(it: Complaint, line: int) -> int | None:
    """The first of the lines above that are one space too far in, as their odd column shows."""
    first, above = None, it.above(line)
    while _odd(it.indent(above)) and not _odd(it.indent(line)) and above < line:
        first, above = above, it.above(above)
        if it.indent(above) != it.indent(first):
            break
    return first


def _lacks_dash(it: Complaint, part: Part) -> bool:
    """Whether a group stands where the next line of its column begins an item of a list."""
    if part.is_list or part.line >= it.at[0]:
        return False
    for text in it.lines[it.at[0] + 1 :]:
        if text.strip() and indent_of(text) <= part.column:
            return text[part.column :].startswith("- ")
    return False


def _less_indented(it: Complaint, line: int) -> int:
    """The nearest line above that begins further left."""
    above = it.above(line)
    while above > 0 and it.indent(above) >= it.indent(line):
        above = it.above(above)
    return above


def _off(it: Complaint, mark: Mark, right: int | None = None) -> Found:
    """A line that begins in a column in which nothing around it begins."""
    columns = {part.column for part in it.open} if right is None else {right}
    if not columns - {mark[1]}:
        return mark, NO_FIELD
    listed = " or ".join(str(column + 1) for column in sorted(columns - {mark[1]}))
    return mark, (
        f"begins in column {mark[1] + 1}; expected column {listed}, in line with the fields or "
        "items around it"
    )


def _odd(column: int) -> bool:
    """Whether steps of two spaces never reach a column."""
    return column % 2 == 1
