"""What the library does in a page, shown by one explorable; by two where a view could spoil it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from . import harness
from .harness import Watched

FOLDER = "jobs"
LISTENS = "generalization"
"""Its view listens on the document, beyond its element."""
BUSY = "collaboration"
"""Its experiment takes seconds."""
ASIDE = "efficiency"
"""Its calculator answers at once."""


@pytest.fixture
def opened(page: Page, address: str) -> Page:
    harness.open_element(page, address, FOLDER)
    return page


@pytest.fixture
def busy(page: Page, address: str) -> Page:
    harness.open_element(page, address, BUSY)
    return page


def test_state_returns_from_a_link(opened: Page) -> None:
    opened.locator(".ex-fails").first.click()
    for more in opened.locator(".ex-more > summary").all():
        more.click()
    opened.get_by_label("Seed", exact=True).fill("7")
    opened.keyboard.press("Enter")
    opened.wait_for_function(f"location.search.includes('{FOLDER}.seed=7')")
    harness.wait(opened, FOLDER)
    verdict = harness.experiment(opened, FOLDER)
    opened.get_by_role("button", name="Copy link").click()
    link = opened.get_by_label("Link to this state").input_value()
    table = opened.inner_html(".ex-verdicts table")
    assert f"{FOLDER}.seed=7" in link and f"{FOLDER}._experiment=" in link
    opened.goto(link)
    opened.wait_for_selector("[data-explorable][data-verdict]", timeout=harness.PATIENCE)
    harness.wait(opened, FOLDER)
    assert "It is the result in the link." in opened.inner_text(".ex-facts >> nth=0")
    assert "It is the result in the link." in opened.inner_text(".ex-verdicts .ex-facts")
    assert opened.get_attribute("[data-explorable]", "data-verdict") == verdict
    assert opened.inner_html(".ex-verdicts table") == table
    opened.goto(re.sub(r"_run=\w+", "_run=zzz", link))
    opened.wait_for_function(
        "document.querySelector('.ex-facts')?.textContent.includes('not the result')"
    )


def test_a_sentence_is_shown_at_once_and_read_aloud_once(page: Page, address: str) -> None:
    """Or a link that is copied at once would bring back another one. What is read aloud waits until
    the last of several changes, and is gone when somebody reads on."""
    harness.open_element(page, address, ASIDE)
    shown, read = page.evaluate("""async () => {
      const bench = document.querySelectorAll('.ex-bench')[1];
      const [sentence, spoken] = [bench.querySelector('.ex-sentence'), bench.querySelector('[aria-live]')];
      const read = [];
      const all = new Promise((done) => new MutationObserver(() => {
        read.push(spoken.textContent);
        if (read.length === 2) done();
      }).observe(spoken, { childList: true }));
      const shown = [400, 500].map((device) => {
        document.querySelector('[data-explorable]').set({ device });
        return sentence.textContent;
      });
      await all;
      return [shown, read];
    }""")
    assert ["400 GB" in shown[0], "500 GB" in shown[1]] == [True, True]
    assert read == [shown[1], ""]


def test_bad_addresses_are_corrected_and_said(page: Page, address: str) -> None:
    harness.open_element(page, address, FOLDER, f"?{FOLDER}.seed=banana&{FOLDER}.nonsense=1")
    notice = page.inner_text(".ex-notice")
    assert "banana" in notice and "nonsense" in notice
    assert page.get_by_label("Seed", exact=True).input_value() == "1"
    harness.open_element(page, address, FOLDER, f"?{FOLDER}.seed=99999999")
    assert "outside 1 to 9,999" in page.inner_text(".ex-notice")


def press_until(page: Page, test: str, key: str = "Tab", most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate(f"(() => {{ const a = document.activeElement; return {test} }})()"):
            return
    raise AssertionError(f"never reached by keyboard: {test}")


@pytest.mark.parametrize("folder", [FOLDER, LISTENS])
def test_completes_by_keyboard_only(page: Page, address: str, folder: str) -> None:
    harness.open_element(page, address, folder)
    press_until(page, "a.type === 'range' || a.tagName === 'SELECT'")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    before = page.evaluate("document.activeElement.value")
    page.keyboard.press("ArrowDown" if before != "0" else "ArrowUp")
    if page.evaluate("document.activeElement.value") == before:
        page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.value") != before
    press_until(page, "a.textContent === 'Reset'")
    page.keyboard.press("Enter")
    page.wait_for_function("location.search === ''")
    harness.wait(page, folder)
    press_until(page, "a.textContent.startsWith('Run the experiment')")
    page.keyboard.press("Space")
    page.wait_for_selector("[data-explorable][data-verdict]", timeout=harness.PATIENCE)


def test_nothing_loads_before_it_is_near(watched: Watched, address: str) -> None:
    page = watched.page
    spacer = '<div style="height: 4000px"></div>'
    harness.show(page, address, harness.document(spacer, harness.markup(FOLDER)))
    page.wait_for_timeout(400)
    asked = [url for url in watched.asked if "/explorables/" in url]
    assert [url.rsplit("/", 1)[1] for url in asked] == ["loader.js"]
    page.locator("[data-explorable]").scroll_into_view_if_needed()
    harness.wait(page, FOLDER)


def test_without_script_the_stored_run_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    harness.show(page, address, harness.document(harness.markup(FOLDER)))
    assert page.locator("[data-explorable] table").first.is_visible()
    assert "Stored run" in page.inner_text("[data-explorable]")
    context.close()


def test_from_disk_the_stored_run_stays_and_says_why(watched: Watched, tmp_path: Path) -> None:
    page, root = watched.page, harness.DOCS.as_uri()
    html = harness.document(harness.markup(FOLDER)).replace('src="/', f'src="{root}/')
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    page.goto((tmp_path / "page.html").as_uri())
    page.wait_for_function("document.body.textContent.includes('Opened from disk')")
    assert page.locator("[data-explorable] table").first.is_visible()
    assert watched.complaints == []


@pytest.mark.parametrize(
    "constructor",
    [
        "constructor() { throw new Error('no') }",
        "constructor() { setTimeout(() => this.onerror(new Event('error'))) } terminate() {} postMessage() {}",
    ],
    ids=["refused", "broken"],
)
def test_without_workers_it_runs_on_the_page(
    watched: Watched, address: str, constructor: str
) -> None:
    page = watched.page
    page.add_init_script(f"window.Worker = class {{ {constructor} }}")
    harness.open_element(page, address, FOLDER)
    facts = page.inner_text(".ex-facts")
    assert "no worker could be started" in facts and "It is the result of the stored run." in facts
    assert watched.complaints == []


def test_the_page_stays_responsive_during_an_experiment(busy: Page) -> None:
    """A share, not a time: a run on the page would block it nearly all the while."""
    busy.evaluate("""() => {
      window.turns = 0; const tick = () => { turns += 1; setTimeout(tick) }; tick();
      window.began = performance.now();
      window.long = []; new PerformanceObserver((l) => long.push(...l.getEntries().map((e) => e.duration))).observe({ type: 'longtask' });
    }""")
    busy.get_by_role("button", name="Run the experiment").click()
    busy.wait_for_function(
        "document.querySelector('progress').value > 0.3", timeout=harness.PATIENCE
    )
    blocked, elapsed, turns = busy.evaluate(
        "[long.reduce((a, b) => a + b, 0), performance.now() - began, turns]"
    )
    assert blocked < 0.4 * elapsed
    assert turns > 20


def test_pause_and_resume(busy: Page) -> None:
    busy.get_by_role("button", name="Run the experiment").click()
    busy.get_by_role("button", name="Pause").click()
    harness.wait(busy, BUSY, "paused")
    busy.wait_for_timeout(300)
    progress = busy.evaluate("document.querySelector('progress').value")
    busy.wait_for_timeout(500)
    assert busy.evaluate("document.querySelector('progress').value") == progress < 1
    assert busy.get_attribute("[data-explorable]", "data-state") == "paused"
    busy.get_by_role("button", name="Resume").click()
    busy.wait_for_selector("[data-explorable][data-verdict]", timeout=harness.PATIENCE)


def test_leaving_the_page_stops_everything(watched: Watched, address: str) -> None:
    page = watched.page
    harness.open_element(page, address, BUSY)
    page.get_by_role("button", name="Run the experiment").click()
    page.wait_for_function("document.querySelector('progress').value > 0", timeout=harness.PATIENCE)
    (worker,) = page.workers
    with worker.expect_event("close"):
        page.evaluate("document.querySelector('[data-explorable]').remove()")
    assert page.workers == []
    assert watched.complaints == []


@pytest.mark.parametrize("folder", [FOLDER, LISTENS])
def test_two_on_one_page(watched: Watched, address: str, folder: str) -> None:
    page, markup = watched.page, harness.markup(folder)
    harness.show(page, address, harness.document(markup, markup))
    harness.wait(page, folder)
    page.locator("[data-explorable] >> nth=1").scroll_into_view_if_needed()
    page.wait_for_function(
        "document.querySelectorAll('[data-state=done]').length === 2", timeout=harness.PATIENCE
    )
    facts = page.locator(".ex-facts").all_inner_texts()[:2]
    first, second = (re.findall(r"Result \w+", text) for text in facts)
    assert first == second != []
    assert watched.complaints == []


@pytest.mark.parametrize("folder", harness.folders())
def test_every_preset_returns_from_its_address(blank: Page, folder: str) -> None:
    """Each parameter at its ends, too."""
    wrong = blank.evaluate(
        """async (folder) => {
          await import(`/explorables/${folder}/view.js`);
          const { defaults, readState, stateAddress } = await import('/explorables/lib/address.js');
          const { definition } = new (customElements.get(`llm-explorable-${folder}`))();
          const { parameters, presets } = definition;
          const ends = Object.entries(parameters).flatMap(([key, p]) =>
            [p.min, p.max, ...Object.keys(p.options ?? {}), ...(p.kind === 'flag' ? [true, false] : [])]
              .filter((value) => value !== undefined).map((value) => ({ [key]: value })));
          const all = [...presets.map((preset) => preset.values), ...ends];
          const same = (a, b) => JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
          return all.filter((changes) => {
            const values = { ...defaults(parameters), ...changes };
            const { search } = stateAddress(folder, parameters, values);
            const read = readState(folder, parameters, search);
            return !same(read.values, values) || read.notes.length > 0;
          });
        }""",
        folder,
    )
    assert wrong == []
