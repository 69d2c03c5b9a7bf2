"""The frozen editions, and what came between each and the next one, or today."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ..history import Judged, Row, Standing
from ..report import Report
from ..text.notation import plain_text
from ..vocabulary import Moment


@dataclass(frozen=True)
class Difference:
    """A claim that two editions judge otherwise; what an edition lacks has no judgment there."""

    title: str
    place: str
    """Where it stands today; nothing if it is gone."""
    before: Standing | None
    after: Standing | None

    def at(self, moment: Moment) -> tuple[Judged | None, Judged | None]:
        """Its judgments in the two."""
        before, after = self.before, self.after
        return before.at(moment) if before else None, after.at(moment) if after else None


@dataclass(frozen=True)
class Edition:
    """A frozen edition, and how the next one differs from it. `next` is empty for today."""

    row: Row
    next: str
    differences: tuple[Difference, ...]

    @property
    def name(self) -> str:
        return self.row.subject


def editions(report: Report) -> tuple[Edition, ...]:
    """The newest first."""
    rows: list[Row | None] = [*report.history.editions, None]
    found = [
        Edition(row, after.subject if after else "", _between(report, row, after))
        for row, after in pairwise(rows)
        if row
    ]
    return tuple(found[::-1])


def _between(report: Report, row: Row, after: Row | None) -> tuple[Difference, ...]:
    old, new = report.history.standings(row), report.history.standings(after)
    refs = [*report.claims, *sorted({*old, *new} - {*report.claims})]
    return tuple(
        Difference(*_called(report, ref), old.get(ref), new.get(ref))
        for ref in refs
        if old.get(ref) != new.get(ref)
    )


def _called(report: Report, ref: str) -> tuple[str, str]:
    pair = report.claims.get(ref)
    if pair is None:
        return ref, ""
    return plain_text(pair.claim.text), pair.place
