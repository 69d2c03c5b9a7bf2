"""Larger letters, closer looks and colors of the reader's own."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from coloraide import Color
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


def test_text_twice_as_large_keeps_a_column_of_its_own(browser: Browser, address: str) -> None:
    """Where only letters grow, the lists beside the text leave it half of the window."""
    opened = context(browser, 1280, "light")
    page = opened.new_page()
    for kind in ("/trends/open-source/", "/scorecard/", "/conclusion/"):
        page.goto(address + kind)
        page.evaluate(TWICE)
        column = page.locator(".md-content").bounding_box()
        assert column and column["width"] >= 640, kind
    opened.close()


# The name of the site, whether it is seen whole, and how high the header is.
NAME = """() => {
  const name = document.querySelector('.md-header__name span').getBoundingClientRect();
  const right = document.querySelector('.md-header__name + .md-header__button:not([hidden])')
    ?? document.querySelector('.colors');
  const header = document.querySelector('.md-header');
  const whole = [...document.elementsFromPoint(name.right - 1, name.bottom - 2)].some(
    (each) => each.matches('.md-header__name span'));
  const room = header.getBoundingClientRect().bottom - name.bottom;
  const apart = right.querySelector('svg').getBoundingClientRect().left - name.right;
  return [whole && room >= 0 && apart >= 0, header.offsetHeight];
}"""


@pytest.mark.parametrize("width", [320, 360, 390, 480])
@pytest.mark.parametrize("kind", ["letters", "setting"])
def test_the_name_of_the_site_twice_as_large_is_read_whole(
    browser: Browser, address: str, width: int, kind: str
) -> None:
    """With the way back to the top beside it, too; and nothing moves when that appears."""
    opened = context(browser, width, "light")
    page = opened.new_page()
    if kind == "setting":  # of the browser, which changes what is asked of its width, too
        sizes = {"fontSizes": {"standard": 32, "fixed": 26}}
        opened.new_cdp_session(page).send("Page.setFontSizes", sizes)
    page.goto(f"{address}/404.html")
    if kind == "letters":
        page.evaluate(TWICE)
    alone = page.evaluate(NAME)
    page.evaluate("document.querySelector('.top').hidden = false")
    beside = page.evaluate(NAME)
    over = page.evaluate(OVER)
    opened.close()
    assert alone[0] and beside == alone
    assert over <= 0


def test_what_is_pressed_can_be_told_in_forced_colors(browser: Browser, address: str) -> None:
    opened = browser.new_context(forced_colors="active")
    page = opened.new_page()
    page.goto(f"{address}/trends/efficiency/")
    backgrounds = page.locator("[data-lens-button]").evaluate_all(
        "all => all.map((button) => getComputedStyle(button).backgroundColor)"
    )
    assert len({*backgrounds}) == 2
    opened.close()


def test_what_was_found_can_be_read_in_forced_colors(browser: Browser, address: str) -> None:
    """The words that match stand on a ground of their own."""
    opened = browser.new_context(forced_colors="active", color_scheme="dark")
    page = opened.new_page()
    page.goto(f"{address}/search/?q=open+source")
    page.locator(".hit mark").first.wait_for()
    color, ground = page.evaluate(
        """() => {
          const style = getComputedStyle(document.querySelector(".hit mark"));
          return [style.color, style.backgroundColor];
        }"""
    )
    opened.close()
    assert ground not in (color, "rgba(0, 0, 0, 0)")


UNSEEN = """() => [...document.querySelectorAll('a[href], button, summary, select, [tabindex="0"]')]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => {
    each.focus({ preventScroll: true });
    return each.matches(':focus-visible') && getComputedStyle(each).outlineStyle === 'none';
  })
  .map((each) => each.outerHTML.slice(0, 80))"""


def test_what_has_the_focus_can_be_told(browser: Browser, address: str) -> None:
    opened = context(browser, 1280, "light")
    page = opened.new_page()
    for kind in ("/", "/trends/open-source/", "/claims/", "/contributing/"):
        page.goto(address + kind)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('.md-skip:focus-visible')")
        assert page.evaluate(UNSEEN) == [], kind
    opened.close()


# The colors of a ring and of what it lies on, which is what it is drawn inside of.
RING = """(each) => {
  const shown = (e) => getComputedStyle(e).backgroundColor;
  let ground = each;
  const style = getComputedStyle(each);
  if (parseFloat(style.outlineOffset) >= 0) ground = each.parentElement;
  while (shown(ground).endsWith(', 0)') && ground.parentElement) ground = ground.parentElement;
  return [style.outlineColor, shown(ground)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_ring_of_the_focus_is_seen_whole(browser: Browser, address: str, scheme: str) -> None:
    """On the ground where it is drawn, three to one; and not below the header."""
    opened = context(browser, 1280, scheme)
    page = opened.new_page()
    page.goto(f"{address}/claims/")
    pressed = page.locator("[data-lens-button][aria-pressed=true]")
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        ring, ground = page.locator(":focus").evaluate(RING)
        seen.append(Color(ring).contrast(ground))
        if pressed.evaluate("(e) => e === document.activeElement"):
            break
    else:
        pytest.fail("the switch is not reached by Tab")
    assert min(seen) >= 3
    tab = page.locator(".md-tabs__link").first
    tab.focus()
    covered = tab.evaluate(
        """(e) => {
          const reach = parseFloat(getComputedStyle(e).outlineOffset) + 2;
          const header = document.querySelector('.md-header').getBoundingClientRect();
          return header.bottom - (e.getBoundingClientRect().top - reach);
        }"""
    )
    opened.close()
    assert covered <= 0


def test_a_table_that_goes_on_shows_it(browser: Browser, address: str) -> None:
    """A ground of the table's own would hide the shade at the edge of what scrolls."""
    opened = context(browser, 360, "light")
    page = opened.new_page()
    page.goto(f"{address}/trends/open-source/")
    grounds = page.locator(".scroll > table").evaluate_all(
        "all => all.map((table) => getComputedStyle(table).backgroundColor)"
    )
    assert {*grounds} == {"rgba(0, 0, 0, 0)"}
    page.goto(f"{address}/contributing/")
    shades = page.locator("pre > code").evaluate_all(
        "all => all.map((code) => getComputedStyle(code).backgroundImage.split('gradient').length)"
    )
    assert {*shades} == {5}
    opened.close()


def test_what_is_tested_is_read_on_a_phone_without_scrolling_aside(
    browser: Browser, address: str
) -> None:
    opened = context(browser, 390, "light")
    page = opened.new_page()
    page.goto(f"{address}/accessibility/")
    over = page.locator(".scroll").evaluate_all(
        "all => all.map((t) => t.scrollWidth - t.clientWidth)"
    )
    assert over == [0]
    opened.close()


@pytest.mark.parametrize("kind", ["/", "/trends/open-source/"])
def test_drawings_follow_the_dark_scheme(browser: Browser, address: str, kind: str) -> None:
    opened = context(browser, 1280, "dark")
    page = opened.new_page()
    page.goto(address + kind)
    drawing = page.locator("[data-chart]").first
    drawing.scroll_into_view_if_needed()
    parts = drawing.locator("svg [fill]")
    parts.first.wait_for(state="attached")
    fills = parts.evaluate_all("all => all.map((part) => getComputedStyle(part).fill)")
    assert "rgb(20, 23, 26)" in fills
    assert "rgb(255, 255, 255)" not in fills
    opened.close()


# What a region scrolls by itself can be reached; room around a link for a finger is no text.
CUT = """() => {
  const room = document.documentElement.clientWidth + 1;
  const aside = (each) => ['auto', 'scroll', 'hidden'].includes(getComputedStyle(each).overflowX);
  const within = (each) =>
    each && each !== document.body && (aside(each) || within(each.parentElement));
  return [...document.querySelectorAll('body *')]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .filter((each) => !within(each.parentElement))
    .filter((each) => {
      const spare = parseFloat(getComputedStyle(each).paddingRight);
      return each.getBoundingClientRect().right - spare > room;
    })
    .map((each) => each.outerHTML.slice(0, 80))
    .slice(0, 3);
}"""


def found_in_large_letters(
    browser: Browser, address: str, width: int, script: str, kinds: Iterable[str]
) -> dict[str, list[str]]:
    """What `script` finds on pages whose letters are twice as large, by the kind of page."""
    opened = context(browser, width, "light")
    page = opened.new_page()
    found = {}
    for kind in kinds:
        page.goto(address + kind)
        page.evaluate(TWICE)
        if here := page.evaluate(script):
            found[kind] = here
    opened.close()
    return found


def test_no_text_twice_as_large_is_cut_off_on_a_phone(browser: Browser, address: str) -> None:
    """The page itself scrolls to no side, so that what lies beyond its edge cannot be reached."""
    assert not found_in_large_letters(browser, address, 360, CUT, KINDS)


# Words that stand on two lines without a hyphen at their break, or beyond the edge. Addresses and
# names of files have no other way; what scrolls by itself or is only heard takes no part.
BROKEN = r"""() => {
  const room = document.documentElement.clientWidth + 1;
  const apart = (each) => each && each !== document.body && (
    getComputedStyle(each).overflowX !== 'visible' || apart(each.parentElement));
  const broken = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode, around = text.parentElement;
    if (!around.checkVisibility({ visibilityProperty: true })) continue;
    if (around.closest('code, pre, svg, math, script, style, .search__label')) continue;
    for (const { 0: word, index } of text.data.matchAll(/\S+/g)) {
      if (/_|\w[./#]\w/.test(word)) continue;
      for (const { 0: part, index: within } of word.matchAll(/[\p{L}\d]+/gu)) {
        const range = document.createRange();
        range.setStart(text, index + within);
        range.setEnd(text, index + within + part.length);
        const boxes = [...range.getClientRects()].filter((box) => box.width);
        const lines = new Set(boxes.map((box) => Math.round(box.top)));
        const out = boxes.some((box) => box.right > room);
        if (lines.size > 1 || (out && !apart(around))) broken.push(part);
      }
    }
  }
  return [...new Set(broken)];
}"""


@pytest.mark.parametrize("width", [360, 320])
def test_no_word_twice_as_large_is_broken_on_a_phone(
    browser: Browser, address: str, width: int
) -> None:
    """This browser has no dictionary of syllables here, so that every word must fit its line."""
    kinds = {*KINDS, "/trends/generalization/", "/trends/ethics-governance/"} - {"/sources/"}
    assert not found_in_large_letters(browser, address, width, BROKEN, sorted(kinds))
