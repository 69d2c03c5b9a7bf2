"""CSV read strictly, after RFC 4180, cell by cell, and where each cell stands.

The standard library's reader lets a stray quote join cells and counts lines where a row ends, so
that a forgotten quote is reported at the end of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from .positions import Place, place_of

PLAIN = re.compile(r'[^,"\n]*')
UNCLOSED = "has a quote that is not closed; expected another where the cell ends"
QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"')
CELL = re.compile(rf"(?:{QUOTED.pattern})?[^,\n]*")


@dataclass(frozen=True)
class Record:
    """One row. `line` is where it begins, since a quoted cell may have line breaks."""

    line: int
    cells: tuple[str, ...]


class QuoteError(Exception):
    """A quote that opens or closes nothing."""

    def __init__(self, place: Place, wrong: str) -> None:
        super().__init__(wrong)
        self.place, self.wrong = place, wrong


def row_fault(cells: Sequence[str], columns: Sequence[str]) -> str:
    """What is wrong with a row as a whole; nothing if it has a cell for each column."""
    if not any(map(str.strip, cells)):
        return f"is an empty {'row' if len(cells) > 1 else 'line'}; expected values, or no line"
    if [*cells] == [*columns]:
        return "has the names of the columns once more; expected values"
    if len(cells) == len(columns):
        return ""
    if len(cells) == 1 and (sign := other_sign(cells[0])):
        return f"has its cells separated by {sign}; expected commas"
    quotes = ", one with a comma in double quotes" if len(cells) > len(columns) else ""
    noun = "field" if len(cells) == 1 else "fields"
    return f"has {len(cells)} {noun}; expected {len(columns)}{quotes}"


def other_sign(line: str) -> str:
    """What stands between the cells of a line instead of commas."""
    sign = next((one for one in ";\t|" if one in line), "") if "," not in line else ""
    return "tabs" if sign == "\t" else f"'{sign}'" if sign else ""


def records_of(text: str) -> Iterator[Record]:
    """The rows. Raises `QuoteError`."""
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
            raise QuoteError(place_of(text, end), wrong)
        return text[at:end], end
    quoted = QUOTED.match(text, at)
    if not quoted:
        raise QuoteError(place_of(text, at), UNCLOSED)
    if text[quoted.end() : quoted.end() + 1] not in ("", ",", "\n"):
        if "\n" in quoted[1]:  # most likely forgotten here, and what closed it opens another
            raise QuoteError(place_of(text, at), UNCLOSED)
        wrong = 'goes on after a closing quote; expected a comma, or "" for a quote in the cell'
        raise QuoteError(place_of(text, quoted.end()), wrong)
    return quoted[1].replace('""', '"'), quoted.end()


@dataclass(frozen=True)
class Cells:
    """The cells of a text with lines ended by `\\n`."""

    text: str

    def place(self, line: int, index: int) -> Place:
        """Line and column of a cell of the row that begins on `line`; the row's own if it has not
        so many. A cell before it may have line breaks."""
        start = self._lines[line - 1]
        for count, (at, _) in enumerate(self._row(line)):
            if count == index:
                begin = max(self.text.rfind("\n", start, at) + 1, start)
                return line + self.text.count("\n", start, at), at - begin + 1
        return line, 1

    @cached_property
    def columns(self) -> list[str]:
        """The names in the first row."""
        return [QUOTED.sub(r"\1", cell) for _, cell in self._row(1)]

    @cached_property
    def _lines(self) -> list[int]:
        """The offset of each line, and of the end."""
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]

    def _row(self, line: int) -> Iterator[tuple[int, str]]:
        at = self._lines[line - 1]
        while found := CELL.match(self.text, at):
            yield at, found[0]
            at = found.end() + 1
            if self.text[at - 1 : at] != ",":
                return
