"""The search as readers use it: by keyboard, mouse and touch, and when something is missing."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from .. import chromium
from ..projects import Built

TREND = "/trends/efficiency/"
KIBIBYTE = 1024


def opened(page: Page, query: str = "", key: str = "/") -> None:
    """The dialog by its shortcut, and the answers to `query` once all is fetched."""
    page.keyboard.press(key)
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    if query:
        page.keyboard.insert_text(query)
        expect(status(page)).to_have_text(re.compile("^[0-9]+ results?[.,](?!.*[Ff]etching)"))


def status(page: Page) -> Locator:
    return page.get_by_role("dialog").get_by_role("status")


def test_nothing_is_fetched_before_the_search_is_used(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(address + TREND)
    page.wait_for_load_state("networkidle")
    assert [path for path in asked if "search" in path] == ["/assets/search/open.js"]


def test_a_first_search_weighs_little(page: Page, address: str, real: Built) -> None:
    """With the script of the previews, which comes with the reader's first move."""
    page.goto(address + TREND)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    opened(page, "price per token")
    files = [real.site / path.lstrip("/") for path in asked]
    weight = sum(len(gzip.compress(path.read_bytes(), 9)) for path in files)
    assert len([path for path in asked if "search/" in path]) == 10
    assert weight <= 200 * KIBIBYTE, f"{weight / KIBIBYTE:.0f} KiB"


def test_by_keyboard_to_the_thing_itself(page: Page, address: str) -> None:
    page.goto(address)
    opened(page, "what is a kv cache", key="s")
    field = page.get_by_role("combobox", name="Search")
    expect(field).to_be_focused()
    first = page.get_by_role("option").first
    expect(first).to_contain_text("Term")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/#kv-cache")
    expect(page.locator("#kv-cache")).to_be_in_viewport()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_arrows_choose_among_the_answers_to_the_whole_query(page: Page, address: str) -> None:
    """Keys in one task, so that no answer can come between the last letter and the arrow."""
    page.goto(address)
    opened(page, "speech")
    expect(page.get_by_role("option").first).to_be_visible()
    page.evaluate(
        """() => {
          const field = document.querySelector("[role=combobox]");
          field.value = "what is a kv cache";
          field.dispatchEvent(new Event("input", { bubbles: true }));
          field.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
        }"""
    )
    first = page.get_by_role("option").first
    expect(first).to_contain_text("KV cache")
    page.wait_for_timeout(300)
    expect(first).to_have_attribute("aria-selected", "true")


def test_enter_leads_to_the_first_answer(page: Page, address: str) -> None:
    page.goto(address + TREND)
    opened(page, "sparse attention reduces compute")
    page.keyboard.press("Enter")
    page.wait_for_url("**#sparse-attention")
    expect(page.locator("#sparse-attention")).to_be_in_viewport()
    box = page.locator("#sparse-attention").bounding_box()
    assert box
    assert 40 < box["y"] < 300


def test_escape_gives_the_focus_back(page: Page, address: str) -> None:
    page.goto(address + TREND)
    link = page.locator("a[data-search]")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.type("/s")
    expect(page.get_by_role("combobox")).to_have_value("/s")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(link).to_be_focused()


def test_an_answer_shows_kind_place_verdicts_and_words(page: Page, address: str) -> None:
    page.goto(address + TREND)
    opened(page, "openness transparency")
    claim = page.get_by_role("option").filter(has_text="Openness brings transparency").first
    expect(claim).to_contain_text("Claim")
    expect(claim).to_contain_text("Open source")
    expect(claim).to_contain_text("Today: contested")
    expect(claim).to_contain_text("End of 2024: holds with limits")
    marked = [mark.lower() for mark in claim.locator("mark").all_inner_texts()]
    assert {"openness", "transparency"} <= set(marked)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_an_answer_takes_three_lines_at_most(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + TREND)
    opened(page, "models")
    options = page.get_by_role("option").all()
    assert len(options) > 5
    for option in options:
        lines = option.evaluate(
            """(one) => [...one.children].map(
              (part) => part.clientHeight / parseFloat(getComputedStyle(part).lineHeight))"""
        )
        assert sum(round(count) for count in lines) <= 3
    gaps = """(all) => {
      const box = (part) => part.getBoundingClientRect();
      const after = (part) => box(part).left - box(part.previousElementSibling).right;
      return all.flatMap((meta) => [...meta.children].slice(1).map(after));
    }"""
    assert all(abs(gap) < 1 for gap in page.locator(".hit__meta").evaluate_all(gaps))
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0


