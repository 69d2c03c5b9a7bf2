"""Every mistake in a chart's files is named at its place."""

from __future__ import annotations

import csv
import json
import random
from typing import Any

import pytest
from llm_trends.core.charts import reading
from llm_trends.core.charts.reading import read_charts
from llm_trends.core.charts.table import read_table
from llm_trends.core.charts.unsupported_numbers import unsupported
from llm_trends.core.sources.bibliography import Bibliography

from .conftest import ROWS, SPEC, TODAY, Reader, with_encoding, with_meta


def test_a_good_chart(reader: Reader) -> None:
    charts = reader()
    assert not charts.problems
    chart = charts.by_id["small"]
    assert chart.sources == ("known2024thing",)
    assert chart.rows[0].words == "First: 12.5 %. Source: Known and Other 2024."
    assert [list(row.cells.values()) for row in chart.rows] == list(
        csv.reader(ROWS.splitlines()[1:])
    )


HEADER = ROWS.splitlines()[0] + "\n"
BAD: dict[str, tuple[Any, str, str, str]] = {
    "not JSON": ('{\n  "a": }', ROWS, "small.json:2:8: file", "is not JSON"),
    "empty specification": ("", ROWS, "small.json:1:1: file", "is empty"),
    "list": ("[1]", ROWS, "small.json:1:1: file", "is not an object"),
    "no usermeta": ("{}", ROWS, "small.json:1:1: usermeta", "is missing"),
    "no alt": (with_meta(alt=None), ROWS, "usermeta.alt", "is missing"),
    "unknown field": (with_meta(autor="A"), ROWS, "usermeta.autor", "is not a field here"),
    "no question": (with_meta(title="Much."), ROWS, "usermeta.title", "expected a question"),
    "only a mark": (with_meta(title=" ?"), ROWS, "usermeta.title", "says nothing"),
    "trend": (with_meta(trend="alpa"), ROWS, "usermeta.trend", "did you mean 'alpha'?"),
    "future": (with_meta(as_of="2027-01"), ROWS, "usermeta.as_of", "is in the future"),
    "mark": (with_meta(mark="{lable}"), ROWS, "usermeta.mark", "did you mean 'label'?"),
    "mark in a mark": (with_meta(mark="{value:{unit}}"), ROWS, "usermeta.mark", "formats {value}"),
    "padded": (with_meta(mark="{value:>2000000000}"), ROWS, "usermeta.mark", "formats {value}"),
    "index": (with_meta(mark="{value[a]}"), ROWS, "usermeta.mark", "which is no column"),
    "attribute": (with_meta(mark="{value.real}"), ROWS, "usermeta.mark", "which is no column"),
    "conversion": (with_meta(mark="{value!r}"), ROWS, "usermeta.mark", "formats {value}"),
    "position": (with_meta(mark="{0}"), ROWS, "usermeta.mark", "which is no column"),
    "no name": (with_meta(mark="of {}"), ROWS, "usermeta.mark", "which is no column"),
    "open brace": (with_meta(mark="{label"), ROWS, "usermeta.mark", "without its partner"),
    "closed brace": (with_meta(mark="label}"), ROWS, "usermeta.mark", "without its partner"),
    "alike": (
        with_meta(mark="{unit}"),
        ROWS.replace("7,%", "7,% points"),
        "small.csv:3:1: row",
        "reads like line 2",
    ),
    "all alike": (with_meta(mark="{unit}"), ROWS, "usermeta.mark", "for every row"),
    "alt number": (with_meta(alt="12.5, 31"), ROWS, "usermeta.alt", "says 31"),
    "column misspelt": (
        SPEC,
        ROWS.replace("source", "sorce", 1),
        "small.csv:1:1: source",
        "value, unit, date, source, note; did you mean it by 'sorce'?",
    ),
    "finding number": (with_meta(finding="It is 12.6."), ROWS, "usermeta.finding", "says 12.6"),
    "column meant": (
        with_meta(columns={"lable": "What it is."}),
        ROWS,
        "usermeta.columns.lable",
        "did you mean 'label'?",
    ),
    "other data": (
        {**SPEC, "data": {"url": "x.csv"}},
        ROWS,
        "data.url",
        "expected 'small.csv'",
    ),
    "data with values": (
        {**SPEC, "data": {"url": "small.csv", "values": [1]}},
        ROWS,
        "data.values",
        "is not a field here",
    ),
    "twice": ('{"data": {"url": "a"}, "data": {"url": "b"}}', ROWS, "data", "stands twice"),
    "empty CSV": (SPEC, "", "small.csv:1:1: file", "is empty"),
    "no rows": (SPEC, HEADER, "small.csv:1:1: file", "has no rows"),
    "column": (SPEC, ROWS.replace(",note", ",notes", 1), "small.csv:1:1: note", "missing"),
    "column twice": (SPEC, ROWS.replace("label,", "unit,", 1), "small.csv:1:12: unit", "twice"),
    "column words": (SPEC, ROWS.replace("label,", "words,", 1), "small.csv:1:1: words", "is kept"),
    "column computed": (
        SPEC,
        ROWS.replace("label,", "computed,", 1),
        "small.csv:1:1: computed",
        "is kept for whether a row was computed",
    ),
    "column in HTML": (SPEC, ROWS.replace("label,", "<b>,", 1), "1:1: column", "'<b>' is no name"),
    "column in capitals": (SPEC, ROWS.replace("label,", "Label,", 1), "1:1: column", "is no name"),
    "no name of a column": (SPEC, ROWS.replace("label,", ",", 1), "1:1: column", "'' is no name"),
    "semicolons": (SPEC, ROWS.replace(",", ";"), "small.csv:1:1: file", "separated by ';'"),
    "value": (SPEC, ROWS.replace("30", "many"), "small.csv:3:1: value", "expected a number"),
    "infinite": (SPEC, ROWS.replace("30", "inf"), "small.csv:3:1: value", "expected a number"),
    "grouped": (SPEC, ROWS.replace("30", "3_0"), "small.csv:3:1: value", "expected a number"),
    "other digits": (SPEC, ROWS.replace("30", "٣٠"), "small.csv:3:1: value", "expected a number"),
    "wide digits": (SPEC, ROWS.replace("30", "３０"), "small.csv:3:1: value", "expected a number"),
    "spaces": (SPEC, ROWS.replace("30", " 30"), "small.csv:3:1: value", "ends with a blank"),
    "space behind": (SPEC, ROWS.replace("First", "First "), "2:1: label", "ends with a blank"),
    "leading zero": (SPEC, ROWS.replace("30", "030"), "small.csv:3:1: value", "expected a number"),
    "no label": (SPEC, ROWS.replace("First", ""), "2:1: label", "is empty, and `mark` names"),
    "filler": (SPEC, ROWS.replace("Table 2", "-"), "4:1: note", "says nothing"),
    "too large": (SPEC, ROWS.replace("30", "1e308"), "small.csv:3:1: value", "expected a number"),
    "5,000 digits": (SPEC, ROWS.replace("30", "3" * 4000), "3:1: value", "expected a number"),
    "unit": (SPEC, ROWS.replace("30,%", "30,"), "small.csv:3:1: unit", "is empty"),
    "date": (SPEC, ROWS.replace("30,%,2024-05", "30,%,May"), "small.csv:3:1: date", "not a date"),
    "date in other digits": (
        SPEC,
        ROWS.replace("30,%,2024-05", "30,%,٢٠٢٤"),
        "small.csv:3:1: date",
        "is not a date; expected YYYY",
    ),
    "month": (SPEC, ROWS.replace("30,%,2024-05", "30,%,2024-13"), "3:1: date", "not a date"),
    "day ahead": (SPEC, ROWS.replace("30,%,2024-05", "30,%,2099"), "3:1: date", "in the future"),
    "source": (
        SPEC,
        ROWS.replace("known2024thing,Table 2", "known2024thin,Table 2"),
        "small.csv:4:1: source",
        "did you mean 'known2024thing'?",
    ),
    "fields": (SPEC, ROWS + "Fourth,1\n", "small.csv:5:1: row", "has 2 fields; expected 6"),
    "line between": (SPEC, ROWS.replace("Second", "\nSecond"), "3:1: row", "is an empty line"),
    "open quote": (SPEC, ROWS.replace("Second", '"Second'), "small.csv:3:1: file", "not closed"),
    "open quote before another": (
        SPEC,
        ROWS.replace("Table 1", '"Table 1', 1).replace("Third", '"Third"'),
        "small.csv:2:37: file",
        "not closed",
    ),
    "stray quotes": (SPEC, ROWS.replace("First", '"Fi"rst'), "small.csv:2:5: file", "goes on"),
    "semicolons and a quote": (
        SPEC,
        ROWS.replace(",", ";").replace("First", '"First"'),
        "small.csv:1:1: file",
        "has its columns separated by ';'; expected commas",
    ),
    "tabs": (SPEC, ROWS.replace(",", "\t"), "1:1: file", "separated by tabs; expected commas"),
    "quote in a cell": (SPEC, ROWS.replace("First", 'Fi"rst'), "2:3: file", "inside a cell"),
    "form feed": (SPEC, ROWS.replace("Second", "Sec\x0cond"), "3:4: encoding", "U+000C"),
    "NUL": (SPEC, ROWS.replace("Second", "Sec\0ond"), "small.csv:3:4: encoding", "U+0000"),
    "turned around": (SPEC, ROWS.replace("Third", "T\u202ehird"), "4:2: encoding", "U+202E"),
    "long cell": (SPEC, ROWS.replace("Second", "é" * 5000), "3:1: label", "has 5,000 characters"),
    "long words": (
        with_meta(mark="{label}" * 20 + "{value} {unit}"),
        ROWS.replace("Second", "S" * 100),
        "small.csv:3:1: row",
        "too long; expected at most 1,000 signs",
    ),
    "long mark": (with_meta(mark="{label}" * 100), ROWS, "usermeta.mark", "has 700 characters"),
    "many rows": (SPEC, HEADER + "A,1,%,2024,k,x\n" * 2001, "2002:1: file", "has 2,001 rows"),
    "many columns": (SPEC, "," * 100, "small.csv:1:1: file", "has 101 columns"),
    "large file": (SPEC, ROWS + "x" * 2_000_000, "1:1: file", "expected at most 2,000,000"),
    "row after line breaks": (
        SPEC,
        ROWS.replace("Table 1", '"Table\n1"').replace("30", "many"),
        "small.csv:4:1: value",
        "is 'many'",
    ),
}


