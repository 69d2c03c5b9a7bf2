"""Where the cells of a table stand in its text, so that a problem of a row names its cell.

Whoever checks a row knows its line and the name of a column; the place is only looked for where
something is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..places import DOCS
from ..problems import Problem
from .csv_cells import Cells
from .source_text import decode

ENDING = ".csv"


def at_cells(problems: Iterable[Problem], files: Mapping[str, bytes]) -> list[Problem]:
    """The same problems, those of a row at the cell in the column that they name.

    `files` by their address below `docs/`. One that has a column already stays where it is.
    """
    known: dict[str, Cells | None] = {}

    def placed(problem: Problem) -> Problem:
        path = problem.path
        if problem.column != 1 or not path.endswith(ENDING):
            return problem
        if path not in known:
            text = decode(path, files.get(path.removeprefix(DOCS), b""))
            known[path] = Cells(text) if isinstance(text, str) else None
        cells = known[path]
        if cells is None or problem.field not in cells.columns:
            return problem
        line, column = cells.place(problem.line, cells.columns.index(problem.field))
        return replace(problem, line=line, column=column)

    return [placed(problem) for problem in problems]
