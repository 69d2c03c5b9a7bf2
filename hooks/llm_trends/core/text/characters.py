"""Characters that no text of this site may hold: nobody sees them, or knows what they were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
MOST_MARKS = 4
"""As many as stand on one letter in any language; more of them cover the lines around it."""
DIRECTION = "\u202a-\u202e\u2066-\u2069"
"""Overrides of the direction of writing."""
REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f]"  # control characters other than tab and line feed
    "|[\u2028\u2029]"  # separators that some programs take for the end of a line
    f"|[{DIRECTION}]"
    "|[\u180e\u200b\u2060-\u2064\ufff9-\ufffb]"  # nothing to see, and words that are not found
    "|[\u115f\u1160\u3164\uffa0]"  # letters without a form
    "|[\ud800-\udfff]"  # halves of a character
    "|[\ue000-\uf8ff]"  # private use: no font agrees with another
    "|[\ufffc\ufffd]"  # what programs put where they lost something
    "|[\ufeff\ufdd0-\ufdef\ufffe\uffff]"  # a mark of the byte order, and no characters at all
    "|[\U000e0000-\U000e007f]"  # a second alphabet that nobody sees
)
"""What some scripts are written with stays: joiners, single marks of direction, soft hyphens.

One character each, so that Python looks for all of them as one set.
"""
HEAP = re.compile(f"[{MARKS}]{{{MOST_MARKS + 1},}}")
REFERENCE = re.compile(
    r"&(?:#[xX](?P<hex>[0-9a-fA-F]{1,8})|#(?P<number>[0-9]{1,8})|(?P<name>\w{1,40}));?"
)
LAST = 0x10FFFF


def refused(text: str) -> re.Match[str] | None:
    """The first character of `text` that is refused, or a heap of accents."""
    return REFUSED.search(text) or HEAP.search(text)


def refused_references(markup: str) -> Iterator[tuple[str, str]]:
    """(reference, character) wherever HTML would bring in by name or number what is refused."""
    for found in REFERENCE.finditer(markup):
        if found["name"]:
            letter = html5.get(f"{found['name']};", "")
        else:
            code = int(found["hex"], 16) if found["hex"] else int(found["number"])
            letter = chr(code) if code <= LAST else "\0"
        if refused(letter):
            yield found[0], letter


def named(letter: str) -> str:
    """`U+0007, a control character`: how a message speaks of it."""
    code = ord(letter[0])
    if len(letter) > 1:
        sort = f"the first of {len(letter)} marks on one letter"
    elif code in (0x2028, 0x2029, 0x85):
        sort = "an invisible line break"
    elif code < 0xA0:
        sort = "a control character"
    elif re.match(f"[{DIRECTION}]", letter):
        sort = "an invisible mark that changes the direction of writing"
    elif 0xD800 <= code < 0xE000:
        sort = "half of a character"
    elif 0xE000 <= code < 0xF900:
        sort = "a character for private use"
    elif code in (0xFFFC, 0xFFFD):
        sort = "which stands for what a program has lost"
    else:
        sort = "an invisible mark"
    return f"U+{code:04X}, {sort}"
