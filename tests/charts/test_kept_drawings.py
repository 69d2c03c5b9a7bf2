"""Kept drawings: used if they are what was drawn, drawn again on any doubt, never in the way."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from llm_trends.core.charts.model import Drawn
from llm_trends.drawing import drawer
from llm_trends.drawing.cache import Cache

from .conftest import ROWS, SPEC, Draw, Reader, with_meta

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><g /></svg>'


def _fill(name: str, text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(path.read_text().replace(name, text))


def replaced(path: Path) -> Path:
    path.unlink()
    return path


DOUBTS: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_text(""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-100]),
    "cut to its first line": lambda path: path.write_text(path.read_text().split("\n")[0]),
    "a script": _fill("</svg>", "<script>alert(1)</script></svg>"),
    "one digit": _fill('data-row="1"', 'data-row="2"'),
    "not UTF-8": lambda path: path.write_bytes(path.read_bytes().replace(b"First", b"\xff\xfe")),
    "another file": lambda path: path.write_text(SVG),
    "another layout": lambda path: path.write_bytes(
        path.with_name(path.name.replace(".wide.", ".narrow.")).read_bytes()
    ),
    "a folder": lambda path: replaced(path).mkdir(),
    "a link to nothing": lambda path: replaced(path).symlink_to("nowhere"),
}


@dataclass(frozen=True)
class Spoilt:
    """One chart for each doubt: its drawing as it was, and what became of the spoilt one."""

    first: Drawn
    again: Drawn
    files: Mapping[str, bytes]
    after: Mapping[str, bytes | None]


@pytest.fixture(scope="module")
def spoilt(reader: Reader, draw: Draw, tmp_path_factory: pytest.TempPathFactory) -> Spoilt:
    """All in one process, which is what takes the time."""
    cache = tmp_path_factory.mktemp("cache")
    names = {doubt: doubt.replace(" ", "-").lower() for doubt in DOUBTS}
    charts = reader.files(
        {f"charts/{name}.csv": ROWS for name in names.values()}
        | {
            f"charts/{name}.json": json.dumps({**SPEC, "data": {"url": f"{name}.csv"}})
            for name in names.values()
        }
    )
    assert len(charts.by_id) == len(DOUBTS)
    first = draw(cache, charts)
    paths = {doubt: cache / f"{name}.wide.svg" for doubt, name in names.items()}
    files = {doubt: path.read_bytes() for doubt, path in paths.items()}
    for doubt, path in paths.items():
        DOUBTS[doubt](path)
        assert path.is_dir() or not path.exists() or path.read_bytes() != files[doubt]
    again = draw(cache, charts)
    after = {doubt: None if path.is_dir() else path.read_bytes() for doubt, path in paths.items()}
    return Spoilt(first, again, files, after)


def test_spoilt_drawings_are_drawn_again(spoilt: Spoilt) -> None:
    assert spoilt.again == spoilt.first
    assert len(spoilt.first[0]) == len(DOUBTS)


@pytest.mark.parametrize("doubt", DOUBTS)
def test_a_spoilt_file_is_as_it_was(spoilt: Spoilt, doubt: str) -> None:
    """A folder in its place is left alone."""
    assert spoilt.after[doubt] == (None if doubt == "a folder" else spoilt.files[doubt])


def test_a_checksum_alone_makes_no_drawing(tmp_path: Path) -> None:
    """Whoever can write the file can also write its first line."""
    cache = Cache(tmp_path)
    for inside, whole in {
        "<g />": True,
        "<script>alert(1)</script>": False,
        '<g onclick="alert(1)" />': False,
        '<a href="https://e.org"><g /></a>': False,
        '<path fill="url(https://e.org/a)" />': False,
        "<g>": False,
    }.items():
        svg = SVG.replace("<g />", inside)
        cache.keep("x.wide", "key", svg)
        assert (cache.kept("x.wide", "key") == svg) is whole, inside


def test_other_code_draws_again(
    reader: Reader, draw: Draw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(tmp_path, reader())
    before = (tmp_path / "small.wide.svg").read_text()
    monkeypatch.setattr(drawer, "CODE", "of another day")
    draw(tmp_path, reader())
    after = (tmp_path / "small.wide.svg").read_text()
    assert before.split("\n")[0] != after.split("\n")[0]
    assert before.split("\n")[1:] == after.split("\n")[1:]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions as on Unix")
def test_a_cache_that_cannot_be_written_is_done_without(
    reader: Reader, draw: Draw, tmp_path: Path
) -> None:
    """A file in its place, a file above it, and a folder in the place of a drawing."""
    drawn = draw(tmp_path / "good", reader())
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "folder" / "small.wide.svg").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "link")
    for cache in ("file", "file/charts", "folder", "link"):
        assert draw(tmp_path / cache, reader()) == drawn
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    cache.keep("x.wide", "key", SVG)

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    cache.keep("x.wide", "other", SVG)
    assert cache.kept("x.wide", "key") == SVG


def test_what_is_no_longer_used_is_taken_away(reader: Reader, draw: Draw, tmp_path: Path) -> None:
    """Edits leave nothing behind; a chart that is broken for a while keeps its drawing."""
    keep = {"small.narrow.svg", "small.wide.svg"}
    for value in range(10, 14):
        rows = ROWS.replace("7,%", f"{value},%")
        alt = f"Three bars: 12.5, 30 and {value}."
        draw(tmp_path, reader(with_meta(alt=alt), rows))
    (tmp_path / f"{'0' * 32}.svg").write_text("as kept by an earlier version")
    (tmp_path / "small.wide.svg.tmpx.part").write_text("of a build that was killed")
    (tmp_path / "notes.txt").write_text("not ours")
    broken = reader(rows=ROWS.replace("30", "many"))
    assert broken.broken == {"small"}
    draw(tmp_path, broken)
    assert {path.name for path in tmp_path.iterdir()} == {*keep, "notes.txt"}
    other = reader({**with_meta(), "data": {"url": "other.csv"}}, name="other")
    draw(tmp_path, other)
    assert {path.name for path in tmp_path.iterdir()} == {
        "other.narrow.svg",
        "other.wide.svg",
        "notes.txt",
    }


def test_a_kept_drawing_says_what_it_was_made_from(
    reader: Reader, draw: Draw, tmp_path: Path
) -> None:
    draw(tmp_path, reader())
    head = (tmp_path / "small.wide.svg").read_text().split("\n")[0]
    assert re.fullmatch(r"<!-- [0-9a-f]{64} [0-9a-f]{64} -->", head)
