"""New pages, charts and explorables: what they write passes the checks, or says what is left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from llm_trends.editing import command
from llm_trends.editing.change import Change, Project, RefusedError
from llm_trends.editing.new_chart import new_chart
from llm_trends.editing.new_trend import new_explorable, new_trend

from ..content import TODAY, content

PROJECT = Project({f"docs/{path}": raw for path, raw in content().items()}, TODAY)
ROWS = (
    "First,12.5,%,2024-03,known2024thing,As stated.",
    '"Second, late",30,%,2025-01,later2025thing',
)


def test_a_new_trend_has_nothing_made_up_and_names_all_that_is_empty() -> None:
    change = new_trend(PROJECT, "gamma-rays", 'Gamma: "rays"')
    after = PROJECT.after(change)
    problems = after.found.problems
    assert {problem.path for problem in problems} == {"docs/trends/gamma-rays.md"}
    assert all("is empty" in problem.message for problem in problems)
    assert any(f"{len(problems)} fields are empty" in line for line in change.said)
    text = after.text("docs/trends/gamma-rays.md")
    assert 'title: "Gamma: \\"rays\\""\nnumber: 3\n' in text and f"reviewed: {TODAY}" in text


@pytest.mark.parametrize(
    ("slug", "title", "said"),
    [
        ("alpha", "Other", "docs/trends/alpha.md exists"),
        ("other", "trend ALPHA", r"'trend ALPHA' is title in docs/trends/alpha\.md:2"),
        ("other", "Alpha words", r"'Alpha words' is terms\[0\]\.term in docs/trends/alpha\.md:"),
        ("Two Words", "Other", "expected lower-case words"),
        ("../up", "Other", "expected lower-case words"),
        ("other", " ", "the title is empty"),
        ("other", "A\u202eb", "the title holds U\\+202E"),
        ("other", "\u200b", "the title holds U\\+200B"),
    ],
)
def test_a_trend_that_cannot_be_new(slug: str, title: str, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        new_trend(PROJECT, slug, title)


def chart(
    name: str = "small",
    trend: str = "alpha",
    finding: str = "12.5 and 30%.",
    rows: tuple[str, ...] = ROWS,
) -> Change:
    return new_chart(PROJECT, name, trend, "How many?", finding, rows)


def test_a_new_chart_passes_the_checks() -> None:
    after = PROJECT.after(chart())
    assert not after.found.problems
    found = after.found.report.charts.by_id["small"]
    assert [row.value for row in found.rows] == [12.5, 30]
    assert str(found.meta.as_of) == "2025-01" and "Second, late: 30." in found.meta.alt


def test_a_table_that_is_there_is_taken() -> None:
    table = "label,value,unit,date,source,note,who\nA,1,%,2024,known2024thing,,me\n"
    project = Project({**PROJECT.files, "docs/charts/own.csv": table.encode()}, TODAY)
    change = new_chart(project, "own", "alpha", "How many?", "1%.", ())
    assert change.files["docs/charts/own.csv"] == table.encode()
    with pytest.raises(RefusedError, match=r"own\.csv exists"):
        new_chart(project, "own", "alpha", "How many?", "1%.", ROWS)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "Small Chart"}, "expected lower-case words"),
        ({"trend": "alfa"}, "did you mean 'alpha'"),
        ({"rows": ()}, "there are no values"),
        ({"rows": ("First,1",)}, "row 1 has 2 cells"),
        ({"rows": (*ROWS, "Third,5,hours,2025,later2025thing,")}, "expected one"),
        ({"rows": (ROWS[0], ROWS[0])}, "two rows have one label"),
        ({"rows": ("First,many,%,2024,known2024thing,",)}, "expected a number"),
        ({"rows": ("First,12.5,%,2024,nobody2024,",)}, "not in sources.bib"),
        ({"finding": "It is 99%."}, "99"),
    ],
)
def test_a_chart_that_cannot_be(changes: dict[str, str], said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        chart(**changes)  # type: ignore[arg-type]


def test_a_new_explorable_is_whole_and_named_in_its_page() -> None:
    change = new_explorable(PROJECT, "toy-one", "alpha#alpha-claim", 'A <b> & "toy"')
    after = PROJECT.after(change)
    assert not after.found.problems
    assert (
        json.loads(after.text("docs/explorables/toy-one/definition.json"))["title"]
        == 'A <b> & "toy"'
    )
    assert "<h3>A &lt;b&gt; &amp; &quot;toy&quot;</h3>" in after.text(
        "docs/explorables/toy-one/fallback.html"
    )
    assert "name: 'toy-one'," in after.text("docs/explorables/toy-one/view.js")
    explorable = after.found.report.by_slug["alpha"].data.explorable
    assert explorable and (explorable.folder, explorable.claim) == ("toy-one", "alpha-claim")
    compile(after.text("tests/explorables/test_toy_one.py"), "test", "exec")
    for raw in change.files.values():
        assert raw and b"FOLDER" not in raw and b"TITLE" not in raw


@pytest.mark.parametrize(
    ("folder", "claim", "said"),
    [
        ("toy", "alpha#none", "there is no claim"),
        ("lib", "alpha#alpha-claim", "is the name of something else"),
        ("Toy", "alpha#alpha-claim", "is no name"),
        ("full", "alpha#alpha-claim", "holds notes.txt; expected no such folder"),
    ],
)
def test_an_explorable_that_cannot_be(folder: str, claim: str, said: str) -> None:
    files = {**PROJECT.files, "docs/explorables/full/notes.txt": b"mine"}
    with pytest.raises(RefusedError, match=said):
        new_explorable(Project(files, TODAY), folder, claim, "Toy")


def test_a_page_has_one_explorable() -> None:
    once = PROJECT.after(new_explorable(PROJECT, "toy", "alpha#alpha-claim", "Toy"))
    with pytest.raises(RefusedError, match="has the explorable 'toy'"):
        new_explorable(once, "second", "alpha#alpha-claim", "Toy")


def written(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ["new", "source", "10.5/x"],
        ["new", "trend", "alpha", "--title", "Alpha"],
        ["new", "chart", "c", "alpha", "--title", "T?", "--finding", "F."],
        ["new", "explorable", "toy", "alpha#none", "--title", "T"],
        ["rename", "trend", "alpha", "beta"],
        ["approve", "nobody"],
    ],
)
def test_a_refused_command_says_one_thing_and_writes_nothing(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for path, raw in PROJECT.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(raw)
    before = written(tmp_path)
    assert command.main(tmp_path, arguments) == command.REFUSED
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.splitlines()) == 1 and "Traceback" not in said.err
    assert written(tmp_path) == before


def test_each_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], ["new"], ["new", "source"], ["new", "chart"], ["rename"], ["approve"]):
        with pytest.raises(SystemExit) as ended:
            command.parser().parse_args([*words, "--help"])
        assert ended.value.code == 0
    assert "usage" in capsys.readouterr().out


def test_a_folder_with_any_file_is_full() -> None:
    """Also with one that no command reads."""
    there = frozenset({"docs/explorables/toy-one/notes.odt"})
    project = Project(PROJECT.files, TODAY, there)
    with pytest.raises(RefusedError, match=r"docs/explorables/toy-one holds notes\.odt; expected"):
        new_explorable(project, "toy-one", "alpha#alpha-claim", "A toy")
