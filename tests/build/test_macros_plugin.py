"""The macros plugin is there with an environment of its own, and evaluates nothing of an author."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path

import pytest

from ..charts.conftest import ROWS, SPEC
from ..once import Once
from ..projects import Built, approve, drawn

CALL = "{{ spy('called') }}{% set x = spy('set') %}"
MODULE = """from pathlib import Path

def define_env(env):
    Path("loaded").touch()

    @env.macro
    def spy(name):
        Path(name).touch()
        return "evaluated"
"""

TEXTS = (
    ("docs/trends/alpha.md", "Trend alpha"),
    ("docs/trends/alpha.md", "What alpha comes to."),
    ("docs/trends/alpha.md", "A claim about alpha."),
    ("docs/trends/beta.md", "Reason of beta."),
    ("docs/method.md", "About Method."),
    ("docs/conclusion.yml", "It is so."),
)


@pytest.fixture(scope="module")
def spied(once: Once) -> Built:
    """Template signs wherever a text may hold them, and a macro that leaves a trace."""

    def build(root: Path) -> Built:
        project = drawn(root)
        project.write("spy.py", MODULE)
        project.replace("mkdocs.yml", "  - macros:\n", "  - macros:\n      module_name: spy\n")
        for path, text in TEXTS:
            project.replace(path, text, f'"{text} {CALL}"')
        code = f"\n`{CALL}`\n\n```\n{CALL}\n```\n\n{{% raw %}}{CALL}{{% endraw %}}\n"
        project.write("docs/trends/alpha.md", project.read("docs/trends/alpha.md") + code)
        project.write("docs/charts/small.json", json.dumps(SPEC))
        project.write("docs/charts/small.csv", ROWS.replace("Table 2", CALL))
        approve(project, "--all")
        return project.build("--strict")

    return once("spied", build)


def test_the_plugin_evaluates_nothing(spied: Built) -> None:
    assert spied.code == 0, spied.log
    assert (spied.root / "loaded").exists()
    assert not (spied.root / "called").exists()
    assert not (spied.root / "set").exists()
    page = unescape((spied.site / "trends/alpha/index.html").read_text())
    assert page.count(CALL) > 8
    assert "evaluated" not in page