def test_all_results_have_an_address(page: Page, address: str) -> None:
    page.goto(address + TREND)
    opened(page, "open weights")
    text = page.get_by_role("link", name=re.compile("^All [0-9]+ results$")).inner_text()
    page.get_by_role("link", name=text).click()
    page.wait_for_url("**/search/?q=open%20weights")
    options = page.get_by_role("option")
    expect(options).to_have_count(min(100, int(text.split()[1])))
    page.get_by_role("combobox").fill("kv cache")
    page.wait_for_url("**/search/?q=kv+cache")
    page.reload()
    expect(options.first).to_contain_text("KV cache")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_on_a_phone(phone: Page, address: str) -> None:
    phone.goto(address + TREND)
    phone.get_by_role("link", name="Search", exact=True).tap()
    phone.get_by_role("combobox").fill("catastrophic forgetting")
    phone.get_by_role("option").first.tap()
    phone.wait_for_url("**/glossary/#catastrophic-forgetting")
    expect(phone.locator("#catastrophic-forgetting")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Claims, terms, charts"),
        ("a", "One letter is too little"),
        ("what is the", "Add the thing that you look for"),
        ("zzyzxqk", "Nothing found for “zzyzxqk”"),
        ("zzyzxqk cache", "Nothing has “zzyzxqk”; these are results without it"),
        ("x" * 300, "Only the first 200 letters"),
        ("cache " * 60, "Only the first 200 letters"),
        ("<img src=x onerror=alert(1)>", "result"),
        ("<b>zzyzxqk</b>", "Nothing"),
        ("((((", "Add the thing that you look for"),
        ("constructor __proto__ toString", "result"),
    ],
)
def test_odd_queries_are_answered_in_a_sentence(
    page: Page, address: str, query: str, words: str
) -> None:
    page.goto(address + TREND)
    opened(page)
    page.get_by_role("combobox").fill(query)
    expect(status(page)).to_contain_text(words)
    assert page.locator(".search img, .search b b").count() == 0


def test_a_missing_piece_is_named_and_tried_again(page: Page, address: str) -> None:
    page.route("**/search/sources.js", lambda route: route.abort())
    page.goto(address + TREND)
    opened(page)
    page.keyboard.type("kv cache")
    expect(status(page)).to_contain_text("Incomplete: sources did not load")
    expect(page.get_by_role("option").first).to_contain_text("KV cache")
    page.unroute("**/search/sources.js")
    page.get_by_role("button", name="Try again").click()
    expect(status(page)).not_to_contain_text("Incomplete")
    page.get_by_role("combobox").fill("2404.14219")
    expect(page.get_by_role("option").first).to_contain_text("Phi-3")


def test_without_its_first_piece_it_says_so(page: Page, address: str) -> None:
    page.route("**/search/answers.js", lambda route: route.abort())
    page.goto(address + TREND)
    opened(page)
    expect(status(page)).to_contain_text("did not load (search/answers.js could not be fetched)")
    expect(page.get_by_role("dialog").get_by_role("link", name="Glossary")).to_be_visible()
    page.unroute("**/search/answers.js")
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("combobox").fill("kv cache")
    expect(page.get_by_role("option").first).to_contain_text("KV cache")


