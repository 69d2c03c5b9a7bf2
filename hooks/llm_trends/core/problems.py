"""What is wrong, where, and what was expected: the one form in which every check reports."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise

OF_FILE = frozenset({"encoding", "file", "folder", "header"})
"""The fields of a problem that keeps a whole file from being read."""
LISTED = 20
"""How many known names a message lists, and how many are compared letter by letter."""
LONGEST = 60


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake at one place.

    `line` and `column` count from 1; a problem of the whole file stands at 1:1.
    `field` is the dotted path in the header (`claims[2].verdict`) or the name of the notation.
    Both texts are kept as one line that can be printed, whatever the content holds.
    """

    path: str
    line: int
    column: int
    field: str
    message: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "field", cut(printable(self.field), 2 * LONGEST))
        object.__setattr__(self, "message", printable(self.message))

    def __str__(self) -> str:
        return f"{printable(self.path)}:{self.line}:{self.column}: {self.field}: {self.message}"


def printable(text: str) -> str:
    """Line breaks, control characters and what else shows nothing are written as escapes."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )


def cut(text: str, length: int = LONGEST) -> str:
    """`text`, or its beginning and `…` if it is longer than `length`."""
    return text if len(text) <= length else f"{text[: length - 3]}…"


def did_you_mean(wrong: object, known: Iterable[str]) -> str:
    """A closing question naming the nearest known word, or an empty string."""
    near = nearest(wrong, known)
    return f"; did you mean '{near}'?" if near else ""


def nearest(wrong: object, known: Iterable[str]) -> str:
    """The known word that was most likely meant, or nothing."""
    if not isinstance(wrong, str) or not 0 < len(wrong) <= LONGEST:
        return ""
    return _nearest(wrong, tuple(known))


def one_of(known: Iterable[str], given: object) -> str:
    """`expected one of alpha, beta; did you mean 'beta'?` for a word that is none of a few."""
    names = tuple(known)
    return f"expected one of {', '.join(names)}{did_you_mean(given, names)}"


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """`there is no trend 'betta'; expected one of alpha, beta; did you mean 'beta'?`

    Of many known names only the first are listed, since the question names the one that counts.
    """
    names = tuple(known)
    shown = cut(name)
    if not names:
        return f"there is no {what} '{shown}'; expected none, as there is none"
    listed = ", ".join(names[:LISTED])
    if len(names) > LISTED:
        listed += f", … ({len(names)} in all)"
    return f"there is no {what} '{shown}'; expected one of {listed}{did_you_mean(name, names)}"


@lru_cache(maxsize=1024)
def _nearest(wrong: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(wrong, candidates(wrong, known), n=1, cutoff=0.6)
    return near[0] if near else ""


def candidates(wrong: str, known: tuple[str, ...]) -> list[str]:
    """The known words worth comparing letter by letter, at most `LISTED`.

    Comparing is dear and a renamed bibliography asks for it thousands of times, so words that
    share few pairs of letters with the wrong one are dropped by a count of bits.
    """
    if len(known) <= LISTED:
        return list(known)
    pairs = _pairs(wrong)
    return heapq.nlargest(LISTED, known, key=lambda word: _likeness(pairs, _pairs(word)))


def _likeness(first: int, second: int) -> float:
    """The share of common pairs, from 0 to 1."""
    both = (first | second).bit_count()
    return (first & second).bit_count() / both if both else 0.0


@lru_cache(maxsize=8192)
def _pairs(word: str) -> int:
    """The pairs of neighbouring letters as bits; two pairs may share a bit, which does no harm."""
    text = f" {word[:LONGEST].casefold()} "
    bits = 0
    for first, second in pairwise(text):
        bits |= 1 << (ord(first) * 31 + ord(second)) % 509
    return bits


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once: files that could not be read first, since others follow from them."""
    return sorted(set(problems), key=lambda problem: (problem.field not in OF_FILE, problem))


def report_of(problems: Iterable[Problem]) -> str:
    """All problems in order, one a line, headed by their number."""
    lines = in_order(problems)
    noun = "problem" if len(lines) == 1 else "problems"
    return "\n".join([f"{len(lines)} {noun} in the content:", *(f"  {line}" for line in lines)])
