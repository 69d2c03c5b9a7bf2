"""The form of a table: what its columns mean, and how it is written.

Written for spreadsheets too: a byte-order mark, so that they know the encoding, and no cell that
they would run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..text.csv_rows import FORMULA, written_rows

MARK = "\ufeff"
"""The byte-order mark, by which a spreadsheet knows UTF-8."""
NUMBER = re.compile(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?")


@dataclass(frozen=True)
class Column:
    """A column: its name, the type of its cells in Table Schema, and what they mean."""

    name: str
    means: str
    type: str = "string"
    unit: str = ""
    sources: tuple[str, ...] = ()
    """Keys of the sources of its cells."""
    retrieved: str = ""
    """When they were last read in their sources."""


@dataclass(frozen=True)
class Table:
    """One file: its address below the site's root, its columns and its rows."""

    path: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    key: tuple[str, ...] = ()
    """The columns that tell its rows apart."""

    @property
    def csv(self) -> str:
        return written((column.name for column in self.columns), self.rows)


def written(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """CSV after RFC 4180 but for the ends of lines, which are those of the other files."""
    return MARK + written_rows([header, *([inert(cell) for cell in row] for row in rows)])


def inert(cell: object) -> object:
    """The cell, with an apostrophe before it if a spreadsheet would run it."""
    if isinstance(cell, str) and cell.startswith(FORMULA) and not NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
