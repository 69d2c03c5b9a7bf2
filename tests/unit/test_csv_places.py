"""A problem of a row stands at its cell, in every table, whatever the cells before it hold."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Sequence

import pytest
from llm_trends.core.files import HISTORY, MOVED, READINGS, RECORD
from llm_trends.core.history import COLUMNS as OF_HISTORY
from llm_trends.core.moves import COLUMNS as OF_MOVED
from llm_trends.core.problems import Problem
from llm_trends.core.readings import COLUMNS as OF_READINGS
from llm_trends.core.sources.check_record import COLUMNS as OF_RECORD
from llm_trends.core.text.csv_cells import Cells
from llm_trends.core.text.csv_places import at_cells

from ..charts.conftest import SPEC
from ..content import collected

SIGNS = 'a,"\nbé𝒙 '
LETTERS = random.Random(2024)
CHART = ("value", "unit", "date", "source", "note", "label")
WRONG = (
    ("charts/small.csv", CHART, ["many", " ", "May", "known", "…", ""], CHART[:5]),
    (
        RECORD,
        OF_RECORD,
        ["alpha", "x", "…", "once", "good", "-", "v1", "full", "soon"],
        ("subject", "what", "reading", "result", "text_read", "checked", "date"),
    ),
    (
        RECORD,
        OF_RECORD,
        ["alpha#alpha-claim", "x", '7,\n"8"', "first", "confirmed", "p", "v1 ", "abstract", "2"],
        ("version", "date"),
    ),
    (
        HISTORY,
        OF_HISTORY,
        ["alpha", "judgment", "some, one", "old", "new", "…", "soon"],
        ("subject", "source", "was", "is", "why", "date"),
    ),
    (READINGS, OF_READINGS, ["first", "a, b", "alpha#alpha-claim", "text"], ("parts",)),
    (MOVED, OF_MOVED, ["a/", "b/", "2026-01-05", "X"], ("now",)),
    (MOVED, OF_MOVED, ["a/", "trends/alpha/", "2", "X"], ("date",)),
)
"""Each table, its columns, a row, and those of its columns in which it is wrong."""


def written(*rows: Sequence[str]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows(rows)
    return made.getvalue()


@pytest.mark.parametrize(
    ("path", "head", "row", "name"),
    [(path, head, row, name) for path, head, row, wrong in WRONG for name in wrong],
)
def test_of_every_table(path: str, head: tuple[str, ...], row: list[str], name: str) -> None:
    index = head.index(name)
    before = written(head, [*row[:index], "|"]).rpartition("|")[0]
    files = {path: written(head, row)}
    if path.startswith("charts/"):
        files["charts/small.json"] = json.dumps(SPEC)
    found = [one for one in collected(**files).problems if one.path == f"docs/{path}"]
    place = (before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
    assert {(one.line, one.column) for one in found if one.field == name} == {place}


def test_a_row_of_the_record_and_of_the_history_about_nothing() -> None:
    """What is only found when all has been read."""
    record = written(
        OF_RECORD,
        ["alpha#alpha-claim", "nobody", "7", "first", "confirmed", "p", "", "abstract", "2026"],
    )
    history = written(
        OF_HISTORY,
        ["alpha#alpha-claim", "source", "", "x", "nobody", "Why.", "2026-01-05"],
    )
    found = collected(**{RECORD: record, HISTORY: history})
    assert [str(one).split("; ")[0] for one in found.warnings] == [
        "docs/data/history.csv:2:29: is: 'nobody' is not used in alpha#alpha-claim",
        "docs/data/verification.csv:2:19: source: 'nobody' is not used in alpha#alpha-claim",
    ]


def test_every_cell_of_any_table_is_found() -> None:
    """Tables of chance, as the standard library writes them."""
    for _ in range(300):
        width = LETTERS.randint(2, 4)
        rows = [
            ["".join(LETTERS.choices(SIGNS, k=LETTERS.randint(0, 5))) for _ in range(width)]
            for _ in range(4)
        ]
        text = written(*rows)
        lines = text.splitlines(keepends=True)
        first = 1
        for row in rows:
            for index, cell in enumerate(row):
                line, column = Cells(text).place(first, index)
                rest = "".join([lines[line - 1][column - 1 :], *lines[line:]])
                end = "\n" if index + 1 == width else ","
                assert rest.startswith(written([cell, "x"]).removesuffix(",x\n") + end), text
                assert column == 1 or lines[line - 1][column - 2] == ","
            first += written(row).count("\n")


def test_what_names_no_column_stays_where_it_is() -> None:
    files = {"data/x.csv": b"a,b\n1,2\n", "data/y.csv": b"\xff"}
    for problem in (
        Problem("docs/data/x.csv", 2, 1, "row", "is odd"),
        Problem("docs/data/x.csv", 2, 3, "a", "has its column"),
        Problem("docs/data/y.csv", 1, 1, "a", "cannot be read"),
        Problem("docs/data/z.csv", 1, 1, "a", "is not there"),
        Problem("docs/b.md", 2, 1, "b", "is no table"),
    ):
        assert at_cells([problem], files) == [problem]
    (placed,) = at_cells([Problem("docs/data/x.csv", 2, 1, "b", "is odd")], files)
    assert (placed.line, placed.column) == (2, 3)