@pytest.mark.parametrize(("spec", "rows", "place", "said"), BAD.values(), ids=BAD.keys())
def test_bad_input(reader: Reader, spec: Any, rows: str, place: str, said: str) -> None:
    charts = reader(spec, rows)
    assert not charts.by_id
    assert charts.broken == {"small"}
    assert any(place in str(problem) and said in str(problem) for problem in charts.problems), [
        str(problem) for problem in charts.problems
    ]
    assert not any("\n" in str(problem) or len(str(problem)) > 2000 for problem in charts.problems)


def test_a_mark_is_read_as_it_is_written(reader: Reader) -> None:
    rows = ROWS.replace("First", '"{value} “é”"').replace("7,%", "-7e2,%")
    spec = with_meta(mark="{{{label}}} → {value}{unit}", alt="12.5, 30, 700")
    charts = reader(spec, rows)
    assert not charts.problems
    first, _, third = charts.by_id["small"].rows
    assert first.words == "{{value} “é”} → 12.5%. Source: Known and Other 2024."
    assert third.words == "{Third} → −7e2%. Source: Known and Other 2024."


def test_cells_are_read_after_the_standard(reader: Reader) -> None:
    """Line breaks, commas and quotes inside quotes; line ends and a mark of any editor."""
    rows = "\ufeff" + ROWS.replace("First", '"A, ""B""\nC"').replace("Table 2", '""')
    charts = reader(rows=rows.replace("\n", "\r\n") + "\r\n\r\n")
    assert not charts.problems
    chart = charts.by_id["small"]
    assert [row.line for row in chart.rows] == [2, 4, 5]
    assert chart.rows[0].cells["label"] == 'A, "B"\nC'
    assert chart.rows[2].cells["note"] == ""
    assert next(iter(chart.rows[0].cells.values())) == 'A, "B"\nC'


