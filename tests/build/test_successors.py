"""What comes after MkDocs: its fork builds the site unchanged, and most of it needs neither."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from ..projects import ENVIRONMENT, ROOT, Project

ABSENT = """
import importlib, pkgutil, sys
for name in ("mkdocs", "material", "properdocs", "watchdog"):
    sys.modules[name] = None
import datetime as dt
from pathlib import Path
import llm_trends
from llm_trends.addresses import Addresses
from llm_trends.compose import Frame, Site, compose
from llm_trends.contents import on_disk
from llm_trends.templates import templates
for module in pkgutil.walk_packages(llm_trends.__path__, "llm_trends."):
    if not module.name.startswith("llm_trends.adapter"):
        importlib.import_module(module.name)
root = Path(sys.argv[1])
made = templates(root / "overrides/pages")
frame = Frame(made, Addresses(), lambda _: lambda: ({}, ()), dt.date.max)
site = compose(on_disk(root / "docs"), frame, Site())
assert not site.problems, site.problems
print(len(site.pages), len(site.navigation))
"""


def test_properdocs_builds_the_same_pages(project: Project) -> None:
    """But for the name of the generator, which no page shows."""
    assert project.build("--strict").code == 0
    built = {path: path.read_bytes() for path in _pages(project.root / "site")}
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "-f", "mkdocs.yml"]
    done = subprocess.run(
        command, cwd=project.root, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    mkdocs = f"mkdocs-{version('mkdocs')}".encode()
    properdocs = f"mkdocs-ProperDocs {version('properdocs')}".encode()
    again = {path: path.read_bytes() for path in _pages(project.root / "site")}
    assert again.keys() == built.keys()
    for path, page in built.items():
        assert again[path] == page.replace(mkdocs, properdocs), path


def test_properdocs_stops_for_a_warning(project: Project) -> None:
    """A strict build knows of its warnings there as well, and leaves no site."""
    project.replace("docs/method.md", "# Method", "# Method\n\n[nowhere](nowhere.md)")
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "-f", "mkdocs.yml"]
    done = subprocess.run(
        command, cwd=project.root, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "nowhere.md" in done.stdout + done.stderr
    assert not (project.root / "site").exists()


def test_all_but_the_adapter_works_without_a_site_generator(project: Project) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ABSENT, str(project.root)],
        cwd=ROOT / "hooks",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    pages, entries = map(int, done.stdout.split())
    assert pages >= 10
    assert entries >= 4


def _pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))
