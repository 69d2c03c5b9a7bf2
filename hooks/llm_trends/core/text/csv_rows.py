"""The rows of the CSV files that the repository keeps beside its pages, each with its line."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence

from ..dates import PartialDate
from ..problems import Problem, cut
from .csv_cells import Cells, QuoteError, other_sign, records_of, row_fault
from .unfinished import unfinished

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a cell begins that a spreadsheet takes for a formula; the last four are as wide as letters of
Chinese, which some read as the first four."""
LONGEST_CELL = 20_000
Row = tuple[int, list[str]]
"""The line on which a row begins, and its cells."""


def csv_rows(path: str, text: str, columns: Sequence[str]) -> tuple[list[Row], list[Problem]]:
    """The rows below the head `columns`, and what is wrong with the others.

    Every row that is returned has a cell for each column, without the blanks around it, which are
    a fault of their own. With another head there are none.
    """
    reader = csv.reader(io.StringIO(text), strict=True)
    rows: list[Row] = []
    problems: list[Problem] = []
    first: dict[tuple[str, ...], int] = {}
    line = 1
    try:
        header = next(reader, [])
        if header != [*columns]:
            sign = other_sign(text.partition("\n")[0])
            has = f"columns {', '.join(header) or 'none'}"
            has = f"its columns separated by {sign}" if sign else has
            wrong = f"has {has}; expected {','.join(columns) if sign else ', '.join(columns)}"
            pairs = enumerate(zip(header, columns, strict=False))
            odd = next((index for index, (is_, expected) in pairs if is_ != expected), 0)
            return [], [Problem(path, *Cells(text).place(1, odd), "columns", wrong)]
        line = reader.line_num + 1
        for cells in reader:
            same = first.setdefault(tuple(cells), line)
            if same != line:
                wrong = f"stands twice; expected one (the first is on line {same})"
                problems.append(Problem(path, line, 1, "row", wrong))
            elif wrong := row_fault(cells, columns):
                problems.append(Problem(path, line, 1, "row", wrong))
            else:
                rows.append((line, [cell.strip() for cell in cells]))
                faults = cell_faults(columns, cells, LONGEST_CELL)
                problems += (Problem(path, line, 1, *fault) for fault in faults)
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(_no_csv(path, text, line, error))
    return rows, problems


def written_rows(rows: Iterable[Iterable[object]]) -> str:
    """Rows as the files have them, each ended by `\\n`."""
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows(rows)
    return made.getvalue()


def appended(before: bytes | None, columns: Sequence[str], lines: str) -> bytes:
    """A table with more lines, ended as its own are; with nothing before, it is begun."""
    table = before or written_rows([columns]).encode()
    end = b"" if table.endswith((b"\n", b"\r")) else b"\n"
    windows = b"\r\n" in table
    return table + (end + lines.encode()).replace(b"\n", b"\r\n" if windows else b"\n")


def _no_csv(path: str, text: str, line: int, error: csv.Error) -> Problem:
    """What the library gave up at, in our words if a quote is the cause."""
    try:
        for _ in records_of(text):
            pass
    except QuoteError as fault:
        return Problem(path, *fault.place, "row", fault.wrong)
    wrong = f"is not CSV: {error}; expected cells parted by commas, quotes doubled inside quotes"
    return Problem(path, line, 1, "row", wrong)


def cell_faults(
    columns: Sequence[str], cells: Sequence[str], longest: int
) -> Iterator[tuple[str, str]]:
    """(column, what is wrong) of cells that are too long, not finished, or edged by blanks."""
    for name, cell in zip(columns, cells, strict=False):
        if len(cell) > longest:
            yield name, f"has {len(cell):,} characters; expected at most {longest:,}"
        elif wrong := unfinished(cell) or _edged(cell):
            yield name, wrong


def _edged(cell: str) -> str:
    """What is wrong with a cell that only looks like another one without its blanks."""
    if not cell.strip() or cell == cell.strip():
        return ""  # of blanks alone, whoever needs a text says so
    return f"'{cut(cell)}' begins or ends with a blank; expected none"


def stated(cell: str) -> str:
    """The beginning of what is wrong with a cell: `is 'soon'`, `is empty`."""
    return f"is '{cut(cell)}'" if cell.strip() else "is empty"


def date_in(cell: str, today: dt.date) -> PartialDate | str:
    """The date in a cell, or what is wrong with it."""
    try:
        date = PartialDate.parse(cell)
    except ValueError as error:
        return f"'{cut(cell)}' {error}" if cell.strip() else str(error)
    if date.first_day > today:
        return f"{date} is in the future; expected {today} or earlier"
    return date
