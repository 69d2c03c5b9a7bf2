"""The history as readers see it: by day, then by what changed; and that of one claim.

Three things come together here. The history says how judgments, wordings, findings and sources
changed; the record of checks says which findings came in, were corrected or were taken out; and
what only took on another form is told once for a day, not once for each claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..dates import PartialDate
from ..groups import grouped
from ..history import CONCLUSION_PART, METHOD, Judged, Kind, Row
from ..places import claim_place
from ..report import Report
from ..sources.check_record import Check, Result
from ..text.notation import plain_text
from ..vocabulary import Moment

PAGE = "changes.md"


@dataclass(frozen=True)
class Move:
    """A judgment that changed at one moment."""

    moment: Moment
    was: Judged
    now: Judged

    @property
    def turned(self) -> bool:
        return self.was.verdict is not self.now.verdict


@dataclass(frozen=True)
class Item:
    """What changed on one day of one claim, of one statement, of the method or of the editions."""

    subject: str
    title: str
    """Its words, or its name if it is gone."""
    place: str
    """Where it stands; nothing if it is gone."""
    rows: tuple[Row, ...]
    checks: tuple[Check, ...] = ()
    """The findings that came in, were corrected or were taken out."""

    @property
    def trend(self) -> str:
        return self.subject.partition("#")[0]

    @property
    def added(self) -> list[Check]:
        return [check for check in self.checks if check.result is Result.CONFIRMED]

    @property
    def corrected(self) -> list[Check]:
        return [check for check in self.checks if check.result is Result.CORRECTED]

    @property
    def removed(self) -> list[Check]:
        return [check for check in self.checks if check.result is Result.REMOVED]


@dataclass(frozen=True)
class Day:
    """All that changed on one date."""

    date: PartialDate
    first: tuple[Item, ...]
    """Claims judged for the first time."""
    framed: tuple[Item, ...]
    """Claims that kept their verdict when the method changed."""
    items: tuple[Item, ...]
    """Everything else of the history but findings: each is told by itself."""
    findings: tuple[Item, ...]
    """Claims whose findings changed."""

    @property
    def by_trend(self) -> Mapping[str, list[Item]]:
        """`findings` by the slug of their trend, in the order of the report."""
        return grouped((item.trend, item) for item in self.findings)


def days(report: Report) -> tuple[Day, ...]:
    """The newest first. Claims stand in their order, statements after them."""
    rows = grouped((row.date, row) for row in report.history.rows)
    checks = grouped(
        (check.date, check)
        for pair in report.claims.values()
        for check in report.record.about(pair.ref)
        if check.changes
    )
    dates = sorted({*rows, *checks}, reverse=True)
    return tuple(_day(report, date, rows.get(date, []), checks.get(date, [])) for date in dates)


def reworded(report: Report) -> Mapping[str, list[Item]]:
    """The findings that now say something else, the newest first, by claim and by trend."""
    rows = [row for row in report.history.rows if row.kind is Kind.FINDING]
    rows.sort(key=lambda row: row.date, reverse=True)
    return grouped((item.trend, item) for item in _items(report, rows))


def of_claim(report: Report, ref: str) -> list[Row]:
    """What readers of a claim should know of its past, the newest first; often nothing."""
    told = (row for row in report.history.about(ref) if row.kind is not Kind.FINDING)
    return [row for row in told if not _first(row) and not _framed(row)][::-1]


def moves(row: Row) -> list[Move]:
    """At which moments a judgment changed, today first; none if there was or is none."""
    if row.before is None or row.after is None:
        return []
    found = [Move(m, row.before.at(m), row.after.at(m)) for m in reversed(Moment)]
    return [move for move in found if move.was != move.now]


def anchor(subject: str, date: PartialDate) -> str:
    """Where the page of changes tells of a subject on a day."""
    return f"{subject.replace('#', '.')}.{date}"


def _day(report: Report, date: PartialDate, rows: list[Row], checks: list[Check]) -> Day:
    first, framed = [r for r in rows if _first(r)], [r for r in rows if _framed(r)]
    findings = [row for row in rows if row.kind is Kind.FINDING]
    told = [row for row in rows if row not in (*first, *framed, *findings)]
    return Day(
        date,
        tuple(_items(report, first)),
        tuple(_items(report, framed)),
        tuple(_items(report, told)),
        tuple(_items(report, findings, checks)),
    )


def _first(row: Row) -> bool:
    return row.kind is Kind.JUDGMENT and not row.was


def _framed(row: Row) -> bool:
    """Whether a judgment only came to be stated in another way: with certainties, twice."""
    changed = moves(row)
    return bool(changed) and all(not m.turned and m.was.certainty is None for m in changed)


def _items(report: Report, rows: Iterable[Row], checks: Iterable[Check] = ()) -> Iterator[Item]:
    """By subject, in the order of the report."""
    changed = grouped((row.subject, row) for row in rows)
    read = grouped((check.subject, check) for check in checks)
    order = {ref: number for number, ref in enumerate((METHOD, *report.claims))}
    for subject in sorted({**changed, **read}, key=lambda one: order.get(one, len(order))):
        of_both = tuple(changed.get(subject, ())), tuple(read.get(subject, ()))
        yield Item(subject, *_called(report, subject), *of_both)


def _called(report: Report, subject: str) -> tuple[str, str]:
    """The words of a subject, of a statement its name, and its place."""
    part, _, name = subject.partition("#")
    if pair := report.claims.get(subject):
        return plain_text(pair.claim.text), claim_place(part, name)
    statements = {statement.id for statement in report.conclusion.statements}
    if part == CONCLUSION_PART and name in statements:
        return f"{name.replace('-', ' ').capitalize()}, in the conclusion", f"conclusion.md#{name}"
    if name:
        return subject, ""
    if subject == METHOD:
        return "The method", "method.md"
    return f"Edition {subject}", f"editions.md#e{subject}"
