"""Nothing moves for readers who asked for that: no transition, no animation, no gliding."""

from __future__ import annotations

from playwright.sync_api import Browser

KINDS = ("/", "/trends/efficiency/", "/claims/", "/scorecard/", "/search/", "/contributing/")
# Every element and what is drawn before and after it; a wait of the search page moves nothing.
MOVING = """() => [...document.querySelectorAll('*')].flatMap((each) =>
  ['', '::before', '::after', '::backdrop'].map((part) => [each, getComputedStyle(each, part)])
).filter(([, style]) =>
  style.transitionDuration.split(', ').some((time) => parseFloat(time) > 0)
  || parseFloat(style.animationDuration) > 0.001 || style.scrollBehavior !== 'auto'
).map(([each]) => each.outerHTML.slice(0, 80))"""


def test_nothing_moves_where_readers_asked_for_that(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    for kind in KINDS:
        page.goto(address + kind)
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        assert page.evaluate(MOVING) == [], kind
    page.add_style_tag(content="summary::after { transition: transform 1s !important }")
    assert page.evaluate(MOVING), "what moves is found"
    page.goto(f"{address}/search/")
    page.keyboard.press("/")
    assert page.evaluate("document.getAnimations().length") == 0
    context.close()
