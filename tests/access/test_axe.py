"""Every kind of page, in both schemes, on a phone and on a wide screen, by the rules of axe."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from ..projects import ROOT

AXE = ROOT / "tests/node_modules/axe-core/axe.min.js"
KINDS = (
    *("/", "/trends/open-source/", "/conclusion/", "/claims/", "/scorecard/", "/timeline/"),
    *("/sources/", "/glossary/", "/data/", "/method/", "/report/", "/contributing/"),
    *("/accessibility/", "/search/", "/404.html"),
)
FRAMES = ("/", "/trends/open-source/", "/conclusion/", "/scorecard/", "/404.html")
"""What a width shows and another does not stands in the frame and on these."""
ALL: Sequence[str] = ()
OF_COLORS = ("color-contrast", "link-in-text-block")
"""A scheme changes no more than the colors, which are the same ones everywhere."""
# With what the standard asks for and axe leaves off: targets of at least 24 pixels.
RUN = """async ([only, without]) => (await axe.run(document, {
  resultTypes: ["violations"],
  ...(only.length ? { runOnly: only } : { rules: { "target-size": { enabled: true },
    ...Object.fromEntries(without.map((rule) => [rule, { enabled: false }])) } }),
})).violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))"""
ONE_OF_EACH = """() => {
  const seen = new Set();
  for (const row of document.querySelectorAll('.source-row')) {
    const shape = row.outerHTML.replace(/="[^"]*"/g, '').replace(/>[^<]*/g, '>');
    if (seen.has(shape)) row.remove();
    seen.add(shape);
  }
}"""
"""Entries that differ in their elements or in the names of attributes; 700 have 50 shapes."""
ONE_OF_EACH_COLOR = """() => {
  const seen = new Set();
  for (const part of document.querySelectorAll('article :is(tr, li, p)')) {
    if (!part.isConnected) continue; // what it stood in is gone
    const around = part.parentElement.closest('[class]').className;
    const shape = `${around} ${part.outerHTML
      .replace(/ (?!class=)[-\\w]+="[^"]*"/g, '').replace(/>[^<]*/g, '>')}`;
    if (seen.has(shape)) part.remove();
    seen.add(shape);
  }
}"""
"""Rows, entries and paragraphs that differ in their elements or classes: they have all colors.

Each is looked at by all other rules, and in the light scheme of a wide screen by these too, which
take twice the time of all others."""
SCHEME = "document.documentElement.dataset.mdColorScheme"
OPEN = "document.querySelectorAll('details').forEach((fold) => { fold.open = true })"


def violations(page: Page, rules: Sequence[str] = ALL, without: Sequence[str] = ()) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=AXE)
    return list(page.evaluate(RUN, [rules, without]))


def context(browser: Browser, width: int, scheme: str) -> BrowserContext:
    return browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
@pytest.mark.long
def test_axe_finds_nothing(browser: Browser, address: str, width: int, scheme: str) -> None:
    """Everything folded is open. Of the page of sources, one entry of each shape is checked."""
    opened = context(browser, width, scheme)
    page = opened.new_page()
    found = {}
    for kind in KINDS:
        page.goto(address + kind)
        if kind == "/sources/":
            page.evaluate(ONE_OF_EACH)
            assert page.locator(".source-row").count() > 30
        page.evaluate(OPEN)
        if scheme == "light":
            all_of_it = violations(page)
            page.evaluate(ONE_OF_EACH_COLOR)
        else:
            all_of_it = violations(page, without=OF_COLORS)
            page.evaluate(ONE_OF_EACH_COLOR)
            all_of_it += violations(page, OF_COLORS)
        if kind in FRAMES:
            change_scheme(page)
            all_of_it += violations(page, OF_COLORS)
            change_scheme(page)
        if all_of_it:
            found[kind] = all_of_it
    opened.close()
    assert not found


def change_scheme(page: Page) -> None:
    """From light to dark, or from dark to light, and until all colors are those."""
    ways: dict[str, Literal["dark", "light"]] = {"default": "dark", "slate": "light"}
    before = page.evaluate(SCHEME)
    page.emulate_media(color_scheme=ways[before])
    page.wait_for_function(
        f"before => {SCHEME} !== before && document.getAnimations().length === 0", arg=before
    )


def test_axe_finds_nothing_in_the_open_drawer_and_search(browser: Browser, address: str) -> None:
    opened = context(browser, 360, "light")
    page = opened.new_page()
    page.goto(f"{address}/method/")
    page.get_by_role("button", name="Pages and contents").click()
    assert page.get_by_role("navigation", name="Pages").is_visible()
    assert not violations(page)
    page.keyboard.press("Escape")
    assert not page.get_by_role("navigation", name="Pages").is_visible()
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_role("dialog").get_by_role("searchbox").or_(
        page.get_by_role("combobox")
    ).first.fill("sparse attention")
    page.get_by_role("option").first.wait_for()
    assert not violations(page)
    opened.close()


def test_what_axe_would_find_is_found(browser: Browser, address: str) -> None:
    """Gray on white, by all of its rules and by those of colors alone."""
    opened = context(browser, 360, "light")
    page = opened.new_page()
    page.goto(f"{address}/404.html")
    page.evaluate("document.querySelector('h1').style.color = '#ddd'")
    for rules in (ALL, OF_COLORS):
        assert [one for one in violations(page, rules) if one.startswith("color-contrast: <h1")]
    opened.close()


def test_axe_is_there() -> None:
    assert Path(AXE).is_file(), "expected `npm ci --prefix tests`"
