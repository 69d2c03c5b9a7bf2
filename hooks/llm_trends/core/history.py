"""The history of the content: what stood, what stands instead, since when, and why. One CSV file.

A row is written once and stays. The rows of one subject and kind form a chain: what a row found is
what the row before it left. The last link of a chain is what the pages say today, which
`history_rules` checks.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from .dates import PartialDate
from .groups import grouped
from .kinds_of_text import PART
from .model import Claim
from .problems import Problem, cut, one_of
from .text.csv_rows import written_rows
from .vocabulary import Certainty, Moment, Verdict

W = TypeVar("W", bound=StrEnum)

COLUMNS = ("subject", "kind", "source", "was", "is", "why", "date")
CONCLUSION_PART = "conclusion"
"""What stands before `#` in the subject of a statement."""
METHOD = "method"
NAME = r"[0-9]{4}-(?:0[1-9]|1[0-2])"
"""An edition is called after its month."""
WITHDRAWN = "withdrawn"
"""What is left of the judgment of a claim that was taken back."""


class Kind(StrEnum):
    JUDGMENT = "judgment"
    WORDING = "wording"
    FINDING = "finding"
    SOURCE = "source"
    METHOD = "method"
    EDITION = "edition"


SUBJECTS = {
    Kind.JUDGMENT: (PART, "`trend#claim`"),
    Kind.WORDING: (PART, "`trend#claim` or `conclusion#statement`"),
    Kind.FINDING: (PART, "`trend#claim`"),
    Kind.SOURCE: (PART, "`trend#claim`"),
    Kind.METHOD: (METHOD, f"`{METHOD}`"),
    Kind.EDITION: (NAME, "the name of an edition, as 2026-11"),
}
"""What a row of each kind may be about."""
CHAINED = frozenset({Kind.JUDGMENT, Kind.WORDING, Kind.METHOD})
FORM = "then: VERDICT, CERTAINTY; now: VERDICT, CERTAINTY"


@dataclass(frozen=True)
class Judged:
    """A verdict at one moment. Before certainties were stated there was none."""

    verdict: Verdict
    certainty: Certainty | None = None

    @property
    def words(self) -> str:
        """`too early (low certainty)`"""
        words = self.verdict.words.lower()
        return f"{words} ({self.certainty.words.lower()} certainty)" if self.certainty else words

    def __str__(self) -> str:
        return f"{self.verdict}, {self.certainty}" if self.certainty else str(self.verdict)


@dataclass(frozen=True)
class Standing:
    """How a claim stood at both moments; one verdict stood for both until they were parted."""

    then: Judged
    now: Judged

    @classmethod
    def of(cls, claim: Claim) -> Standing:
        then, now = (Judged(j.verdict, j.certainty) for j in (claim.then, claim.now))
        return cls(then, now)

    @classmethod
    def parse(cls, text: str) -> Standing:
        """Read what `str` writes. Raises `ValueError` with a predicate about the text."""
        if found := re.fullmatch(r"then: ([^,;]+), ([^,;]+); now: ([^,;]+), ([^,;]+)", text):
            then, then_certainty, now, now_certainty = found.groups()
            return cls(
                Judged(_word(Verdict, then), _word(Certainty, then_certainty)),
                Judged(_word(Verdict, now), _word(Certainty, now_certainty)),
            )
        if re.search("[:;,]", text):
            raise ValueError(f"is '{cut(text)}'; expected `{FORM}`")
        both = Judged(_word(Verdict, text))
        return cls(both, both)

    def at(self, moment: Moment) -> Judged:
        return self.then if moment is Moment.THEN else self.now

    def __str__(self) -> str:
        if self.then.certainty is None:
            return str(self.then)
        return f"then: {self.then}; now: {self.now}"


@dataclass(frozen=True)
class Row:
    """One change. `source` is the key of the source whose finding changed, else empty."""

    subject: str
    kind: Kind
    source: str
    was: str
    is_: str
    why: str
    date: PartialDate
    line: int

    @cached_property
    def before(self) -> Standing | None:
        """How the claim of a judgment stood; nothing if it was not judged yet."""
        return self._standing(self.was)

    @cached_property
    def after(self) -> Standing | None:
        """How it stands since; nothing if it was taken back."""
        return self._standing(self.is_)

    def _standing(self, text: str) -> Standing | None:
        judged = self.kind is Kind.JUDGMENT and text and text != WITHDRAWN
        return Standing.parse(text) if judged else None

    @property
    def chain(self) -> tuple[str, Kind]:
        return self.subject, self.kind


@dataclass(frozen=True)
class History:
    """All rows in the order of the file, which is that of their dates."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def last(self) -> Mapping[tuple[str, Kind], Row]:
        """The last link of each chain."""
        return {row.chain: row for row in self.rows if row.kind in CHAINED}

    @property
    def editions(self) -> tuple[Row, ...]:
        """The rows of the editions, oldest first; `is_` is the digest of the archive."""
        return tuple(row for row in self.rows if row.kind is Kind.EDITION)

    def standings(self, until: Row | None = None) -> dict[str, Standing]:
        """How each claim stood when the row `until` was written, or at the end."""
        found: dict[str, Standing] = {}
        for row in self.rows:
            if row is until:
                break
            if row.kind is Kind.JUDGMENT:
                found.pop(row.subject, None)
                if row.after:
                    found[row.subject] = row.after
        return found

    def about(self, subject: str) -> tuple[Row, ...]:
        return tuple(self._by_subject.get(subject, ()))

    @cached_property
    def _by_subject(self) -> Mapping[str, list[Row]]:
        return grouped((row.subject, row) for row in self.rows)


def written_row(subject: str, kind: Kind, was: str, is_: str, why: str, date: dt.date) -> str:
    """A line of the file, as the command writes it."""
    return written_rows([(subject, kind, "", was, is_, why, date)])


def _word(kind: type[W], word: str) -> W:
    if word not in [*kind]:
        raise ValueError(f"has '{cut(word)}'; {one_of(kind, word)}")
    return kind(word)
