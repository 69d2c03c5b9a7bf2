"""What is not prose in a page: code, mathematics, comments. Notation means nothing in there.

Blocks are set aside first, as Markdown does; what stands within a line is found by `spans`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .blocks import Run, bars, blocks, fences
from .spans import Closers, Span, blanked, filled, inline

RAW = re.compile(
    r"^ {0,3}(?:<!--|<(pre|script|style|textarea)(?=[\s>])[^<>]*>)",
    re.MULTILINE | re.IGNORECASE,
)
TAGS_ALONE = re.compile(r"^[ \t]*(?:\{%[^%\n]*%\}[ \t]*)+$", re.MULTILINE)


@dataclass(frozen=True)
class Formula:
    """`\\( … \\)` or `\\[ … \\]`; `offset` is that of its first sign."""

    offset: int
    latex: str
    display: str
    """`inline` or `block`."""

    @property
    def raw(self) -> str:
        """The formula as written, with its signs."""
        opening, closing = ("\\(", "\\)") if self.display == "inline" else ("\\[", "\\]")
        return f"{opening}{self.latex}{closing}"


@dataclass(frozen=True)
class Prose:
    """A text taken apart once, for all who read its prose.

    `text` has code, mathematics and comments blanked, `spans` are these, none inside another,
    `runs` are the pieces that Markdown reads at a time, and `formulas` what mathematics there is.
    All offsets are those of the whole text.
    """

    text: str
    spans: tuple[Span, ...] = ()
    runs: tuple[Run, ...] = ()
    formulas: tuple[Formula, ...] = ()


def prose(text: str) -> Prose:
    """The prose of a text, and what in it is none."""
    whole = text
    found = [Span(start, end, "fence") for start, end in fences(text)]
    text = filled(text, found, "", "")
    raw = list(_raw(text))
    found += raw
    text = filled(text, raw, "\n\n", "\n\n")
    # Lines of template tags are gone when Markdown reads the page.
    text = TAGS_ALONE.sub(lambda line: " " * len(line[0]), text)
    indented, runs = blocks(text)
    found += [Span(start, end, "code") for start, end in indented]
    for run in runs:
        for cell in _cells(text, run):
            found += inline(text, cell)
    found.sort()
    formulas = tuple(_formula(whole, span) for span in found if span.kind == "mathematics")
    return Prose(blanked(whole, found), tuple(found), tuple(runs), formulas)


def _formula(text: str, span: Span) -> Formula:
    display = "inline" if text[span.start + 1] == "(" else "block"
    return Formula(span.start, text[span.start + 2 : span.end - 2], display)


def _cells(text: str, run: Run) -> Iterator[Run]:
    """A run, or the cells of a row: Markdown parts them before it reads what is in them."""
    start = run.start
    for bar in bars(text, run) if run.row else ():
        yield Run(start, bar)
        start = bar + 1
    yield Run(start, run.end)


def _raw(text: str) -> Iterator[Span]:
    """Comments and code in HTML that begin a line, and may hold blank lines."""
    closers = Closers(text)
    at = 0
    while found := RAW.search(text, at):
        name = (found[1] or "").lower()
        begin = text.index("<", found.start())
        end = closers.after(f"</{name}>" if name else "-->", found.end())
        at = end or found.end()
        if end:
            yield Span(begin, end, "code" if name else "comment")
