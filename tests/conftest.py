"""What several rings share: small drawn projects, the real site built once, and a browser."""

from __future__ import annotations

import datetime as dt
import shutil
import signal
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from llm_trends.contents import on_disk
from llm_trends.core.charts.model import Chart, with_drawings
from llm_trends.core.charts.reading import read_charts
from llm_trends.core.sources.bibliography import read_bibliography
from playwright.sync_api import Browser, Page, expect, sync_playwright
from xdist.remote import Producer
from xdist.workermanage import WorkerController

from . import chromium
from .drawings import drawn_in
from .once import Once
from .projects import ROOT, SMALL, WHOLE, Built, Project, copied, drawn
from .spread import Spread, write_groups
from .web import served

DRAWINGS = ".cache/charts"
expect.set_options(timeout=30_000)  # milliseconds; a state is waited for, however busy the machine


GROUPS = pytest.StashKey[Path]()
"""The file in which the processes of this run write which tests belong together."""


def pytest_configure(config: pytest.Config) -> None:
    # A shell starts what runs in the background with Ctrl-C ignored, and all that it starts too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(config, "workerinput"):
        return
    folder = tempfile.TemporaryDirectory()
    config.stash[GROUPS] = Path(folder.name) / "groups.json"
    config.add_cleanup(folder.cleanup)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: WorkerController) -> None:
    node.workerinput["groups"] = str(node.config.stash[GROUPS])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Spread:
    return Spread(config, log, config.stash[GROUPS])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long tests come first, so that no process is left with one at the end.

    The very first needs the real site: it is built while the other processes need it not.
    """
    if of_a_process := getattr(config, "workerinput", None):
        write_groups(Path(of_a_process["groups"]), items)
    items.sort(key=lambda item: (not is_long(item), needs_the_real_site(item)))
    first = next(filter(needs_the_real_site, items), None)
    items.sort(key=lambda item: item is not first)


def is_long(item: pytest.Item) -> bool:
    """A test that takes many seconds, or one of a group that belongs to one process."""
    return any(map(item.get_closest_marker, ("long", "xdist_group")))


def needs_the_real_site(item: pytest.Item) -> bool:
    return "real" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    """Makes what the processes of this test run share."""
    own = tmp_path_factory.getbasetemp()
    return Once(own if worker_id == "master" else own.parent)


@pytest.fixture(scope="session")
def once_drawn(once: Once) -> Project:
    """The small project before any build. Nobody may change it."""
    return once("drawn", drawn)


@pytest.fixture(scope="session")
def once_built(once: Once, once_drawn: Project) -> Built:
    """The small project after a strict build. Nobody may change it."""

    def build(root: Path) -> Built:
        return copied(root, WHOLE, once_drawn.root).build_from_cold("--strict")

    return once("built", build)


@pytest.fixture
def project(once_built: Built, tmp_path: Path) -> Project:
    """Two trends, one source, one statement, approved; builds strictly."""
    return copied(tmp_path, SMALL, once_built.root)


def draw_the_real_charts(folder: Path) -> Mapping[str, Chart]:
    files = on_disk(ROOT / "docs")
    cited = read_bibliography("sources.bib", files["sources.bib"].decode())
    slugs = [path.stem for path in (ROOT / "docs/trends").glob("*.md")]
    charts = read_charts(files, slugs, cited, dt.date.today())
    assert not charts.problems
    drawings, problems = drawn_in(folder / DRAWINGS, charts)
    assert not problems
    return dict(with_drawings(charts, drawings, ()).by_id)


@pytest.fixture(scope="session")
def real_charts(once: Once) -> Mapping[str, Chart]:
    """All charts of the repository, drawn."""
    return once("charts", draw_the_real_charts)


@pytest.fixture(scope="session")
def real(once: Once, real_charts: Mapping[str, Chart]) -> Built:
    """The real site, built strictly from a copy of the repository's own files.

    Its charts are those drawn by `real_charts`, since drawing takes as long as all the rest.
    """
    assert real_charts

    def build(root: Path) -> Built:
        project = copied(root, WHOLE)
        shutil.copytree(once.root / "charts" / DRAWINGS, root / DRAWINGS)
        return project.build_from_cold("--strict")

    return once("real", build)


@pytest.fixture(scope="session")
def address(real: Built) -> Iterator[str]:
    """Where the real site is served for the browser."""
    with served(real.site) as where:
        yield where


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium. `python -m tests` has made sure that there is one."""
    with sync_playwright() as playwright:
        opened = chromium.launch(playwright)
        yield opened
        opened.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page as a phone shows it."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A wide page that fails its test on an error of a script."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert not errors
