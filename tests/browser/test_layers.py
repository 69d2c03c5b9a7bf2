"""A page in layers: the answer first, the tail folded; folded parts open where they are needed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from ..projects import ROOT

SLUGS = sorted(path.stem for path in (ROOT / "docs/trends").glob("*.md"))
TREND = "/trends/efficiency/"
SCREENS = 24
"""How many phone screens a trend page may fill, its experiment computed."""


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True
    )
    yield context.new_page()
    context.close()


def run(page: Page) -> None:
    """Brings the page's experiment into view, and waits until all that it says stands there."""
    page.locator("[data-explorable]").scroll_into_view_if_needed()
    page.wait_for_selector("[data-explorable][data-state=done]")
    for sentence in page.locator("[data-explorable] .ex-sentence").all():
        expect(sentence).not_to_be_empty()


@pytest.mark.parametrize("slug", SLUGS)
def test_a_trend_opens_with_its_answer_and_stays_short(
    phone: Page, address: str, slug: str
) -> None:
    phone.goto(f"{address}/trends/{slug}/")
    run(phone)
    height = phone.evaluate("document.documentElement.scrollHeight")
    assert height <= SCREENS * 844
    order = ".lede, .answer, figure.chart, #claims, article.claim, #outlook, #sources"
    names = phone.locator(order).evaluate_all("all => all.map((one) => one.id || one.className)")
    assert names[:4] == ["lede", "answer", names[2], "claims"]
    assert names[2].startswith("chart-")
    rows = phone.locator(".answer__claims li")
    assert rows.count() == phone.locator("article.claim").count()
    for row in rows.all():
        words = row.inner_text()
        assert re.search(r"certainty", words)
        assert "2024:" in words
        assert len(row.locator(".claim-row__facts").inner_text().split()) >= 5


def test_on_a_phone_a_finding_takes_the_whole_line(phone: Page, address: str) -> None:
    phone.goto(f"{address}{TREND}")
    phone.locator(".claim__evidence summary").first.click()
    table = phone.locator("table.evidence").first
    width = table.evaluate("table => table.clientWidth")
    cells = table.locator("tbody :is(th, td)")
    assert cells.count() > 20
    assert cells.evaluate_all("all => Math.min(...all.map((cell) => cell.clientWidth))") == width


# How far the sign of a fold lies above or below the middle of the first line beside it.
ASKEW = """() => [...document.querySelectorAll('summary')].filter((each) => each.checkVisibility())
  .map((each) => {
    const sign = getComputedStyle(each, '::after');
    const { top } = each.getBoundingClientRect();
    const middle = top + parseFloat(sign.top) + parseFloat(sign.height) / 2;
    const words = document.createRange();
    words.selectNodeContents(each.querySelector('h2, h3, h4') ?? each);
    const line = words.getClientRects()[0];
    return [Math.abs((line.top + line.bottom) / 2 - middle), each.textContent.trim().slice(0, 40)];
  })
  .filter(([askew]) => askew > 4)"""


@pytest.mark.parametrize("path", ["conclusion/", "trends/efficiency/", "changes/", "sources/"])
def test_the_sign_of_a_fold_stands_beside_its_first_line(
    page: Page, phone: Page, address: str, path: str
) -> None:
    for window in (page, phone):
        window.goto(f"{address}/{path}")
        assert window.evaluate(ASKEW) == []


@pytest.mark.parametrize("anchor", ["sources", "timeline", "ref-hsieh2024ruler"])
def test_a_link_into_a_folded_part_opens_it(phone: Page, address: str, anchor: str) -> None:
    phone.goto(f"{address}{TREND}#{anchor}")
    target = phone.locator(f"[id='{anchor}']")
    expect(target).to_be_in_viewport()
    fold = phone.locator("details.fold").filter(has=target)
    expect(fold).to_have_attribute("open", "")


def test_the_contents_lead_to_what_a_license_allows(phone: Page, address: str) -> None:
    phone.goto(f"{address}/trends/open-source/")
    link = phone.locator(".contents a", has_text="May I?")
    phone.goto(f"{address}/trends/open-source/{link.get_attribute('href')}")
    phone.wait_for_selector("[data-explorable][data-state=done]")
    expect(phone.get_by_role("heading", name="May I?")).to_be_in_viewport()
    expect(phone.get_by_role("button", name="A service with 800 million users")).to_be_visible()


def test_a_link_on_the_page_opens_it_again_after_it_was_closed(phone: Page, address: str) -> None:
    phone.goto(address + TREND)
    link = phone.locator(".md-content a.cite").first
    anchor = (link.get_attribute("href") or "").partition("#")[2]
    for _ in range(2):
        link.evaluate("(link) => link.click()")
        reference = phone.locator(f"[id='{anchor}']")
        expect(reference).to_be_in_viewport()
        phone.locator("summary:has(#sources)").click()
        expect(reference).to_be_hidden()


def test_nothing_is_folded_without_a_way_to_open_it(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + TREND)
    page.locator("summary:has(#sources)").click()
    expect(page.locator(".references li").first).to_be_visible()
    context.close()
