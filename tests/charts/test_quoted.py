"""What the drawing finds stands at the text that it is about."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from llm_trends.addresses import Addresses
from llm_trends.compose import Frame, Site, compose
from llm_trends.core.problems import Problem
from llm_trends.drawing.drawer import Drawer
from llm_trends.drawing.processes import Processes
from llm_trends.templates import templates

from ..content import TODAY, content
from .conftest import ROWS, SPEC, with_encoding

X = SPEC["encoding"]["x"]


def filtered(condition: object) -> dict[str, Any]:
    return {**SPEC, "transform": [{"filter": condition}]}


@pytest.mark.parametrize(
    ("spec", "field"),
    [
        ({**SPEC, "mark": {"type": "bar", "color": "reddish"}}, "mark.color"),
        (with_encoding(fill={"value": "#123456"}), "encoding.fill.value"),
        (
            with_encoding(x={**X, "axis": {"labelExpr": "datum.value +"}}),
            "encoding.x.axis.labelExpr",
        ),
        (
            {**SPEC, "transform": [{"calculate": "nonsense(datum.value)", "as": "more"}]},
            "transform[0].calculate",
        ),
        (filtered("datum.value >"), "transform[0].filter"),
        (filtered("(datum.value > 3"), "transform[0].filter"),
        (filtered("datum.unit == 'a"), "transform[0].filter"),
        (filtered("datum.value > > 3"), "transform[0].filter"),
        (filtered("datum.value = 3"), "transform[0].filter"),
        (filtered(" "), "transform[0].filter"),
        (filtered("value > 3"), "transform[0].filter"),  # `value` is also the name of a column
        (filtered({"and": ["datum.value > 1", "datum.value >"]}), "transform[0].filter.and[1]"),
        (
            with_encoding(opacity={"condition": {"test": "datum.value >", "value": 1}}),
            "encoding.opacity.condition.test",
        ),
        (
            {**SPEC, "mark": {"type": "bar", "opacity": {"expr": "1 +"}}},
            "mark.opacity.expr",
        ),
        (
            {
                **SPEC,
                "usermeta": {
                    **SPEC["usermeta"],
                    "narrow": {"transform": [{"filter": "datum.value >"}]},
                },
            },
            "usermeta.narrow.transform[0].filter",
        ),
        (with_encoding(description=None), "encoding.description"),
        (with_encoding(row={"field": "label", "type": "nominal", "spacing": 1e7}), "spec"),
    ],
)
def test_a_fault_stands_at_what_it_quotes(drawer: Drawer, spec: dict[str, Any], field: str) -> None:
    text = json.dumps(spec, indent=1)
    (problem,) = found(drawer, text)
    assert problem.path == "docs/charts/small.json"
    assert problem.field == field
    name = re.sub(r"\[\d+\]", "", field).rpartition(".")[2]
    item = field.endswith("]")  # of a list, whose name stands in a line before
    line = text.split("\n")[problem.line - 1 - 2 * item]
    assert (f'"{name}"' in line) == (field not in ("spec", "encoding.description"))
    assert "expected" in problem.message


def test_every_expression_that_cannot_be_read_is_named(drawer: Drawer) -> None:
    """At once, also if two are the same."""
    wrong = ("datum.value >", "datum.value > 1", "datum.value >", "(1")
    spec = {**SPEC, "transform": [{"filter": one} for one in wrong]}
    problems = found(drawer, json.dumps(spec, indent=1))
    assert [one.field for one in problems] == [f"transform[{n}].filter" for n in (0, 2, 3)]
    assert all("it ends too soon" in one.message for one in problems)


@pytest.mark.parametrize(
    ("expression", "line", "said"),
    [
        ("datum.value > 10", 4, "is not drawn; expected a mark"),
        ("datum.value > 20", 2, "is one of 2 of 3 rows without a mark; expected a mark"),
    ],
)
def test_a_row_that_is_not_drawn_is_named_at_its_line(
    drawer: Drawer, expression: str, line: int, said: str
) -> None:
    (problem,) = found(drawer, json.dumps(filtered(expression)))
    assert str(problem).startswith(f"docs/charts/small.csv:{line}:1: row: {said}")


@pytest.fixture
def drawer(tmp_path: Path, processes: Processes) -> Drawer:
    return Drawer(tmp_path, processes)


def found(drawer: Drawer, spec: str) -> tuple[Problem, ...]:
    """What is wrong with a report that has this chart, as it is built."""
    frame = Frame(
        templates(Path(__file__).parents[2] / "overrides" / "pages"),
        Addresses("https://a.example/"),
        lambda charts: drawer.start(charts).result,
        TODAY,
    )
    files = content(**{"charts/small.json": spec, "charts/small.csv": ROWS})
    return compose(files, frame, Site()).problems
