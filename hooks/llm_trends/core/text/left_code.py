"""Code that is none: fences that open no block, options that nobody reads, signs beside it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from .blocks import FENCE_OPTION
from .dialects import BLOCK, OTHER_REFERENCE
from .left_blocks import Left
from .not_prose import Prose

AT_CODE = re.compile(r"\{[a-z][\w:+-]*\}(?=`)|(?<=`)__?(?![\w`])")
"""What other dialects put beside code, to make a reference of it."""
FENCE = re.compile(r"^[> \t]*(?P<raw>`{3,}|~{3,})[^\n]*", re.MULTILINE)
OPTIONS = re.compile(r"(?:`{3,}|~{3,})[^\n{}]*\{(?P<all>[^\n]*)\}[ \t]*$", re.MULTILINE)
KNOWN_OPTION = re.compile(rf"[.#][A-Za-z][\w-]*|{FENCE_OPTION}")
DIRECTIVE = re.compile(r"[> \t]*(?:`{3,}|~{3,})[ \t]*\{[a-z]")


def lost_fences(body: str, page: Prose) -> Iterator[Left]:
    """Lines that look like the beginning of a block of code and are none."""
    starts = [span.start for span in page.spans]
    for found in FENCE.finditer(body):
        begins = found.start("raw")
        at = bisect_right(starts, begins) - 1
        span = page.spans[at] if at >= 0 and begins < page.spans[at].end else None
        if DIRECTIVE.match(body, found.start()):
            yield Left(begins, body[begins : found.end()], BLOCK)
            continue
        if span and span.kind == "fence" and span.start <= begins < body.find("\n", span.start):
            yield from _unread_options(body, begins)
        if span and (span.kind == "fence" or span.start < begins or span.end <= found.end()):
            continue
        yield Left(
            begins,
            body[begins : found.end()],
            "opens a block of code that is never closed, or that has unknown options; expected "
            "the language alone, and the same sign below the code",
        )


def _unread_options(body: str, at: int) -> Iterator[Left]:
    """Options in the braces of a fence that nobody reads, so that they are gone."""
    braces = OPTIONS.match(body, at)
    if not braces:
        return
    rest = KNOWN_OPTION.sub(lambda found: " " * len(found[0]), braces["all"])
    for option in re.finditer(r"\S+", rest):
        start = braces.start("all") + option.start()
        yield Left(start, option[0], "is read by nobody; expected title, hl_lines or linenums")


def beside_code(text: str, page: Prose) -> Iterator[Left]:
    """Signs by which other dialects make a reference of code."""
    for found in AT_CODE.finditer(text):
        if page.text[found.start() : found.end()] == found[0]:
            yield Left(found.start(), found[0], OTHER_REFERENCE)
