"""How Markdown cuts a text into blocks: fences, indented code, and the runs of inline text.

The rules are those of Python-Markdown with superfences, tables and definition lists, as far as
they decide what is code. The text is walked once, line by line, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

TAB = 4
SOME_LINES = r"\d+(?:-\d+)?(?:[ \t]+\d+(?:-\d+)?)*"
FENCE_OPTION = (
    r"title=(?:\"[^\"\n]*\"|'[^'\n]*')"
    rf"|hl_lines=(?:\"{SOME_LINES}\"|'{SOME_LINES}')"
    r"|linenums=(?:\"\d[^\"\n]*\"|'\d[^'\n]*')"
)
FENCE = re.compile(
    r"(?P<fence>~{3,}|`{3,})(?:[ \t]*\.?[\w#.+-]+(?=[ \t]|$))?"
    rf"(?:[ \t]*\{{[^\n]*\}}|(?:[ \t]*(?:{FENCE_OPTION}))+)?[ \t]*"
)
"""A line that begins a block of code: its sign, a language, options."""
PREFIX = re.compile(r"[> \t]*")
QUOTE = re.compile(r" {0,3}>(?: ? {0,3}>)* ?")
MARKER = re.compile(r" *(?:[*+-]|\d+\.) +")
"""What begins an item of a list."""
DEFINITION = re.compile(r" {0,3}: {1,3}(?=\S)")
BORDER = re.compile(r"[|: ]*-[-|: ]*")
"""The line below the heads of a table."""
EDGE = re.compile(r"\\\\|\\\||\||\\?`+")
"""A bar, what frees one, and the signs of code, in which none parts cells."""


@dataclass(frozen=True)
class Line:
    """A line by offsets of its text, with what a block quote puts before it taken off."""

    start: int
    end: int
    quoted: bool = False


@dataclass(frozen=True)
class Run:
    """Inline text that Markdown reads in one piece; `row` if it is a row of a table."""

    start: int
    end: int
    row: bool = False


def fences(text: str) -> list[tuple[int, int]]:
    """The fenced blocks, each from the beginning of its first line to the end of its last.

    A line that is indented less than its fence ends the search for the closing one; the fence is
    no code then, and neither is one that is never closed.
    """
    found: list[tuple[int, int]] = []
    opened: tuple[int, int, int, str] | None = None
    for line in _lines(text):
        prefix = PREFIX.match(text, line.start, line.end)
        before = prefix[0] if prefix else ""
        if opened is None:
            start = FENCE.match(text, line.start + len(before), line.end)
            if start and start.end() == line.end:
                width = len(before.expandtabs(TAB))
                opened = (line.start, width, before.count(">"), start["fence"])
            continue
        begin, width, depth, sign = opened
        taken = _taken(before, width)
        quotes = before[:taken].count(">")
        content = text[line.start + taken : line.end]
        reached = len(before[:taken].expandtabs(TAB))
        if quotes > depth or (content.strip() and reached != width):
            opened = None
        elif content.rstrip(" \t") == sign:
            found.append((begin, line.end))
            opened = None
    return found


def _lines(text: str) -> list[Line]:
    """All lines by offset, without their ends."""
    lines, start = [], 0
    for part in text.split("\n"):
        lines.append(Line(start, start + len(part)))
        start += len(part) + 1
    return lines


def _taken(prefix: str, width: int) -> int:
    """How many characters of a line's beginning stand for the indentation of its fence."""
    reached = 0
    for count, letter in enumerate(prefix):
        if reached >= width:
            return count
        reached += TAB - reached % TAB if letter == "\t" else 1
    return len(prefix)


def blocks(text: str) -> tuple[list[tuple[int, int]], list[Run]]:
    """Indented code, and the runs of inline text; each fence of `text` stands as one word."""
    found = _Blocks()
    lists: list[bool] = []
    quoted = False
    for block in _groups(text):
        if block[0].quoted != quoted:
            lists, quoted = [], block[0].quoted
        _block(text, block, lists, found)
    return found.indented, found.runs


@dataclass
class _Blocks:
    indented: list[tuple[int, int]] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)


