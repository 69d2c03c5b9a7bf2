"""Every kind of page in a real browser, behind a real nginx, under the policy of the project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ..web import served as served_folder
from .conftest import HOSTED, Served

pytestmark = HOSTED

WATCH = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`refused: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A page that fails the test on anything that the policy refuses, and on any other error."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert not errors


def test_every_page_opens(page: Page, served: Served) -> None:
    pages = sorted(served.site.rglob("index.html"))
    assert len(pages) >= 20
    for path in pages:
        way = path.parent.relative_to(served.site).as_posix()
        response = page.goto(f"{served.address}/{'' if way == '.' else f'{way}/'}")
        assert response
        assert response.status == 200
        page.wait_for_function(
            "document.documentElement.dataset.framed || document.title === 'Moved' "
            "|| document.querySelector('article > .frozen')"
        )


def test_a_page_that_is_not_there(browser: Browser, served: Served) -> None:
    context = browser.new_context()
    page = context.new_page()
    response = page.goto(f"{served.address}/no/such/page/")
    assert response
    assert response.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("This page does not exist")
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--paper')")
    context.close()


def test_every_explorable_computes_in_its_worker(page: Page, served: Served) -> None:
    pages = sorted(served.site.glob("trends/*/index.html"))
    trends = [one.parent.name for one in pages if "data-explorable" in one.read_text("utf-8")]
    assert len(trends) == 10
    for trend in trends:
        page.goto(f"{served.address}/trends/{trend}/")
        page.locator("[data-explorable]").scroll_into_view_if_needed()
        page.locator("[data-explorable][data-state=done]").wait_for(timeout=120_000)
        assert "in a worker" in page.locator(".ex-facts").first.inner_text()


def test_search_switch_filters_and_notes(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/claims/")
    page.locator("select[name=now]").select_option("does-not-hold")
    expect(page.get_by_role("status")).to_contain_text("claims shown")
    page.get_by_role("button", name="End of 2024").click()
    assert page.evaluate("document.documentElement.dataset.lens") == "then"
    page.goto(f"{served.address}/trends/efficiency/")
    assert page.evaluate("document.documentElement.dataset.lens") == "then"
    page.locator(".md-content p a.term").first.hover()
    expect(page.locator(".note")).to_be_visible()
    mark = page.locator("figure.chart [role=img].mark:visible").first
    mark.scroll_into_view_if_needed()
    page.mouse.move(0, 0)
    mark.focus()
    expect(page.locator(".chart__note:visible")).to_have_count(1)
    page.keyboard.press("/")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    page.keyboard.insert_text("quantization")
    expect(page.get_by_role("option").first).to_contain_text("uantization", ignore_case=True)


def test_the_chosen_scheme_is_there_before_the_frame(browser: Browser, served: Served) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(served.address)
    scheme = "document.documentElement.dataset.mdColorScheme"
    assert page.evaluate(scheme) == "slate"
    page.get_by_role("button", name="Colors").click()
    page.wait_for_function(f"{scheme} === 'default'")
    page.route("**/frame*.js", lambda route: route.abort())
    page.reload()
    assert page.evaluate(scheme) == "default"
    context.close()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder and where it is served: another port is another origin."""
    with served_folder(tmp_path) as address:
        yield tmp_path, address


def test_only_cards_of_claims_can_be_framed(
    browser: Browser, served: Served, elsewhere: tuple[Path, str]
) -> None:
    folder, other = elsewhere
    context = browser.new_context()
    page = context.new_page()
    for path, shown in (
        ("claims/efficiency/sparse-attention.html", True),
        ("trends/efficiency/", False),
        ("", False),
    ):
        around = f'<!doctype html><iframe src="{served.address}/{path}"></iframe>'
        name = f"{len(path)}.html"  # no page before is taken from a cache
        (folder / name).write_text(around, encoding="utf-8")
        page.goto(f"{other}/{name}")
        frame = page.frames[-1]
        assert (frame.url.startswith(served.address) and bool(frame.title())) is shown, path
    context.close()


def test_old_addresses_lead_on(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/trends/speed/#sparse-attention")
    assert page.url == f"{served.address}/trends/efficiency/#sparse-attention"
    page.goto(f"{served.address}/trends/efficiency/#old-claim")
    expect(page.locator("#old-claim")).to_be_in_viewport()
    for name in ("cite.bib", "index.md", "card.png"):
        old, now = (
            page.request.get(f"{served.address}/trends/{one}/{name}")
            for one in ("speed", "efficiency")
        )
        assert old.ok, name
        assert old.body() == now.body()


def test_a_stub_leads_on_where_the_server_does_not(page: Page, served: Served) -> None:
    stub = f"{served.address}/trends/speed/index.html#sparse-attention"
    page.goto(stub)
    page.wait_for_url(f"{served.address}/trends/efficiency/#sparse-attention")
