"""Computes the stored run of an explorable and writes it to its folder.

python tests/explorables/store.py FOLDER …
"""

from __future__ import annotations

import sys

import harness


def main(folders: list[str]) -> None:
    with harness.served() as address, harness.browser() as browser:
        for folder in folders:
            page = browser.new_page()
            text = harness.recompute(page, address, folder)
            target = harness.EXPLORABLES / folder / "fallback.html"
            target.write_text(text, encoding="utf-8")
            print(f"{target}: {len(text.encode())} bytes")
            page.close()


if __name__ == "__main__":
    main(sys.argv[1:] or harness.folders())
