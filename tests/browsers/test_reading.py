"""Search, switch, notes, filters, sorting and charts in Firefox and WebKit."""

from __future__ import annotations

from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from .reader import Reader

TREND = "/trends/efficiency/"


def search(reader: Reader, query: str, first: str) -> None:
    """Asks the search by keyboard; its first answer has these words."""
    reader.press("/")
    reader.wait("document.activeElement.matches('.search input')")
    reader.press(query)
    reader.says("dialog [role=option]", first)


def test_search(reader: Reader) -> None:
    reader.open(TREND)
    search(reader, "what is a kv cache", "KV cache")
    reader.press(Keys.ARROW_DOWN)
    reader.wait("document.querySelector('[role=option]').getAttribute('aria-selected') === 'true'")
    reader.press(Keys.ENTER)
    reader.at("/glossary/#kv-cache")
    assert abs(reader.off("kv-cache")) <= 1
    search(reader, "2404.14219", "Phi-3")
    reader.press(Keys.ESCAPE)
    reader.wait("!document.querySelector('dialog[open]')")
    reader.open("/search/?q=zzyzxqk")
    reader.says("[data-search-page] [role=status]", "Nothing found for “zzyzxqk”")


def test_switch(reader: Reader) -> None:
    """Under "End of 2024" nothing is shown that was not public by then; it holds on every page."""
    reader.open(TREND)
    assert (reader.count(".judgment.lens-then"), reader.count(".judgment.lens-now") > 0) == (
        0,
        True,
    )
    reader.click("[data-lens-button=then]")
    assert (reader.count(".judgment.lens-now"), reader.count(".judgment.lens-then") > 0) == (
        0,
        True,
    )
    reader.open("/claims/")
    assert (reader.count(".lens-now"), reader.count(".lens-then") >= 55) == (0, True)
    assert reader.seen("[data-lens-button=then]").get_attribute("aria-pressed") == "true"
    reader.click("[data-lens-button=now]")
    assert (reader.count(".lens-then"), reader.count(".lens-now") >= 55) == (0, True)


def test_notes(reader: Reader) -> None:
    reader.open(TREND)
    reader.hover(".md-content p a.term")
    reader.wait("document.querySelector('.note')?.textContent.length > 20")
    reader.press(Keys.ESCAPE)
    reader.gone(".note")
    reader.hover(".md-content p a.cite")
    reader.wait("document.querySelector('.note .note__source')")
    reader.hover(".judgment__verdict > .verdict")
    reader.says(".note", "Read the method")
    reader.hover("h1")
    reader.gone(".note")


def test_a_preview_is_reached_by_keyboard(reader: Reader) -> None:
    reader.open("/conclusion/")
    reader.click("details summary")
    link = reader.seen(".md-content details[open] a[href*='trends/'][href*='#']")
    reader.run("arguments[0].focus()", link)
    for words in ("Claim ·", "Today:", "End of 2024:"):
        reader.says(".note", words)
    reader.press(Keys.ESCAPE)
    reader.gone(".note")
    reader.open(TREND)
    link = reader.seen(".md-content p a.cite")
    reader.run("arguments[0].focus()", link)
    reader.wait("document.querySelector('.note a')")
    reader.press(Keys.TAB)
    reader.wait("document.activeElement === document.querySelector('.note a')")
    reader.press(Keys.ESCAPE)
    reader.wait("document.activeElement === arguments[0]", link)


def test_filters(reader: Reader) -> None:
    reader.open("/claims/")
    every = reader.count(".claim-row")
    Select(reader.seen("select[name=now]")).select_by_value("does-not-hold")
    reader.at("/claims/?now=does-not-hold")
    shown = reader.count(".claim-row")
    assert 0 < shown < every
    reader.open("/claims/?now=does-not-hold")
    assert reader.count(".claim-row") == shown
    assert reader.text(".filters [role=status]") == f"{shown} of {every} claims shown"
    reader.click(".filters [type=reset]")
    reader.says(".filters [role=status]", f"{every} of {every}")
    reader.open("/glossary/")
    reader.click("input[name=words]")
    reader.press("kv cache")
    reader.at("/glossary/?words=kv+cache")
    assert 0 < reader.count(".term-row") < 20


def test_sorting(reader: Reader) -> None:
    reader.open(TREND)
    reader.click(".claim__evidence summary")
    days = """return [...document.querySelector('table.evidence')
      .querySelectorAll('td[data-label=Public] time')].map((one) => one.dateTime)"""
    before = reader.run(days)
    assert len(before) >= 3
    reader.click("table.evidence th:nth-child(2) button.sort")
    assert reader.run(days) == sorted(before)
    reader.click("table.evidence th[aria-sort=ascending] button.sort")
    assert reader.run(days) == sorted(before, reverse=True)


def test_charts(reader: Reader) -> None:
    """The pointer and the arrow keys read the marks; the table has the same."""
    reader.open(TREND)
    reader.seen("[data-chart] .mark")
    reader.wait("document.querySelector('.chart__note')")
    reader.hover("[data-chart] .mark")
    reader.wait("document.querySelector('.chart__note:not([hidden])')")
    first = reader.seen("[data-chart] .mark[tabindex='0']")
    reader.run("arguments[0].focus()", first)
    said = "document.querySelector('.chart__note:not([hidden])')?.textContent"
    assert reader.wait(said) == first.get_attribute("aria-label")
    reader.press(Keys.ARROW_DOWN)
    second = reader.wait("document.activeElement !== arguments[0] && document.activeElement", first)
    assert reader.run(f"return {said}") == second.get_attribute("aria-label")
    reader.press(Keys.ESCAPE)
    assert not reader.count(".chart__note")
    reader.click(".chart__data summary")
    assert reader.count(".chart__data[open] td") > 3


def test_a_link_opens_what_is_folded(reader: Reader) -> None:
    reader.open(f"{TREND}#sources")
    assert reader.run("return document.querySelector('#sources').closest('details').open")
    assert abs(reader.off("sources")) <= 1


def test_without_storage_all_but_remembering_works(forgetful: Reader) -> None:
    reader = forgetful
    reader.open(TREND)
    assert reader.run("return window.localStorage") is None
    reader.click("[data-lens-button=then]")
    assert (reader.count(".judgment.lens-now"), reader.count(".judgment.lens-then") > 0) == (
        0,
        True,
    )
    reader.hover(".judgment__verdict > .verdict")
    reader.says(".note", "Read the method")
    search(reader, "what is a kv cache", "KV cache")
    reader.press(Keys.ENTER)
    reader.at("/glossary/#kv-cache")
    reader.open("/trends/jobs/")
    assert reader.seen("[data-lens-button=now]").get_attribute("aria-pressed") == "true"
    reader.seen("[data-explorable]")
    reader.wait("document.querySelector('[data-explorable][data-state=done]')")
    assert reader.wrong == []
