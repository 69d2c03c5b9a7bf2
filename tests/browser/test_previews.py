"""What opens beside a link: on hover, on focus, on touch; and what is reached inside of it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, Route, expect

TREND = "/trends/efficiency/"
CLAIM = ".answer__claims a[href='#sparse-attention']"


def note(page: Page) -> Locator:
    return page.locator(".note")


def test_a_link_to_a_claim_shows_both_verdicts(page: Page, address: str) -> None:
    page.goto(f"{address}/conclusion/")
    page.locator("details summary").first.click()
    link = page.locator(".md-content a[href*='trends/'][href*='#']:visible").first
    link.hover()
    expect(note(page)).to_contain_text("Claim ·")
    expect(note(page)).to_contain_text("Today:")
    expect(note(page)).to_contain_text("End of 2024:")
    word, box = link.bounding_box(), note(page).bounding_box()
    assert word and box
    assert box["y"] >= word["y"] + word["height"] or box["y"] + box["height"] <= word["y"]
    page.keyboard.press("Escape")
    expect(note(page)).to_have_count(0)


def test_a_citation_shows_finding_place_and_reference(page: Page, address: str) -> None:
    page.goto(address + TREND)
    link = page.locator(".md-content p a.cite:visible").first
    link.scroll_into_view_if_needed()
    link.hover()
    expect(note(page).locator(".note__place").first).to_be_visible()
    expect(note(page).locator(".note__source")).to_be_visible()


def test_links_in_a_note_are_reached_by_keyboard(page: Page, address: str) -> None:
    page.goto(address + TREND)
    link = page.locator(".md-content p a.cite:visible").first
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(note(page)).to_be_visible()
    page.keyboard.press("Tab")
    expect(note(page).locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    expect(note(page)).to_have_count(0)


def test_a_verdict_explains_itself(page: Page, address: str) -> None:
    page.goto(address + TREND)
    verdict = page.locator(".judgment__verdict:visible .verdict").first
    verdict.scroll_into_view_if_needed()
    verdict.hover()
    expect(note(page)).to_contain_text("Read the method")
    assert len(note(page).inner_text()) > 60
    page.mouse.move(0, 0)
    expect(note(page)).to_have_count(0)
    certainty = page.locator(".judgment__verdict:visible .certainty").first
    certainty.hover()
    expect(note(page)).to_contain_text("verdict")


def test_a_first_tap_opens_the_note_however_late_its_script(phone: Page, address: str) -> None:
    """A scroll before the tap asks for the script too, and the page is not complete without it."""
    asked: list[Route] = []

    def hold(route: Route) -> None:
        asked.append(route)  # the driver takes no method of a list

    phone.route("**/notes.js", hold)
    phone.goto(address + TREND, wait_until="domcontentloaded")
    link = phone.locator(".md-content p a.cite").first
    link.tap()
    while not asked:
        phone.wait_for_timeout(50)
    assert phone.url == address + TREND
    asked[0].continue_()
    expect(note(phone).locator(".note__source")).to_be_visible()
    assert phone.url == address + TREND
    link.tap()
    expect(phone).to_have_url(re.compile("#ref-"))


def test_a_first_tap_follows_the_link_if_notes_fail(phone: Page, address: str) -> None:
    phone.route("**/notes.js", lambda route: route.abort())
    phone.goto(address + TREND)
    phone.locator(".md-content p a.cite").first.tap()
    expect(phone).to_have_url(re.compile("#ref-"))


def test_the_words_of_evidence_are_explained_without_a_pointer(page: Page, address: str) -> None:
    page.goto(address + TREND)
    fold = page.locator(".claim__evidence").first
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    for place in ("evidence", "checked"):
        page.keyboard.press("Tab")
        link = fold.locator(f".claim__words a[href$='method/#{place}']")
        expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#checked")).to_be_in_viewport()


def test_what_cannot_be_fetched_costs_only_the_note(page: Page, address: str) -> None:
    page.route("**/search/answers.js", lambda route: route.abort())
    page.goto(f"{address}/conclusion/")
    page.locator("details summary").first.click()
    link = page.locator(".md-content a[href*='trends/'][href*='#']:visible").first
    with page.expect_event("requestfailed", lambda one: one.url.endswith("/search/answers.js")):
        link.hover()
    page.wait_for_timeout(400)
    expect(note(page)).to_have_count(0)
    link.click()
    page.wait_for_url("**/trends/**")


def test_notes_stay_on_a_phone_and_close(phone: Page, address: str) -> None:
    """Those of the links nearest to both edges; by Escape, and by a tap beside them."""
    phone.goto(f"{address}/trends/efficiency/")
    cites = phone.locator(".md-content .cite:visible")
    edges = cites.evaluate_all(
        """all => {
          const at = all.map((cite, i) => [cite.getBoundingClientRect().left, i]);
          at.sort(([one], [other]) => one - other);
          return [at[0][1], at[at.length - 1][1]];
        }"""
    )
    phone.locator("h1").tap()  # a first tap brings the scripts, and is itself held for 3 s at most
    expect(phone.locator("template#later")).to_have_count(0)
    for number, edge in enumerate(edges):
        cites.nth(edge).tap()
        expect(note(phone)).to_be_visible()
        box = note(phone).bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        if number:
            phone.locator("h1").scroll_into_view_if_needed()
            phone.locator("h1").tap()
        else:
            phone.keyboard.press("Escape")
        expect(note(phone)).to_be_hidden()
