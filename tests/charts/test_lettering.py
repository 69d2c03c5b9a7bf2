"""Texts of drawings are as wide as they were measured: in the page, and in another face."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from ..projects import Built

# How far right of its drawing's edge the text starts that stands furthest left, by chart.
STARTS = """() => Object.fromEntries([...document.querySelectorAll('.chart')].map((figure) => {
  const svg = [...figure.querySelectorAll('svg')].find((each) => each.checkVisibility());
  const texts = [...svg.querySelectorAll('text')].map((text) => text.getBoundingClientRect().left);
  return [figure.id, Math.min(...texts) - figure.getBoundingClientRect().left];
}))"""
TRENDS = ("continual-learning", "efficiency", "ethics-governance", "jobs", "personalization")


@pytest.mark.parametrize("width", [1280, 390])
def test_labels_start_at_the_edge_of_the_column(browser: Browser, address: str, width: int) -> None:
    """Neither left of the text above, nor visibly right of it."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    starts: dict[str, float] = {}
    for trend in TRENDS:
        page.goto(f"{address}/trends/{trend}/")
        page.evaluate("document.fonts.ready")
        starts |= page.evaluate(STARTS)
    page.close()
    assert len(starts) > 15
    assert {chart: start for chart, start in starts.items() if not 0 <= start <= 6} == {}


def test_another_face_is_set_as_wide(browser: Browser, chart_site: Built) -> None:
    """A chart as a file is seen where the site's face is not: no label may run out of it."""
    page = browser.new_page()
    page.goto((chart_site.site / "charts/small.svg").as_uri(), wait_until="load")
    widths = []
    for family in ("serif", "monospace"):
        page.evaluate("family => { document.documentElement.style.fontFamily = family; }", family)
        measured = "all => all.map((text) => text.getBoundingClientRect().width)"
        widths.append(page.locator("text").evaluate_all(measured))
    page.close()
    assert widths[0] and widths[0] == pytest.approx(widths[1], abs=1)


# Dates and numbers that stand on two lines.
PARTED = r"""() => [...document.querySelectorAll('.chart__table :is(td, th)')].filter((cell) => {
  if (!/^[\d.,%−–-]+$/.test(cell.textContent.trim())) return false;
  const range = document.createRange();
  range.selectNodeContents(cell);
  return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1;
}).map((cell) => cell.textContent)"""


def test_dates_and_numbers_of_data_tables_stay_whole_on_a_phone(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    parted = []
    for trend in TRENDS:
        page.goto(f"{address}/trends/{trend}/")
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        assert page.locator(".chart__table").count() >= 3
        parted += page.evaluate(PARTED)
    page.close()
    assert parted == []
