"""Paper: always light, everything folded opened, no controls, not longer than it must be."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
import pytest
from coloraide import Color
from playwright.sync_api import Browser, Page

MOST = 22
"""How many sheets of A4 the page on regulation may fill."""


@pytest.fixture
def dark(browser: Browser, address: str) -> Iterator[Page]:
    """The page on regulation as somebody prints it from the dark scheme."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="dark")
    page = context.new_page()
    page.goto(f"{address}/trends/regulation/")
    yield page
    context.close()


def on_white(color: str) -> float:
    """The contrast with white paper, from 1 to 21, of a color as the browser gives it."""
    return Color(color).contrast("white")


def test_the_page_on_regulation_fits_its_sheets(dark: Page) -> None:
    sheets = re.findall(rb"/Type /Page\b(?!s)", dark.pdf(format="A4"))
    assert 5 < len(sheets) <= MOST


def test_the_home_page_ends_with_its_third_sheet(dark: Page, address: str) -> None:
    """What is left over would be a sheet of four rows."""
    dark.goto(f"{address}/")
    assert len(re.findall(rb"/Type /Page\b(?!s)", dark.pdf(format="A4"))) == 3


def test_no_sheet_but_the_last_is_nearly_empty(dark: Page, address: str) -> None:
    """A heading that begins a sheet has text below it."""
    for kind in ("/conclusion/", "/trends/regulation/", "/trends/multimodality/"):
        dark.goto(address + kind)
        assert min(texts_on_sheets(dark)[:-1]) > 200, kind


def test_a_table_that_goes_on_names_its_columns_again(dark: Page) -> None:
    """A head that may be broken is printed once."""
    dark.emulate_media(media="print")
    heads = dark.locator("table.evidence thead")
    breaks = heads.evaluate_all("all => all.map((head) => getComputedStyle(head).breakInside)")
    assert {*breaks} == {"avoid"}


def test_no_sheet_holds_the_license_alone(dark: Page, address: str) -> None:
    """It stands below each, and the footer of the page is not printed beside it."""
    dark.goto(f"{address}/trends/continual-learning/")
    shown = texts_on_sheets(dark)
    assert shown[-1] > 40
    dark.emulate_media(media="print")
    assert not dark.locator(".md-footer").is_visible()


def texts_on_sheets(page: Page) -> list[int]:
    """How many pieces of text each sheet of A4 has."""
    with pikepdf.open(io.BytesIO(page.pdf(format="A4"))) as printed:
        return [
            sum(str(row.operator) in ("Tj", "TJ") for row in pikepdf.parse_content_stream(sheet))
            for sheet in printed.pages
        ]


def test_ink_is_dark_whatever_the_scheme(dark: Page) -> None:
    words = ".md-content p, .md-content h2, .verdict, .evidence td, .chart__title, .references li"
    read = "all => all.map((one) => getComputedStyle(one).color)"
    assert min(map(on_white, dark.locator(words).evaluate_all(read))) < 3
    dark.emulate_media(media="print")
    assert min(map(on_white, dark.locator(words).evaluate_all(read))) >= 4.5
    paper = dark.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper')")
    assert paper.strip() == "#ffffff"


def test_folded_parts_are_printed_and_controls_are_not(dark: Page) -> None:
    dark.emulate_media(media="print")
    dark.evaluate("dispatchEvent(new Event('beforeprint'))")
    for kept in (".evidence td", ".references li", ".timeline li", ".related li"):
        assert dark.locator(kept).first.is_visible(), kept
    for gone in (".md-header", ".lens", ".headerlink", ".chart__data", ".md-sidebar"):
        assert not dark.locator(f"{gone}:visible").count(), gone
    cells = "table.evidence td"
    assert (
        dark.locator(cells).first.evaluate("one => getComputedStyle(one).display") == "table-cell"
    )
    for link in dark.locator(".references a[href^=http]").all():
        shown = link.evaluate("one => getComputedStyle(one, '::after').content")
        numbered = re.search("//(doi|arxiv)[.]org/", link.get_attribute("href") or "")
        assert ("<" in shown) is not bool(numbered), link.inner_text()
    dark.evaluate("dispatchEvent(new Event('afterprint'))")
    dark.emulate_media(media="screen")
    assert not dark.locator(".references li:visible").count()


def test_a_list_is_printed_without_its_controls_and_with_each_head_whole(
    dark: Page, address: str
) -> None:
    dark.emulate_media(media="print")
    dark.goto(f"{address}/glossary/")
    heads = dark.locator(".glossary dt").evaluate_all(
        "all => all.map((one) => getComputedStyle(one)).map((s) => [s.breakInside, s.breakAfter])"
    )
    assert {*map(tuple, heads)} == {("avoid", "avoid")}
    dark.goto(f"{address}/sources/")
    dark.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert not dark.locator(".source-row :is(summary, .citing__files):visible").count()
    assert dark.locator(".sources__claims:visible").count() > 500


NARROW = """() => [...document.querySelectorAll("article :is(p, li, figcaption, summary, caption)")]
  .filter((one) => {
    const box = one.getBoundingClientRect();
    return one.textContent.trim().length > 8 && box.height > 0 && box.width < 40;
  }).map((one) => one.textContent.trim())"""
"""Text that runs down the sheet, a letter or a word to the line."""


def test_no_text_runs_down_a_sheet(dark: Page, address: str) -> None:
    """With their stored runs, of which the experiment on forgetting has figures that are tables."""
    dark.set_viewport_size({"width": 690, "height": 900})
    for trend in ("continual-learning", "regulation", "open-source"):
        dark.goto(f"{address}/trends/{trend}/")
        dark.emulate_media(media="print")
        assert dark.evaluate(NARROW) == [], trend
