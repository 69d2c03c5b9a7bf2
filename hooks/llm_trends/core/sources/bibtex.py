"""A BibTeX file cut into its commands: entries, strings, and what stands between them.

Commands stand anywhere on a line; `@comment{…}`, lines that begin with `%` and all other text
between commands are skipped. A brace that was forgotten or typed twice spoils its own entry only:
the entry ends where the next one begins, and its fault is looked for where the braces stop
agreeing with the fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

ENTRY_TYPES = frozenset(
    """
    article book booklet collection conference dataset inbook incollection inproceedings manual
    mastersthesis misc online phdthesis proceedings report software techreport thesis unpublished
    """.split()  # noqa: SIM905
)

LONGEST_FIELD = 20_000
LONGEST_ENTRY = 100_000
DEEPEST = 20

COMMAND = re.compile(r"@[ \t]*(?P<type>[A-Za-z]\w*)\s*(?P<open>\{|\((?=\s*[^\s{}(),=]+\s*[,=]))")
"""`@type{`, or `@type(` if a key or a name follows."""
ENTRY = re.compile(r"@[ \t]*[A-Za-z]\w*\s*[{(]\s*[^\s{}(),=]+\s*,")
"""The beginning of an entry up to the comma after its key."""
KEY = re.compile(r"\s*(?P<key>[^\s{}(),=]++)(?!\s*=)\s*(?P<comma>,?)")
"""What stands first in an entry, unless it is the name of a field."""
FIELD = re.compile(r"[\n,][ \t]*(?P<name>[A-Za-z][\w-]*)\s*=\s*(?=[{\"])")
STRAY_FIELD = re.compile(r"\s*,?\s*[A-Za-z][\w-]*\s*=")
"""A field behind the end of an entry."""
LOST = re.compile(
    r"^[ \t]*[@\uff20](?![ \t]*comment\b)[^\n]*"
    r"|^[ \t]*[a-z]*[ \t]*\{[ \t]*[^\s{}(),=]+[ \t]*,"
    r"|(?:^|[,{(\[<])[ \t]*[a-z][\w-]*[ \t]*=[ \t]*[{\"]"
    r"|^TY  - |^\\bibitem\b|^[\s\[{]*\"\w+\"[ \t]*:",  # of other formats
    re.MULTILINE | re.IGNORECASE,
)
"""What stands between commands and was meant as one: its sign, its key, or a field."""
LOST_KEY = re.compile(
    r"[@\uff20]?[ \t]*[a-z]*[ \t]*\{[ \t]*(?P<key>[^\s{}(),=]+)[ \t]*,", re.IGNORECASE
)
BRACE = re.compile(r"[{}]")
PARENTHESES = re.compile(r"[{}\")@]")


@dataclass(frozen=True)
class Fault:
    """What is wrong at an offset (of the file, or of the text of one command)."""

    at: int
    wrong: str


@dataclass(frozen=True)
class Command:
    """One `@type{…}` as written, beginning at an offset of the file.

    `key` is empty where an entry has none, and of other commands. `fault` says, at an offset of
    `text`, why it cannot be read; `whole` is false if the file ends within it.
    """

    type: str
    key: str
    start: int
    text: str
    fault: Fault | None = None
    whole: bool = True


def written_entry(type_: str, key: str, fields: Mapping[str, str]) -> str:
    """An entry with its values, which are LaTeX, in braces."""
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items()]
    return f"@{type_}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def commands(text: str) -> Iterator[Command]:
    """Every entry, every `@string` and what is broken, in time proportional to the text."""
    closing = _closing_braces(text)
    position = 0
    last: Command | None = None
    while match := COMMAND.search(text, position):
        if _is_comment(text, position, match.start()):
            end_of_line = text.find("\n", match.end())
            position = len(text) if end_of_line < 0 else end_of_line
            continue
        yield from _up_to(match.start(), text, last, position)
        last, position = _command(text, match, closing)
    yield from _up_to(len(text), text, last, position)


def _up_to(end: int, text: str, last: Command | None, position: int) -> Iterator[Command]:
    """The last command, and what of the text between it and the next was meant as another."""
    between = text[position:end]
    ended = last and (STRAY_FIELD.match(between) or between.lstrip().startswith("}"))
    lost = None if ended else _lost(text, position, end)
    if last:
        yield last if lost else _ended_too_early(last, between)
    if lost:
        yield lost


def _lost(text: str, start: int, end: int) -> Command | None:
    """An entry whose beginning is mistyped, which BibTeX takes for a remark."""
    for found in LOST.finditer(text, start, end):
        line = max(start, text.rfind("\n", start, found.end()) + 1)
        words = text[line:end].lstrip(" \t")
        if not words.startswith("%"):
            at = end - len(text[line:end].lstrip(" \t,"))
            begins = text[at:end].partition("\n")[0][:30].strip()
            wrong = (
                f"'{begins}' begins no entry, so it would be lost; expected `@type{{key,` before "
            )
            named = LOST_KEY.match(text, at, end)
            key, fault = named["key"] if named else "", Fault(0, wrong + "its fields")
            return Command("entry", key, at, text[at:end], fault)
    return None


def _command(
    text: str, match: re.Match[str], closing: Mapping[int, int]
) -> tuple[Command | None, int]:
    """The command that `match` begins, unless it says nothing to us, and where it ends."""
    kind, opened = match["type"].lower(), match.end() - 1
    close = closing.get(opened) if match["open"] == "{" else _parenthesis(text, opened, closing)
    if kind in ("comment", "preamble"):
        if close is not None:
            return None, close + 1
        open_end = Fault(0, "is not closed; expected } at its end")
        return Command(kind, "", match.start(), match[0], open_end), match.end()
    key = KEY.match(text, match.end()) if kind != "string" else None
    end, closed = _end(text, opened, close)
    raw = text[match.start() : end].rstrip()
    fault = _oversize(raw)
    if not closed:
        fault = fault or _unclosed(raw, "}" if match["open"] == "{" else ")")
    if kind != "string" and not key:
        fault = Fault(0, "has no key; expected `@type{key,` followed by fields")
    elif key and not key["comma"]:
        at = key.end("key") - match.start()
        fault = Fault(at, "has no comma after its key; expected `@type{key,` followed by fields")
    name = key["key"] if key else ""
    return Command(kind, name, match.start(), raw, fault, closed or end < len(text)), end


def _closing_braces(text: str) -> dict[int, int]:
    """The offset of each opening brace that is closed, with that of its closing one."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for match in BRACE.finditer(text):
        if match[0] == "{":
            opened.append(match.start())
        elif opened:
            closing[opened.pop()] = match.start()
    return closing


