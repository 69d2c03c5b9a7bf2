"""What every explorable must do, whatever it shows. The library's part is in test_lib_in_pages.py.

The experiment of each runs once; what follows looks at the page on which it did.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from ..numerals import strays
from ..once import Once
from . import harness
from .harness import Watched

SCRIPT_LIMIT = 25_000  # bytes over gzip, library included; comments are free
COMMENTS = re.compile(rb"/\*.*?\*/|(?<=[\s;{}])//[^\n]*", re.DOTALL)
DATA_LIMIT = 60_000
VERDICTS = {"held", "did not hold", "inconclusive"}
FOLDERS = [pytest.param(f, marks=pytest.mark.xdist_group(f)) for f in harness.folders()]


@dataclass(frozen=True)
class Ran:
    """An explorable with its standard settings, and what it said before its experiment."""

    folder: str
    watched: Watched
    facts: str
    verdict: str
    asked: frozenset[str]
    """All that the page of a reader loads for it; what tests load later is not among it."""

    @property
    def page(self) -> Page:
        return self.watched.page


@pytest.fixture(scope="module", params=FOLDERS)
def ran(
    browser: Browser, address: str, once: Once, request: pytest.FixtureRequest
) -> Iterator[Ran]:
    folder: str = request.param
    once.here(f"ran-{folder}")
    with harness.watched(browser) as opened:
        harness.open_element(opened.page, address, folder)
        facts = opened.page.inner_text(".ex-facts")
        verdict = harness.experiment(opened.page, folder)
        yield Ran(folder, opened, facts, verdict, frozenset(opened.asked))


def test_runs_on_its_own_and_reaches_a_verdict(ran: Ran, address: str) -> None:
    page = ran.page
    assert re.search(r"Seed 1\. .*\d.* ms, in a worker", ran.facts)
    assert len(page.inner_text(".ex-sentence >> nth=0")) > 30
    assert page.locator(".ex-figures svg[role=img]").count() > 0
    assert page.locator(".ex-table td").count() > 3
    assert len(page.inner_text(".ex-note")) > 60
    assert ran.verdict in VERDICTS
    verdicts = page.inner_text(".ex-verdicts")
    assert "Rule:" in verdicts and "Mean" in verdicts and "Range" in verdicts
    assert page.locator(".ex-verdicts tbody tr").count() >= 2 + 10
    hosts = {url.split("/", 3)[2] for url in ran.asked if url.startswith("http")}
    assert hosts == {address.split("/", 3)[2]}
    assert ran.watched.complaints == []


def test_stored_run_is_what_the_model_computes(ran: Ran) -> None:
    stored = harness.fallback(ran.folder)
    assert "Stored run" in stored and "<table" in stored and "<svg" in stored
    assert harness.stored(ran.page, ran.folder) == stored
    assert "It is the result of the stored run." in ran.facts


def test_size(ran: Ran) -> None:
    script, data = {}, {}
    for url in ran.asked:
        path = url.split("/", 3)[-1].split("?")[0]
        if not path.startswith("explorables/"):
            continue
        content = (harness.DOCS / path).read_bytes()
        if path.endswith(".js"):
            script[path] = len(gzip.compress(COMMENTS.sub(b"", content)))
        elif not path.endswith(".css"):
            data[path] = len(content)
    assert f"explorables/{ran.folder}/model.js" in script
    assert "explorables/lib/worker.js" in script
    assert sum(script.values()) <= SCRIPT_LIMIT, script
    assert sum(data.values()) <= DATA_LIMIT, data


def test_every_control_has_a_name_and_a_size_on_a_phone(ran: Ran) -> None:
    page = ran.page
    page.set_viewport_size({"width": 360, "height": 800})
    page.wait_for_function("document.querySelector('.ex-figures svg').clientWidth <= 360")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    unnamed = """[...document.querySelectorAll('.explorable :is(input, select, progress, button)')]
      .filter((e) => !(e.textContent && e.tagName === 'BUTTON') && !e.getAttribute('aria-label') && !e.labels?.length).length"""
    assert page.evaluate(unnamed) == 0
    small = """[...document.querySelectorAll('.explorable :is(input, select, button)')]
      .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 24).length"""
    assert page.evaluate(small) == 0


TO_THE_TOP = "(one) => scrollTo(0, scrollY + one.getBoundingClientRect().top)"
"""Where what sticks to the top of the window would hide it."""


def test_the_result_is_in_view_of_each_open_control(ran: Ran) -> None:
    """It takes at most a quarter of a phone's screen, and hides no control where screens are low."""
    page = ran.page
    for width, height, shown in ((390, 844, True), (320, 256, False)):
        page.set_viewport_size({"width": width, "height": height})
        for field in page.locator(".ex-bench >> nth=0").locator(".ex-settings .ex-controls").all():
            for control in field.locator(":is(input, select):visible").all():
                control.evaluate(TO_THE_TOP)
                control.focus()
                control.scroll_into_view_if_needed()
                result, own = (
                    one.bounding_box() for one in (page.locator(".ex-sentence").first, control)
                )
                assert result and own
                top, bottom = result["y"], result["y"] + result["height"]
                assert bottom <= own["y"], f"{width} px: the result lies over a control"
                if shown:
                    assert top >= 0 and result["height"] <= height / 4, result


def test_numbers_are_written_and_spoken_as_on_the_whole_site(ran: Ran) -> None:
    page = ran.page
    words = json.loads((harness.EXPLORABLES / ran.folder / "definition.json").read_text())
    units = {one["label"]: one.get("unit", "") for one in words["parameters"].values()}
    for slider in page.locator("input[type=range]").all():
        label = slider.evaluate("(slider) => slider.labels[0].textContent")
        spoken = slider.get_attribute("aria-valuetext") or ""
        assert re.search(r"\d", spoken) and spoken.endswith(units[label]), label
        assert spoken == slider.evaluate("(slider) => slider.previousSibling.textContent")
        assert strays(spoken) == []
    assert strays(page.inner_html(".explorable")) == []


def test_a_marked_setting_makes_the_claim_fail(ran: Ran) -> None:
    """The last look at the page, which it changes."""
    page = ran.page
    benches = page.locator(".ex-settings").all()
    assert benches
    for bench in benches:
        assert bench.locator("> div > .ex-controls > *").count() <= 4
    assert page.locator(".ex-presets [aria-pressed=true]").count() >= 1
    page.locator(".ex-fails").first.click()
    assert page.locator(".ex-fails").first.get_attribute("aria-pressed") == "true"
    harness.wait(page, ran.folder)
    assert harness.experiment(page, ran.folder) == "did not hold"
    assert ran.watched.complaints == []


@pytest.mark.parametrize("folder", harness.folders())
def test_element_is_named_like_its_folder(folder: str) -> None:
    """The page's tag is made from the folder."""
    assert harness.name(folder) == folder
