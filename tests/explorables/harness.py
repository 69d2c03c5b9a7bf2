"""Puts one explorable on a bare page of a browser, and waits for what it does."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from llm_trends.core.stored_run import digest_of
from playwright.sync_api import Browser, ElementHandle, Page

from ..projects import ROOT

DOCS = ROOT / "docs"
EXPLORABLES = DOCS / "explorables"
Compute = Callable[..., Any]
"""Runs the body of a JavaScript function over modules; see the fixture of that name."""
PATIENCE = int(os.environ.get("EXPLORABLES_PATIENCE", "120000"))  # milliseconds


@dataclass(frozen=True)
class Watched:
    """A page, the addresses that it asked for, and what it complained of."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def watched(browser: Browser) -> Iterator[Watched]:
    """A page of its own for the length of a block."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = Watched(context.new_page())
    opened.page.on("request", lambda request: opened.asked.append(request.url))
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.on(
        "console",
        lambda message: opened.complaints.append(message.text) if message.type == "error" else None,
    )
    yield opened
    context.close()


def folders() -> list[str]:
    """Every explorable, by its folder."""
    return sorted(view.parent.name for view in EXPLORABLES.glob("*/view.js"))


def name(folder: str) -> str:
    """The name that the view of a folder gives its element."""
    view = (EXPLORABLES / folder / "view.js").read_text(encoding="utf-8")
    found = re.search(r"^\s+name: '([a-z0-9-]+)',$", view, re.MULTILINE)
    assert found, f"{folder}/view.js names no element"
    return found[1]


def fallback(folder: str) -> str:
    """The stored run of a folder, empty if there is none yet."""
    stored = EXPLORABLES / folder / "fallback.html"
    return stored.read_text(encoding="utf-8") if stored.exists() else ""


def markup(folder: str) -> str:
    """The element as a page holds it."""
    tag = f"llm-explorable-{name(folder)}"
    return f'<{tag} data-explorable="{folder}">{fallback(folder)}</{tag}>'


def document(*parts: str, style: str = "") -> str:
    """A page with the loader and nothing else."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harness</title>'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f"<style>{style}</style></head><body>{''.join(parts)}"
        '<script defer src="/explorables/lib/loader.js"></script></body></html>'
    )


def show(page: Page, address: str, html: str, query: str = "") -> None:
    """Opens a page made of the given text as if it lay on the server."""
    page.route(
        f"{address}/harness*",
        lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"),
    )
    page.goto(f"{address}/harness{query}")


def open_element(page: Page, address: str, folder: str, query: str = "") -> None:
    """Shows the explorable of a folder alone, and waits for its first run."""
    show(page, address, document(markup(folder)), query)
    wait(page, folder)


class StoppedError(Exception):
    """What an explorable says that cannot do what is waited for."""


def wait(page: Page, folder: str, state: str = "done") -> None:
    """Waits until the explorable of a folder stands in a state. Raises `StoppedError` if it fails
    instead."""
    _until(page, folder, f'[data-state="{state}"]')


def _until(page: Page, folder: str, mark: str) -> ElementHandle | None:
    own = f'[data-explorable="{folder}"]'
    ends = f'{own}{mark}, {own}[data-state="failed"], {own} > p:text("program did not load")'
    reached = page.wait_for_selector(ends, timeout=PATIENCE)
    if reached and not reached.evaluate("(e, mark) => e.matches(mark)", mark):
        said = re.search(r"The (?:computation|program) .*", page.inner_text(own))
        raise StoppedError(said[0] if said else "it failed without a word")
    return reached


def experiment(page: Page, folder: str) -> str:
    """Runs the experiment and returns its verdict."""
    page.get_by_role("button", name="Run the experiment").click()
    element = _until(page, folder, "[data-verdict]")
    wait(page, folder)
    return (element and element.get_attribute("data-verdict")) or ""


def stored(page: Page, folder: str, docs: Path | None = None) -> str:
    """The stored run of an explorable whose experiment has been run with its standard settings."""
    home = (docs or DOCS) / "explorables" / folder
    files = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    made_of = digest_of({path.relative_to(home).as_posix(): raw for path, raw in files.items()})
    text: str = page.eval_on_selector(
        f'[data-explorable="{folder}"]',
        "async (e, of) => (await import('/explorables/lib/stored.js')).stored(e, of)",
        made_of,
    )
    return text
