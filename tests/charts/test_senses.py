"""What Vega-Lite would draw otherwise than it was meant, or answer with an error of its own."""

from __future__ import annotations

from typing import Any

import pytest
from llm_trends.core.charts.senses import STYLES
from llm_trends.drawing.theme import config

from .conftest import ROWS, SPEC, Reader, with_encoding

X = {"field": "value", "type": "quantitative"}
Y = {"field": "label", "type": "nominal", "title": None}
COLOR = {"field": "label", "type": "nominal"}


def said(reader: Reader, spec: Any, rows: str = ROWS) -> list[str]:
    """`place: message`, the place as a path in the specification."""
    return [f"{one.field}: {one.message}" for one in reader(spec, rows).problems]


@pytest.mark.parametrize(
    ("part", "form", "wrong"),
    [
        ({}, "%%%", "a number"),
        ({}, "foo", "a number"),
        ({}, "%Y", "a number"),
        ({}, ".999f", "a number"),
        ({"type": "temporal"}, "YYYY-MM", "a date"),
        ({"type": "temporal"}, "%J", "a date"),
        ({"timeUnit": "year"}, ".1f", "a date"),
        ({}, ",.1f", ""),
        ({}, "~s", ""),
        ({}, "$,.2~f", ""),
        ({}, "+.0%", ""),
        ({"type": "temporal"}, "%b %Y", ""),
        ({"type": "temporal"}, "%-d %B", ""),
    ],
)
def test_formats(reader: Reader, part: dict[str, Any], form: str, wrong: str) -> None:
    field = "date" if part else "value"
    given = {**X, "field": field, **part, "axis": {"format": form}}
    rows = ROWS.replace(",%,", ",points,")  # shares of a hundred no format makes
    found = said(reader, {**with_encoding(x=given), "mark": "point"}, rows)
    assert bool(found) == bool(wrong), found
    for line in found:
        assert line.startswith(f"encoding.x.axis.format: is '{form}', which is no format")
        assert f"expected a format of {wrong}" in line


@pytest.mark.parametrize(
    ("channel", "given", "wrong"),
    [
        ("x", {**X, "scale": {"range": [1]}}, "encoding.x.scale.range: has no two ends"),
        ("x", {**X, "scale": {"range": [100, "a"]}}, "encoding.x.scale.range: has no two ends"),
        ("color", {**COLOR, "scale": {"range": []}}, "encoding.color.scale.range: is empty"),
        ("size", {**X, "scale": {"range": ["a", "b"]}}, "encoding.size.scale.range: holds text"),
        (
            "shape",
            {**COLOR, "scale": {"range": ["circle", "sqare", "cross"]}},
            "encoding.shape.scale.range[1]: is 'sqare', which is no shape",
        ),
        ("x", {**X, "scale": {"domain": [0, 20]}}, "x.scale.domain: leaves out 30 of line 3"),
        ("x", {**X, "scale": {"domain": [10, 40]}}, "x.scale.domain: leaves out 7 of line 4"),
        ("x", {**X, "scale": {"domain": [20, 0]}}, "x.scale.domain: leaves out 30 of line 3"),
        ("x", {**X, "scale": {"domainMax": 20}}, "encoding.x.scale: leaves out 30 of line 3"),
        ("x", {**X, "scale": {"domainMin": 9}}, "encoding.x.scale: leaves out 7 of line 4"),
        ("x", {**X, "scale": {"domain": [0, 20], "clamp": True}}, "leaves out 30 of line 3"),
        ("x", {**X, "scale": {"domain": [0, 20, 40]}}, "x.scale.domain: is no two numbers"),
        ("x", {**X, "scale": {"domain": ["a", "b"]}}, "x.scale.domain: is no two numbers"),
        ("x", {**X, "scale": {"domain": [5, 5]}}, "x.scale.domain: begins and ends at 5"),
        ("x", {**X, "scale": {"domain": [5, 40]}}, "x.scale.domain: leaves out 0, where bars"),
        ("x", {**X, "scale": {"zero": False}}, "x.scale.zero: leaves out 0, where bars begin"),
        ("x", {**X, "scale": {"type": "log"}}, "x.scale.type: is a logarithm, and a bar"),
        ("y", {**Y, "scale": {"domain": ["First", "Third"]}}, "leaves out 'Second' of column"),
        (
            "y",
            {**Y, "scale": {"domain": ["First", "Secnd", "Third"]}},
            "y.scale.domain[1]: names 'Secnd', which column label does not have",
        ),
        ("y", {**Y, "sort": ["First", "Thrid"]}, "y.sort[1]: names 'Thrid', which column label"),
        ("opacity", {"value": 5}, "encoding.opacity.value: is 5; expected more than 0"),
        ("fill", {"value": "url(#a)"}, "encoding.fill.value: loads something"),
    ],
)
def test_scales(reader: Reader, channel: str, given: dict[str, Any], wrong: str) -> None:
    (line,) = said(reader, with_encoding(**{channel: given}))
    assert wrong in line
    assert "; expected " in line


