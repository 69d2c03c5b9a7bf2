"""The history of the content: what stood, what stands instead, since when, and why. One CSV file.

A row is written once and stays. The rows of one subject and kind form a chain: what a row found is
what the row before it left. The last link of a chain is what the pages say today, which
`history_rules` checks.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from .dates import PartialDate
from .groups import grouped
from .kinds_of_text import PART, says_nothing
from .model import Claim
from .problems import Problem, cut, did_you_mean
from .text.csv_rows import csv_rows, date_in
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
DIGEST = "[0-9a-f]{64}"
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


def read_history(path: str, text: str, today: dt.date) -> History:
    """Read the file; faulty rows are left out and reported."""
    rows: list[Row] = []
    found, problems = csv_rows(path, text, COLUMNS)
    for line, cells in found:
        row = _row(path, line, cells, today)
        if isinstance(row, Row):
            rows.append(row)
        else:
            problems += row
    if not problems:  # a row that is left out would break its chain once more
        problems += (Problem(path, row.line, 1, *wrong) for row, wrong in _out_of_order(rows))
    return History(tuple(rows), tuple(problems))


def written_row(subject: str, kind: Kind, was: str, is_: str, why: str, date: dt.date) -> str:
    """A line of the file, as the command writes it."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow((subject, kind, "", was, is_, why, date))
    return made.getvalue()


def _row(path: str, line: int, cells: list[str], today: dt.date) -> Row | list[Problem]:
    row = dict(zip(COLUMNS, cells, strict=True))
    kinds = [kind.value for kind in Kind]
    if row["kind"] not in kinds:
        wrong = f"is '{cut(row['kind'])}'; expected one of {', '.join(kinds)}"
        wrong += did_you_mean(row["kind"], kinds)
        return [Problem(path, line, 1, "kind", wrong)]
    kind = Kind(row["kind"])
    problems = [Problem(path, line, 1, *fault) for fault in _faults(kind, row)]
    date = date_in(row["date"], today)
    if isinstance(date, PartialDate) and not date.day:
        date = f"'{date}' is no day; expected YYYY-MM-DD"
    if isinstance(date, str):
        return [*problems, Problem(path, line, 1, "date", date)]
    if problems:
        return problems
    return Row(row["subject"], kind, row["source"], row["was"], row["is"], row["why"], date, line)


def _faults(kind: Kind, row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a row by itself: the column, and a predicate about its cell."""
    pattern, form = SUBJECTS[kind]
    if not re.fullmatch(pattern, row["subject"]):
        yield "subject", f"is '{cut(row['subject'])}'; expected {form}"
    if bool(row["source"]) is not (kind is Kind.FINDING):
        expected = "the key of its source" if kind is Kind.FINDING else f"nothing for a {kind}"
        yield "source", f"is '{cut(row['source'])}'; expected {expected}"
    if says_nothing(row["why"]):
        yield "why", "says nothing; expected the reason, or that it is not known"
    if not row["is"].strip():
        yield "is", "is empty; expected what stands now"
    elif row["was"] == row["is"]:
        yield "is", "is what it was; expected a change"
    if kind is Kind.JUDGMENT:
        if row["is"] == WITHDRAWN and not row["was"]:
            yield "was", "is empty; expected the judgment of the claim that was taken back"
        for name in ("was", "is"):
            if row[name] and (name, row[name]) != ("is", WITHDRAWN):
                try:
                    Standing.parse(row[name])
                except ValueError as error:
                    yield name, str(error)
    elif kind is Kind.EDITION:
        if not re.fullmatch(DIGEST, row["is"]):
            yield "is", f"is '{cut(row['is'])}'; expected the SHA-256 of its archive"
        if row["was"]:
            yield "was", f"is '{cut(row['was'])}'; expected nothing, as an edition never changes"
    elif not row["was"].strip():
        yield "was", "is empty; expected what stood before"


def _out_of_order(rows: list[Row]) -> Iterator[tuple[Row, tuple[str, str]]]:
    """Rows that do not follow from those before them."""
    last: dict[tuple[str, Kind], Row] = {}
    latest: Row | None = None
    frozen: dict[str, Row] = {}
    for row in rows:
        if row.kind is Kind.EDITION:
            if before := frozen.get(row.subject):
                wrong = f"{row.subject} was frozen on line {before.line}; expected another name"
                yield row, ("subject", wrong)
            frozen[row.subject] = row
        if latest and row.date < latest.date:
            wrong = f"{row.date} stands after {latest.date} of line {latest.line}"
            yield row, ("date", f"{wrong}; expected the rows in the order of their dates")
        latest = max(latest or row, row, key=lambda one: one.date)
        if row.kind in CHAINED:
            link = last.get(row.chain)
            if link and row.was != link.is_:
                left = f"line {link.line} left '{cut(link.is_)}'"
                yield row, ("was", f"is '{cut(row.was)}', but {left}; expected that")
            elif link is None and row.kind is Kind.JUDGMENT and row.was:
                wrong = f"is '{cut(row.was)}', but no row says since when; expected nothing"
                yield row, ("was", wrong)
            last[row.chain] = row


def _word(kind: type[W], word: str) -> W:
    words = [one.value for one in kind]
    if word not in words:
        expected = f"expected one of {', '.join(words)}{did_you_mean(word, words)}"
        raise ValueError(f"has '{cut(word)}'; {expected}")
    return kind(word)
