"""What lies where a file should and is none: a folder, a link in a ring, bytes but no text."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from llm_trends.building import STOPPED, NotBuiltError, build, spoken
from llm_trends.editing import command
from llm_trends.hosting.moved import RECORD, recorded
from llm_trends.unreadable import unreadable_below

from ..__main__ import lost
from ..projects import ROOT, Project

COMMANDS = (
    ("due",),
    ("approve", "--all"),
    ("history",),
    ("rename", "trend", "alpha", "gamma"),
    ("new", "trend", "delta", "--title", "Delta"),
)
FILES = ("sources.bib", "conclusion.yml", "trends/alpha.md", "method.md", "data/moved.csv")


def folder(path: Path) -> str:
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)
    return "folder: is a folder; expected the file of this name"


def ring(path: Path) -> str:
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(path.name)
    return f"file: is a link to {path.name}, which is not there; expected the file itself"


@pytest.mark.parametrize("spoil", [folder, ring])
@pytest.mark.parametrize("path", FILES)
def test_no_command_takes_it_for_a_file_that_is_missing(
    path: str, spoil: Callable[[Path], str], project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    said = spoil(project.root / "docs" / path)
    before = sorted(project.root.rglob("*"))
    for arguments in COMMANDS:
        assert command.main(project.root, arguments) == command.REFUSED
        lines = capsys.readouterr().err.splitlines()
        assert lines[1:] == [f"  docs/{path}:1:1: {said}", "Mend this first, then again."]
    assert sorted(project.root.rglob("*")) == before


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\xff\xfem\0/\0", "encoding: is saved as UTF-16 or UTF-32"),
        (b"m\0e\0t\0h\0o\0d\0/\0\n\0", "encoding: is saved as UTF-16 or UTF-32"),
        (b"method/\n\x80\n", "encoding: byte 0x80 is not UTF-8"),
    ],
)
def test_a_record_of_addresses_that_is_no_text(raw: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / RECORD).write_bytes(raw)
    known, (problem,) = recorded(tmp_path)
    assert known == []
    assert problem.path == f"docs/{RECORD}" and said in str(problem)


def test_a_record_of_addresses_that_is_no_file(tmp_path: Path) -> None:
    """Nothing was ever published, it seemed, and so no address could be lost."""
    (tmp_path / RECORD).mkdir(parents=True)
    known, (problem,) = recorded(tmp_path)
    assert known == [] and str(problem).startswith(f"docs/{RECORD}:1:1: ")


def test_a_record_of_addresses_may_be_missing_or_begin_with_a_mark(tmp_path: Path) -> None:
    assert recorded(tmp_path) == ([], [])
    (tmp_path / "data").mkdir()
    (tmp_path / RECORD).write_bytes(b"\xef\xbb\xbfmethod/\n")
    assert recorded(tmp_path) == (["method/"], [])


@pytest.mark.parametrize(("spoil", "kind"), [(folder, "a folder"), (ring, "no file")])
def test_settings_that_are_no_file(spoil: Callable[[Path], str], kind: str, tmp_path: Path) -> None:
    """MkDocs would end in a traceback, which none of our code can keep from being printed."""
    spoil(tmp_path / "mkdocs.yml")
    wrong = f"^mkdocs.yml:1:1: file: is {kind}; expected the settings of the site$"
    with pytest.raises(NotBuiltError, match=wrong):
        build(tmp_path, tmp_path / "site")


@pytest.mark.parametrize(
    "path",
    [
        *("overrides/main.html", "docs/assets/site.css", "docs/charts/a.csv", "docs/a.png"),
        *("docs/explorables/a/definition.json", "docs/data/addresses.txt", "docs/sources.bib"),
        *("docs/data/history.csv", "docs/synonyms.yml", "docs/trends/gamma.md", "docs/notes.md"),
        *("docs/editions/2026-10.tar.xz", "docs/explorables/a/fallback.html", "docs/a.js"),
    ],
)
def test_a_file_of_any_kind_that_is_a_folder(path: str, tmp_path: Path) -> None:
    said = folder(tmp_path / path)
    (problem,) = unreadable_below(tmp_path, path.partition("/")[0])
    assert str(problem) == f"{path}:1:1: {said}"


@pytest.mark.parametrize("path", ["overrides/main.html", "docs/a.png", "docs/a.svg", "docs/a.md"])
def test_a_pipe_is_not_waited_for(path: str, tmp_path: Path) -> None:
    """One among the pictures kept a build for ever; the theme's own stood for a template."""
    (tmp_path / path).parent.mkdir()
    os.mkfifo(tmp_path / path)
    (problem,) = unreadable_below(tmp_path, path.partition("/")[0])
    assert str(problem) == f"{path}:1:1: file: is no file; expected one that can be read"


def test_settings_of_the_tests_are_files(tmp_path: Path) -> None:
    """Without them a linter has other rules, and a warning is no failure."""
    (tmp_path / "pyproject.toml").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/tsconfig.json").write_text("{}")
    assert lost(tmp_path) == ["pyproject.toml", "mkdocs.yml", "tests/biome.jsonc"]
    assert lost(ROOT) == []


def test_what_nobody_foresaw_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def work() -> int:
        (tmp_path / "a").read_text()
        return 0

    assert spoken(tmp_path, lambda: 3) == 3
    assert spoken(tmp_path, work) == 1
    assert capsys.readouterr().err == "a: No such file or directory\n"


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_command_that_is_stopped_leaves_nothing_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], sent: signal.Signals
) -> None:
    def work() -> int:
        with TemporaryDirectory(dir=tmp_path) as folder:
            Path(folder, "half").touch()
            os.kill(os.getpid(), sent)
            time.sleep(10)
        return 0

    before = signal.getsignal(signal.SIGTERM)
    assert spoken(tmp_path, work) == STOPPED
    assert capsys.readouterr().err == "Stopped.\n"
    assert not list(tmp_path.iterdir())
    assert signal.getsignal(signal.SIGTERM) == before
