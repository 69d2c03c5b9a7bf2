"""What every explorable must do, whatever it shows."""

from __future__ import annotations

import gzip
import re

import harness
import pytest
from playwright.sync_api import Browser, Page

FOLDERS = harness.folders()
SCRIPT_LIMIT = 25_000  # bytes over gzip, library included; comments are free
COMMENTS = re.compile(rb"/\*.*?\*/|(?<=[\s;{}])//[^\n]*", re.DOTALL)
DATA_LIMIT = 60_000
VERDICTS = {"held", "did not hold", "inconclusive"}

pytestmark = pytest.mark.parametrize("folder", FOLDERS)


@pytest.fixture
def opened(page: Page, address: str, folder: str) -> Page:
    harness.show(page, address, harness.document(harness.markup(folder)))
    harness.wait(page, folder)
    return page


def test_runs_on_its_own_and_reaches_a_verdict(opened, address, folder):
    assert re.search(r"Seed 1\. .*\d.* ms, in a worker", opened.inner_text(".ex-facts"))
    assert len(opened.inner_text(".ex-sentence >> nth=0")) > 30
    assert opened.locator(".ex-figures svg[role=img]").count() > 0
    assert opened.locator(".ex-table td").count() > 3
    assert len(opened.inner_text(".ex-note")) > 60
    assert harness.experiment(opened, folder) in VERDICTS
    verdicts = opened.inner_text(".ex-verdicts")
    assert "Rule:" in verdicts and "Mean" in verdicts and "Range" in verdicts
    assert opened.locator(".ex-verdicts tbody tr").count() >= 2 + 10
    hosts = {url.split("/", 3)[2] for url in opened.asked if url.startswith("http")}
    assert hosts == {address.split("/", 3)[2]}
    assert opened.complaints == []


def test_a_marked_setting_makes_the_claim_fail(opened, folder):
    opened.locator(".ex-fails").first.click()
    harness.wait(opened, folder)
    assert harness.experiment(opened, folder) == "did not hold"


def test_state_returns_from_a_link(opened, address, folder):
    opened.locator(".ex-fails").first.click()
    opened.get_by_label("Seed", exact=True).fill("7")
    opened.keyboard.press("Enter")
    opened.wait_for_timeout(300)
    harness.wait(opened, folder)
    verdict = harness.experiment(opened, folder)
    opened.get_by_role("button", name="Copy link").click()
    link = opened.get_by_label("Link to this state").input_value()
    table = opened.inner_html(".ex-verdicts table")
    name = harness.name(folder)
    assert f"{name}.seed=7" in link and f"{name}._experiment=" in link
    opened.goto(link)
    opened.wait_for_selector("[data-explorable][data-verdict]", timeout=harness.PATIENCE)
    harness.wait(opened, folder)
    assert "It is the result in the link." in opened.inner_text(".ex-facts >> nth=0")
    assert "It is the result in the link." in opened.inner_text(".ex-verdicts .ex-facts")
    assert opened.get_attribute("[data-explorable]", "data-verdict") == verdict
    assert opened.inner_html(".ex-verdicts table") == table
    opened.goto(re.sub(r"_run=\w+", "_run=zzz", link))
    opened.wait_for_function(
        "document.querySelector('.ex-facts')?.textContent.includes('not the result')"
    )


def test_bad_addresses_are_corrected_and_said(page, address, folder):
    name = harness.name(folder)
    query = f"?{name}.seed=banana&{name}.nonsense=1"
    harness.show(page, address, harness.document(harness.markup(folder)), query)
    harness.wait(page, folder)
    notice = page.inner_text(".ex-notice")
    assert "banana" in notice and "nonsense" in notice
    assert page.get_by_label("Seed", exact=True).input_value() == "1"
    harness.show(page, address, harness.document(harness.markup(folder)), f"?{name}.seed=99999999")
    harness.wait(page, folder)
    assert "outside 1 to 9999" in page.inner_text(".ex-notice")


def test_element_is_named_like_its_folder(folder):
    """The page's tag is made from the folder."""
    assert harness.name(folder) == folder


