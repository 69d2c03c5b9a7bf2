"""What a mark is called: `{label}: {value} {unit}`, filled with the cells of its row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from string import Formatter

from ..problems import Problem, cut, did_you_mean
from .model import Row, number

LONGEST = 500
LONGEST_WORDS = 1_000
MEASURED = ("value", "low", "high")
Parts = tuple[tuple[str, str | None], ...]
"""Words as they are, and the column whose cell follows them, if one does."""


def read_template(template: str, columns: Iterable[str]) -> Parts:
    """Raises `ValueError` in plain words.

    Only `{column}` may stand in it: Python's format language could pad to any width and reach
    into what a cell is made of.
    """
    known = tuple(columns)
    if len(template) > LONGEST:
        raise ValueError(f"has {len(template):,} characters; expected at most {LONGEST}")
    try:
        parsed = list(Formatter().parse(template))
    except ValueError:
        raise ValueError("has a brace without its partner; expected `{column}`") from None
    parts = []
    for words, column, form, conversion in parsed:
        if form or conversion:
            raise ValueError(f"formats {{{cut(column or '')}}}; expected `{{column}}` alone")
        if column is not None and column not in known:
            wrong = f"names {{{cut(column)}}}, which is no column"
            expected = f"; expected some of {', '.join(known)}"
            raise ValueError(wrong + expected + did_you_mean(column, known))
        parts.append((words, column))
    return tuple(parts)


def filled(parts: Parts, cells: Mapping[str, str]) -> str:
    return "".join(words + (cells[column] if column else "") for words, column in parts)


def empty_cells(path: str, parts: Parts, rows: Iterable[Row]) -> Iterator[Problem]:
    """A row without what the marks are called by cannot be told from others."""
    for row in rows:
        for _, column in parts:
            if column and not row.cells[column].strip() and not row.computed:
                wrong = f"is empty, and `mark` names {{{column}}}; expected words"
                yield Problem(path, row.line, 1, column, wrong)


def words_alike(path: str, rows: Iterable[Row]) -> Iterator[Problem]:
    """A mark is found by its words, so no two rows may have the same."""
    first: dict[str, int] = {}
    for row in rows:
        if len(row.words) > LONGEST_WORDS:
            wrong = f"reads {cut(row.words)}, too long; expected at most {LONGEST_WORDS:,} signs"
            yield Problem(path, row.line, 1, "row", wrong)
        elif row.words in first:
            alike = f"reads like line {first[row.words]}: {cut(row.words, 200)}"
            wrong = f"{alike}; expected another `mark`"
            yield Problem(path, row.line, 1, "row", wrong)
        first.setdefault(row.words, row.line)


def words_of(parts: Parts, row: Row, labels: Mapping[str, str]) -> str:
    """What a mark is called: its values, and whose they are. Cut where it is too long by one."""
    cells = {name: shown(name, cell) for name, cell in row.cells.items()}
    said = filled(parts, cells)[: LONGEST_WORDS + 1]
    if cells.get("low") and cells.get("high"):
        said += f" ({cells['low']} to {cells['high']})"
    if row.computed:
        noun = "source" if len(row.keys) == 1 else "sources"
        return f"{said}. Computed from {len(row.keys)} {noun}."
    return f"{said}. Source: {labels[row.keys[0]]}."


def shown(column: str, cell: str) -> str:
    """A number as prose has it, −0.5 or 1,518; years and anything else as they are."""
    if number(cell) is None:
        return cell
    whole, point, rest = cell.removeprefix("-").partition(".")
    if column in MEASURED and whole.isdigit():
        whole = f"{int(whole):,}"
    return f"{'−' if cell.startswith('-') else ''}{whole}{point}{rest}"
