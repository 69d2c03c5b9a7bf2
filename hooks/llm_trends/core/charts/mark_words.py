"""What a mark is called: `{label}: {value} {unit}`, filled with the cells of its row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import Formatter

from ..problems import cut, did_you_mean

LONGEST = 500
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
