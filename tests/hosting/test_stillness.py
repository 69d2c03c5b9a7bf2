"""What a reader sees while a page loads: nothing moves, and headings have the site's own face."""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import Browser, Route

from ..reading import KINDS
from .conftest import HOSTED, Served

pytestmark = HOSTED

WATCH = """
window.moved = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries())
    moved.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80))]);
}).observe({ type: "layout-shift", buffered: true });
"""
LATE = """() =>
performance.now() > performance.getEntriesByName("first-contentful-paint")[0]?.startTime + 500
"""
"""Long after a browser waits for a typeface that a page can do without, which is 0.1 s."""
PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
PAGES = (*KINDS, "changes/", "trends/efficiency/")


def _hold(held: list[Route], route: Route) -> None:
    held.append(route)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
def test_nothing_moves_while_a_page_loads(
    served: Served, browser: Browser, width: int, height: int
) -> None:
    moved = {}
    for path in PAGES:
        context = browser.new_context(viewport={"width": width, "height": height})
        page = context.new_page()
        page.add_init_script(WATCH)
        held: list[Route] = []
        page.route("**/*.woff2", partial(_hold, held))
        page.goto(f"{served.address}/{path}", wait_until="domcontentloaded")
        page.wait_for_function(LATE)
        assert held, "the page asked for no typeface"
        for route in held:
            route.continue_()
        page.wait_for_load_state("load")
        page.evaluate(PAINTED)
        if seen := page.evaluate("moved"):
            moved[path] = seen
        context.close()
    assert not moved


def test_headings_have_their_face_on_a_slow_phone(served: Served, browser: Browser) -> None:
    """It comes with the style sheet, but a browser unpacks it after the first sight."""
    faces = []
    for _ in range(4):
        context = browser.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        protocol = context.new_cdp_session(page)
        protocol.send("Emulation.setCPUThrottlingRate", {"rate": 6})
        page.goto(f"{served.address}/trends/efficiency/", wait_until="load")
        page.evaluate("document.fonts.ready.then(() => true)")
        page.evaluate(PAINTED)
        for method in ("DOM.enable", "CSS.enable"):
            protocol.send(method)
        root = protocol.send("DOM.getDocument")["root"]["nodeId"]
        found = protocol.send("DOM.querySelector", {"nodeId": root, "selector": "h1"})
        used = protocol.send("CSS.getPlatformFontsForNode", found)["fonts"]
        faces.append({font["familyName"] for font in used})
        context.close()
    assert faces == [{"Trends Serif"}] * 4
