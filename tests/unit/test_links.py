"""Links below `docs/`: what is not in the repository is not published."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from llm_trends.contents import contents
from llm_trends.links import not_behind, stray_links


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "data").mkdir(parents=True)
    (folder / "index.md").write_text("here")
    (tmp_path / "secret.txt").write_text("there")
    return folder


@pytest.mark.parametrize(
    ("link", "to", "said"),
    [
        ("data/host.txt", "/etc/hostname", "to /etc/hostname, which is not below docs/"),
        ("data/s.txt", "../../secret.txt", "to ../../secret.txt, which is not below docs/"),
        ("folder", "..", "to .., which is not below docs/"),
        ("data/gone.md", "gone", "to gone, which is not there"),
        ("data/self.md", "self.md", "to self.md, which is not there"),
        ("data/loop", "..", "to .., a folder around it"),
        ("data/next", "../data", "to ../data, a folder around it"),
    ],
)
def test_stray(docs: Path, link: str, to: str, said: str) -> None:
    (docs / link).symlink_to(to)
    (found,) = stray_links(docs)
    assert str(found) == f"docs/{link}:1:1: file: is a link {said}; expected the file itself"


def test_a_chain_is_followed_to_its_end(docs: Path) -> None:
    (docs / "a.txt").symlink_to("b.txt")
    (docs / "b.txt").symlink_to("../secret.txt")
    assert [problem.path for problem in stray_links(docs)] == ["docs/a.txt", "docs/b.txt"]


def test_links_that_are_fine(docs: Path) -> None:
    (docs / "also.md").symlink_to("index.md")
    (docs / "again").symlink_to("data")
    (docs / ".#index.md").symlink_to("somebody@somewhere.1234")  # an editor's lock
    (docs / ".cache").mkdir()
    (docs / ".cache/out").symlink_to("/etc")
    assert stray_links(docs) == []
    moved = docs.with_name("elsewhere")
    docs.rename(moved)
    docs.symlink_to("elsewhere")
    assert stray_links(docs) == []
    (docs / "out.txt").symlink_to("../secret.txt")
    assert [problem.path for problem in stray_links(docs)] == ["docs/out.txt"]


def test_what_lies_behind_a_link_is_not_read(docs: Path) -> None:
    """The link is named, and what it leads to would be named once more for each turn."""
    (docs / "loop").symlink_to(".")
    (docs / "host.md").symlink_to("/etc/hostname")
    (docs / "again").symlink_to("data")
    paths = ["again/a.md", "host.md", "index.md", "loop/index.md", "loop/loop/index.md", "loops.md"]
    assert not_behind(stray_links(docs), "docs", paths) == ["again/a.md", "index.md", "loops.md"]


def test_what_is_no_file_is_not_waited_for(docs: Path) -> None:
    os.mkfifo(docs / "pipe.md")
    (docs / "sources.bib").mkdir()
    files, problems = contents(docs, ["index.md", "pipe.md", "sources.bib"])
    assert list(files) == ["index.md"]
    assert [str(problem) for problem in problems] == [
        "docs/pipe.md:1:1: file: is no file; expected text",
        "docs/sources.bib:1:1: file: is no file; expected text",
    ]