@pytest.mark.parametrize("alone", ["charts/a.json", "charts/a.csv"])
def test_one_file_of_two(reader: Reader, alone: str) -> None:
    (problem,) = map(str, reader.files({alone: "{}"}).problems)
    assert problem.startswith(f"docs/{alone}:1:1: file: there is no docs/charts/a.")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("My_Chart", "my-chart"),
        ("UPPER", ""),
        ("a.b", "a-b"),
        ("ünï", ""),
        ("a--b", "a-b"),
        ("-", ""),
    ],
)
def test_a_name_that_is_none(reader: Reader, name: str, meant: str) -> None:
    """Said of both files, and only that: what stands in them is another matter."""
    charts = reader({**SPEC, "data": {"url": f"{name}.csv"}}, name=name)
    assert charts.broken == {name}
    problems = [str(problem) for problem in charts.problems]
    assert [problem.split(": ")[0] for problem in problems] == [
        f"docs/charts/{name}.csv:1:1",
        f"docs/charts/{name}.json:1:1",
    ]
    assert all("expected lower-case words joined by hyphens" in problem for problem in problems)
    assert all(problem.endswith(f"did you mean '{meant}'?") for problem in problems if meant)


def test_other_files_are_no_charts(reader: Reader) -> None:
    files = (
        "a.txt",
        "._a.json",
        ".a.csv",
        "a.svg",
        "README.md",
        "json",
        ".json",
        "csv/a",
        "b/a.json",
    )
    charts = reader.files({f"charts/{name}": b"\xff" for name in files})
    assert not charts.problems
    assert not charts.broken


