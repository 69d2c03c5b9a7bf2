"""What a finger touches is 24 by 24 pixels; within a sentence it is 24 high (WCAG 2.2, 2.5.8)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from .test_axe import OPEN, context

KINDS = (
    *("/", "/trends/efficiency/", "/conclusion/", "/claims/", "/scorecard/", "/timeline/"),
    *("/sources/", "/glossary/", "/data/", "/report/", "/changes/", "/corrections/efficiency/"),
    *("/contributing/", "/search/", "/404.html"),
)
# A link is in a sentence if its block says three words or more that are no link.
SMALL = """() => {
  const sentence = (target) => {
    const block = target.closest('p, li, td, dd, figcaption, h1, h2, h3, h4') ?? target;
    const copy = block.cloneNode(true);
    for (const other of copy.querySelectorAll('a, button')) other.remove();
    return (copy.textContent.match(/[a-z]{2,}/gi) ?? []).length >= 3;
  };
  const seen = { visibilityProperty: true, opacityProperty: true };
  return [...document.querySelectorAll('a[href], button, summary, select, input')]
    .filter((target) => target.checkVisibility(seen))
    .map((target) => {
      const boxes = [...target.getClientRects()];
      const most = (side) => Math.max(...boxes.map((box) => box[side]));
      return [target, most('width'), most('height')];
    })
    .filter(([target, width, height]) => height < 24 || (width < 24 && !sentence(target)))
    .map(([target, width, height]) => `${width} x ${height}: ${target.outerHTML.slice(0, 90)}`);
}"""


@pytest.mark.parametrize("width", [390, 1280])
def test_targets_serve_a_thumb(browser: Browser, address: str, width: int) -> None:
    opened = context(browser, width, "light")
    page = opened.new_page()
    small = {}
    for kind in KINDS:
        page.goto(address + kind)
        page.evaluate(OPEN)
        if found := page.evaluate(SMALL):
            small[kind] = found[:5]
    opened.close()
    assert not small
