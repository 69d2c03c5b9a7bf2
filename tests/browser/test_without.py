"""What a reader meets whose browser keeps nothing."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Browser, expect

from .. import chromium

TREND = "/trends/jobs/"
BLOCKED = {"profile": {"default_content_setting_values": {"cookies": 2}}}
"""Chromium's own setting against cookies and all other storage."""


def test_with_storage_blocked_all_but_remembering_works(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default/Preferences").write_text(json.dumps(BLOCKED), encoding="utf-8")
    context = browser.browser_type.launch_persistent_context(
        tmp_path, executable_path=chromium.installed(), args=chromium.FLAGS
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