def _groups(text: str) -> Iterator[list[Line]]:
    """Lines between blank ones. A heading is a group of its own, a line of slashes begins one."""
    group: list[Line] = []
    for whole in _lines(text):
        quote = QUOTE.match(text, whole.start, whole.end)
        line = Line(quote.end(), whole.end, True) if quote else whole
        blank = not text[line.start : line.end].strip()
        heading = text.startswith("#", line.start)
        begins = heading or text.startswith("///", line.start)
        if group and (blank or begins or (line.quoted and not group[0].quoted)):
            yield group
            group = []
        if not blank:
            group.append(line)
        if heading:
            yield group
            group = []
    if group:
        yield group


def _block(text: str, block: list[Line], lists: list[bool], found: _Blocks) -> None:
    """One block; `lists` says for each level of indentation whether a list was last in it."""
    indent = _indent(text, block[0])
    level = 0
    while indent >= TAB * (level + 1) and level < len(lists) and lists[level]:
        level += 1
    del lists[level:]
    code = 0
    while code < len(block) and _indent(text, block[code]) >= TAB * (level + 1):
        code += 1
    if code:
        found.indented.append((block[0].start, block[code - 1].end))
        lists.append(False)
        block = block[code:]
        if not block:
            return
        lists.pop()
    if MARKER.match(text, block[0].start, block[0].end):
        _list(text, block, lists, found)
    elif _is_table(text, block):
        found.runs += [Run(line.start, line.end, row=True) for line in block]
        lists.append(False)
    else:
        _paragraph(text, block, lists, found)


def _list(text: str, block: list[Line], lists: list[bool], found: _Blocks) -> None:
    level = base = len(lists)
    start = block[0].start
    for line in block:
        if MARKER.match(text, line.start, line.end):
            if line.start > start:
                found.runs.append(Run(start, line.start - 1))
            start = line.start
            level = max(base, min(_indent(text, line) // TAB, level + 1))
    found.runs.append(Run(start, block[-1].end))
    lists += [True] * (level - base + 1)


def _paragraph(text: str, block: list[Line], lists: list[bool], found: _Blocks) -> None:
    """Text, or the terms and definitions of a list of them."""
    first = next((n for n, line in enumerate(block) if _defines(text, line)), None)
    lists.append(first is not None)
    start = block[0].start
    for number, line in enumerate(block):
        if number and first is not None and (number <= first or _defines(text, line)):
            found.runs.append(Run(start, line.start - 1))
            start = line.start
    found.runs.append(Run(start, block[-1].end))


def _defines(text: str, line: Line) -> bool:
    return bool(DEFINITION.match(text, line.start, line.end))


def _indent(text: str, line: Line) -> int:
    """The width of the blanks before a line, tabs counted to the next multiple of four."""
    width = 0
    for at in range(line.start, line.end):
        if text[at] == "\t":
            width += TAB - width % TAB
        elif text[at] == " ":
            width += 1
        else:
            break
    return width


def _is_table(text: str, block: list[Line]) -> bool:
    """Whether the second line is the border below a table's heads."""
    if len(block) < 2:
        return False
    border = text[block[1].start : block[1].end].rstrip()
    head = text[block[0].start : block[0].end]
    return "|" in head and "|" in border and bool(BORDER.fullmatch(border))


def bars(text: str, row: Run) -> list[int]:
    """The offsets of the bars that part the cells of a row: neither escaped nor in code."""
    marks = list(EDGE.finditer(text, row.start, row.end))
    closing = _closing(marks)
    found, at = [], 0
    while at < len(marks):
        if marks[at][0] == "|":
            found.append(marks[at].start())
        at = closing.get(at, at) + 1
    return found


def _closing(marks: Sequence[re.Match[str]]) -> dict[int, int]:
    """For each run of backticks the next one of the same length."""
    following: dict[int, int] = {}
    closing = {}
    for at in range(len(marks) - 1, -1, -1):
        length = marks[at][0].count("`")
        if not length:
            continue
        opened = length - marks[at][0].startswith("\\")
        if opened in following:
            closing[at] = following[opened]
        following[length] = at
    return closing