def test_not_utf8(reader: Reader) -> None:
    charts = reader.files({"charts/a.json": json.dumps(SPEC), "charts/a.csv": b"label\n\xff"})
    assert "docs/charts/a.csv:2:1: encoding" in str(charts.problems[0])


def test_an_emoji_by_escape_is_one(reader: Reader) -> None:
    """What the standard library writes for it is a pair of escapes."""
    text = json.dumps(with_meta(title="How much 😀?"))
    assert "\\ud83d\\ude00" in text
    assert reader(text).by_id["small"].meta.title == "How much 😀?"


def test_a_faulty_entry_is_said_once(reader: Reader) -> None:
    """The bibliography says what is wrong with it; here it only means that there is no chart."""
    rows = ROWS.replace("known2024thing,Table 2", "faulty2024entry,Table 2")
    files = {"charts/small.json": json.dumps(SPEC).encode(), "charts/small.csv": rows.encode()}
    cited = Bibliography(reader.sources, faulty=frozenset({"faulty2024entry"}))
    charts = read_charts(files, ["alpha"], cited, TODAY)
    assert not charts.problems
    assert charts.broken == {"small"}


def test_a_flood_is_cut(reader: Reader) -> None:
    """Two thousand rows of one mistake are one mistake."""
    charts = reader(rows=HEADER + "A,1,%,2024,unknown,x\n" * 2000)
    assert len(charts.problems) == 51
    last = max(charts.problems, key=lambda problem: problem.line)
    assert str(last).startswith("docs/charts/small.csv:52:1: row: is not checked from here on")


def test_everything_wrong_is_said_at_once(reader: Reader) -> None:
    spec = {**with_meta(title="Much.", trend="gamma"), "mark": "bars", "config": {}}
    rows = ROWS.replace("30", "many").replace("7,%", "7,")
    fields = [problem.field for problem in reader(spec, rows).problems]
    assert sorted(fields) == ["config", "mark", "unit", "usermeta.title", "usermeta.trend", "value"]


def test_what_nobody_foresaw_is_a_problem_of_its_chart(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: str, raw: bytes) -> Any:
        if "first" in path:
            raise RuntimeError("a fault\nof ours")
        return read_table(path, raw)

    monkeypatch.setattr(reading, "read_table", broken)
    texts: dict[str, str | bytes] = {}
    for name in ("first", "second"):
        spec = {**SPEC, "data": {"url": f"{name}.csv"}}
        texts |= {f"charts/{name}.json": json.dumps(spec), f"charts/{name}.csv": ROWS}
    charts = reader.files(texts)
    assert set(charts.by_id) == {"second"}
    (problem,) = map(str, charts.problems)
    assert problem.startswith("docs/charts/first.json:1:1: file: cannot be read: a fault of ours")


