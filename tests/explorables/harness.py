"""Serves docs/ locally, opens Chromium and puts one explorable on a bare page."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

DOCS = Path(__file__).resolve().parents[2] / "docs"
EXPLORABLES = DOCS / "explorables"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE = int(os.environ.get("EXPLORABLES_PATIENCE", "120000"))  # milliseconds


class Quiet(SimpleHTTPRequestHandler):
    """A file server that does not log, and never caches."""

    def log_message(self, *_: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


@contextmanager
def served(folder: Path = DOCS) -> Iterator[str]:
    """The address under which a folder is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium: the system's if there is one, else Playwright's own."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            yield opened
        finally:
            opened.close()


def folders() -> list[str]:
    """Every explorable, by its folder."""
    return sorted(view.parent.name for view in EXPLORABLES.glob("*/view.js"))


def name(folder: str) -> str:
    """The name that the view of a folder gives its element."""
    view = (EXPLORABLES / folder / "view.js").read_text(encoding="utf-8")
    found = re.search(r"^\s+name: '([a-z-]+)',$", view, re.MULTILINE)
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


def wait(page: Page, folder: str, state: str = "done") -> None:
    """Waits until the explorable of a folder stands in a state."""
    page.wait_for_selector(f'[data-explorable="{folder}"][data-state="{state}"]', timeout=PATIENCE)


def experiment(page: Page, folder: str) -> str:
    """Runs the experiment and returns its verdict."""
    page.get_by_role("button", name="Run the experiment").click()
    element = page.wait_for_selector(
        f'[data-explorable="{folder}"][data-verdict]', timeout=PATIENCE
    )
    wait(page, folder)
    return element.get_attribute("data-verdict")


def recompute(page: Page, address: str, folder: str) -> str:
    """The stored run as this program computes it now."""
    show(page, address, document(markup(folder)))
    wait(page, folder)
    experiment(page, folder)
    return page.eval_on_selector(
        f'[data-explorable="{folder}"]',
        "async (e) => (await import('/explorables/lib/stored.js')).stored(e)",
    )
