"""Lines of YAML that begin where no field and no item can, and colons and names out of place.

Headers are indented in steps of two spaces, so of two lines that do not fit together the one in an
odd column is to blame. Places count from 0.
"""

from __future__ import annotations

import re

from .yaml_complaint import Complaint, Found, Part, indent_of
from .yaml_events import Kind, Mark

ITEM = re.compile(r"- +")
FIELD = re.compile(r" *[a-z_][\w-]*: +[^\s>|]")
"""A name with a value behind it, below which no group can begin."""
NAME_ONLY = re.compile(r"\s*(?:- +)*[\w-]+$")
NO_SPACE = re.compile(r"\s*(?:- +)*[a-z_][\w-]*(:)(?! |$|//)")
NO_DASH_SPACE = re.compile(r"\s*(-)[a-z_][\w-]*:(?: |$)")
SEVERAL_WORDS = re.compile(r"\s*(?:- +)*[^\s:]+ [^:]*(:) ")
COLON = (
    "holds a colon and a space in text without quotes; expected quotes around the text, or `>-` "
    "and the text in the next lines, indented"
)
DASH = "has no space after its dash; expected one"
NO_DASH = "has no dash; expected `- ` before the first field of an item"
SPACE = "has no space after its colon; expected one"
WIDE_COLON = re.compile(r"\s*(?:- +)*[a-z_][\w-]* ?([\uff1a\ufe55\u2236\ua789])")
FIELD_OR_ITEM = re.compile(r" *(?:- |[\w-]+:(?: |$))")
NO_FIELD = "is no field; expected `name: value`, or more spaces before text that goes on from above"


def look_alike(it: Complaint) -> Found | None:
    """A colon or a dash that is another sign."""
    for line in sorted({it.begun[0], it.at[0], it.last.start[0] if it.last else it.at[0]}):
        text = it.text(line)
        if wide := WIDE_COLON.match(text):
            wrong = f"has {wide[1]} (U+{ord(wide[1]):04X}) behind the name; expected a plain colon"
            return (line, wide.start(1)), f"{wrong} and a space"
        if wrong := dash_of_text(text.strip()):
            return (line, it.indent(line)), wrong
    return None


def late_colon(it: Complaint) -> Found | None:
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


def bare_line(it: Complaint) -> Found | None:
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


def wrong_column(it: Complaint) -> Found | None:
    """A line that begins where neither a field nor an item can."""
    if "block sequence entries are not allowed" in it.said:
        return it.at, "begins a list behind a name; expected the items in the next lines, or quotes"
    line = it.at[0]
    if found := _first_dash(it) or _next_dash(it):
        return found, NO_DASH
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
    if not FIELD_OR_ITEM.match(it.text(line)):
        return (line, it.indent(line)), NO_FIELD
    return _off(it, (line, it.indent(line)))


def dash_of_text(line: str) -> str:
    """What is wrong with an item whose dash is that of a text; nothing with any other line."""
    if line[:1] not in ("\u2010", "\u2011", "\u2013", "\u2014", "\u2212") or line[1:2] != " ":
        return ""
    return f"begins with {line[0]} (U+{ord(line[0]):04X}), which is no hyphen; expected `- `"


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


def _first_dash(it: Complaint) -> Mark | None:
    """Where a group begins, if an item of a list follows whose fields stand in its columns."""
    here, closed = it.text(it.at[0]), it.closed
    indent = indent_of(here)
    if closed and not closed.is_list and here[indent:].startswith("- "):
        dash = ITEM.match(here, indent)
        if dash and dash.end() == closed.column and closed.line < it.at[0]:
            return closed.line, closed.column
    return None


def _next_dash(it: Complaint) -> Mark | None:
    """A field in the column of the dashes above it, with more fields of an item below."""
    line, around = it.at[0], it.inner
    indent = it.indent(line)
    if not around or not around.is_list or around.column != indent:
        return None
    below = it.text(line + 1)
    goes_on = FIELD.match(below) and indent_of(below) == indent + 2
    return (line, indent) if goes_on and FIELD.match(it.text(line)) else None


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
