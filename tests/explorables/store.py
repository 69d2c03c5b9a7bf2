"""Computes the stored run of an explorable and writes it to its folder.

python -m tests.explorables.store FOLDER …

Without a folder it does so for all. A model that stops is named, and its stored run stays.
"""

from __future__ import annotations

import sys

from llm_trends.core.problems import unknown
from playwright.sync_api import Browser, sync_playwright

from .. import chromium
from ..web import served
from . import harness


def main(folders: list[str]) -> str | None:
    """Returns what went wrong, if anything did; nothing is written after that."""
    known = harness.folders()
    for folder in folders:
        if folder not in known:
            return unknown("explorable", folder, known)
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        try:
            return store(browser, folders)
        finally:
            browser.close()


def store(browser: Browser, folders: list[str]) -> str | None:
    """The same with a browser, for folders that are there."""
    with served(harness.DOCS) as address:
        for folder in folders:
            page = browser.new_page()
            try:
                harness.open_element(page, address, folder)
                harness.experiment(page, folder)
            except harness.StoppedError as stopped:
                return f"{harness.EXPLORABLES / folder}: {stopped}; its stored run is as it was"
            text = harness.stored(page, folder)
            target = harness.EXPLORABLES / folder / "fallback.html"
            target.write_text(text, encoding="utf-8")
            print(f"{target}: {len(text.encode())} bytes")
            page.close()
    return None


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:] or harness.folders()))
