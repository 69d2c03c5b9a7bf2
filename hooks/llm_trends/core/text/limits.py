"""How much a page may hold of what takes converters long, or ends them, when there is too much.

Python-Markdown looks for the end of a link at every `[`, and goes down a level at every marker of
a list and every sign of emphasis; a page is measured before it is given such a text.
"""

from __future__ import annotations

import re

from .not_prose import Prose

MOST_SIGNS = 500
"""Of one sign in a paragraph; ours have at most 13 links and citations."""
MOST_LINES = 1_000
"""In one block; ours have at most 86."""
DEEPEST = 20
NESTED = re.compile(
    rf"^(?:[ \t]{{{4 * DEEPEST},}}(?=(?:[-*+]|[0-9]+\.)[ \t])"
    rf"|[ \t]*(?:(?:[-*+>]|[0-9]{{1,9}}\.)[ \t]+){{{DEEPEST},}})",
    re.MULTILINE,
)


def excess(page: Prose) -> tuple[int, str] | None:
    """The offset of what is too much, and what is wrong there; nothing if all is bearable."""
    if deep := NESTED.search(page.text):
        return deep.start(), f"is nested deeper than {DEEPEST} levels; expected fewer"
    for run in page.runs:
        whole = page.text[run.start : run.end]
        for sign in "[<*_":
            if (count := whole.count(sign)) > MOST_SIGNS:
                wrong = f"has {count:,} signs {sign} in one paragraph"
                return run.start, f"{wrong}; expected at most {MOST_SIGNS}"
    return _long_block(page.text)


def _long_block(text: str) -> tuple[int, str] | None:
    """The first block of too many lines without a blank one between them."""
    start = end = lines = 0
    for line in text.splitlines(keepends=True):
        if not line.strip():
            start, lines = end + len(line), 0
        end += len(line)
        lines += bool(line.strip())
        if lines > MOST_LINES:
            wrong = f"has more than {MOST_LINES:,} lines without a blank one; expected fewer"
            return start, wrong
    return None
