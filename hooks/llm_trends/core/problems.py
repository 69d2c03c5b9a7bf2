"""What is wrong, where, and what was expected: the one form in which every check reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake at one place.

    `line` and `column` count from 1; a problem of the whole file stands at 1:1.
    `field` is the dotted path in the header (`claims[2].verdict`) or the name of the notation.
    """

    path: str
    line: int
    column: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.field}: {self.message}"


def did_you_mean(wrong: object, known: Iterable[str]) -> str:
    """A closing question naming the nearest known word, or an empty string."""
    near = get_close_matches(str(wrong), list(known), n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else ""


def report_of(problems: Iterable[Problem]) -> str:
    """All problems, sorted by place, one a line, headed by their number."""
    lines = sorted(set(problems))
    noun = "problem" if len(lines) == 1 else "problems"
    return "\n".join([f"{len(lines)} {noun} in the content:", *(f"  {line}" for line in lines)])
