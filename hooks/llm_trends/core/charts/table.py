"""The CSV of a chart: its columns, and its rows as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..problems import Problem, cut, did_you_mean
from ..text import source_text
from ..text.csv_cells import Cells, QuoteError, Record, other_sign, records_of, row_fault
from ..text.csv_rows import cell_faults
from ..text.source_text import SourceText
from .model import COMPUTED, WORDS

REQUIRED = ("value", "unit", "date", "source", "note")
RESERVED = {
    WORDS: "the name of a mark in words",
    COMPUTED: "whether a row was computed",
}
"""Columns that every row of a drawing has by itself."""
COLUMN = re.compile(r"[a-z][a-z0-9_]*")
LARGEST = 2_000_000
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 2_000, 50, 4_096


@dataclass(frozen=True)
class Table:
    """The rows that have a cell for every column, and what is wrong with the others."""

    columns: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()

    def column(self, name: str) -> tuple[str, ...]:
        """What stands in a column, each once, in the order of the rows."""
        if name not in self.columns:
            return ()
        at = self.columns.index(name)
        return tuple(dict.fromkeys(record.cells[at] for record in self.records))


@lru_cache(maxsize=256)
def read_table(path: str, raw: bytes) -> Table:
    """Never raises. After a fault of the whole file there are no rows. Remembered by its bytes."""

    def broken(wrong: str, line: int = 1, column: int = 1) -> Table:
        return Table(problems=(Problem(path, line, column, "file", wrong),))

    if len(raw) > LARGEST:
        return broken(f"has {len(raw):,} bytes; expected at most {LARGEST:,}")
    text = source_text.decode(path, raw)
    if isinstance(text, SourceText):
        return Table(problems=text.problems)
    if not text.strip():
        return broken(f"is empty; expected a header with {', '.join(REQUIRED)} and rows")
    if wrong_sign := other_sign(text.partition("\n")[0]):  # before quotes are looked at
        return broken(f"has its columns separated by {wrong_sign}; expected commas")
    try:
        header, *records = records_of(text.rstrip("\n"))
    except QuoteError as error:
        return broken(error.wrong, *error.place)
    if wrong := tuple(_column_problems(path, Cells(text), header.cells)):
        return Table(problems=wrong)  # nothing can be said of a specification then
    if not records:
        return broken("has no rows; expected at least one value", header.line)
    if len(records) > MOST_ROWS:
        wrong_count = f"has {len(records):,} rows; expected at most {MOST_ROWS:,}"
        return broken(wrong_count, records[MOST_ROWS].line)
    wrong = tuple(p for record in records for p in _record_problems(path, header.cells, record))
    faulty = {problem.line for problem in wrong}
    whole = tuple(record for record in records if record.line not in faulty)
    return Table(header.cells, whole, wrong)


def _column_problems(path: str, text: Cells, columns: tuple[str, ...]) -> Iterator[Problem]:
    def problem(name: str, wrong: str, index: int = 0) -> Problem:
        return Problem(path, *text.place(1, index), name, wrong)

    if len(columns) > MOST_COLUMNS:
        wrong = f"has {len(columns):,} columns; expected at most {MOST_COLUMNS}"
        yield problem("file", wrong)
        return
    odd = [name for name in columns if not COLUMN.fullmatch(name)]
    if len(odd) > 1 or (odd and not set(REQUIRED) & set(columns)):
        wrong = f"begins with '{cut(odd[0])}'" if columns[0] == odd[0] else f"holds '{cut(odd[0])}'"
        said = f"{wrong}, which is no name of a column; expected one row of lower-case names, as "
        yield problem("columns", said + ", ".join(REQUIRED), columns.index(odd[0]))
        return
    for name in REQUIRED:
        if name not in columns and not odd:
            near = did_you_mean(name, set(columns) - set(REQUIRED)).replace("mean", "mean it by")
            yield problem(name, f"is a missing column; expected {', '.join(REQUIRED)}{near}")
    for index, name in enumerate(columns):
        if name in columns[:index]:
            yield problem(name, "stands twice; expected one column of this name", index)
            continue
        if name in RESERVED:
            yield problem(name, f"is kept for {RESERVED[name]}; expected another name", index)
        elif not COLUMN.fullmatch(name):
            wrong = f"'{cut(name)}' is no name; expected lower-case letters, digits and underscores"
            yield problem("column", wrong, index)


def _record_problems(path: str, columns: tuple[str, ...], record: Record) -> Iterator[Problem]:
    if wrong_row := row_fault(record.cells, columns):
        yield Problem(path, record.line, 1, "row", wrong_row)
        return  # a cell may be half of one
    for wrong in cell_faults(columns, record.cells, LONGEST_CELL):
        yield Problem(path, record.line, 1, *wrong)
