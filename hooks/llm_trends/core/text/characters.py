"""Characters that no text of this site may hold, because readers and editors cannot see them."""

from __future__ import annotations

import re

REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f]"  # control characters other than tab and line feed
    "|[\u2028\u2029]"  # separators that some programs take for the end of a line
    "|[\u202a-\u202e\u2066-\u2069]"  # overrides of the direction of writing
    "|[\ud800-\udfff]"  # halves of a character
    "|[\ue000-\uf8ff]"  # private use: no font agrees with another
    "|[\ufeff\ufdd0-\ufdef\ufffe\uffff]"  # a mark of the byte order, and no characters at all
)


def refused(text: str) -> re.Match[str] | None:
    """The first character of `text` that is refused."""
    return REFUSED.search(text)


def named(letter: str) -> str:
    """`U+0007, a control character`: how a message speaks of it."""
    code = ord(letter)
    if code in (0x2028, 0x2029, 0x85):
        sort = "an invisible line break"
    elif code < 0xA0:
        sort = "a control character"
    elif code < 0x2070:
        sort = "an invisible mark that changes the direction of writing"
    elif code < 0xE000:
        sort = "half of a character"
    elif code < 0xF900:
        sort = "a character for private use"
    else:
        sort = "an invisible mark"
    return f"U+{code:04X}, {sort}"
