"""Words that no command can use are refused in a sentence, and no file is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from llm_trends.contents import DATA
from llm_trends.core.text.source_text import read
from llm_trends.editing import command

from ..projects import Project

SOURCE = ("new", "source", "10.1234/new", "--kind", "paper", "--year", "2024")
CHART = ("new", "chart", "bars", "alpha", "--title", "What?", "--finding", "It is 1.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("approve", "\x1b[2J"), "The command holds U+001B, a control character; expected text"),
        (("rename", "trend", "alpha", "\u202ebeta"), "The command holds U+202E"),
        ((*CHART, "--row", "\udcff,1,%,2024,known2024thing"), "The command holds U+DCFF"),
        (("approve", "x" * 20_001), "A word of the command has 20,001 signs; expected at most"),
        (("rename", "claim", "alpha#alpha-claim", "x" * 101), "expected lower-case words"),
        (("new", "trend", "x" * 300, "--title", "T"), "joined by hyphens, at most 100 signs"),
        ((*CHART, "--row", "a\nb,1,%,2024,known2024thing"), "row 1 is no row of CSV: new-line"),
        (
            (*CHART, "--row", '"a" b,1,%,2024,known2024thing'),
            "row 1 is no row of CSV: ',' expected",
        ),
        ((*SOURCE, "--title", "T", "--author", " "), "  --author 'Last, First and Last, First'"),
        ((*SOURCE, "--title", "\n", "--author", "A, B"), "  --title '…'"),
        ((*SOURCE, "--title", "T", "--author", "a {b, c"), "is not closed; expected }"),
    ],
)
def test_nothing_is_written(
    project: Project, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    before = {path: path.stat().st_mtime_ns for path in project.root.rglob("*")}
    assert command.main(project.root, words) == command.REFUSED
    assert said in capsys.readouterr().err
    assert {path: path.stat().st_mtime_ns for path in project.root.rglob("*")} == before


@pytest.mark.parametrize("title", ['One "𝄞" and 😀: # or \\ {{ x }}', "é", "2024", "- a", "null"])
def test_a_title_is_read_as_it_was_given(project: Project, title: str) -> None:
    assert command.main(project.root, ["new", "trend", "gamma", "--title", title]) == 0
    page = read("docs/trends/gamma.md", (project.root / "docs/trends/gamma.md").read_bytes())
    assert page.data["title"] == title


WRITE = (
    ("approve", "first"),
    ("history", "alpha#alpha-claim", "--why", "It is new."),
    ("record", "alpha#alpha-claim", "known2024thing"),
    ("rename", "trend", "alpha", "omega"),
    ("rename", "claim", "alpha#alpha-claim", "renamed"),
    (*SOURCE, "--title", "T", "--author", "Bee, Ann"),
    ("new", "trend", "gamma", "--title", "Gamma rays"),
    (*CHART, "--row", "a,1,%,2024,known2024thing"),
    ("new", "explorable", "toy", "alpha#alpha-claim", "--title", "Toy"),
)
"""Every command that writes content."""
BROKEN = [*((name, "utf-16") for name in DATA), ("sources.bib", "no key"), ("sources.bib", "none")]


@pytest.mark.parametrize(("name", "how"), BROKEN)
def test_no_command_writes_beside_a_file_that_cannot_be_read(
    project: Project, capsys: pytest.CaptureFixture[str], name: str, how: str
) -> None:
    """Nothing can be checked against it. To list what waits is no writing."""
    path = project.root / "docs" / name
    text = path.read_text(encoding="utf-8") if path.exists() else "a,b\n"
    if how == "none":
        path.unlink()
    elif how == "no key":
        path.write_text(text.replace("later2025thing,", "", 1), encoding="utf-8")
    else:
        path.write_bytes(text.encode("utf-16"))
    before = {path: path.stat().st_mtime_ns for path in project.root.rglob("*")}
    for words in WRITE:
        assert command.main(project.root, words) == command.REFUSED, words
        assert f"docs/{name}" in capsys.readouterr().err, words
    assert {path: path.stat().st_mtime_ns for path in project.root.rglob("*")} == before
    assert command.main(project.root, ["due"]) == 0


@pytest.mark.parametrize("words", WRITE)
def test_a_draft_that_cannot_be_read_keeps_nobody_from_writing(
    project: Project, words: tuple[str, ...]
) -> None:
    project.write("docs/trends/draft.md", "---\ntitle: Half")
    assert command.main(project.root, words) == 0


def test_what_another_command_wrote_meanwhile_is_kept(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two at once, the one that ends later took back what the other had written."""
    read = command.texts

    def texts(root: Path) -> dict[str, bytes]:
        found = read(root)
        project.replace("docs/sources.bib", "A known thing", "A thing of others")
        return found

    monkeypatch.setattr(command, "texts", texts)
    words = (*SOURCE, "--title", "T", "--author", "Bee, Ann")
    assert command.main(project.root, words) == command.FAILED
    said = "docs/sources.bib was written meanwhile; expected one command at a time. Nothing was"
    assert capsys.readouterr().err.startswith(said)
    text = project.read("docs/sources.bib")
    assert "A thing of others" in text and "10.1234/new" not in text
