"""Emphasis that is opened and never closed in its paragraph, so that its signs stay as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .blocks import Run
from .left_blocks import Left

EMPHASIS = re.compile(
    r"(?<![\\*\w])\*(?=[^\s*])|(?<=[^\s*\\])\*(?!\*)|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)"
)
STRONG = re.compile(r"(?<![\\*])\*\*(?!\*)")


def open_emphasis(text: str, rest: str, run: Run) -> Iterator[Left]:
    """A `*` or `__` before a word that no other one follows behind a word."""
    opened: dict[str, int] = {}
    for found in EMPHASIS.finditer(text, run.start, run.end):
        before = text[found.start() - 1 : found.start()] if found.start() > run.start else " "
        if found[0] in opened and not before.isspace():
            del opened[found[0]]
        elif not before.isalnum():
            opened.setdefault(found[0], found.start())
    for sign, offset in opened.items():
        if rest[offset : offset + len(sign)] == sign:
            wrong = f"opens emphasis that is not closed in its paragraph; expected `{sign}`, or "
            yield Left(offset, sign, wrong + "a backslash before the sign")


def open_strong(body: str, text: str, run: Run) -> Iterator[Left]:
    """`**` before a word that no other one follows behind a word."""
    opened: int | None = None
    for found in STRONG.finditer(text, run.start, run.end):
        before = body[found.start() - 1 : found.start()] if found.start() > run.start else " "
        after = body[found.end() : found.end() + 1] if found.end() < run.end else " "
        if opened is None and not before.isalnum() and not after.isspace():
            opened = found.start()
        elif opened is not None and not before.isspace():
            opened = None
    if opened is not None:
        yield Left(
            opened, "**", "opens bold text that is not closed in its paragraph; expected `**`"
        )
