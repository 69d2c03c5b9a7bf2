"""What the command for a new explorable writes runs, and its stored run is what it computes."""

from __future__ import annotations

from pathlib import Path

from llm_trends.editing.change import Project
from llm_trends.editing.new_trend import new_explorable
from playwright.sync_api import Browser

from ..content import TODAY, content
from ..projects import copied
from ..web import served
from . import harness

FOLDER = "toy-one"


def test_a_new_explorable_runs(browser: Browser, tmp_path: Path) -> None:
    project = Project({f"docs/{path}": raw for path, raw in content().items()}, TODAY)
    change = new_explorable(project, FOLDER, "alpha#alpha-claim", "A toy")
    written = copied(tmp_path, ["docs/explorables/lib", "docs/assets/figures.css"])
    for path, raw in change.files.items():
        written.write(path, raw or b"")
    stored = written.read(f"docs/explorables/{FOLDER}/fallback.html")
    element = (
        f'<llm-explorable-{FOLDER} data-explorable="{FOLDER}">{stored}</llm-explorable-{FOLDER}>'
    )
    with served(tmp_path / "docs") as address, harness.watched(browser) as opened:
        harness.show(opened.page, address, harness.document(element))
        harness.wait(opened.page, FOLDER)
        assert harness.experiment(opened.page, FOLDER) == "held"
        assert harness.stored(opened.page, FOLDER, tmp_path / "docs") == stored
        assert opened.complaints == []
