"""The record of checks: who read what again, in which text, with what result. One CSV file."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ..dates import PartialDate
from ..groups import grouped
from ..kinds_of_text import says_nothing
from ..problems import Problem, one_of
from ..text.csv_rows import csv_rows, date_in, stated
from ..vocabulary import Checked

COLUMNS = (
    "subject",
    "source",
    "what",
    "reading",
    "result",
    "text_read",
    "version",
    "checked",
    "date",
)


class Section(StrEnum):
    """What may be read again besides a claim's findings."""

    EVENTS = "events"
    FIGURES = "figures"
    DISAGREEMENTS = "disagreements"
    MIND_CHANGERS = "mind_changers"
    TERMS = "terms"
    RELATIONS = "relations"
    CHARTS = "charts"
    PROSE = "prose"


class Reading(StrEnum):
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    FIFTH = "fifth"
    SIXTH = "sixth"
    SEVENTH = "seventh"
    EIGHTH = "eighth"
    NINTH = "ninth"
    TENTH = "tenth"
    ELEVENTH = "eleventh"
    TWELFTH = "twelfth"
    THIRTEENTH = "thirteenth"
    FOURTEENTH = "fourteenth"
    FIFTEENTH = "fifteenth"


class Result(StrEnum):
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REMOVED = "removed"
    NOT_READABLE = "not-readable"


WORDS: Mapping[str, type[StrEnum]] = {"reading": Reading, "result": Result, "checked": Checked}
"""The columns that hold one of a few words."""


@dataclass(frozen=True)
class Check:
    """One reading of what one source is cited for, in a claim or in a section of a trend."""

    trend: str
    part: str
    """The id of a claim, or a `Section`."""
    source: str
    what: str
    reading: Reading
    result: Result
    text_read: str
    version: str
    checked: Checked
    date: PartialDate
    line: int

    @property
    def subject(self) -> str:
        return f"{self.trend}#{self.part}"

    @property
    def changes(self) -> bool:
        """Whether it changed what is published: came in, was corrected or was taken out."""
        added = self.reading is Reading.FIRST and self.result is not Result.NOT_READABLE
        return added or self.result in (Result.CORRECTED, Result.REMOVED)


@dataclass(frozen=True)
class CheckRecord:
    """All checks in the order of the file."""

    checks: tuple[Check, ...] = ()
    problems: tuple[Problem, ...] = ()

    def of(self, source: str, subject: str) -> tuple[Check, ...]:
        """The readings of one source's findings about one claim `trend#claim`."""
        return tuple(self._by_item.get((source, subject), ()))

    def about(self, subject: str) -> tuple[Check, ...]:
        """All readings about a claim `trend#claim` or a section of a trend."""
        return tuple(self._by_subject.get(subject, ()))

    def changed_parts(self, trend: str) -> Mapping[str, PartialDate]:
        """When each claim and section of a trend last changed."""
        return self._changed.get(trend, {})

    @cached_property
    def _changed(self) -> Mapping[str, Mapping[str, PartialDate]]:
        trends: dict[str, dict[str, PartialDate]] = {}
        for check in filter(lambda check: check.changes, self.checks):
            parts = trends.setdefault(check.trend, {})
            parts[check.part] = max(check.date, parts.get(check.part, check.date))
        return trends

    @cached_property
    def _by_subject(self) -> Mapping[str, list[Check]]:
        return grouped((check.subject, check) for check in self.checks)

    @cached_property
    def _by_item(self) -> Mapping[tuple[str, str], list[Check]]:
        return grouped(((check.source, check.subject), check) for check in self.checks)

    @property
    def by_kind(self) -> Mapping[Checked, int]:
        count = Counter(check.checked for check in self.checks)
        return {kind: count[kind] for kind in Checked}

    @property
    def by_reading(self) -> Mapping[Reading, Mapping[Result, int]]:
        """How many rows each reading has, by its result; only readings that there were."""
        count = Counter((check.reading, check.result) for check in self.checks)
        made = {check.reading for check in self.checks}
        return {
            reading: {result: count[reading, result] for result in Result}
            for reading in Reading
            if reading in made
        }


def read_check_record(path: str, text: str, today: dt.date) -> CheckRecord:
    """Read the record; faulty rows are left out and reported."""
    checks: list[Check] = []
    rows, problems = csv_rows(path, text, COLUMNS)
    for line, cells in rows:
        found = _row(path, line, cells, today)
        if isinstance(found, Check):
            checks.append(found)
        else:
            problems += found
    return CheckRecord(tuple(checks), tuple(problems))


def _row(path: str, line: int, cells: list[str], today: dt.date) -> Check | list[Problem]:
    row = dict(zip(COLUMNS, cells, strict=True))
    problems = [
        Problem(path, line, 1, name, f"{stated(row[name])}; {one_of(words, row[name])}")
        for name, words in WORDS.items()
        if row[name] not in [*words]
    ]
    trend, _, part = row["subject"].partition("#")
    if not trend or not part:
        wrong = f"{stated(row['subject'])}; expected `trend#claim` or `trend#section`"
        problems.append(Problem(path, line, 1, "subject", wrong))
    problems += [
        Problem(path, line, 1, name, "says nothing; expected some text")
        for name in ("what", "text_read")
        if says_nothing(row[name])
    ]
    date = date_in(row["date"], today)
    if isinstance(date, str):
        return [*problems, Problem(path, line, 1, "date", date)]
    if problems:
        return problems
    return Check(
        trend=trend,
        part=part,
        source=row["source"],
        what=row["what"],
        reading=Reading(row["reading"]),
        result=Result(row["result"]),
        text_read=row["text_read"],
        version=row["version"],
        checked=Checked(row["checked"]),
        date=date,
        line=line,
    )
