"""The copy for reading from disk, opened in real browsers by `file://`."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from llm_trends.offline.copying import NotMadeError, for_disk, is_copy
from llm_trends.offline.links import to_files
from llm_trends.offline.printing import BROWSERS
from playwright.sync_api import Browser, Page, Request, expect

from ..projects import ROOT

FIREFOX = next(filter(None, map(shutil.which, ("firefox", "firefox-esr"))), None)
RUN = re.compile("^Seed 1.*Computed just now.*It is the result of the stored run", re.DOTALL)


def failure(request: Request) -> list[str]:
    """What failed; a request that ends because its page was left has not."""
    why = request.failure or ""
    return [] if why == "net::ERR_ABORTED" else [f"{request.url}: {why}"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails its test on any error, and on any request that fails or leaves the disk."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("requestfailed", lambda request: wrong.extend(failure(request)))
    opened.on("request", lambda one: wrong.append(one.url) if one.url.startswith("http") else None)
    yield opened
    context.close()
    assert not wrong


def where(copy: Path, name: str) -> str:
    return (copy / name / "index.html").as_uri()


@pytest.mark.long
def test_all_experiments_give_their_stored_result(page: Page, copy: Path) -> None:
    trends = sorted(one.parent.name for one in (copy / "trends").glob("*/index.html"))
    assert len(trends) == 10
    found = []
    for trend in trends:
        page.goto(where(copy, f"trends/{trend}"))
        experiment = page.locator("[data-explorable]")
        experiment.scroll_into_view_if_needed()
        expect(experiment).to_have_attribute("data-state", "done", timeout=60_000)
        expect(page.locator(".ex-facts").first).to_contain_text("in a worker")
        assert page.locator("[data-explorable] .ex-plot svg").count(), trend
        found.append(experiment.get_attribute("data-explorable"))
    assert len(set(found)) == 10


def test_search_notes_switch_and_filters(page: Page, copy: Path) -> None:
    page.goto(where(copy, "trends/efficiency"))
    page.locator(".judgment__verdict > .verdict").first.hover()
    expect(page.locator(".note")).to_contain_text("Read the method")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    page.keyboard.insert_text("what is a kv cache")
    expect(page.get_by_role("option").first).to_contain_text("Term")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/index.html#kv-cache")
    page.goto(where(copy, "trends/efficiency"))
    page.locator("[data-lens-button=then]").click()
    page.goto(where(copy, "trends/jobs"))
    assert page.evaluate("document.documentElement.dataset.lens") == "then"
    page.goto(where(copy, "glossary"))
    field = page.locator(".filters input").first
    field.fill("attention")
    assert 0 < page.locator("dt:visible").count() < page.locator("dt").count()


def test_links_lead_to_files(copy: Path) -> None:
    asked: set[tuple[Path, str, str]] = set()

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            for name, value in attrs:
                if name in ("href", "src") and value and not urlsplit(value).scheme:
                    asked.add((path.parent, value, path.name))

    for path in copy.rglob("*.html"):
        Links().feed(path.read_text(encoding="utf-8"))
    lost = set()
    for folder, link, own in asked:
        way = unquote(urlsplit(link).path)
        file = Path(os.path.normpath(folder / (way or own)))
        if not file.is_file():
            lost.add(f"{folder.relative_to(copy)}: {link}")
    assert len(asked) > 5_000
    assert sorted(lost) == []


@pytest.mark.skipif(not FIREFOX, reason="there is no Firefox on this system")
@pytest.mark.long
def test_firefox_reads_it_too(copy: Path) -> None:
    command = ["node", str(ROOT / "tests/offline/firefox.mjs"), str(FIREFOX), str(copy)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert run.returncode == 0, run.stderr
    seen = json.loads(run.stdout)
    assert seen["errors"] == []
    assert len(seen["experiments"]) == 10
    assert all("in a worker" in text for text in seen["experiments"].values())
    assert (seen["then"], "index.html#" in seen["found"]) == ("then", True)
    assert "Read the method" in seen["note"]


def test_only_links_to_folders_with_a_page_change() -> None:
    def is_folder(way: str) -> bool:
        return way in {"", "../", "..", "../b/", "../b"}

    for link, now in {
        "../b/#c": "../b/index.html#c",
        "../b": "../b/index.html",
        "..": "../index.html",
        "../b/?q=1#c": "../b/index.html?q=1#c",
        "#c": "#c",
        "?q=1": "?q=1",
        "../b.csv": "../b.csv",
        "https://b/": "https://b/",
        "/b/": "/b/",
    }.items():
        assert to_files(f'<a href="{link}">', is_folder) == f'<a href="{now}">'
    stub = '<meta http-equiv="refresh" content="1; url={}">'
    assert to_files(stub.format("../b/"), is_folder) == stub.format("../b/index.html")


def test_without_its_bundler_one_sentence_says_so(tmp_path: Path) -> None:
    (tmp_path / "explorables").mkdir()
    with pytest.raises(NotMadeError, match=r"esbuild is missing.*npm ci --prefix tests"):
        for_disk(tmp_path, tmp_path)


def test_only_a_copy_of_before_is_replaced(copy: Path, tmp_path: Path) -> None:
    """Neither somebody's site nor the one for hosts, nor a file; nothing is put among sources."""
    assert is_copy(copy)
    own, hosted, file = tmp_path / "own", tmp_path / "hosted", tmp_path / "file"
    own.mkdir()
    (hosted / "data").mkdir(parents=True)
    for path in (own / "index.html", hosted / "index.html", hosted / "404.html", file):
        path.write_text("Mine.", encoding="utf-8")
    (hosted / "data/report.json").write_text("{}", encoding="utf-8")
    among = ROOT / "docs" / "read"
    pipe, ring = tmp_path / "pipe", tmp_path / "ring"
    os.mkfifo(pipe)
    ring.symlink_to("ring")
    for path, why in (
        *((own, "holds something else"), (hosted, "holds some"), (file, "is a file")),
        *((among, "lies among the sources"), (pipe, "is a file"), (ring, "could not be")),
        (tmp_path / ("x" * 300), "File name too long"),
    ):
        command = [sys.executable, str(ROOT / "hooks/offline.py"), "copy", str(path)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert run.returncode == 1
        assert re.fullmatch(rf"\S+:? ({why}).*\. Nothing was changed\.\n", run.stderr)
    assert (own / "index.html").read_text(encoding="utf-8") == "Mine."


@pytest.mark.skipif(not any(map(shutil.which, BROWSERS)), reason="Chromium is missing")
def test_only_a_pdf_of_before_is_replaced(tmp_path: Path) -> None:
    """The bibliography, named by mistake, became a document."""
    mine, pipe = tmp_path / "mine.txt", tmp_path / "pipe.pdf"
    mine.write_text("Mine.", encoding="utf-8")
    ring = tmp_path / "ring.pdf"
    os.mkfifo(pipe)
    ring.symlink_to("ring.pdf")
    for path, why in (
        *(
            (mine, "is no PDF"),
            (pipe, "is no PDF"),
            (ring, "is no PDF"),
            (tmp_path, "is no place for a file"),
        ),
        *((ROOT / "docs/sources.bib", "lies among"), (ROOT / "docs/new.pdf", "lies among")),
    ):
        command = [sys.executable, str(ROOT / "hooks/offline.py"), "pdf", str(path)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert run.returncode == 1
        assert re.fullmatch(rf"\S+ {why}.*; expected .*\. Nothing was changed\.\n", run.stderr)
    assert mine.read_text(encoding="utf-8") == "Mine."