POOLED = """label,value,low,high,pooled,unit,date,source,note
A,-50,-75,0,yes,%,2024,known2024thing,x
B,-50,-75,0,yes,%,2024,known2024thing,x
C,10,,,no,%,2024,known2024thing,x
"""
POOL = {"column": "pooled", "label": "Mean", "label_column": "label", "note": "Pooled."}


def test_a_mean_that_changed_is_said_since_nobody_can_look_it_up(reader: Reader) -> None:
    (problem,) = reader(with_meta(finding="-51", alt="10", pool=POOL), POOLED).problems
    row = reader(with_meta(finding="-50", alt="10", pool=POOL), POOLED).by_id["small"].rows[-1]
    value = "{value} ({low} to {high})".format_map(row.cells)
    assert problem.message.startswith("says 51, which is not in the data; expected a value of")
    assert problem.message.endswith(f", or of the Mean, which is now {value}")


def test_a_pooled_row_is_computed_and_said_to_be(reader: Reader) -> None:
    chart = reader(with_meta(finding="-50", alt="10", pool=POOL), POOLED).by_id["small"]
    row = chart.rows[-1]
    assert row.computed
    assert row.value == -50
    assert row.words.endswith("(−69.4 to −18.4). Computed from 1 source.")
    assert list(chart.rows[-1].cells.values())[:4] == ["Mean", "-50.0", "-69.4", "-18.4"]
    assert "2 estimates" in row.cells["note"]


BAD_POOLS: dict[str, tuple[dict[str, str], str, str, str]] = {
    "column": ({"column": "pool"}, POOLED, "usermeta.pool.column", "did you mean 'pooled'"),
    "label column": (
        {"label_column": "lable"},
        POOLED,
        "usermeta.pool.label_column",
        "'lable' is no column; expected one of label, value",
    ),
    "label in the column of values": (
        {"label_column": "value"},
        POOLED,
        "usermeta.pool.label_column",
        "which is filled otherwise",
    ),
    "no interval": (
        {},
        POOLED.replace(",low,high,", ",from_,upto,"),
        "usermeta.pool.column",
        "needs the column low",
    ),
    "neither": ({}, POOLED.replace("0,yes", "0,Yes", 1), "small.csv:2:1: pooled", "is 'Yes'"),
    "one": ({}, POOLED.replace("0,yes", "0,no", 1), "usermeta.pool", "at least two studies"),
    "none": ({}, POOLED.replace("0,yes", "0,no"), "usermeta.pool", "at least two studies"),
    "empty": ({}, POOLED.replace("-75,0", ",", 1), "small.csv:2:1: low", "low or high is empty"),
    "half": ({}, POOLED.replace("-75,0", "-75,", 1), "small.csv:2:1: high", "is ''; expected"),
    "words": ({}, POOLED.replace("-75,0", "-75,x", 1), "small.csv:2:1: high", "is 'x'; expected"),
    "turned": ({}, POOLED.replace("-75,0", "0,-75", 1), "small.csv:2:1: low", "more than high"),
    "outside": ({}, POOLED.replace("-75,0", "0,1", 1), "small.csv:2:1: value", "outside of 0 to 1"),
    "huge": ({}, POOLED.replace("-50,-75,0", "10,5,1e999"), "2:1: high", "is '1e999'"),
    "no width": ({}, POOLED.replace("-75,0", "-50,-50", 1), "2:1: low", "without width"),
    "nothing left": ({}, POOLED.replace("-75,0", "-100,0", 1), "2:1: low", "leaves nothing"),
    "thin": (
        {},
        POOLED.replace("-50,-75,0", "10,10,10.00000000000001", 1),
        "usermeta.pool",
        "cannot be computed",
    ),
    "far": ({}, POOLED.replace("-50,-75,0", "1e29,1,1e30"), "usermeta.pool", "cannot be computed"),
}