@pytest.mark.parametrize("changed", [('"state":"', '"state":"x'), ('"format":2', '"format":3')])
def test_a_page_of_before_a_publication_says_so(
    page: Page, address: str, real: Built, changed: tuple[str, str]
) -> None:
    text = (real.site / "search/prose.js").read_text(encoding="utf-8").replace(*changed, 1)
    page.route("**/search/prose.js", lambda route: route.fulfill(body=text))
    page.goto(address + TREND)
    opened(page)
    expect(status(page)).to_contain_text("The site was published anew since this page was opened")
    page.unroute("**/search/prose.js")
    with page.expect_navigation():
        page.get_by_role("button", name="Reload the page").click()
    chromium.ready(page)
    opened(page, "kv cache")


@pytest.mark.parametrize("script", ["library", "words", "rank", "engine", "shown", "view"])
def test_with_a_script_missing_its_page_lists_where_to_look(
    browser: Browser, address: str, script: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route(f"**/assets/search/{script}.js", lambda route: route.abort())
    page.goto(address + TREND)
    page.keyboard.press("/")
    page.wait_for_url("**/search/")
    expect(page.get_by_text("its scripts did not run here")).to_be_visible()
    expect(page.locator("[data-search-page] a")).to_have_count(5)
    context.close()


def test_its_page_says_nothing_of_missing_scripts_while_they_may_come(
    page: Page, address: str
) -> None:
    page.route("**/assets/search/open.js", lambda route: None)  # neither an answer nor a failure
    page.goto(f"{address}/search/", wait_until="commit")
    expect(page.get_by_role("heading", name="Search")).to_be_visible()
    expect(page.get_by_text("its scripts did not run here")).to_be_hidden(timeout=1000)


def test_without_javascript_it_says_so(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + TREND)
    page.get_by_role("link", name="Search", exact=True).click()
    expect(page.locator("[data-search-page]")).to_contain_text("scripts are switched off")
    context.close()


def test_without_storage(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no storage') } })"
    )
    page = context.new_page()
    page.goto(address + TREND)
    opened(page, "kv cache")
    context.close()


def test_from_disk(browser: Browser, real: Built) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((real.site / "trends/efficiency/index.html").as_uri())
    opened(page, "kv cache")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/index.html#kv-cache")
    expect(page.locator("#kv-cache")).to_be_in_viewport()
    context.close()


def test_its_scripts_and_styles_pass_a_strict_policy(page: Page, address: str) -> None:
    """No inline script or style, nothing evaluated: violations name no file of the search."""

    def with_policy(route: Route) -> None:
        response = route.fetch()
        policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"
        headers = {**response.headers, "content-security-policy-report-only": policy}
        route.fulfill(response=response, headers=headers)

    page.route(f"{address}{TREND}", with_policy)
    page.add_init_script(
        "window.broken = []; addEventListener('securitypolicyviolation', "
        "(event) => broken.push([event.sourceFile, event.violatedDirective]))"
    )
    page.goto(address + TREND)
    page.evaluate("broken.length = 0")
    opened(page, "kv cache")
    assert [one for one in page.evaluate("broken") if "search" in one[0]] == []


def test_every_answer_leads_to_a_place_that_exists(page: Page, address: str, real: Built) -> None:
    page.goto(f"{address}/method/")
    places = page.evaluate(
        """async () => {
          const pieces = await Promise.all(["answers", "prose", "sources"].map(siteSearch.piece));
          return pieces.flatMap(({ records }) => records.map(({ at }) => at));
        }"""
    )
    assert len(places) > 1000
    missing = []
    ids: dict[Path, set[str]] = {}
    for at in places:
        path, _, anchor = at.partition("#")
        file = real.site / path / "index.html"
        if file not in ids:
            ids[file] = set(re.findall(r'\sid="([^"]+)"', file.read_text(encoding="utf-8")))
        if anchor and anchor not in ids[file]:
            missing.append(at)
    assert missing == []
