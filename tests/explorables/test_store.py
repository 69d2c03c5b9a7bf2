"""The command that stores a run says what stops it, and then leaves the stored run as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from . import harness, store

FOLDER = "jobs"
BROKEN = {
    ("model.js", "import { Random }", "import { Randm }"): "The program did not load",
    ("model.js", "new Random(", "new Randum("): "The computation stopped with an error: ",
    ("view.js", "../lib/explorable.js", "../lib/explorabel.js"): "The program did not load",
}


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The scripts of one explorable alone."""
    for folder in ("lib", FOLDER):
        shutil.copytree(harness.EXPLORABLES / folder, tmp_path / "explorables" / folder)
    monkeypatch.setattr(harness, "DOCS", tmp_path)
    monkeypatch.setattr(harness, "EXPLORABLES", tmp_path / "explorables")
    return tmp_path


@pytest.mark.parametrize("where", BROKEN, ids=lambda where: where[1])
def test_what_stops_is_said(browser: Browser, docs: Path, where: tuple[str, str, str]) -> None:
    name, old, new = where
    path = docs / "explorables" / FOLDER / name
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new), encoding="utf-8")
    stored = (docs / "explorables" / FOLDER / "fallback.html").read_bytes()
    said = store.store(browser, [FOLDER])
    assert said and BROKEN[where] in said and said.endswith("; its stored run is as it was")
    assert (docs / "explorables" / FOLDER / "fallback.html").read_bytes() == stored


def test_a_folder_that_is_none_is_named(docs: Path) -> None:
    assert docs
    assert store.main(["job"]) == (
        "there is no explorable 'job'; expected one of jobs; did you mean 'jobs'?"
    )
