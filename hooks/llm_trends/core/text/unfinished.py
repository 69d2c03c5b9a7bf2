"""Words that writers leave where something is still to be written.

They are no notation of any dialect, so they are looked for wherever text is published: in pages,
headers, charts, tables and sources. In code they are code.
"""

from __future__ import annotations

import re

MARK = (
    r"(?<![\w./#-])(?:TODO|FIXME|XXX|TBD|TBC)(?![\w/#-])"
    r"|\[(?i:(?:citation|source) needed)\]|\b(?i:lorem ipsum)\b"
    r"|(?<![^\s(\[])\?\?(?![^\s).,;:\]])"  # where a reference should stand
)
WRONG = "marks a place that is not finished; expected the text itself"
_MARK = re.compile(MARK)


def unfinished(text: str) -> str:
    """What is wrong with a text that holds such a mark; empty if it holds none."""
    found = _MARK.search(text)
    return f"'{found[0]}' {WRONG}" if found else ""
