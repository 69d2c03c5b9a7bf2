"""Specifications: JSON, Vega-Lite's grammar, fields and refusals, every fault at its place."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from llm_trends.core.charts.fields import unknown_fields
from llm_trends.core.charts.grammar import _schema, faults
from llm_trends.core.charts.json_text import DEEPEST, LARGEST, read_json
from llm_trends.core.charts.model import layout

from ..projects import ROOT
from .conftest import SPEC, Reader, with_encoding, with_meta

REAL = sorted((ROOT / "docs/charts").glob("*.json"))

JSON: dict[str, tuple[str, str, str]] = {
    "no value": ('{\n  "a": }', "2:8: file", "there is no value; expected"),
    "comma at the end": ('{"a": 1,}', "1:8: file", "a comma stands before }"),
    "no quotes": ("{a: 1}", "1:2: file", "expected the name of a field in double quotes"),
    "no colon": ('{"a" 1}', "1:6: file", "expected : here"),
    "wrong bracket": ('{"a": [1, 2}', "1:12: file", "expected , or ] here"),
    "text without end": ('{"a": "b}', "1:7: file", "has no end; expected a closing double quote"),
    "line break in text": ('{"a": "b\nc"}', "1:9: file", "expected \\n or \\t"),
    "backslash": ('{"a": "b\\c"}', "1:9: file", "escapes nothing; expected"),
    "more": ('{"a": 1} {"b": 2}', "1:10: file", "more follows its end"),
    "YAML": ("a: 1", "1:1: file", "there is no value"),
    "list": ("[1]", "1:1: file", "is not an object"),
    "nothing": (" \n ", "1:1: file", "is empty; expected an object in braces"),
    "no number": ('{"a": NaN}', "1:7: file", "NaN is no number"),
    "endless number": ('{"a": -Infinity}', "1:7: file", "-Infinity is no number"),
    "too large a number": ('{"a": 1e999}', "1:7: file", "more than a number can hold"),
    "too small a number": ('{"a": -0.01e-999}', "1:7: file", "so small that it becomes 0"),
    "5,000 digits": (f'{{"a":\n{"9" * 5000}}}', "2:1: file", "a number of 5000 signs"),
    "5,000 decimals": (f'{{"a":\n0.{"9" * 5000}}}', "2:1: file", "a number of 5002 signs"),
    "deep list": ("[" * 30_000, f"1:{DEEPEST + 2}: file", "deeper than 50 levels"),
    "deep object": ('{"a":' * 30_000, f"1:{5 * DEEPEST + 6}: file", "deeper than 50 levels"),
    "twice": (
        '{"a": 1,\n "a": 2}',
        "2:2: a",
        "stands twice; expected one (the first is on line 1)",
    ),
    "twice inside": ('{"a": [{"b": 1, "b": 2}]}', "1:17: a[0].b", "stands twice"),
    "twice by escape": ('{"a": 1, "\\u0061": 2}', "1:10: a", "stands twice"),
    "control": ('{"a": ["b", "c\\u0007"]}', "1:13: a[1]", "holds U+0007"),
    "delete": ('{"a": "\x7f"}', "1:8: encoding", "holds U+007F"),
    "NUL": ('{"a": "\\u0000"}', "1:7: a", "holds U+0000"),
    "half a pair": ('{"a": "\\ud83d"}', "1:7: a", "holds U+D83D"),
    "turned around": ('{"a": "\\u202e1"}', "1:7: a", "holds U+202E"),
    "line separator": ('{"a": "\u2028"}', "1:8: encoding", "holds U+2028"),
    "control in a name": ('{"a\\u001b": 1}', "1:2: header", "holds U+001B"),
    "large": (f'{{"a": "{"b" * LARGEST}"}}', "1:1: file", "bytes; expected at most 262,144"),
}


@pytest.mark.parametrize(("text", "place", "said"), JSON.values(), ids=JSON.keys())
def test_broken_json(text: str, place: str, said: str) -> None:
    read = read_json("x.json", text.encode())
    assert not read.data
    (problem,) = map(str, read.problems)
    assert problem.startswith(f"x.json:{place}: ")
    assert said in problem


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_json_is_read_as_the_standard_library_reads_it(path: Path) -> None:
    raw = path.read_bytes()
    assert read_json("x.json", raw).data == json.loads(raw)
    escaped = json.dumps(json.loads(raw) | {"a": "😀 ünï", "b": [1e-7, -0.5, True, None, ""]})
    assert read_json("x.json", escaped.encode()).data == json.loads(escaped)


def test_places_are_those_of_values_and_of_names() -> None:
    text = '\ufeff{\r\n  "a": {"b c":\r\n    [1, "😀", {}]},\r\n  "d": "é"}'
    read = read_json("x.json", text.encode())
    assert read.places == {
        (): (1, 1),
        ("a",): (2, 8),
        ("a", "b c"): (3, 5),
        ("a", "b c", 0): (3, 6),
        ("a", "b c", 1): (3, 9),
        ("a", "b c", 2): (3, 14),
        ("d",): (4, 8),
    }
    assert read.names == {("a",): (2, 3), ("a", "b c"): (2, 9), ("d",): (4, 3)}


X: dict[str, Any] = {"field": "value", "type": "quantitative"}


def with_x(**changes: Any) -> dict[str, Any]:
    return with_encoding(x={**X, **changes})


GRAMMAR: dict[str, tuple[dict[str, Any], str, str]] = {
    "mark": ({**SPEC, "mark": "bars"}, "mark", "is 'bars'; expected one of arc, area, bar"),
    "mark meant": ({**SPEC, "mark": "bars"}, "mark", "did you mean 'bar'?"),
    "mark in a group": ({**SPEC, "mark": {"type": "lin"}}, "mark.type", "did you mean 'line'?"),
    "composite mark": ({**SPEC, "mark": "boxplt"}, "mark", "did you mean 'boxplot'?"),
    "field of a mark": (
        {**SPEC, "mark": {"type": "bar", "strok": "#ffffff"}},
        "mark.strok",
        "is not a field here; expected one of align",
    ),
    "number for a mark": ({**SPEC, "mark": 5}, "mark", "is 5; expected text or a group of fields"),
    "type": (with_x(type="quantitive"), "encoding.x.type", "did you mean 'quantitative'?"),
    "type listed": (
        with_x(type="number"),
        "encoding.x.type",
        "is 'number'; expected one of quantitative, ordinal, temporal, nominal",
    ),
    "name of field": (
        with_encoding(x={"feild": "value", "type": "quantitative"}),
        "encoding.x.feild",
        "did you mean 'field'?",
    ),
    "channel": (with_encoding(colour=X), "encoding.colour", "did you mean 'color'?"),
    "channel is text": (with_encoding(x="value"), "encoding.x", "is 'value'; expected a group"),
    "encoding is null": ({**SPEC, "encoding": None}, "encoding", "is null; expected a group"),
    "encoding is a number": ({**SPEC, "encoding": 5}, "encoding", "is 5; expected a group"),
    "encoding is a list": ({**SPEC, "encoding": [{}]}, "encoding", "is a list; expected a group"),
    "scale": (with_x(scale={"type": "logg"}), "encoding.x.scale.type", "did you mean 'log'?"),
    "aggregate": (with_x(aggregate="avg"), "encoding.x.aggregate", "did you mean 'average'?"),
    "axis": (with_x(axis={"titel": "x"}), "encoding.x.axis.titel", "did you mean 'title'?"),
    "either": (with_x(bin="yes"), "encoding.x.bin", "is 'yes'; expected binned or true or false"),
    "range": (with_x(axis={"gridOpacity": 2}), "encoding.x.axis.gridOpacity", "is 2; expected 1"),
    "condition": (
        with_encoding(color={"condition": {"test": "true", "vlaue": 1}, "value": "#2456a6"}),
        "encoding.color.condition.vlaue",
        "did you mean 'value'?",
    ),
    "transform": ({**SPEC, "transform": [{"filtr": "1"}]}, "transform[0].filtr", "mean 'filter'?"),
    "as": (
        {**SPEC, "transform": [{"calculate": "1"}]},
        "transform[0].as",
        "is missing; expected it here",
    ),
    "not a list": ({**SPEC, "transform": {}}, "transform", "is a group of fields; expected a list"),
    "no mark": ({k: v for k, v in SPEC.items() if k != "mark"}, "mark", "is missing"),
    "misspelt mark": (
        {("marc" if k == "mark" else k): v for k, v in SPEC.items()},
        "marc",
        "is not a field here",
    ),
    "view": ({**SPEC, "hight": 300}, "hight", "did you mean 'height'?"),
    "layer": (
        {"usermeta": SPEC["usermeta"], "data": SPEC["data"], "layer": [{"mark": "lines"}]},
        "layer[0].mark",
        "did you mean 'line'?",
    ),
    "narrow": (with_meta(narrow={"mark": "bars"}), "usermeta.narrow.mark", "did you mean 'bar'?"),
    "narrow takes it away": (
        with_meta(narrow={"mark": None}),
        "usermeta.narrow.mark",
        "is missing",
    ),
    "schema": ({**SPEC, "$schema": "https://e.org"}, "$schema", "is 'https://e.org'; expected"),
}


@pytest.mark.parametrize(("spec", "field", "said"), GRAMMAR.values(), ids=GRAMMAR.keys())
def test_what_the_grammar_does_not_allow(
    reader: Reader, spec: dict[str, Any], field: str, said: str
) -> None:
    """One mistake is one problem, at the line on which it stands."""
    text = json.dumps(spec, indent=2)
    (problem,) = reader(text).problems
    assert problem.path == "docs/charts/small.json"
    assert problem.field == field
    assert said in problem.message
    if "missing" not in said:
        name = field.rsplit(".", maxsplit=1)[-1].split("[", maxsplit=1)[0]
        assert f'"{name}": ' in text.split("\n")[problem.line - 1]


def test_the_grammar_is_that_of_a_validator() -> None:
    """Real specifications, changed at random: an independent validator says the same of each."""
    validator = jsonschema.Draft7Validator(dict(_schema()))
    chance = random.Random(20241231)
    specs = [layout(json.loads(path.read_bytes()), narrow=False) for path in REAL]
    wrong = 0
    for _ in range(150):
        spec = _changed(chance, chance.choice(specs))
        found = faults(spec)
        assert bool(found) is not validator.is_valid(spec)
        assert all(fault.message for fault in found)
        wrong += bool(found)
    assert 50 < wrong < 150


VALUES: list[Any] = [None, True, 0, -1, 0.5, 1e9, "x", "bar", [], {}, ["a"], {"field": "value"}]
NAMES = ["filed", "type", "title", "mark", "x", "axis", "scale"]


def _changed(chance: random.Random, spec: dict[str, Any]) -> dict[str, Any]:
    """One value replaced, taken away or renamed."""
    spec = copy.deepcopy(spec)
    parent, key = chance.choice(list(_parts(spec)))
    if chance.random() < 0.6:
        parent[key] = chance.choice(VALUES)
    elif isinstance(parent, dict) and chance.random() < 0.5:
        parent[chance.choice(NAMES)] = parent.pop(key)
    else:
        del parent[key]
    return spec


def _parts(part: Any) -> Iterator[tuple[Any, Any]]:
    keys = part if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else ()
    for key in list(keys):
        yield part, key
        yield from _parts(part[key])


def view(**encoding: Any) -> dict[str, Any]:
    return {"mark": "bar", "encoding": encoding}


def after(*transforms: dict[str, Any], **encoding: Any) -> dict[str, Any]:
    return {"transform": list(transforms), **view(**encoding)}


FIELDS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "channel": (view(x={"field": "z"}, y={"field": "a"}), {"z"}),
    "sort": (view(y={"field": "a", "sort": {"field": "z", "op": "sum"}}), {"z"}),
    "sort by values": (view(y={"field": "a", "sort": ["z", "field"]}), set()),
    "list": (view(tooltip=[{"field": "a"}, {"field": "z"}], detail=[{"field": "y"}]), {"z", "y"}),
    "condition": (view(color={"condition": {"test": "datum.z > 1", "value": 1}}), {"z"}),
    "predicate": (
        view(color={"condition": {"test": {"field": "z", "equal": 1}, "value": 1}}),
        {"z"},
    ),
    "labels are no rows": (view(x={"field": "a", "axis": {"labelExpr": "datum.value"}}), set()),
    "values are no names": (view(color={"field": "a", "scale": {"domain": ["z"]}}), set()),
    "text": (view(text={"value": "datum.z"}), set()),
    "mark": ({"mark": {"type": "bar", "dx": {"expr": "datum.z + datum['a']"}}}, {"z"}),
    "derived": ({"mark": {"type": "bar", "dx": {"expr": "datum.mean_a"}}}, set()),
    "argmax": (view(x={"field": "a", "aggregate": {"argmax": "z"}}), {"z"}),
    "path": (view(x={"field": "a.b"}, y={"field": "z.b"}), {"z.b"}),
    "words": (view(description={"field": "words"}, color={"field": "computed"}), set()),
    "calculate": (
        after({"calculate": 'datum["z"]+datum.y', "as": "n"}, x={"field": "n"}),
        {"z", "y"},
    ),
    "quoted": (after({"calculate": "'datum.z' + \"datum.y\"", "as": "n"}), set()),
    "filter": (
        after({"filter": {"and": ["datum.z", {"not": {"field": "y", "equal": 1}}]}}),
        {"z", "y"},
    ),
    "in order": (after({"filter": "datum.n"}, {"calculate": "1", "as": "n"}), {"n"}),
    "fold": (after({"fold": ["a", "z"]}, x={"field": "key"}, y={"field": "value"}), {"z"}),
    "fold as": (after({"fold": ["a"], "as": ["k", "v"]}, x={"field": "key"}), {"key"}),
    "aggregate": (
        after(
            {"aggregate": [{"op": "sum", "field": "z", "as": "s"}], "groupby": ["a"]},
            x={"field": "s"},
            y={"field": "b"},
            color={"field": "a"},
        ),
        {"z", "b"},
    ),
    "joinaggregate": (
        after({"joinaggregate": [{"op": "sum", "field": "a", "as": "s"}]}, x={"field": "s"}),
        set(),
    ),
    "window": (
        after(
            {"window": [{"op": "rank", "as": "r"}], "sort": [{"field": "z"}], "groupby": ["y"]},
            x={"field": "r"},
        ),
        {"z", "y"},
    ),
    "stack": (
        after({"stack": "a", "groupby": ["z"], "as": "s"}, x={"field": "s"}, x2={"field": "s_end"}),
        {"z"},
    ),
    "bin": (after({"bin": True, "field": "z", "as": "b1"}, x={"field": "b1_end"}), {"z"}),
    "timeUnit": (after({"timeUnit": "year", "field": "z", "as": "t"}, x={"field": "t"}), {"z"}),
    "density": (
        after({"density": "a"}, x={"field": "value"}, y={"field": "density"}, color={"field": "b"}),
        {"b"},
    ),
    "quantile": (after({"quantile": "a"}, x={"field": "prob"}, y={"field": "a"}), {"a"}),
    "regression": (after({"regression": "a", "on": "z"}, x={"field": "a"}), {"z"}),
    "loess": (after({"loess": "a", "on": "b"}, x={"field": "b"}, y={"field": "c"}), {"c"}),
    "impute": (after({"impute": "a", "key": "z", "value": "none"}), {"z"}),
    "flatten": (after({"flatten": ["z"]}), {"z"}),
    "pivot": (after({"pivot": "a", "value": "z"}, x={"field": "whatever a says"}), {"z"}),
    "layer": (
        {"layer": [after({"calculate": "1", "as": "k"}, x={"field": "k"}), view(x={"field": "k"})]},
        {"k"},
    ),
    "from above": (
        {"transform": [{"calculate": "1", "as": "k"}], "hconcat": [view(x={"field": "k"})]},
        set(),
    ),
    "facet": ({"facet": {"row": {"field": "z"}}, "spec": view(x={"field": "y"})}, {"z", "y"}),
    "repeat": ({"repeat": ["a", "z"], "spec": view(x={"field": {"repeat": "repeat"}})}, {"z"}),
    "repeat rows": ({"repeat": {"row": ["a", "z"]}, "spec": view()}, {"z"}),
}


@pytest.mark.parametrize(("spec", "unknown"), FIELDS.values(), ids=FIELDS.keys())
def test_fields_that_no_row_has(spec: dict[str, Any], unknown: set[str]) -> None:
    found = list(unknown_fields(spec, ["a", "b", "words", "computed"]))
    assert {name for _, name, _ in found} == unknown
    for path, name, _ in found:
        part: Any = spec
        for step in path:
            part = part[step]
        assert name in part


def test_a_field_that_is_no_column_is_named_with_its_place(reader: Reader) -> None:
    text = json.dumps(with_encoding(y={"field": "lable", "type": "nominal"}), indent=1)
    (problem,) = map(str, reader(text).problems)
    line = 1 + text[: text.index('"lable"')].count("\n")
    assert problem.startswith(f"docs/charts/small.json:{line}:")
    assert (
        "encoding.y.field: names 'lable', which is no column; expected one of computed" in problem
    )
    assert problem.endswith("did you mean 'label'?")


def test_a_field_of_the_narrow_layout_is_checked_too(reader: Reader) -> None:
    spec = with_meta(narrow={"encoding": {"y": {"field": "lable"}}})
    (problem,) = reader(spec).problems
    assert problem.field == "usermeta.narrow.encoding.y.field"


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "values": (
        {"layer": [{"data": {"values": [{"value": 99}]}, "mark": "bar"}]},
        "layer[0].data",
        "brings data of its own",
    ),
    "sequence": (
        {"layer": [{"data": {"sequence": {"start": 0, "stop": 1e8}}, "mark": "bar"}]},
        "layer[0].data",
        "brings data of its own",
    ),
    "datasets": ({"datasets": {"a": [1]}}, "datasets", "brings data of its own"),
    "lookup": (
        {"transform": [{"lookup": "label", "from": {"data": {"url": "x"}, "key": "label"}}]},
        "transform[0].from.data",
        "brings data of its own",
    ),
    "config": ({"config": {"font": "serif"}}, "config", "changes what all charts have in common"),
    "link": ({"mark": {"type": "bar", "href": "https://e.org"}}, "mark.href", "leads elsewhere"),
    "link channel": (
        {"encoding": {"href": {"value": "javascript:1"}}},
        "encoding.href",
        "leads elsewhere",
    ),
    "picture": ({"mark": "image"}, "mark", "which loads a picture; expected another mark"),
    "picture address": (
        {"encoding": {"url": {"value": "http://e.org/x.png"}}},
        "encoding.url",
        "loads something",
    ),
    "map": ({"mark": {"type": "geoshape"}}, "mark.type", "which needs a map"),
    "endless": (
        {"transform": [{"filter": "test(/^(a+)+$/, 'a')"}]},
        "transform[0].filter",
        "uses test(), which may run without end",
    ),
    "endless in and": (
        {"transform": [{"filter": {"and": ["true", "length(sequence(0,1e9))"]}}]},
        "transform[0].filter.and[1]",
        "uses sequence()",
    ),
    "padding": (
        {"mark": {"type": "bar", "dx": {"expr": "length(pad('x', 4e9))"}}},
        "mark.dx.expr",
        "uses pad()",
    ),
    "wide": ({"width": 1e9}, "width", "is 1e+09; expected 50 to 2,000"),
    "high": ({"height": 1e308}, "height", "is 1e+308; expected 50 to 2,000"),
    "low": ({"height": 49}, "height", "is 49; expected 50 to 2,000"),
    "negative": ({"width": -5}, "width", "is -5; expected 50 to 2,000"),
    "container": ({"width": "container"}, "width", "and a drawing is in none"),
    "step": ({"height": {"step": 0}}, "height.step", "is 0; expected 1 to 2,000"),
    "part": (
        {"hconcat": [{"mark": "bar", "width": 5000}]},
        "hconcat[0].width",
        "is 5000; expected 50 to 2,000",
    ),
    "size of marks": ({"mark": {"type": "point", "size": -5}}, "mark.size", "is -5; expected 0 to"),
    "size by channel": (
        {"encoding": {"size": {"value": 1e9}}},
        "encoding.size.value",
        "is 1e+09; expected 0 to 100,000",
    ),
    "letters": (
        {"mark": {"type": "text", "fontSize": 1e6}},
        "mark.fontSize",
        "expected 0 to 2,000",
    ),
    "ticks": (
        {"encoding": {"x": {**X, "axis": {"tickCount": 1e7}}}},
        "encoding.x.axis.tickCount",
        "is 1e+07; expected 0 to 100",
    ),
    "bins": (
        {"encoding": {"x": {**X, "bin": {"maxbins": 1e7}}}},
        "encoding.x.bin.maxbins",
        "is 1e+07; expected 0 to 200",
    ),
    "steps": (
        {"transform": [{"density": "value", "steps": 1e9}]},
        "transform[0].steps",
        "is 1e+09; expected 0 to 1,000",
    ),
}


@pytest.mark.parametrize(("change", "field", "said"), REFUSED.values(), ids=REFUSED.keys())
@pytest.mark.parametrize("narrow", [False, True])
def test_what_is_refused(
    reader: Reader, change: dict[str, Any], field: str, said: str, narrow: bool
) -> None:
    spec = with_meta(narrow=change) if narrow else {**SPEC, **change}
    name = f"usermeta.narrow.{field}" if narrow else field
    charts = reader(spec)
    assert not charts.by_id
    found = [problem for problem in charts.problems if problem.field == name]
    assert any(said in problem.message for problem in found), list(map(str, charts.problems))


def test_data_of_the_narrow_layout_are_refused(reader: Reader) -> None:
    problems = reader(with_meta(narrow={"data": {"values": []}})).problems
    assert all(problem.field.startswith("usermeta.narrow.data") for problem in problems)
    assert any("brings data of its own" in problem.message for problem in problems)


def test_a_nest_of_views_is_weighed_in_time(reader: Reader) -> None:
    """Each level has several alternatives; together they are not the product of all levels."""
    spec: dict[str, Any] = {"mark": "bars"}
    for level in range(20):
        name = ("hconcat", "vconcat", "layer")[level % 3]
        spec = {name: [spec]}
        if level % 4 == 3:
            spec = {"facet": {"field": "label"}, "spec": spec}
    problems = reader({**spec, "usermeta": SPEC["usermeta"], "data": SPEC["data"]}).problems
    assert problems
