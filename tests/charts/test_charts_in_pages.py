"""Charts where readers meet them: in pages, as files, by keyboard, in both schemes, on a phone."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from ..projects import Built
from .conftest import ROWS, SPEC

ALPHA = "/trends/alpha/"
SCREEN, PHONE = 1280, 360


@contextmanager
def opened(browser: Browser, address: str, width: int, **options: Any) -> Iterator[Page]:
    """The page with a chart; it may ask no other host for anything."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, has_touch=width == PHONE, **options
    )
    page = context.new_page()
    strangers: list[str] = []
    page.on("request", lambda r: None if r.url.startswith(address) else strangers.append(r.url))
    page.goto(address + ALPHA)
    yield page
    context.close()
    assert not [url for url in strangers if not url.startswith(("data:", "blob:"))]


@pytest.fixture
def page(browser: Browser, chart_address: str) -> Iterator[Page]:
    with opened(browser, chart_address, SCREEN) as page:
        yield page


@pytest.fixture(params=[SCREEN, PHONE])
def each_width(
    browser: Browser, chart_address: str, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """The two widths for which a chart is drawn."""
    with opened(browser, chart_address, request.param) as page:
        yield page


def test_files_are_published(chart_site: Built) -> None:
    charts = chart_site.site / "charts"
    svg = ElementTree.fromstring((charts / "small.svg").read_text())
    assert svg.get("aria-label") == SPEC["usermeta"]["alt"]
    assert svg[0].tag.endswith("title")
    assert svg[0].text == SPEC["usermeta"]["title"]
    assert svg.findall(".//*[@fill='#1d1f23']")
    assert not svg.findall(".//*[@style]")
    specification = json.loads((charts / "small.json").read_text())
    assert specification["usermeta"] == SPEC["usermeta"]
    assert specification["data"]["url"] == "small.csv"
    rows = csv.reader((charts / "small.csv").read_text(encoding="utf-8-sig").splitlines())
    columns = len(ROWS.splitlines()[0].split(","))
    assert [row[1 : columns + 1] for row in rows] == list(csv.reader(ROWS.splitlines()))
    assert (charts / "small.png").read_bytes().startswith(b"\x89PNG")


def test_report_lists_charts(chart_site: Built) -> None:
    report = json.loads((chart_site.site / "data/report.json").read_text())
    chart = next(chart for chart in report["charts"] if chart["id"] == "small")
    assert chart["finding"] == SPEC["usermeta"]["finding"]
    assert chart["alt"] == SPEC["usermeta"]["alt"]
    assert (chart["trend"], chart["as_of"]) == ("alpha", "2024-05")
    assert chart["sources"] == ["known2024thing"]
    assert chart["url"] == "/trends/alpha/#chart-small"
    for form in ("svg", "png", "csv", "spec"):
        assert (chart_site.site / chart[form].lstrip("/")).is_file()


def test_data_set_says_what_the_files_say(chart_site: Built) -> None:
    html = (chart_site.site / "trends/alpha/index.html").read_text()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    [script] = map(json.loads, found)
    data = next(node for node in script["@graph"] if node["@type"] == "Dataset")
    assert data["name"] == "How much?"
    assert data["isBasedOn"] == ["https://doi.org/10.1000/known"]
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert (data["datePublished"], data["dateModified"]) == ("2024-05", "2024-05")
    assert data["temporalCoverage"]


def test_an_unplaced_chart_follows_by_itself(chart_site: Built) -> None:
    assert 'id="chart-other"' in (chart_site.site / "trends/beta/index.html").read_text()
    assert (chart_site.site / "trends/alpha/index.html").read_text().count('id="chart-small"') == 1


def test_names_by_role(each_width: Page) -> None:
    page = each_width
    chart = page.get_by_role("group", name=SPEC["usermeta"]["alt"])
    expect(chart).to_have_count(1)
    expect(chart.get_by_role("img")).to_have_count(3)
    expect(
        chart.get_by_role("img", name="Second: 30 %. Source: Known and Other 2024.")
    ).to_be_visible()
    page.get_by_text("Data table and downloads").click()
    expect(page.get_by_role("table", name="How much?").get_by_role("row")).to_have_count(4)


def test_arrow_keys_move_between_marks(each_width: Page) -> None:
    page = each_width
    chart = page.get_by_role("group", name=SPEC["usermeta"]["alt"])
    marks = chart.get_by_role("img")
    chart.scroll_into_view_if_needed()
    note = page.locator(".chart__note")
    expect(note).to_have_count(1)
    assert chart.locator("[tabindex='0']").count() == 1
    marks.nth(0).focus()
    expect(note).to_have_text(marks.nth(0).get_attribute("aria-label") or "")
    page.keyboard.press("ArrowDown")
    expect(marks.nth(1)).to_be_focused()
    expect(note).to_have_text(marks.nth(1).get_attribute("aria-label") or "")
    page.keyboard.press("End")
    expect(marks.nth(2)).to_be_focused()
    assert chart.locator("[tabindex='0']").count() == 1
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    page.keyboard.press("Tab")
    expect(marks.nth(2)).not_to_be_focused()


def test_a_mark_answers_to_the_pointer(each_width: Page) -> None:
    page = each_width
    chart = page.get_by_role("group", name=SPEC["usermeta"]["alt"])
    chart.scroll_into_view_if_needed()
    note = page.locator(".chart__note")
    expect(note).to_have_count(1)
    mark = chart.get_by_role("img").nth(1)
    if (page.viewport_size or {"width": 0})["width"] == PHONE:
        mark.tap()
    else:
        mark.hover()
    expect(note).to_be_visible()
    expect(note).to_contain_text("Source: Known and Other 2024")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colors_follow_the_scheme(browser: Browser, chart_address: str, scheme: Any) -> None:
    with opened(browser, chart_address, SCREEN, color_scheme=scheme) as page:
        paper, ink, fills = colors(page)
    assert fills == [paper, ink]
    assert (lightness(paper) > lightness(ink)) is (scheme == "light")


def lightness(color: str) -> int:
    """Of `rgb(…)`, from 0 to 765."""
    return sum(map(int, re.findall(r"\d+", color)[:3]))


def colors(page: Page) -> tuple[str, str, list[str]]:
    """The page's paper and first color, and what the chart's first two shapes are filled with."""
    paper, ink = page.evaluate(
        """() => { const s = getComputedStyle(document.body);
        const p = document.createElement('p'); document.body.append(p);
        return ['--paper', '--c-1'].map((n) => { p.style.color = `var(${n})`;
          return getComputedStyle(p).color; }); }"""
    )
    chart = page.get_by_role("group", name=SPEC["usermeta"]["alt"])
    fill = "e => getComputedStyle(e).fill"
    shapes = (chart.locator("rect").first, chart.get_by_role("img").first)
    return paper, ink, [shape.evaluate(fill) for shape in shapes]


def test_nothing_is_cut_off(each_width: Page) -> None:
    page = each_width
    width = (page.viewport_size or {"width": 0})["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.get_by_role("group", name=SPEC["usermeta"]["alt"]).bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
    sizes = page.locator(".chart svg:visible text").evaluate_all(
        "all => all.map((t) => t.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 10


def test_works_after_a_link_from_another_page(page: Page, chart_address: str) -> None:
    page.goto(chart_address + "/trends/beta/")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Trend alpha").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Trend alpha")
    chart = page.get_by_role("group", name=SPEC["usermeta"]["alt"])
    chart.scroll_into_view_if_needed()
    chart.get_by_role("img").first.hover()
    expect(page.locator(".chart__note")).to_be_visible()


def test_data_page_filters_charts_by_trend(page: Page, chart_address: str) -> None:
    page.goto(chart_address + "/data/")
    expect(page.locator(".chart-row:visible")).to_have_count(2)
    page.locator("select[name=trend]").select_option("beta")
    expect(page.locator(".chart-row:visible")).to_have_count(1)
    expect(page.get_by_text("1 of 2 charts shown")).to_be_visible()


def test_complete_without_a_script(browser: Browser, chart_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(chart_address + ALPHA)
    expect(opened.get_by_role("group", name=SPEC["usermeta"]["alt"])).to_be_visible()
    opened.get_by_text("Data table and downloads").click()
    expect(opened.get_by_role("table", name="How much?")).to_be_visible()
    context.close()