@pytest.mark.parametrize(
    ("change", "rows", "place", "said"), BAD_POOLS.values(), ids=BAD_POOLS.keys()
)
def test_bad_pools(
    reader: Reader, change: dict[str, str], rows: str, place: str, said: str
) -> None:
    charts = reader(with_meta(finding="-50", alt="10", pool={**POOL, **change}), rows)
    assert not charts.by_id
    assert any(place in str(problem) and said in str(problem) for problem in charts.problems), [
        str(problem) for problem in charts.problems
    ]


def test_which_numbers_need_data() -> None:
    cells = ["12.46", "1,234", "-7", "GPT-4", "2.788"]
    assert not list(unsupported("In 2024 three of 5 rows: 12.5, 12, 1234, −7, 2.79", cells, 5))
    assert list(unsupported("12.4, 8 and 95%", cells, 5)) == ["12.4", "8", "95"]
    assert not list(unsupported("GPT-4o, H100 and o3", [], 0))


def test_numbers_of_a_long_text_are_looked_up_not_searched() -> None:
    """20,000 numbers against 20,000: by comparing each with each it would take minutes."""
    cells = [f"{number}.5" for number in range(3000, 23000)]
    text = " ".join(f"{number}.6" for number in range(3000, 23000))
    assert len(list(unsupported(text, cells, 5))) == 20_000


@pytest.mark.parametrize(
    ("units", "wrong"),
    [
        (("%", "tokens", "%"), ["3:1: unit: is 'tokens', but line 2 has '%' on the same axis"]),
        (
            ("million tokens", "million USD", "USD"),
            ["3:1: unit: is 'million USD', but line 2 has "],
        ),
        (("%", "USD", "EUR"), ["3:1: unit: is 'USD'", "4:1: unit: is 'EUR', but line 2 has '%'"]),
        (("%", "percentage points", "％"), ["3:1: unit: is 'perc", "4:1: unit: is '％'"]),
        (("% of tasks", "% of employment", "%"), []),
        (("token", "million tokens", "Tokens a second"), []),
    ],
)
def test_what_shares_an_axis_is_measured_in_one_unit(
    reader: Reader, units: tuple[str, ...], wrong: list[str]
) -> None:
    rows = ROWS
    for row, unit in zip(("First,12.5", "Second,30", "Third,7"), units, strict=True):
        rows = rows.replace(f"{row},%", f"{row},{unit}")
    said = [str(one).removeprefix("docs/charts/small.csv:") for one in reader(SPEC, rows).problems]
    assert [line[: len(known)] for line, known in zip(said, wrong, strict=True)] == wrong
    assert all("expected one unit, or the column `unit` in the encod" in line for line in said)
    shown = with_encoding(row={"field": "unit", "type": "nominal"})
    filtered = {**SPEC, "transform": [{"filter": "datum.unit === '%'"}]}
    assert not reader(shown, rows).problems
    assert not reader(filtered, rows).problems


def test_reading_never_raises(reader: Reader) -> None:
    """Whatever bytes stand in the two files, there is a chart or a located problem."""
    chance = random.Random(1)
    spec, rows = json.dumps(with_meta(pool=POOL), indent=1).encode(), POOLED.encode()
    for _ in range(400):
        charts = reader(_damaged(chance, spec), _damaged(chance, rows))
        assert charts.by_id or charts.problems
        for problem in charts.problems:
            assert problem.line >= 1 and problem.column >= 1
            assert "cannot be read" not in problem.message
            assert str(problem).encode()


PIECES = [b'"', b",", b"\n", b"\r", b"{", b"}", b"[", b":", b"\\", b"\0", b"\xff", b"\xef\xbb\xbf"]
PIECES += [b"1e999", b"-", b"null", b"\\ud800", "\u2028".encode(), b"9" * 5000, b"[" * 2000, b"<b>"]


def _damaged(chance: random.Random, content: bytes) -> bytes:
    """Content with some pieces put in, some bytes left out or said twice, or all of it noise."""
    if chance.random() < 0.05:
        return chance.randbytes(chance.randrange(200))
    for _ in range(chance.randrange(4)):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.randrange(30))
        middle = chance.choice([b"", chance.choice(PIECES), content[start:end] * 2])
        content = content[:start] + middle + content[end:]
    return content
