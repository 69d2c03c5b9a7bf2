"""Computes the stored run of an explorable and writes it to its folder.

python -m tests.explorables.store FOLDER …
"""

from __future__ import annotations

import sys

from playwright.sync_api import sync_playwright

from .. import chromium
from ..web import served
from . import harness


def main(folders: list[str]) -> None:
    with served(harness.DOCS) as address, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for folder in folders:
            page = browser.new_page()
            harness.open_element(page, address, folder)
            harness.experiment(page, folder)
            text = harness.stored(page, folder)
            target = harness.EXPLORABLES / folder / "fallback.html"
            target.write_text(text, encoding="utf-8")
            print(f"{target}: {len(text.encode())} bytes")
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:] or harness.folders())
