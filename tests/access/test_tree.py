"""What Chromium's accessibility tree says of the pages, which is what a screen reader is told."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from .test_axe import KINDS, OPEN, context

NAMED = {
    *("button", "link", "slider", "textbox", "searchbox", "combobox", "checkbox", "radio"),
    *("navigation", "region", "heading", "image", "DisclosureTriangle"),
}
"""Roles of what is pressed, filled in, gone to or looked at: each needs a name."""
IN_A_REGION = {"table"}
"""Their name may be that of the region in which they are scrolled."""


def unnamed(nodes: list[dict[str, Any]]) -> list[str]:
    """The roles of what should have a name and has none; `nodes` as the protocol gives them."""
    by_id = {node["nodeId"]: node for node in nodes}
    found = []
    for node in nodes:
        role = node.get("role", {}).get("value")
        if node["ignored"] or role not in NAMED | IN_A_REGION or _name(node):
            continue
        around = by_id.get(node.get("parentId"), {})
        if role not in IN_A_REGION or not _name(around):
            found.append(role)
    return found


def _name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_told_to_a_screen_reader_has_names(
    browser: Browser, address: str, width: int
) -> None:
    opened = context(browser, width, "light")
    page = opened.new_page()
    tree = opened.new_cdp_session(page)
    found = {}
    for kind in KINDS:
        page.goto(address + kind)
        page.evaluate(OPEN)
        nodes = tree.send("Accessibility.getFullAXTree")["nodes"]
        assert len(nodes) > 100
        if roles := unnamed(nodes):
            found[kind] = roles
    opened.close()
    assert not found
