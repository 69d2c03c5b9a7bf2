"""Drawings: made once, the same bytes each time, in the page's colors, every row marked."""

from __future__ import annotations

import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from types import FrameType
from typing import Any
from xml.etree import ElementTree

import pytest
from coloraide import Color
from llm_trends.core.charts.model import Chart
from llm_trends.drawing.svg import SvgError, page_svg
from llm_trends.drawing.theme import CATEGORIES, COLORS, NAMES, config

from ..drawings import drawn_in
from .conftest import ROWS, SPEC, Draw, Reader, with_encoding

TRANSLATE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
BAR = re.compile(r"M(-?[\d.]+),(-?[\d.]+)h(-?[\d.]+)v(-?[\d.]+)h-?[\d.]+Z")
EYES = (None, "protan", "deutan", "tritan")
CHARTS = sorted(path.stem for path in (Path(__file__).parents[2] / "docs/charts").glob("*.json"))


def test_the_same_bytes_twice(reader: Reader, tmp_path: Path) -> None:
    one, two = (drawn_in(tmp_path / name, reader()) for name in "ab")
    assert one == two


CLOCKS: dict[str, dict[str, str]] = {
    "UTC": {"LC_ALL": "C.UTF-8"},
    "America/Los_Angeles": {"LC_ALL": "C", "PYTHONUTF8": "0"},
    "Pacific/Kiritimati": {"LC_ALL": "POSIX", "LANG": "de_DE.UTF-8"},
}