def _parenthesis(text: str, opened: int, closing: Mapping[int, int]) -> int | None:
    """Where `@type(…)` ends: at the first `)` outside braces and quotes, before another entry."""
    position, quoted = opened + 1, False
    while match := PARENTHESES.search(text, position):
        position = match.end()
        if match[0] == "{":
            if match.start() not in closing:
                return None
            position = closing[match.start()] + 1
        elif match[0] == '"':
            quoted = not quoted
        elif match[0] == "@" and not ENTRY.match(text, match.start()):
            continue
        elif match[0] != ")":
            return None
        elif not quoted:
            return match.start()
    return None


def _end(text: str, opened: int, close: int | None) -> tuple[int, bool]:
    """Where the command ends, and whether by its own closing brace.

    One that is not closed ends before the next entry. So does one in which another entry begins
    between two fields or at the start of a line, for a brace of one then closes the other.
    """
    stop = len(text) if close is None else close
    depth, position = 0, opened + 1
    for inner in ENTRY.finditer(text, position, stop):
        before, position = text[position : inner.start()], inner.start()
        depth += before.count("{") - before.count("}")
        _, line_break, line = before.rpartition("\n")
        if close is None or depth == 0 or (line_break and not line.strip()):
            return position, False
    return (stop, False) if close is None else (close + 1, True)


def _is_comment(text: str, position: int, start: int) -> bool:
    """Whether what stands before `start` on its line, and after a command, begins with `%`."""
    line = max(position, text.rfind("\n", position, start) + 1)
    return text[line:start].lstrip(" \t,").startswith("%")


def _ended_too_early(command: Command, between: str) -> Command:
    """The command with a fault if what follows it was meant to be a part of it."""
    lines = (line for line in between.splitlines() if not line.lstrip().startswith("%"))
    free = "\n".join(lines)
    if command.fault or not (STRAY_FIELD.match(between) or free.count("}") > free.count("{")):
        return command
    wrong = "ends here by a } too many; expected one } for each {"
    return replace(command, fault=Fault(len(command.text) - 1, wrong))


def _oversize(raw: str) -> Fault | None:
    """Lengths and depths that no parser should meet."""
    if len(raw) <= LONGEST_FIELD and raw.count("{") <= DEEPEST:
        return None
    opened: list[int] = []
    for match in BRACE.finditer(raw):
        if match[0] == "{":
            opened.append(match.start())
            if len(opened) > DEEPEST:
                wrong = f"nests braces more than {DEEPEST} deep; expected plain text"
                return Fault(match.start(), wrong)
        elif opened:
            start = opened.pop()
            if len(opened) == 1 and match.start() - start > LONGEST_FIELD:
                return too_long(start, match.start() - start)
    if len(raw) > LONGEST_ENTRY:
        return Fault(0, f"has {len(raw):,} characters; expected at most {LONGEST_ENTRY:,}")
    return None


def too_long(at: int, length: int) -> Fault:
    wrong = f"has a field of {length:,} characters; expected at most {LONGEST_FIELD:,}"
    return Fault(at, wrong)


def _unclosed(raw: str, closing: str) -> Fault:
    """The value whose brace is missing: the one before a field that begins inside braces."""
    depth, position = 0, 0
    name, value = "", 0
    for field in FIELD.finditer(raw):
        depth += raw.count("{", position, field.start()) - raw.count("}", position, field.start())
        position = field.start()
        if depth > 1 and name:
            return Fault(value, f"has a {name} that is not closed; expected }} after it")
        name, value = field["name"].lower(), field.end()
    return Fault(len(raw) - 1, f"is not closed; expected {closing} after its last field")
