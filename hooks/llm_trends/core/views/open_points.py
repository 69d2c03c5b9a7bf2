"""What waits for an editor though nothing is wrong with it: readings at second hand or without a
row in the record, dates that have passed, pages that nobody has reviewed for long.

Each is a problem in form, with its place, and stops no build: the pages say it themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..files import RECORD
from ..places import DOCS
from ..problems import Problem, cut, in_order
from ..report import Report
from ..trend import Trend
from ..vocabulary import Checked

REVIEWED_WITHIN = 180
"""Days after which a page is due for a review, and what it watches for a look."""


@dataclass(frozen=True)
class Waiting:
    """All that waits for an editor, in the order in which it is dealt with."""

    wrong: tuple[Problem, ...] = ()
    """Stops every build, and keeps what is served as it was before."""
    stops: tuple[Problem, ...] = ()
    """Stops a strict build."""
    due: tuple[Problem, ...] = ()

    @property
    def all(self) -> tuple[Problem, ...]:
        return (*self.wrong, *self.stops, *self.due)

    def where(self, kept: Callable[[Problem], bool]) -> Waiting:
        """Those that are to be kept."""
        groups = (self.wrong, self.stops, self.due)
        return Waiting(*(tuple(filter(kept, group)) for group in groups))


def waiting(
    wrong: Iterable[Problem], stops: Iterable[Problem], report: Report, today: dt.date
) -> Waiting:
    """With what is due in the report; each once, in its gravest group, by place."""
    first = in_order(wrong)
    second = in_order({*stops} - {*first})
    return Waiting(tuple(first), tuple(second), open_points(report, today))


def open_points(report: Report, today: dt.date) -> tuple[Problem, ...]:
    """All open points, by place."""
    found = [
        point
        for trend in report.trends
        for point in (*_second_hand(trend), *_unrecorded(report, trend), *_due(trend, today))
    ]
    return tuple(sorted(found))


def _second_hand(trend: Trend) -> Iterator[Problem]:
    for index, claim in enumerate(trend.data.claims):
        for number, item in enumerate(claim.evidence):
            if item.checked is Checked.SECONDARY:
                wrong = f"'{item.source}' was read only at second hand; expected the text itself"
                path = ("claims", index, "evidence", number, "checked")
                yield trend.source.problem(path, wrong)


def _unrecorded(report: Report, trend: Trend) -> Iterator[Problem]:
    """Findings of which the record has no row, if there is a record and all of it can be read."""
    record = report.record
    if not record.checks or record.problems:
        return
    for index, claim in enumerate(trend.data.claims):
        ref = f"{trend.slug}#{claim.id}"
        for number, item in enumerate(claim.evidence):
            if not record.of(item.source, ref):
                wrong = (
                    f"'{item.source}' has no row in {DOCS}{RECORD}; expected one, "
                    f"which `.venv/bin/python hooks/edit.py record {ref} {item.source}` writes"
                )
                path = ("claims", index, "evidence", number, "source")
                yield trend.source.problem(path, wrong)


def _due(trend: Trend, today: dt.date) -> Iterator[Problem]:
    for index, item in enumerate(trend.data.mind_changers):
        if today > item.by.last_day:
            wrong = (
                f"{item.by} has passed; expected a look whether it came true: {cut(item.threshold)}"
            )
            yield trend.source.problem(("mind_changers", index, "by"), wrong)
    days = (today - trend.data.reviewed.first_day).days
    if days <= REVIEWED_WITHIN:
        return
    wrong = f"was {days} days ago; expected a review every {REVIEWED_WITHIN} days"
    yield trend.source.problem(("reviewed",), wrong)
    for index, watched in enumerate(trend.data.watch):
        wrong = f"was last looked at {days} days ago: {cut(watched.what)}"
        yield trend.source.problem(("watch", index), wrong)
