"""What YAML's parser complains of, in an editor's words and at the line that causes it.

The parser names what it was doing when it could not go on, often lines after the mistake. Here
the place is looked at again: a tab, a quote, a sign that YAML keeps for itself, a bracket without
an end, or what `yaml_columns` finds of colons and columns. Places count from 0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .yaml_columns import bare_line, late_colon, look_alike, wrong_column
from .yaml_complaint import Complaint, Found, Part
from .yaml_events import Event, Kind, Mark, UnreadableError

RESERVED = "[]{},&*!|>@`%#"
BEFORE_NAME = re.compile(r"\s*(?:- +)*")
VALUE = re.compile(r"\s*(?:- +)*(?:[\w-]+:(?: +|$))?")
SPACES = "expected plain spaces before a field"
KEPT = re.compile(r"[,:]\s*[%@`]$")
"""A sign that begins an item in brackets and that YAML keeps for itself."""
ESCAPE = re.compile(r"\\(?:u.{0,4}|U.{0,8}|x.{0,2}|.?)")


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
    for cause in (
        _blank,
        _outgrown,
        _quote,
        _escape,
        _sign,
        look_alike,
        late_colon,
        bare_line,
        _bracket,
        wrong_column,
    ):
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
    return f"begins with {named}; {SPACES}"


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
    if sign in "[{" and KEPT.search(it.here[: it.at[1] + 1]):
        column = it.at[1]
        sign = it.here[column]
    elif sign in "[{" and it.begun == (it.at[0], column):
        return _bracket(it)
    if sign in "|>" and "block scalar" in it.context:
        wrong = f"has text after {sign} in the same line; expected it in the next lines, indented"
        return it.at, wrong
    wrong = f"begins with '{sign}', which YAML keeps for itself; expected quotes around the text"
    return (it.at[0], column), wrong


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
