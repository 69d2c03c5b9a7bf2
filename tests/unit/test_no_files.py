"""What lies where a file should and is none: a folder, a link in a ring, bytes but no text."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from llm_trends.building import STOPPED, NotBuiltError, build, spoken
from llm_trends.editing import command
from llm_trends.hosting.moved import RECORD, recorded
from llm_trends.hosting.published import unwhole
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


def pipe(path: Path) -> str:
    os.mkfifo(path)
    return "file: is no file; expected one that can be read"


@pytest.mark.parametrize(
    ("spoil", "kind"), [(folder, "a folder"), (ring, "no file"), (pipe, "no file")]
)
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


@pytest.mark.parametrize("tag", ["python/object/apply:os.abort []", "python/name:os.no", "int 1"])
def test_settings_that_would_run_as_a_program(tag: str, tmp_path: Path) -> None:
    """MkDocs carries out what a tag says before any of our code runs."""
    (tmp_path / "mkdocs.yml").write_text(f"site_name: A\nsite_url: !ENV A\ncopyright: !!{tag}\n")
    name, _, _ = tag.partition(" ")
    wrong = f"^mkdocs.yml:3:12: copyright: begins with !!{name}, which YAML takes for a type"
    with pytest.raises(NotBuiltError, match=wrong):
        build(tmp_path, tmp_path / "site")


def test_who_reads_no_further_ends_a_command_quietly(project: Project) -> None:
    """As `head` does."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "hooks/edit.py", "due"]
    with os.fdopen(write, "wb") as nobody:
        done = subprocess.run(
            command, cwd=project.root, stdout=nobody, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (STOPPED, b"")


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


SITE = {
    "index.html": b"<!doctype html><html lang=en>",
    "trends/alpha/index.html": b"<html>",
    "data/report.json": b'{"sources": [], "trends": [{"url": "/trends/alpha/"}]}',
}


def written(root: Path, **others: bytes) -> Path:
    for path, raw in {**SITE, **others}.items():
        (root / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / path).write_bytes(raw)
    return root / "site"


def test_a_whole_site(tmp_path: Path) -> None:
    assert unwhole(written(tmp_path)) == []


@pytest.mark.parametrize(
    ("path", "raw", "said"),
    [
        ("data/report.json", b"", "is no report"),
        ("data/report.json", b"\xe4", "is no report"),
        ("data/report.json", b"[]", "is no report"),
        ("data/report.json", b'{"sources": 3}', "is no report"),
        ("index.html", b"<html>\xe4", "is no page"),
        ("trends/alpha/index.html", b"", "is no page"),
        ("trends/alpha/index.html", None, "is missing, though data/report.json names it"),
        ("data/report.json", None, "is missing"),
        ("index.html", None, "is missing"),
    ],
)
def test_a_site_that_is_half_written_is_not_recorded(
    path: str, raw: bytes | None, said: str, tmp_path: Path
) -> None:
    """What it lacks would have been taken for what was never published."""
    site = written(tmp_path, **({path: raw} if raw is not None else {}))
    if raw is None:
        (site / path).unlink()
    (problem,) = unwhole(site)
    named = path.removesuffix("index.html") if "names it" in said else path
    made = "expected a site that a build or a release has made"
    assert str(problem) == f"site/{named}:1:1: file: {said}; {made}"


def test_a_pipe_in_a_site_is_not_waited_for(tmp_path: Path) -> None:
    site = written(tmp_path)
    (site / "data/report.json").unlink()
    said = pipe(site / "data/report.json")
    assert [str(one) for one in unwhole(site)] == [f"site/data/report.json:1:1: {said}"]
