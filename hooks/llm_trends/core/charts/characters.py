"""Characters that no text of a chart may hold, written out or by an escape.

Control characters end the drawing program or vanish; marks of direction let a text read other
than it is stored; halves of a pair cannot be written to a file.
"""

from __future__ import annotations

import re

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    "\u2028\u2029"  # ends of lines that editors do not count
    "\u202a-\u202e\u2066-\u2069"  # marks of direction
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # halves of pairs, and what is no character
)


def forbidden(text: str) -> tuple[int, str] | None:
    """The offset of the first such character and what is wrong with it, or `None`."""
    found = FORBIDDEN.search(text)
    if not found:
        return None
    wrong = f"holds the character U+{ord(found[0]):04X}; expected only what can be shown"
    return found.start(), wrong
