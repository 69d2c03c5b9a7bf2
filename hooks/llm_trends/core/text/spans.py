"""Parts of a piece of text that are no prose: code, mathematics, comments, each by its offsets.

Each text is walked forward, and an opening sign without a closing one is looked for once, so
that the time grows with the length of the text whatever it holds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .blocks import Run

OPENING = re.compile(r"[`\\<]")
TICKS = re.compile(r"`+")
FORMULA = re.compile(r"\\[(\[]")
COMMENT_SIGN = re.compile(r"<!--|(?<!\\)-->")
ELEMENT = re.compile(r"<(code|pre|kbd|samp|script|style|textarea)(?=[\s>])[^<>]*>", re.IGNORECASE)
FILLER = "x"
LINE_TEXT = re.compile(r"[^\n]+")


@dataclass(frozen=True, order=True)
class Span:
    """A part of a text by offset. `kind` is fence, code, mathematics or comment."""

    start: int
    end: int
    kind: str


def in_code(text: str, at: int) -> bool:
    """Whether an offset of a paragraph lies in an element of HTML that holds code."""
    return "<" in text and any(span.start < at < span.end for span in _elements_once(text))


def inline(text: str, run: Run) -> Iterable[Span]:
    """In the order in which Markdown looks for them: code, formulas, comments."""
    found: list[Span] = []
    whole = text[run.start : run.end]
    if not OPENING.search(whole):
        return ()
    looks: tuple[Callable[[str], Iterator[Span]], ...] = (_ticks, _elements, _formulas, _comments)
    for look in looks:
        more = list(look(whole))
        whole = blanked(whole, more)
        found += more
    outermost: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not outermost or span.start >= outermost[-1].end:
            outermost.append(span)
    shift = run.start
    return [Span(span.start + shift, span.end + shift, span.kind) for span in outermost]


def _ticks(text: str) -> Iterator[Span]:
    """Code between a run of backticks and the next one as long.

    If there is none, it goes up to the longest run that follows, provided that that is shorter.
    """
    runs = [(found.start(), found.end()) for found in TICKS.finditer(text)]
    starts: dict[int, list[int]] = {}
    longest = [(0, 0)]  # from the last run back: (length, start) of the longest from there on
    for start, end in reversed(runs):
        starts.setdefault(end - start, []).append(start)
        longest.append(max(longest[-1], (end - start, -start)))
    longest.reverse()
    for places in starts.values():
        places.reverse()
    reached = 0
    for index, (start, end) in enumerate(runs):
        opening = max(start, reached)
        if opening == start:
            opening += _backslashes(text, start) % 2
        length = end - opening
        if length <= 0:
            continue
        same = starts.get(length, [])
        at = bisect_left(same, end)
        size, place = longest[index + 1]
        if at < len(same):
            reached = same[at] + length
        elif 0 < size < length:
            reached = size - place
        else:
            continue
        yield Span(opening, reached, "code")


def _backslashes(text: str, end: int) -> int:
    """How many backslashes stand before an offset."""
    start = end
    while start and text[start - 1] == "\\":
        start -= 1
    return end - start


def _elements(text: str) -> Iterator[Span]:
    return _between(text, ELEMENT, lambda found: f"</{found[1].lower()}>", "code")


@lru_cache(maxsize=16)
def _elements_once(text: str) -> tuple[Span, ...]:
    """Remembered, since each link of a paragraph asks."""
    return tuple(_elements(text))


def _formulas(text: str) -> Iterator[Span]:
    closing = {"\\(": "\\)", "\\[": "\\]"}
    return _between(text, FORMULA, lambda found: closing[found[0]], "mathematics")


def _comments(text: str) -> Iterator[Span]:
    """From the last opening sign before a closing one: in a line, comments hold no other."""
    opened: int | None = None
    for sign in COMMENT_SIGN.finditer(text):
        if sign[0] == "<!--":
            opened = sign.start()
        elif opened is not None:
            yield Span(opened, sign.end(), "comment")
            opened = None


def _between(
    text: str, opening: re.Pattern[str], closing: Callable[[re.Match[str]], str], kind: str
) -> Iterator[Span]:
    closers = Closers(text)
    at = 0
    while found := opening.search(text, at):
        # A formula has at least one sign inside: `\(\)` closes nothing.
        inside = found.end() + (kind == "mathematics")
        end = closers.after(closing(found), inside)
        at = end or found.end()
        if end:
            yield Span(found.start(), end, kind)


class Closers:
    """Finds closing signs; one that is not there is looked for once, not at every opening."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._missing: set[str] = set()

    def after(self, sign: str, start: int) -> int:
        """The offset behind the next `sign`, or 0."""
        if sign in self._missing:
            return 0
        at = self._text.find(sign, start)
        if at < 0:
            self._missing.add(sign)
            return 0
        return at + len(sign)


def blanked(text: str, found: Iterable[Span]) -> str:
    """The same text with its spans as blanks, its lines kept."""
    return _replaced(text, found, lambda part: LINE_TEXT.sub(lambda line: " " * len(line[0]), part))


def filled(text: str, found: Iterable[Span], before: str, after: str) -> str:
    """The same text with each span as one word, since that is how Markdown sets it aside."""

    def word(part: str) -> str:
        indent = len(part) - len(part.lstrip(" >\t"))
        middle = len(part) - indent - len(before) - len(after)
        return part[:indent] + before + FILLER * middle + after

    return _replaced(text, found, word)


def _replaced(text: str, found: Iterable[Span], new: Callable[[str], str]) -> str:
    parts, at = [], 0
    for span in sorted(found):
        parts += [text[at : span.start], new(text[span.start : span.end])]
        at = span.end
    return "".join([*parts, text[at:]])
