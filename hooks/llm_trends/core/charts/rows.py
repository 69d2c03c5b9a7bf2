"""From rows of text to values, each with its unit, its date and its source."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..kinds_of_text import says_nothing
from ..problems import Problem, cut, did_you_mean
from ..sources.bibliography import Bibliography
from ..text.csv_cells import Record
from ..text.csv_rows import date_in, stated
from .model import Row, number
from .table import Table

MOST_PROBLEMS = 50
"""After so many in one file the cause is one, and the rest is noise."""

RESPELT = (
    (r"(?<=\d)[,\s'\u2019](?=\d{3}(?!\d))", ""),
    (r"^(-?\d+),(\d+)$", r"\1.\2"),
    (r"(?<=\d)\.$", ""),
    (r"^(-?)0+(?=\d)", r"\1"),
    (r"^(-?)\.", r"\g<1>0."),
)
"""What people and spreadsheets write, and how it reads in plain digits."""


@dataclass(frozen=True)
class Cited:
    """What of the bibliography a chart rests on. `labels` are those of the sources that it cites;
    `keys` are all that are known, those of faulty entries too."""

    keys: frozenset[str]
    labels: tuple[tuple[str, str], ...]
    unread: bool

    def knows(self, key: str) -> bool:
        return self.unread or key in self.keys


def cited(table: Table, bibliography: Bibliography) -> Cited:
    keys = table.column("source")
    sources = (source for key in keys if (source := bibliography.sources.get(key)))
    labels = tuple((source.key, source.label) for source in sources)
    return Cited(bibliography.keys, labels, bibliography.unread)


def read_rows(
    path: str, table: Table, cited: Cited, today: dt.date
) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """The rows, without their words, and what is wrong with them. Never raises."""
    rows: list[Row] = []
    problems = list(table.problems)
    for record in table.records:
        if len(problems) >= MOST_PROBLEMS:
            wrong = f"is not checked from here on; expected fewer than {MOST_PROBLEMS} problems"
            problems.append(Problem(path, record.line, 1, "row", wrong))
            break
        cells = dict(zip(table.columns, record.cells, strict=True))
        wrong_cells = list(_problems(path, record, cells, cited, today))
        problems += wrong_cells
        if not wrong_cells:
            rows.append(Row(record.line, cells, float(cells["value"]), (cells["source"],), ""))
    return tuple(rows), tuple(problems)


def _problems(
    path: str, record: Record, cells: Mapping[str, str], cited: Cited, today: dt.date
) -> Iterator[Problem]:
    def problem(name: str, wrong: str) -> Problem:
        return Problem(path, record.line, 1, name, wrong)

    if number(cells["value"]) is None:
        yield problem("value", f"{stated(cells['value'])}; expected a number{_meant(cells)}")
    if cells["note"] and says_nothing(cells["note"]):
        yield problem("note", "says nothing; expected where in the source the value stands")
    if not cells["unit"].strip():
        yield problem("unit", "is empty; expected the unit of the value")
    if not cited.knows(key := cells["source"]):
        is_wrong = f"'{cut(key)}' is not in sources.bib" if key.strip() else "is empty"
        wrong = f"{is_wrong}; expected the key of an entry"
        yield problem("source", wrong + did_you_mean(key, cited.keys))
    if isinstance(date := date_in(cells["date"], today), str):
        yield problem("date", date)
    for name, wrong in _interval_problems(cells):
        yield problem(name, wrong)


def _meant(cells: Mapping[str, str]) -> str:
    """A closing question for a number with its unit, its thousands parted, or a comma as point."""
    said = cells["value"].strip().replace("\u2212", "-").removeprefix("+")
    for sign in filter(None, ("%", "$", "\u20ac", "\u00a3", cells["unit"])):
        said = said.removesuffix(sign).removeprefix(sign).strip()
    for wrong, right in RESPELT:
        said = re.sub(wrong, right, said)
    return f"; did you mean '{said}'?" if number(said) is not None else ""


def _interval_problems(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """`low` and `high` are both there or both empty, and enclose the value."""
    ends = {name: cells.get(name, "") for name in ("low", "high")}
    if not any(ends.values()):
        return
    values = {name: number(cell) for name, cell in ends.items()}
    for name, cell in ends.items():
        if values[name] is None:
            yield name, f"is '{cut(cell)}'; expected a number, or both low and high empty"
    value = number(cells["value"])
    low, high = (math.nan if value is None else value for value in values.values())
    if low > high:
        yield "low", f"is {ends['low']}, more than high; expected low to be the lower end"
    elif value is not None and (value < low or value > high):
        wrong = f"is {cells['value']}, outside of {ends['low']} to {ends['high']}"
        yield "value", f"{wrong}; expected a value inside its interval"
