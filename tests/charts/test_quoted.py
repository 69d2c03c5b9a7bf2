"""What the drawing finds stands at the text that it is about."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from llm_trends.addresses import Addresses
from llm_trends.compose import Frame, Site, compose
from llm_trends.drawing.drawer import Drawer
from llm_trends.templates import templates

from ..content import TODAY, content
from .conftest import ROWS, SPEC, with_encoding

X = SPEC["encoding"]["x"]


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
        ({**SPEC, "padding": 1e7}, "spec"),
    ],
)
def test_a_fault_stands_at_what_it_quotes(tmp_path: Path, spec: dict[str, Any], field: str) -> None:
    drawer = Drawer(tmp_path)
    frame = Frame(
        templates(Path(__file__).parents[2] / "overrides" / "pages"),
        Addresses("https://a.example/"),
        lambda charts: drawer.start(charts).result,
        TODAY,
    )
    text = json.dumps(spec, indent=1)
    files = content(**{"charts/small.json": text, "charts/small.csv": ROWS})
    (problem,) = compose(files, frame, Site()).problems
    drawer.processes.close()
    assert problem.path == "docs/charts/small.json"
    assert problem.field == field
    name = field.rpartition(".")[2]
    line = text.split("\n")[problem.line - 1]
    assert (f'"{name}"' in line) == (field != "spec")