def press_until(page: Page, test: str, key: str = "Tab", most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate(f"(() => {{ const a = document.activeElement; return {test} }})()"):
            return
    raise AssertionError(f"never reached by keyboard: {test}")


def test_completes_by_keyboard_only(opened, folder):
    press_until(opened, "a.type === 'range' || a.tagName === 'SELECT'")
    assert opened.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    before = opened.evaluate("document.activeElement.value")
    opened.keyboard.press("ArrowDown" if before != "0" else "ArrowUp")
    if opened.evaluate("document.activeElement.value") == before:
        opened.keyboard.press("ArrowUp")
    assert opened.evaluate("document.activeElement.value") != before
    press_until(opened, "a.textContent === 'Reset'")
    opened.keyboard.press("Enter")
    opened.wait_for_timeout(300)
    harness.wait(opened, folder)
    press_until(opened, "a.textContent.startsWith('Run the experiment')")
    opened.keyboard.press("Space")
    opened.wait_for_selector("[data-explorable][data-verdict]", timeout=harness.PATIENCE)


def test_every_control_has_a_name_and_a_size(page, address, folder):
    page.set_viewport_size({"width": 360, "height": 800})
    harness.show(page, address, harness.document(harness.markup(folder)))
    harness.wait(page, folder)
    for style in ("", ":root { color-scheme: dark }"):
        page.add_style_tag(content=style or "/* */")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    unnamed = """[...document.querySelectorAll('.explorable :is(input, select, progress, button)')]
      .filter((e) => !(e.textContent && e.tagName === 'BUTTON') && !e.getAttribute('aria-label') && !e.labels?.length).length"""
    assert page.evaluate(unnamed) == 0
    small = """[...document.querySelectorAll('.explorable :is(input, select, button)')]
      .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 24).length"""
    assert page.evaluate(small) == 0


def test_size(opened, folder):
    harness.experiment(opened, folder)
    script, data = {}, {}
    for url in set(opened.asked):
        path = url.split("/", 3)[-1].split("?")[0]
        if not path.startswith("explorables/"):
            continue
        content = (harness.DOCS / path).read_bytes()
        if path.endswith(".js"):
            script[path] = len(gzip.compress(COMMENTS.sub(b"", content)))
        elif not path.endswith(".css"):
            data[path] = len(content)
    assert f"explorables/{folder}/model.js" in script
    assert "explorables/lib/worker.js" in script
    assert sum(script.values()) <= SCRIPT_LIMIT, script
    assert sum(data.values()) <= DATA_LIMIT, data


def test_nothing_loads_before_it_is_near(page, address, folder):
    spacer = '<div style="height: 4000px"></div>'
    harness.show(page, address, harness.document(spacer, harness.markup(folder)))
    page.wait_for_timeout(400)
    assert [url for url in page.asked if "/explorables/" in url and "loader.js" not in url] == []
    page.locator("[data-explorable]").scroll_into_view_if_needed()
    harness.wait(page, folder)


def test_stored_run_is_what_the_model_computes(page, address, folder):
    stored = harness.fallback(folder)
    assert "Stored run" in stored and "<table" in stored and "<svg" in stored
    assert harness.recompute(page, address, folder) == stored


def test_the_page_compares_with_the_stored_run(opened, folder):
    assert "It is the result of the stored run." in opened.inner_text(".ex-facts")


def test_without_script_the_stored_run_is_there(browser: Browser, address, folder):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    harness.show(page, address, harness.document(harness.markup(folder)))
    assert page.locator("[data-explorable] table").first.is_visible()
    assert "Stored run" in page.inner_text("[data-explorable]")
    context.close()


def test_from_disk_the_stored_run_stays_and_says_why(page, tmp_path, folder):
    root = harness.DOCS.as_uri()
    html = harness.document(harness.markup(folder)).replace('src="/', f'src="{root}/')
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    page.goto((tmp_path / "page.html").as_uri())
    page.wait_for_function("document.body.textContent.includes('Opened from disk')")
    assert page.locator("[data-explorable] table").first.is_visible()
    assert page.complaints == []


@pytest.mark.parametrize(
    "constructor",
    [
        "constructor() { throw new Error('no') }",
        "constructor() { setTimeout(() => this.onerror(new Event('error'))) } terminate() {} postMessage() {}",
    ],
    ids=["refused", "broken"],
)
def test_without_workers_it_runs_on_the_page(page, address, folder, constructor):
    page.add_init_script(f"window.Worker = class {{ {constructor} }}")
    harness.show(page, address, harness.document(harness.markup(folder)))
    harness.wait(page, folder)
    facts = page.inner_text(".ex-facts")
    assert "no worker could be started" in facts and "It is the result of the stored run." in facts
    assert page.complaints == []


def test_the_page_stays_responsive_during_an_experiment(opened, folder):
    """A share, not a time: a run on the page would block it nearly all the while."""
    opened.evaluate("""() => {
      window.turns = 0; const tick = () => { turns += 1; setTimeout(tick) }; tick();
      window.began = performance.now();
      window.long = []; new PerformanceObserver((l) => long.push(...l.getEntries().map((e) => e.duration))).observe({ type: 'longtask' });
    }""")
    opened.get_by_role("button", name="Run the experiment").click()
    opened.wait_for_function(
        "document.querySelector('progress').value > 0.3", timeout=harness.PATIENCE
    )
    blocked, elapsed, turns = opened.evaluate(
        "[long.reduce((a, b) => a + b, 0), performance.now() - began, turns]"
    )
    assert blocked < 0.4 * elapsed
    assert turns > 20


def test_pause_and_resume(opened, folder):
    opened.get_by_role("button", name="Run the experiment").click()
    opened.get_by_role("button", name="Pause").click()
    harness.wait(opened, folder, "paused")
    opened.wait_for_timeout(300)
    progress = opened.evaluate("document.querySelector('progress').value")
    opened.wait_for_timeout(500)
    assert opened.evaluate("document.querySelector('progress').value") == progress < 1
    assert opened.get_attribute("[data-explorable]", "data-state") == "paused"
    opened.get_by_role("button", name="Resume").click()
    opened.wait_for_selector("[data-explorable][data-verdict]", timeout=harness.PATIENCE)


def test_leaving_the_page_stops_everything(opened, folder):
    opened.get_by_role("button", name="Run the experiment").click()
    opened.wait_for_function(
        "document.querySelector('progress').value > 0", timeout=harness.PATIENCE
    )
    assert len(opened.workers) == 1
    opened.evaluate("document.querySelector('[data-explorable]').remove()")
    opened.wait_for_timeout(500)
    assert opened.workers == []
    assert opened.complaints == []


def test_page_changes_start_it_again(page, address, folder):
    """As Material does it: the content is replaced, foreign links leave the head, and document$ emits."""
    page.add_init_script(
        "const heard = []; window.document$ = { subscribe: (f) => { heard.push(f); f(document) }, emit: () => heard.forEach((f) => f(document)) }"
    )
    markup = harness.markup(folder)
    harness.show(page, address, harness.document(f"<main>{markup}</main>"))
    harness.wait(page, folder)
    page.evaluate(
        """(markup) => {
          document.querySelector('main').innerHTML = '';
          document.head.querySelectorAll('link[rel=stylesheet]').forEach((link) => link.remove());
          document$.emit();
          document.querySelector('main').innerHTML = markup;
          document$.emit();
        }""",
        markup,
    )
    harness.wait(page, folder)
    assert page.locator("link[href$='explorable.css']").count() == 1
    assert page.complaints == []


def test_two_on_one_page(page, address, folder):
    markup = harness.markup(folder)
    harness.show(page, address, harness.document(markup, markup))
    harness.wait(page, folder)
    page.locator("[data-explorable] >> nth=1").scroll_into_view_if_needed()
    page.wait_for_function(
        "document.querySelectorAll('[data-state=done]').length === 2", timeout=harness.PATIENCE
    )
    first, second = page.locator(".ex-facts").all_inner_texts()[:2]
    assert re.search(r"Result \w+", first)[0] == re.search(r"Result \w+", second)[0]
    assert page.complaints == []
