"""What a reader meets whose browser keeps nothing, or does not get one of the scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from .. import chromium
from ..explorables import harness

TREND = "/trends/jobs/"
BLOCKED = {"profile": {"default_content_setting_values": {"cookies": 2}}}
"""Chromium's own setting against cookies and all other storage."""


def test_with_storage_blocked_all_but_remembering_works(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    if not (program := chromium.whole()):
        pytest.skip("the shell without windows knows no settings; Firefox and WebKit are tested so")
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default/Preferences").write_text(json.dumps(BLOCKED), encoding="utf-8")
    context = browser.browser_type.launch_persistent_context(
        tmp_path, executable_path=program, args=chromium.FLAGS
    )
    page = context.pages[0]
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address + TREND)
    kept = "() => { try { return localStorage.length } catch (error) { return error.name } }"
    assert page.evaluate(kept) == "SecurityError"
    page.locator("[data-lens-button=then]").click()
    assert not page.locator(".judgment.lens-now:visible").count()
    page.keyboard.press("/")
    page.get_by_role("combobox").fill("kv cache")
    expect(page.get_by_role("option").first).to_contain_text("KV cache")
    page.keyboard.press("Escape")
    page.locator("[data-explorable]").scroll_into_view_if_needed()
    expect(page.locator("[data-explorable]")).to_have_attribute("data-state", "done")
    page.goto(f"{address}/claims/?now=does-not-hold")
    assert 0 < page.locator(".claim-row:visible").count() < page.locator(".claim-row").count()
    assert page.evaluate("document.documentElement.dataset.lens") == "now"
    context.close()
    assert not errors


def read(page: Page, address: str) -> None:
    """Answer, verdicts and evidence are there, and a link leads on."""
    page.goto(address + TREND)
    expect(page.locator(".answer__claims li").first).to_be_visible()
    expect(page.locator(".judgment").first).to_be_visible()
    page.locator(".claim__evidence summary").first.click()
    expect(page.locator("table.evidence td").first).to_be_visible()
    # By keyboard, since what is near a far place takes its height only when that is reached.
    page.locator("a.md-footer__link").first.press("Enter")
    page.wait_for_url(lambda url: not url.endswith(TREND))


def compute(page: Page, address: str) -> None:
    """The experiment runs, or says why it does not; either way there is a result to read."""
    harness.show(page, address, harness.document(harness.markup("jobs")))
    experiment = page.locator("[data-explorable]")
    done = page.locator("[data-explorable][data-state=done]")
    said = experiment.get_by_text(re.compile("did not load|stopped with an error"))
    expect(done.or_(said).first).to_be_visible(timeout=20_000)
    expect(experiment.locator(":is(table, svg):visible").first).to_be_visible()


@pytest.fixture(scope="module")
def scripts(browser: Browser, address: str) -> list[str]:
    """The paths of all scripts that a reader of a trend page is sent."""
    with browser.new_context() as context:
        asked: set[str] = set()
        context.on("request", lambda request: asked.add(request.url.removeprefix(address)))
        compute(context.new_page(), address)
        read(context.new_page(), address)
    found = sorted(path for path in asked if path.endswith(".js"))
    assert len(found) > 20
    return found


@pytest.mark.long
def test_a_script_that_is_missing_costs_only_what_it_does(
    browser: Browser, address: str, scripts: list[str]
) -> None:
    """Each of them in turn; nothing waits for what never comes."""
    failed = []
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(30_000)
        for script in scripts:
            page.route(f"{address}{script}", lambda route: route.abort())
            try:
                # Without the loader the stored run stays, as without JavaScript.
                computes = "/explorables/" in script and not script.endswith("/loader.js")
                (compute if computes else read)(page, address)
            except (AssertionError, Error) as error:
                failed.append(f"{script}: {error}")
            page.unroute(f"{address}{script}")
    assert failed == []
