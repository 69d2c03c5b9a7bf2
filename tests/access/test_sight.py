"""Larger letters, closer looks and colors of the reader's own."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from .test_axe import KINDS, OPEN, context

OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TWICE = (
    "document.documentElement.style.fontSize ="
    " `${2 * parseFloat(getComputedStyle(document.documentElement).fontSize)}px`"
)


@pytest.mark.parametrize(
    ("width", "letters"), [(320, "true"), (1280, TWICE)], ids=["400 % zoom", "200 % text"]
)
def test_no_page_scrolls_sideways(browser: Browser, address: str, width: int, letters: str) -> None:
    opened = context(browser, width, "light")
    page = opened.new_page()
    over = {}
    for kind in KINDS:
        page.goto(address + kind)
        page.evaluate(letters)
        if kind != "/sources/":
            page.evaluate(OPEN)
        if (pixels := page.evaluate(OVER)) > 0:
            over[kind] = pixels
    opened.close()
    assert not over


def test_what_is_pressed_can_be_told_in_forced_colors(browser: Browser, address: str) -> None:
    opened = browser.new_context(forced_colors="active")
    page = opened.new_page()
    page.goto(f"{address}/trends/efficiency/")
    backgrounds = page.locator("[data-lens-button]").evaluate_all(
        "all => all.map((button) => getComputedStyle(button).backgroundColor)"
    )
    assert len({*backgrounds}) == 2
    opened.close()
