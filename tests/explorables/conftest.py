"""One server for all tests of explorables; a fresh page of the shared browser for each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import harness
import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with harness.served() as served:
        yield served


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that keeps what it asks for and what it complains of."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.asked = []
    opened.complaints = []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.on(
        "console",
        lambda message: message.type == "error" and opened.complaints.append(message.text),
    )
    yield opened
    context.close()


@pytest.fixture
def compute(page: Page, address: str) -> Callable[..., Any]:
    """Runs a function of modules below docs/explorables/ on a blank page of the server.

    The body sees each module under the name of its file, and `given`.
    """
    harness.show(page, address, harness.document())

    def run(body: str, *modules: str, given: Any = None) -> Any:
        names = [module.split("/")[-1].replace("-", "_") for module in modules]
        loads = "".join(
            f"const {name} = await import('/explorables/{module}.js');"
            for name, module in zip(names, modules, strict=True)
        )
        text = page.evaluate(f"async (given) => {{ {loads} {PLAIN} {body} }}", given)
        return json.loads(text)

    return run


# `plain` makes typed arrays and big integers into JSON.
PLAIN = """
const plain = (value) => JSON.stringify(value, (_, x) =>
  typeof x === 'bigint' ? String(x) : ArrayBuffer.isView(x) ? Array.from(x) : x);
"""
