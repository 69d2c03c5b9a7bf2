"""From the rows of the history's file to what they say, and what is wrong with each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from .dates import PartialDate
from .history import (
    CHAINED,
    COLUMNS,
    CONCLUSION_PART,
    SUBJECTS,
    WITHDRAWN,
    History,
    Kind,
    Row,
    Standing,
)
from .kinds_of_text import says_nothing
from .problems import Problem, cut, one_of
from .text.csv_rows import csv_rows, date_in, stated

DIGEST = "[0-9a-f]{64}"
CONTENT = {Kind.EDITION: "the SHA-256 of its archive"}
"""What stands in `is`, where it is no text."""


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


def _row(path: str, line: int, cells: list[str], today: dt.date) -> Row | list[Problem]:
    row = dict(zip(COLUMNS, cells, strict=True))
    if row["kind"] not in [*Kind]:
        wrong = f"{stated(row['kind'])}; {one_of(Kind, row['kind'])}"
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
    of_statement = row["subject"].startswith(f"{CONCLUSION_PART}#") and kind is not Kind.WORDING
    if of_statement or not re.fullmatch(pattern, row["subject"]):
        yield "subject", f"{stated(row['subject'])}; expected {form}"
    if bool(row["source"]) is not (kind is Kind.FINDING):
        expected = "the key of its source" if kind is Kind.FINDING else f"nothing for a {kind}"
        yield "source", f"{stated(row['source'])}; expected {expected}"
    if says_nothing(row["why"]):
        yield "why", "says nothing; expected the reason, or that it is not known"
    if not row["is"].strip():
        yield "is", f"is empty; expected {CONTENT.get(kind, 'what stands now')}"
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
        if row["is"].strip() and not re.fullmatch(DIGEST, row["is"]):
            yield "is", f"is '{cut(row['is'])}'; expected {CONTENT[kind]}"
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
