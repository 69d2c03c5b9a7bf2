"""What a published page weighs when it is opened cold, and that nothing is lost by being light."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from urllib.request import urlopen

import pytest
from llm_trends.hosting.compressing import smallest_gzip
from playwright.sync_api import Browser

from .conftest import HOSTED, Served

pytestmark = HOSTED

LOADED = re.compile(
    r'<(?:link rel="(?:stylesheet|preload|icon)"|script)[^>]*? (?:href|src)="([^"]+)"'
)
LATER = re.compile(r"<template.*?</template>", re.DOTALL)
HEAD = 450
"""Bytes of the head of an answer."""


Compressor = Callable[[bytes], bytes]


@cache
def size(path: Path, compressed: Compressor) -> int:
    """Bytes of a file as it is sent; a typeface is compressed already."""
    content = path.read_bytes()
    return len(content) if path.suffix == ".woff2" else len(compressed(content))


def weight(site: Path, page: Path, compressed: Compressor) -> float:
    """KiB of a page and of all that its markup has a browser fetch at once."""
    html = LATER.sub("", page.read_text(encoding="utf-8"))
    files = [page, *((page.parent / way).resolve() for way in LOADED.findall(html))]
    own = [path for path in files if path.is_relative_to(site.resolve()) or path == page]
    return sum(size(path, compressed) + HEAD for path in own) / 1024


def of(site: Path, folders: str) -> list[Path]:
    return list(site.glob(f"{folders}/index.html"))


def test_every_kind_of_page_keeps_to_its_weight(served: Served) -> None:
    """By what is published: as zopfli has it. That takes a second a page and is never larger than
    what zlib makes, so zopfli weighs only the pages that zlib finds too heavy.
    """
    pages = {
        page.parent.relative_to(served.site).as_posix(): page
        for way in ("*", "trends/*", "corrections/*")
        for page in of(served.site, way)
    }
    assert len(pages) > 30
    quick = partial(gzip.compress, compresslevel=9, mtime=0)
    weights = {name: weight(served.site, page, quick) for name, page in pages.items()}
    limits = {name: 150 if name == "sources" else 100 for name in pages}
    heavy = {
        name: round(kibibytes, 1)
        for name, page in pages.items()
        if weights[name] > limits[name]
        if (kibibytes := weight(served.site, page, smallest_gzip)) > limits[name]
    }
    assert not heavy
    assert weights["trends/regulation"] > 80, "the files of the page were not found"


def test_the_typeface_that_a_page_asks_for_at_once_needs_one_round_trip(served: Served) -> None:
    """Ten packets are what a new connection carries before it waits for an answer."""
    page = (served.site / "index.html").read_text(encoding="utf-8")
    (face,) = re.findall(r'<link rel="preload" href="([^"]+)" as="font"', page)
    with urlopen(f"{served.address}/{face}") as answer:
        head = len(str(answer.headers))
        assert head + len(answer.read()) <= 10 * 1460


@pytest.mark.parametrize("path", ["", "claims/", "trends/collaboration/", "trends/jobs/"])
@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_seen_first_needs_no_other_typeface(
    served: Served, browser: Browser, path: str, width: int
) -> None:
    """A letter of another face, be it in the path above the title, has a page wait for that too.
    The face of headings comes with the style sheet."""
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    page.goto(f"{served.address}/{path}", wait_until="networkidle")
    faces = page.evaluate(
        "performance.getEntriesByType('resource').map(({ name }) => name)"
        ".filter((name) => name.endsWith('.woff2')).map((name) => name.split('/').at(-1))"
    )
    loaded = page.evaluate(
        "[...document.fonts].filter(({ status }) => status === 'loaded')"
        ".map(({ family }) => family.replaceAll('\"', ''))"
    )
    context.close()
    assert [face.split(".")[0] for face in faces] == ["sans"]
    assert {*loaded} >= {"Trends Sans", "Trends Serif"}


def test_drawings_further_down_are_pictures_that_come_alive(
    served: Served, browser: Browser
) -> None:
    address = f"{served.address}/trends/efficiency/"
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    figures = page.locator("figure.chart")
    assert figures.nth(0).locator("svg .mark").count()
    picture = figures.nth(2).locator(".chart__wide img")
    assert len(picture.get_attribute("alt") or "") > 60
    picture.scroll_into_view_if_needed()
    page.wait_for_function("e => e.complete && e.naturalWidth > 300", arg=picture.element_handle())
    context.close()

    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(address)
    drawing = page.locator("figure.chart").nth(2).locator(".chart__wide")
    before = drawing.evaluate("e => e.getBoundingClientRect().height")
    drawing.scroll_into_view_if_needed()
    drawing.locator("svg .mark").first.wait_for()
    assert drawing.evaluate("e => e.getBoundingClientRect().height") == before
    assert not page.locator("figure.chart").nth(2).locator("img").count()
    drawing.locator(".mark").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.row") == "2"
    text = drawing.locator("text").first
    assert text.evaluate("e => getComputedStyle(e).fill") != "rgb(74, 78, 85)"
    assert not errors
    context.close()


def test_all_drawings_are_on_paper(served: Served, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    fetched: set[str] = set()
    page.on("requestfinished", lambda request: fetched.add(request.url.rpartition("/")[2]))
    page.goto(f"{served.address}/trends/efficiency/")
    page.pdf()
    wide = {
        (found.get_attribute("src") or "").rpartition("/")[2]
        for found in page.locator("figure.chart .chart__wide img").all()
    }
    assert len(wide) == 4
    assert wide <= fetched
    context.close()


@pytest.mark.parametrize("path", ["", "trends/generalization/", "claims/", "search/", "sources/"])
def test_a_page_is_seen_before_its_scripts_are_asked_for(
    served: Served, browser: Browser, path: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served.address}/{path}")
    (seen,) = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint').map((paint) => paint.startTime)"
    )
    asked = page.evaluate(
        "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'))"
        ".map(({ startTime }) => startTime)"
    )
    context.close()
    assert asked
    assert min(asked) > seen


def test_notes_come_with_the_first_move(served: Served, browser: Browser) -> None:
    """Where a page appears under a pointer, Chromium tells it so, at once or when it is there: that
    is no move, and is kept from the page.
    """
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        """window.felt = [];
        addEventListener("pointerover", (event) => {
          if (!window.moved) event.stopImmediatePropagation();
        }, true);
        for (const kind of ["pointerover", "pointerdown", "keydown", "focusin", "scroll"]) {
          addEventListener(kind, (event) => felt.push(`${kind} ${event.target.nodeName}`), true);
        }"""
    )
    page.goto(f"{served.address}/trends/efficiency/")
    come = page.evaluate("[...document.scripts].some(s => s.src.includes('notes'))")
    assert not come, page.evaluate("felt")
    page.evaluate("moved = true")
    page.locator(".md-content .cite").first.hover()
    page.locator(".note").wait_for()
    context.close()


def test_a_script_that_fails_stops_no_other(served: Served, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("window.IntersectionObserver = undefined")
    page.goto(f"{served.address}/trends/efficiency/")
    page.locator(".lens button").first.wait_for()
    assert page.locator("button.sort").count()
    context.close()
