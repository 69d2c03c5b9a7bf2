"""A chart that would draw other values than its CSV has is refused, at the part that does it."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import ROWS, SPEC, Reader, with_encoding
from .test_senses import X, Y, said

ROW = "Third,7,%,2024-05,known2024thing,Table 2\n"
TWICE = ROWS + ROW.replace("7", "8")
"""Two rows of one name."""


@pytest.mark.parametrize(
    ("transform", "wrong"),
    [
        ({"calculate": "999", "as": "value"}, "transform[0].as: writes over the column 'value'"),
        ({"calculate": "'A'", "as": "label"}, "transform[0].as: writes over the column 'label'"),
        ({"calculate": "'A'", "as": "words"}, "transform[0].as: writes over the column 'words'"),
        (
            {"window": [{"op": "rank", "as": "value"}]},
            "transform[0]: writes over the column 'value'",
        ),
        ({"fold": ["value"], "as": ["a", "b"]}, "transform[0].fold: draws a row several times"),
        ({"flatten": ["value"]}, "transform[0].flatten: draws a row several times"),
        (
            {"impute": "value", "key": "label", "keyvals": {"start": 0, "stop": 1e9}},
            "transform[0].keyvals: makes rows that the CSV does not have",
        ),
    ],
)
def test_no_transform_changes_the_rows(
    reader: Reader, transform: dict[str, Any], wrong: str
) -> None:
    (line,) = said(reader, {**SPEC, "transform": [transform]})
    assert line.startswith(wrong)
    assert "; expected " in line


def test_a_view_inside_is_looked_at_too(reader: Reader) -> None:
    outer = {name: part for name, part in SPEC.items() if name != "mark"}
    inner = {"mark": "bar", "transform": [{"calculate": "1", "as": "value"}]}
    (line,) = said(reader, {**outer, "layer": [inner]})
    assert line.startswith("layer[0].transform[0].as: writes over the column 'value'")


def test_a_transform_may_make_a_column_of_its_own(reader: Reader) -> None:
    assert not said(reader, {**SPEC, "transform": [{"calculate": "datum.value", "as": "shown"}]})


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"type": "temporal"}, "encoding.x.type: is temporal, and '12.5' of line 2 of the CSV"),
        (
            {"axis": {"format": ".0%"}},
            "encoding.x.axis.format: makes 1250% of the 12.5% of line 2 of the CSV",
        ),
        ({"axis": {"formatType": "evil"}}, "encoding.x.axis.formatType: is 'evil'"),
        (
            {"axis": {"format": "%Y", "formatType": "time"}},
            "encoding.x.axis.formatType: is 'time'; expected 'number'",
        ),
        ({"axis": {"labelExpr": "'9'"}}, "encoding.x.axis.labelExpr: says the same at every"),
        ({"bin": {"step": 1e-9}}, "encoding.x.bin.step: is 1e-09; expected at most 200 steps"),
        ({"bin": {"step": -1}}, "encoding.x.bin.step: is -1; expected at most 200 steps"),
        ({"scale": {"type": "pow"}}, "encoding.x.scale.type: is 'pow', and a bar begins at 0"),
        ({"scale": {"range": [0, 1e9]}}, "encoding.x.scale.range: leads out of the drawing"),
    ],
)
def test_values_are_shown_as_they_are(reader: Reader, given: dict[str, Any], wrong: str) -> None:
    (line,) = said(reader, with_encoding(x={**X, **given}))
    assert line.startswith(wrong)


def test_a_share_of_one_may_be_shown_in_percent(reader: Reader) -> None:
    rows = ROWS.replace("%", "share").replace("12.5", "0.125").replace("30", "0.3")
    meta = {**SPEC["usermeta"], "finding": "It rises.", "alt": "Three bars."}
    given = {**X, "axis": {"format": ".0%", "labelExpr": "datum.label + ' of all'"}}
    assert not said(reader, {**with_encoding(x=given), "usermeta": meta}, rows)


def test_bars_of_one_place_are_named_at_their_length(reader: Reader) -> None:
    (line,) = said(reader, SPEC, TWICE)
    assert line.startswith("encoding.x: lays line 5 of the CSV on line 4, as one longer bar")


@pytest.mark.parametrize(
    "spec",
    [
        {**SPEC, "mark": "point"},
        with_encoding(yOffset={"field": "value", "type": "nominal"}),
        with_encoding(color={"field": "note", "type": "nominal"}),
        with_encoding(x={**X, "aggregate": "sum"}),
        with_encoding(y={**Y, "field": "note"}, row={"field": "value", "type": "nominal"}),
    ],
    ids=["points", "an offset", "a color", "a sum", "a row of views"],
)
def test_what_is_held_apart_or_meant_as_one_stays(reader: Reader, spec: dict[str, Any]) -> None:
    rows = TWICE.replace("%,2024-05,known2024thing,Table 2\n", "%,2024-05,known2024thing,A\n", 1)
    assert not said(reader, spec, rows)