def test_dates_are_drawn_as_the_csv_says_them_in_every_zone(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The specification says nothing of UTC: whoever writes one need not think of zones."""
    axis = {"format": "%d %b %Y", "values": ["2024-01-01", "2024-02-01", "2024-03-01"]}
    date = {"field": "date", "type": "temporal", "timeUnit": "yearmonthdate", "axis": axis}
    spec = with_encoding(x=date, y={"field": "value", "type": "quantitative"})
    rows = ROWS
    for month in ("01", "02", "03"):
        rows = rows.replace("2024-05", f"2024-{month}-01", 1)
    charts = reader({**spec, "mark": "point"}, rows)
    drawn = []
    for zone, settings in CLOCKS.items():
        for name, value in {"TZ": zone, **settings}.items():
            monkeypatch.setenv(name, value)
        drawings, problems = drawn_in(tmp_path / zone, charts)
        assert not problems
        drawn.append(drawings["small"])
    assert re.findall(r"\d\d \w{3} 2024", drawn[0].wide) == [
        "01 Jan 2024",
        "01 Feb 2024",
        "01 Mar 2024",
    ]
    assert drawn[0] == drawn[1] == drawn[2]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (with_encoding(description=None), "draws none of 3 rows"),
        ({"mark": {"type": "bar", "color": "#123456"}}, "uses the color #123456; expected one of"),
        (
            {"transform": [{"calculate": "1 +", "as": "sum"}]},
            "1 + is no expression: it ends too soon",
        ),
        ({"mark": {"type": "bar", "blend": "multiply"}}, 'has style="mix-blend-mode'),
        (
            with_encoding(row={"field": "label", "type": "nominal", "spacing": 1e7}),
            "pixels large; expected at most",
        ),
    ],
)
def test_what_cannot_be_drawn_is_a_problem_of_its_file(
    reader: Reader, draw: Draw, tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    charts = reader({**SPEC, **change})
    assert not charts.problems
    drawings, problems = draw(tmp_path, charts)
    assert not drawings
    assert str(problems[0]).startswith("docs/charts/small.json:1:1: spec: ")
    assert said in str(problems[0])


def test_a_drawing_loads_nothing_whatever_the_specification_let_through() -> None:
    loading = '<rect width="1" height="1" fill="url(http://e.org/a)"/>'
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{loading}</svg>'
    with pytest.raises(SvgError, match=r"^loads url\(http://e\.org/a\); expected"):
        page_svg(drawn, "chart-a", "A", {})


def test_a_drawing_of_many_rows_costs_no_more_a_row() -> None:
    """What is done for a mark must not grow with the drawing."""
    one, two = (_steps(count) for count in (50, 100))
    assert two < 2.1 * one


def _steps(marks: int) -> int:
    """How many instructions it takes to finish a drawing of so many marks."""
    groups = "".join(f'<g><path aria-label="r{n}" d="M0,0h1v1Z"/></g>' for n in range(marks))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{groups}</svg>'
    steps = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal steps
        frame.f_trace_opcodes = True
        steps += event == "opcode"
        return trace

    sys.settrace(trace)
    try:
        page_svg(svg, "p", "name", {f"r{n}": n for n in range(marks)})
    finally:
        sys.settrace(None)
    return steps


def test_every_color_is_one_of_the_theme_and_stands_in_no_style(
    real_charts: Mapping[str, Chart],
) -> None:
    for chart in real_charts.values():
        for svg in _layouts(chart):
            for element in ElementTree.fromstring(svg).iter():
                assert element.get("style") is None
                for paint in ("fill", "stroke"):
                    assert element.get(paint, "none") in {"none", "transparent", *COLORS}


def test_ids_are_of_their_chart() -> None:
    """Two drawings on one page may not share an id, and what names one follows it."""
    inside = (
        '<defs><clipPath id="clip1"><path d="M0,0h1v1Z"/></clipPath></defs>'
        '<g clip-path="url(#clip1)"><path aria-label="r" d="M0,0h1v1Z"/></g>'
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{inside}</svg>'
    drawn = page_svg(svg, "chart-small-wide", "name", {"r": 1})
    assert re.findall(r'\bid="([^"]+)"', drawn) == ["chart-small-wide-clip1"]
    assert 'clip-path="url(#chart-small-wide-clip1)"' in drawn


@pytest.mark.parametrize("name", CHARTS)
def test_every_number_drawn_is_a_number_of_its_csv(
    real_charts: Mapping[str, Chart], name: str
) -> None:
    chart = real_charts[name]
    for svg in _layouts(chart):
        groups: dict[int, list[tuple[ElementTree.Element, float]]] = defaultdict(list)
        seen = set()
        for parent, mark in _marks(svg):
            row = chart.rows[int(mark.attrib["data-row"]) - 1]
            assert mark.get("aria-label") == row.words
            assert row.words.startswith(chart.meta.mark.split("{")[0])
            assert any(key in row.words for key in ("Source: ", "Computed from"))
            seen.add(row.words)
            groups[id(parent)].append((mark, row.value))
        assert seen == {row.words for row in chart.rows}
        for group in groups.values():
            _check_positions(group)


def test_words_say_the_value_as_the_csv_writes_it(real_charts: Mapping[str, Chart]) -> None:
    """But for the commas of large numbers, which have a test of their own."""
    assert sorted(real_charts) == CHARTS
    for chart in real_charts.values():
        for row in chart.rows:
            said = re.sub(r"(?<=\d),(?=\d{3})", "", row.words)
            assert row.cells["value"].replace("-", "−", 1) in said


def test_large_numbers_are_told_as_they_are_written(real_charts: Mapping[str, Chart]) -> None:
    """A comma parts thousands in what is heard as in what is seen; a year has none."""
    bare = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d\b)\d{4,}(?![\d,])")
    assert bare.findall("41.6 to 1518 in 2024, of 117,290") == ["1518"]
    told = {
        name: bare.findall(f"{chart.meta.title} {chart.meta.finding} {chart.meta.alt}")
        for name, chart in real_charts.items()
    }
    assert {name: numbers for name, numbers in told.items() if numbers} == {}


@pytest.mark.parametrize("narrow", [False, True])
def test_a_point_at_the_edge_covers_no_label_of_the_axis(narrow: bool) -> None:
    """The labels stand farther from the axis than the largest point reaches."""
    drawn = config(narrow)
    assert drawn["axisYQuantitative"]["labelPadding"] > math.sqrt(drawn["point"]["size"] / math.pi)


def test_palette_is_the_one_of_the_page(tokens: Mapping[str, Mapping[str, str]]) -> None:
    for name, color in NAMES.items():
        assert tokens["default"][name] == color


def test_palette_stands_out_on_both_papers(tokens: Mapping[str, Mapping[str, str]]) -> None:
    for values in tokens.values():
        for number in range(1, len(CATEGORIES) + 1):
            assert Color(values[f"--c-{number}"]).contrast(values["--paper"]) >= 3
        for ink in ("--ink", "--ink-2", "--ink-3"):
            assert Color(values[ink]).contrast(values["--paper"]) >= 4.5


@pytest.mark.parametrize("eyes", EYES)
def test_palette_is_told_apart_by_all_eyes(
    tokens: Mapping[str, Mapping[str, str]], eyes: str | None
) -> None:
    """Eyes without one kind of cone, by Machado, Oliveira and Fernandes 2009."""
    for values in tokens.values():
        colors = [Color(values[f"--c-{number}"]) for number in range(1, len(CATEGORIES) + 1)]
        seen = [color.filter(eyes, method="machado") if eyes else color for color in colors]
        assert min(a.delta_e(b, method="76") for a, b in combinations(seen, 2)) >= 12


GREAT = {"color": {"field": "great", "type": "nominal", "title": None}}
KINDS = {"transform": [{"calculate": "datum.value > 20 ? 'great' : 'small'", "as": "great"}]}


def test_a_legend_starts_where_the_title_above_does(
    reader: Reader, draw: Draw, tmp_path: Path
) -> None:
    """Vega starts it at the plot, which lies further right by the words of the axis."""
    drawings, _ = draw(tmp_path, reader({**KINDS, **with_encoding(**GREAT)}))
    for svg in (drawings["small"].wide, drawings["small"].narrow):
        assert 0 <= _left_of(svg, "great") < 25


def test_a_legend_of_a_panel_starts_at_its_panel(
    reader: Reader, draw: Draw, tmp_path: Path
) -> None:
    panels = {key: SPEC[key] for key in SPEC if key not in ("mark", "encoding")}
    panel = {"mark": "bar", "width": 200}
    apart = {"x": {**SPEC["encoding"]["x"], "title": "apart"}}
    of_all, of_one = SPEC["encoding"], with_encoding(**GREAT, **apart)["encoding"]
    two = [{**panel, "encoding": of_all}, {**panel, "encoding": of_one}]
    own = {"resolve": {"legend": {"color": "independent"}}}
    drawings, _ = draw(tmp_path, reader({**panels, **KINDS, **own, "hconcat": two}))
    wide = drawings["small"].wide
    assert 0 <= _left_of(wide, "great") - _left_of(wide, "apart") < 25


def _left_of(svg: str, words: str) -> float:
    """How far from the drawing's edge a text starts, in pixels."""

    def lefts(parent: ElementTree.Element, left: float) -> Iterator[float]:
        for child in parent:
            place = TRANSLATE.search(child.get("transform", ""))
            here = left + float(place[1]) if place else left
            if child.text == words:
                yield here
            yield from lefts(child, here)

    (found,) = lefts(ElementTree.fromstring(svg), 0)
    return found


def _layouts(chart: Chart) -> tuple[str, str]:
    assert chart.drawing
    return chart.drawing.wide, chart.drawing.narrow


def _marks(svg: str) -> Iterator[tuple[ElementTree.Element, ElementTree.Element]]:
    for parent in ElementTree.fromstring(svg).iter():
        for child in parent:
            if "data-row" in child.attrib:
                yield parent, child


def _check_positions(group: list[tuple[ElementTree.Element, float]]) -> None:
    """Bars are as long as their values; points lie on a linear or logarithmic scale of them."""
    bars = [(BAR.match(mark.get("d", "")), value) for mark, value in group]
    if all(bar for bar, _ in bars):
        lengths = [(float(bar[3]), abs(value)) for bar, value in bars if bar]
        longest, most = max(lengths)
        for length, value in lengths:
            assert length == pytest.approx(longest * value / most, abs=0.6)
        return
    places = [TRANSLATE.search(mark.get("transform", "")) for mark, _ in group]
    values = [value for _, value in group]
    scales = [values]
    if min(values) > 0:
        scales.append([math.log(value) for value in values])
    assert any(
        _affine([float(place[axis]) for place in places if place], scale)
        for axis in (1, 2)
        for scale in scales
    )


def _affine(places: list[float], values: list[float]) -> bool:
    """Whether places follow from values by one factor and one shift, to less than a pixel."""
    low, high = (values.index(pick(values)) for pick in (min, max))
    if values[low] == values[high]:
        return True
    factor = (places[high] - places[low]) / (values[high] - values[low])
    return abs(factor) > 1e-9 and all(
        abs(places[low] + factor * (value - values[low]) - place) < 0.6
        for place, value in zip(places, values, strict=True)
    )


def test_the_page_knows_every_color_of_a_drawing() -> None:
    """A drawing has no style of its own: a color without its two rules ignores the scheme."""
    css = (Path(__file__).parents[2] / "docs/assets/charts.css").read_text(encoding="utf-8")
    rules = re.findall(r'\[(fill|stroke)="(#\w+)"\] \{\s*\1: var\((--[\w-]+)\);\s*\}', css)
    assert sorted(rules) == sorted(
        (paint, color, name) for color, name in COLORS.items() for paint in ("fill", "stroke")
    )


def test_a_drawing_that_blends_is_refused(reader: Reader, draw: Draw, tmp_path: Path) -> None:
    _, problems = draw(tmp_path, reader({**SPEC, "mark": {"type": "bar", "blend": "multiply"}}))
    assert [problem for problem in problems if "style=" in problem.message]
