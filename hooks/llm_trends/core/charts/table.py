"""The CSV of a chart as rows of text, each with the line on which it begins.

Read strictly, after RFC 4180: the standard library's reader lets a stray quote join cells and
counts lines where a row ends, so that a forgotten quote is reported at the end of the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..problems import Problem, cut, did_you_mean
from ..text import source_text
from ..text.csv_rows import edged
from ..text.source_text import SourceText
from ..text.unfinished import unfinished

REQUIRED = ("value", "unit", "date", "source", "note")
RESERVED = {
    "words": "the name of a mark in words",
    "computed": "whether a row was computed",
}
"""Columns that every row of a drawing has by itself."""
COLUMN = re.compile(r"[a-z][a-z0-9_]*")
LARGEST = 2_000_000
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 2_000, 50, 4_096
PLAIN = re.compile(r'[^,"\n]*')
UNCLOSED = "has a quote that is not closed; expected another where the cell ends"
QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"')


@dataclass(frozen=True)
class Record:
    """One row. `line` is where it begins, since a quoted cell may have line breaks."""

    line: int
    cells: tuple[str, ...]


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


class _QuoteError(Exception):
    """A quote that opens or closes nothing."""

    def __init__(self, offset: int, wrong: str) -> None:
        super().__init__(wrong)
        self.offset, self.wrong = offset, wrong


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
    if wrong_sign := _other_sign(text.partition("\n")[0]):
        return broken(f"has its columns separated by {wrong_sign}; expected commas")
    try:
        header, *records = _records(text.rstrip("\n"))
    except _QuoteError as error:
        return broken(error.wrong, *_place(text, error.offset))
    if wrong := tuple(_column_problems(path, header)):
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


def _other_sign(header: str) -> str:
    """What stands between the names of columns instead of commas, before quotes are looked at."""
    sign = next((one for one in ";\t|" if one in header), "") if "," not in header else ""
    return "tabs" if sign == "\t" else f"'{sign}'" if sign else ""


def _records(text: str) -> Iterator[Record]:
    at, line = 0, 1
    while at < len(text):
        start, cells, more = at, [], True
        while more:
            cell, at = _cell(text, at)
            cells.append(cell)
            more = text[at : at + 1] == ","
            at += 1
        yield Record(line, tuple(cells))
        line += text.count("\n", start, at)


def _cell(text: str, at: int) -> tuple[str, int]:
    """The cell that begins at `at`, and the offset of what ends it."""
    if text[at : at + 1] != '"':
        plain = PLAIN.match(text, at)
        end = plain.end() if plain else at
        if text[end : end + 1] == '"':
            wrong = 'has a quote inside a cell; expected the whole cell in quotes, its own as ""'
            raise _QuoteError(end, wrong)
        return text[at:end], end
    quoted = QUOTED.match(text, at)
    if not quoted:
        raise _QuoteError(at, UNCLOSED)
    if text[quoted.end() : quoted.end() + 1] not in ("", ",", "\n"):
        if "\n" in quoted[1]:  # most likely forgotten here, and what closed it opens another
            raise _QuoteError(at, UNCLOSED)
        wrong = 'goes on after a closing quote; expected a comma, or "" for a quote in the cell'
        raise _QuoteError(quoted.end(), wrong)
    return quoted[1].replace('""', '"'), quoted.end()


def _column_problems(path: str, header: Record) -> Iterator[Problem]:
    def problem(name: str, wrong: str) -> Problem:
        return Problem(path, header.line, 1, name, wrong)

    columns = header.cells
    if len(columns) > MOST_COLUMNS:
        wrong = f"has {len(columns):,} columns; expected at most {MOST_COLUMNS}"
        yield problem("file", wrong)
        return
    odd = [name for name in columns if not COLUMN.fullmatch(name)]
    if len(odd) > 1 or (odd and not set(REQUIRED) & set(columns)):
        wrong = f"begins with '{cut(odd[0])}'" if columns[0] == odd[0] else f"holds '{cut(odd[0])}'"
        said = f"{wrong}, which is no name of a column; expected one row of lower-case names, as "
        yield problem("columns", said + ", ".join(REQUIRED))
        return
    for name in REQUIRED:
        if name not in columns and not odd:
            near = did_you_mean(name, set(columns) - set(REQUIRED)).replace("mean", "mean it by")
            yield problem(name, f"is a missing column; expected {', '.join(REQUIRED)}{near}")
    for name, times in Counter(columns).items():
        if times > 1:
            yield problem(name, "stands twice; expected one column of this name")
        if name in RESERVED:
            yield problem(name, f"is kept for {RESERVED[name]}; expected another name")
        elif not COLUMN.fullmatch(name):
            wrong = f"'{cut(name)}' is no name; expected lower-case letters, digits and underscores"
            yield problem("column", wrong)


def _record_problems(path: str, columns: tuple[str, ...], record: Record) -> Iterator[Problem]:
    if record.cells == ("",):
        yield Problem(path, record.line, 1, "row", "is an empty line; expected a row")
    elif len(record.cells) != len(columns):
        wrong = f"has {len(record.cells)} fields; expected {len(columns)}"
        yield Problem(path, record.line, 1, "row", wrong)
    for name, cell in zip(columns, record.cells, strict=False):
        if len(cell) > LONGEST_CELL:
            wrong = f"has {len(cell):,} characters; expected at most {LONGEST_CELL:,}"
            yield Problem(path, record.line, 1, name, wrong)
        elif wrong := unfinished(cell) or edged(cell):
            yield Problem(path, record.line, 1, name, wrong)


def _place(text: str, offset: int) -> tuple[int, int]:
    line = text.count("\n", 0, offset) + 1
    return line, offset - text.rfind("\n", 0, offset)