@pytest.mark.parametrize(
    ("channel", "given"),
    [
        ("x", {**X, "scale": {"domain": [0, 40]}}),
        ("x", {**X, "scale": {"domain": [40, 0]}}),
        ("x", {**X, "scale": {"domain": [-5, 30]}}),
        ("x", {**X, "scale": {"range": [300, 0]}}),
        ("y", {**Y, "scale": {"domain": ["Third", "First", "Second"]}}),
        ("y", {**Y, "sort": ["Third"]}),
        ("y", {**Y, "sort": "-x"}),
        ("color", {**COLOR, "scale": {"range": ["#2456a6", "#b4540a", "#0a6147"]}}),
    ],
)
def test_scales_that_hold_all(reader: Reader, channel: str, given: dict[str, Any]) -> None:
    assert not said(reader, with_encoding(**{channel: given}))


def test_a_logarithm_has_no_zero(reader: Reader) -> None:
    spec = {**with_encoding(x={**X, "scale": {"type": "log"}}), "mark": "point"}
    assert not said(reader, spec)
    (line,) = said(reader, spec, ROWS.replace("Third,7", "Third,-7"))
    assert line.startswith("encoding.x.scale.type: is a logarithm, which -7 of line 4")


def test_layers_share_an_axis(reader: Reader) -> None:
    """A point within its domain says nothing of the interval around it."""
    rows = ROWS.replace("value,unit", "value,low,high,unit").replace("12.5,%", "12.5,3,50,%")
    rows = rows.replace("30,%", "30,,,%").replace("7,%", "7,,,%")
    layers = [
        {"mark": "point", "encoding": {"x": {**X, "scale": {"domain": [0, 40]}}}},
        {"mark": "rule", "encoding": {"x": {**X, "field": "low"}, "x2": {"field": "high"}}},
    ]
    spec = {name: part for name, part in with_encoding(x=None).items() if name != "mark"}
    (line,) = said(reader, {**spec, "layer": layers}, rows)
    assert line.startswith("layer[0].encoding.x.scale.domain: leaves out 50 of line 2")


def test_the_narrow_layout_is_named_where_it_differs(reader: Reader) -> None:
    narrow = {"encoding": {"x": {"scale": {"domain": [0, 20]}}}}
    meta = {**SPEC["usermeta"], "narrow": narrow}
    (line,) = said(reader, {**SPEC, "usermeta": meta})
    assert line.startswith("usermeta.narrow.encoding.x.scale.domain: leaves out 30")


@pytest.mark.parametrize(
    ("mark", "wrong"),
    [
        ({"type": "bar", "style": "ovr"}, "mark.style: is 'ovr', which is no style"),
        ({"type": "point", "shape": "starr"}, "mark.shape: is 'starr', which is no shape"),
        ({"type": "bar", "font": "Comic Sans"}, "mark.font: changes what all charts have"),
        ({"type": "bar", "opacity": 0}, "mark.opacity: is 0; expected more than 0"),
        ({"type": "bar", "fillOpacity": 2}, "mark.fillOpacity: is 2; expected 1 or less"),
        ({"type": "bar", "xOffset": 5000}, "mark.xOffset: is 5000; expected -200 to 200"),
        ({"type": "text", "dy": -900}, "mark.dy: is -900; expected -200 to 200"),
        ({"type": "bar", "fill": "URL( #a)"}, "mark.fill: loads something"),
    ],
)
def test_marks(reader: Reader, mark: dict[str, Any], wrong: str) -> None:
    (line,) = said(reader, {**SPEC, "mark": mark})
    assert line.startswith(wrong)


@pytest.mark.parametrize("shape", ["circle", "triangle-up", "M0,0L1,1"])
def test_marks_that_there_are(reader: Reader, shape: str) -> None:
    assert not said(reader, {**SPEC, "mark": {"type": "point", "shape": shape, "style": "over"}})


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ({"transform": [{"sample": 2}]}, "transform[0].sample: takes rows by chance"),
        ({"transform": [{"calculate": "random()", "as": "r"}]}, "uses random(), which differs"),
        ({"transform": [{"calculate": "now() - 1", "as": "r"}]}, "uses now(), which differs"),
        ({"params": [{"name": "p", "select": "point"}]}, "params[0].select: waits for somebody"),
        ({"autosize": "none"}, "autosize: changes what all charts have in common"),
        ({"projection": {"type": "mercator"}}, "projection: needs a map"),
    ],
)
def test_a_drawing_is_the_same_for_all(reader: Reader, part: dict[str, Any], wrong: str) -> None:
    (line,) = said(reader, {**SPEC, **part})
    assert wrong in line


def test_the_styles_are_those_of_the_theme() -> None:
    assert set(config(narrow=False)["style"]) < set(STYLES)
