"""Every mistake in a chart's files is named at its place."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from llm_trends.core.charts.reading import read_charts
from llm_trends.core.charts.unsupported_numbers import unsupported

from .conftest import ROWS, SPEC, Reader, with_meta


def test_a_good_chart(reader: Reader) -> None:
    charts = reader()
    assert not charts.problems
    chart = charts.by_id["small"]
    assert chart.sources == ("known2024thing",)
    assert chart.rows[0].words == "First: 12.5 %. Source: Known and Other 2024."
    assert chart.csv == ROWS


BAD: dict[str, tuple[Any, str, str, str]] = {
    "not JSON": ('{\n  "a": }', ROWS, "small.json:2:8: file", "is not JSON"),
    "empty specification": ("", ROWS, "small.json:1:1: file", "is empty"),
    "list": ("[1]", ROWS, "small.json:1:1: header", "expected"),
    "no alt": (with_meta(alt=None), ROWS, "usermeta.alt", "is missing"),
    "unknown field": (with_meta(autor="A"), ROWS, "usermeta.autor", "is not a field here"),
    "no question": (with_meta(title="Much."), ROWS, "usermeta.title", "expected a question"),
    "trend": (with_meta(trend="alpa"), ROWS, "usermeta.trend", "did you mean 'alpha'?"),
    "future": (with_meta(as_of="2027-01"), ROWS, "usermeta.as_of", "is in the future"),
    "mark": (with_meta(mark="{lable}"), ROWS, "usermeta.mark", "did you mean 'label'?"),
    "alike": (with_meta(mark="{unit}"), ROWS, "small.csv:3:1: row", "reads like line 2"),
    "alt number": (with_meta(alt="12.5, 31"), ROWS, "usermeta.alt", "says 31"),
    "finding number": (with_meta(finding="It is 12.6."), ROWS, "usermeta.finding", "says 12.6"),
    "other data": (
        {**SPEC, "data": {"url": "x.csv"}},
        ROWS,
        "data.url",
        "expected 'small.csv'",
    ),
    "twice": ('{"data": {"url": "a"}, "data": {"url": "b"}}', ROWS, "data", "stands twice"),
    "empty CSV": (SPEC, "", "small.csv:1:1: file", "is empty"),
    "no rows": (SPEC, ROWS.splitlines()[0] + "\n", "small.csv:1:1: file", "has no rows"),
    "column": (SPEC, ROWS.replace(",note", ",notes", 1), "small.csv:1:1: note", "missing"),
    "value": (SPEC, ROWS.replace("30", "many"), "small.csv:3:1: value", "expected a number"),
    "infinite": (SPEC, ROWS.replace("30", "inf"), "small.csv:3:1: value", "expected a number"),
    "unit": (SPEC, ROWS.replace("30,%", "30,"), "small.csv:3:1: unit", "is empty"),
    "date": (SPEC, ROWS.replace("30,%,2024-05", "30,%,May"), "small.csv:3:1: date", "not a date"),
    "source": (
        SPEC,
        ROWS.replace("known2024thing,Table 2", "known2024thin,Table 2"),
        "small.csv:4:1: source",
        "did you mean 'known2024thing'?",
    ),
    "fields": (SPEC, ROWS + "Fourth,1\n", "small.csv:5:1: row", "has 2 fields; expected 6"),
}


@pytest.mark.parametrize("spec, rows, place, said", BAD.values(), ids=BAD.keys())
def test_bad_input(reader: Reader, spec: Any, rows: str, place: str, said: str) -> None:
    charts = reader(spec, rows)
    assert not charts.by_id
    assert charts.broken == {"small"}
    assert any(place in str(problem) and said in str(problem) for problem in charts.problems), [
        str(problem) for problem in charts.problems
    ]


@pytest.mark.parametrize("alone", ["charts/a.json", "charts/a.csv"])
def test_one_file_of_two(alone: str) -> None:
    charts = read_charts({alone: b"{}"}, [], {}, dt.date(2026, 1, 1))
    assert "there is no docs/charts/a." in str(charts.problems[0])


def test_not_utf8(reader: Reader) -> None:
    files = {"charts/a.json": json.dumps(SPEC).encode(), "charts/a.csv": b"label\n\xff"}
    charts = read_charts(files, ["alpha"], reader.sources, dt.date(2026, 1, 1))
    assert "docs/charts/a.csv:2:1: encoding" in str(charts.problems[0])


POOLED = """label,value,low,high,pooled,unit,date,source,note
A,-50,-75,0,yes,%,2024,known2024thing,x
B,-50,-75,0,yes,%,2024,known2024thing,x
C,10,,,no,%,2024,known2024thing,x
"""
POOL = {"column": "pooled", "label": "Mean", "label_column": "label", "note": "Pooled."}


def test_a_pooled_row_is_computed_and_said_to_be(reader: Reader) -> None:
    chart = reader(with_meta(finding="-50", alt="10", pool=POOL), POOLED).by_id["small"]
    row = chart.rows[-1]
    assert row.computed
    assert row.value == -50
    assert row.words.endswith("(−69.4 to −18.4). Computed from 1 source.")
    assert chart.csv.splitlines()[-1].startswith("Mean,-50.0,-69.4,-18.4")
    assert "2 estimates" in row.cells["note"]


def test_a_pool_without_intervals(reader: Reader) -> None:
    spec = with_meta(finding="-50", alt="10", pool={**POOL, "column": "pool"})
    charts = reader(spec, POOLED)
    assert "usermeta.pool: cannot be computed: 'pool' is not a column" in str(charts.problems[0])


def test_which_numbers_need_data() -> None:
    cells = ["12.46", "1,234", "-7", "GPT-4", "2.788"]
    assert not list(unsupported("In 2024 three of 5 rows: 12.5, 12, 1234, −7, 2.79", cells, 5))
    assert list(unsupported("12.4, 8 and 95%", cells, 5)) == ["12.4", "8", "95"]
    assert not list(unsupported("GPT-4o, H100 and o3", [], 0))
