"""One server and one page for all models; a fresh page of the shared browser for each element."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ..projects import ROOT
from ..web import served
from . import harness
from .harness import Compute, Watched


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with served(ROOT / "docs") as where:
        yield where


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A page that keeps what it asks for and what it complains of."""
    with harness.watched(browser) as opened:
        yield opened


@pytest.fixture
def page(watched: Watched) -> Page:
    return watched.page


@pytest.fixture(scope="session")
def blank(browser: Browser, address: str) -> Iterator[Page]:
    """A page for functions that need none but a browser."""
    opened = browser.new_page()
    harness.show(opened, address, "<!doctype html><title>Models</title>")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def compute(blank: Page) -> Compute:
    """Runs a function of modules below docs/explorables/.

    The body sees each module under the name of its file, and `given`. Whatever the modules keep
    of earlier calls would show; they keep nothing.
    """

    def run(body: str, *modules: str, given: Any = None) -> Any:
        names = [module.split("/")[-1].replace("-", "_") for module in modules]
        loads = "".join(
            f"const {name} = await import('/explorables/{module}.js');"
            for name, module in zip(names, modules, strict=True)
        )
        text = blank.evaluate(f"async (given) => {{ {loads} {PLAIN} {body} }}", given)
        return json.loads(text)

    return run


# `plain` makes typed arrays and big integers into JSON.
PLAIN = """
const plain = (value) => JSON.stringify(value, (_, x) =>
  typeof x === 'bigint' ? String(x) : ArrayBuffer.isView(x) ? Array.from(x) : x);
"""
