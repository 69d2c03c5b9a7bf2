"""The real site in a real browser: finding, reading and checking, by mouse, keyboard and touch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

TREND = "/trends/efficiency/"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that fails the test on any console error or request to another host."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield from watched(context, address)


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    yield from watched(context, address)


def watched(context: BrowserContext, address: str) -> Iterator[Page]:
    opened = context.new_page()
    strangers: list[str] = []
    errors: list[str] = []
    opened.on("request", lambda r: None if r.url.startswith(address) else strangers.append(r.url))
    opened.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert not [url for url in strangers if not url.startswith(("data:", "blob:"))]
    assert not errors


def test_navigation_leads_through_all_trends(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Trends", exact=True).first.click()
    listed = page.locator("#trends ~ .trends h3 a")
    expect(listed).to_have_count(10)
    expect(listed.first).to_be_in_viewport()
    listed.first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Generalization")
    titles = ["Generalization"]
    for _ in range(9):
        page.locator("a.md-footer__link[rel=next]").press("Enter")
        expect(page.get_by_role("heading", level=1)).not_to_contain_text(titles[-1])
        titles.append(page.get_by_role("heading", level=1).inner_text().rstrip("# "))
    assert titles[-1] == "Jobs"
    expect(page.get_by_role("navigation", name="Pages")).to_be_visible()
    page.locator(".md-path").get_by_role("link", name="Trends").click()
    expect(listed.first).to_be_in_viewport()


def test_the_letters_of_the_glossary_stand_once(page: Page, address: str) -> None:
    """Beside the text where there is room, and above it where what stands beside is a drawer."""
    page.goto(f"{address}/glossary/")
    letters, beside = page.locator("ul.letters"), page.locator(".contents")
    expect(beside).to_be_visible()
    expect(letters).to_be_hidden()
    page.set_viewport_size({"width": 1000, "height": 900})
    expect(beside).to_be_hidden()
    expect(letters).to_be_visible()


def test_a_drawing_is_as_wide_as_its_text(page: Page, address: str) -> None:
    page.goto(address + TREND)
    for figure in page.locator("figure.chart").all():
        drawing = figure.locator(".chart__wide > *")
        [own, room] = [one.evaluate("e => e.clientWidth") for one in (drawing, figure)]
        assert room - 4 < own <= room


@pytest.mark.parametrize("width", [360, 390])
def test_the_matrix_of_relations_fits_a_phone(phone: Page, address: str, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 844})
    phone.goto(f"{address}/conclusion/")
    room = phone.locator(".scroll:has(> table.matrix)")
    assert room.evaluate("e => e.scrollWidth - e.clientWidth") == 0
    lines = room.locator("th[scope=row] a").evaluate_all(
        "all => all.map((a) => [a.textContent.split(' ').length, a.getClientRects().length])"
    )
    assert lines and all(drawn <= words for words, drawn in lines)  # no word is broken


@pytest.mark.parametrize("width", [360, 1280])
def test_the_picture_of_claims_keeps_to_the_margin(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address)
    beyond = page.locator(".picture__cells").evaluate_all(
        """all => all.map((row) => {
          const first = row.firstElementChild;
          const drawn = first.matches('.cell--turned') ? first : first.querySelector('svg');
          return drawn.getBoundingClientRect().left - row.getBoundingClientRect().left;
        })"""
    )
    assert len(beyond) == 10 and all(0 <= pixels < 2 for pixels in beyond)


def test_a_source_says_how_it_was_read(page: Page, address: str) -> None:
    page.goto(f"{address}/sources/")
    notes = page.locator(".source-row > .sources__note").all_text_contents()
    written = len(re.findall(r"\bnote\s*=\s*\{", Path("docs/sources.bib").read_text("utf-8")))
    assert len(notes) == written > 50
    assert [note for note in notes if not re.fullmatch(r"[A-Z\d].*\.", note, re.DOTALL)] == []


@pytest.mark.parametrize(
    ("path", "fold"),
    [
        (TREND, "article.claim .citing:has(.citing__files)"),
        (TREND, ".citing--page"),
        ("/sources/", ".citing"),
    ],
)
def test_what_cites_has_a_button_that_copies_it(
    page: Page, address: str, path: str, fold: str
) -> None:
    """Made when the fold is opened, for the page of sources has hundreds of them; made once."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + path)
    cited = page.locator(fold).first
    for _ in range(3):
        cited.locator("summary").first.click()
    cited.get_by_role("button", name="Copy").click()
    expect(cited.get_by_role("button")).to_have_text(["Copied"])
    copied = page.evaluate("navigator.clipboard.readText()")
    assert len(copied) > 40
    inside = cited.locator(".citing__text")
    text = inside if inside.count() else page.locator(".source-row .citing__text").first
    assert copied == (text.text_content() or "").strip()


def test_a_group_of_sources_is_chosen_by_its_kind(page: Page, address: str) -> None:
    page.goto(f"{address}/sources/")
    page.get_by_label("Kind").select_option("statute")
    shown = page.locator(".source-row:visible")
    expect(page.locator(".sources-of:visible")).to_have_count(1)
    expect(page.locator(".filters__count")).to_have_text(
        f"{shown.count()} of {page.locator('.source-row').count()} sources shown"
    )
    assert shown.count() > 3


def open_note(page: Page) -> str:
    note = page.locator(".note")
    expect(note).to_be_visible()
    return note.inner_text()


@pytest.mark.parametrize("kind", ["a.term", "a.cite"])
def test_notes_open_on_hover_and_on_focus(page: Page, address: str, kind: str) -> None:
    page.goto(address + TREND)
    link = page.locator(f".md-content p {kind}").first
    link.scroll_into_view_if_needed()
    link.hover()
    hovered = open_note(page)
    assert len(hovered) > 20
    page.mouse.move(0, 0)
    expect(page.locator(".note")).to_have_count(0)
    link.focus()
    assert open_note(page) == hovered
    page.keyboard.press("Escape")
    expect(page.locator(".note")).to_have_count(0)


def test_the_script_of_notes_waits_for_a_reader_who_moves(page: Page, address: str) -> None:
    """Some browsers report a pointer at rest below a page that opens; nobody has moved it yet."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + TREND, wait_until="networkidle")
    for kind in ("pointerover", "pointermove"):
        page.locator(".md-header").dispatch_event(kind, {"movementX": 0, "movementY": 0})
    page.wait_for_timeout(500)
    assert not any("notes.js" in url for url in asked)
    with page.expect_request("**/notes.js"):
        page.mouse.move(300, 300)  # the first has no place that it comes from
        page.mouse.move(310, 305)


@pytest.mark.parametrize("kind", ["a.term", "a.cite"])
def test_notes_open_on_touch_and_lead_on(phone: Page, address: str, kind: str) -> None:
    phone.goto(address + TREND)
    link = phone.locator(f".md-content p {kind}").first
    phone.evaluate("scrollBy(0, 100)")  # the script of notes comes with a reader's first move
    phone.locator(".judgment__verdict > .verdict[tabindex]").first.wait_for(state="attached")
    link.scroll_into_view_if_needed()
    link.tap()
    assert len(open_note(phone)) > 20
    assert phone.url.endswith(TREND)
    phone.locator(".note__more").tap()
    phone.wait_for_url("**/*#*")


def test_a_definition_is_read_out(page: Page, address: str) -> None:
    page.goto(address + TREND)
    link = page.locator(".md-content p a.term").first
    described = link.get_attribute("aria-describedby")
    assert described
    assert len(page.locator(f"[id='{described}']").text_content() or "") > 20


def test_claims_can_be_filtered_and_the_view_linked(page: Page, address: str) -> None:
    page.goto(f"{address}/claims/")
    rows = page.locator(".claim-row")
    every = rows.count()
    page.locator("select[name=now]").select_option("does-not-hold")
    shown = page.locator(".claim-row:visible").count()
    assert 0 < shown < every
    expect(page.get_by_role("status")).to_have_text(f"{shown} of {every} claims shown")
    assert page.url.endswith("?now=does-not-hold")
    listed = page.locator(".contents li:visible")
    expect(listed).to_have_count(page.locator(".claims-of:visible").count())
    page.reload()
    expect(page.locator(".claim-row:visible")).to_have_count(shown)
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".claim-row:visible")).to_have_count(every)


def test_a_list_is_not_seen_before_the_filters_that_its_address_names(
    page: Page, address: str
) -> None:
    """Its scripts come after the first sight of the page."""
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    page.route("**/filters.js", hold)
    page.goto(f"{address}/claims/?now=does-not-hold", wait_until="domcontentloaded")
    heading = page.locator(".claims-of h2").first
    expect(page.locator("h1")).to_be_visible()
    seen = "document.querySelector('.claims-of').checkVisibility({ visibilityProperty: true })"
    assert not page.evaluate(seen)
    assert heading.bounding_box()  # it has its place
    while not late:
        page.wait_for_timeout(50)
    late[0].continue_()
    expect(page.locator(".claims-of:visible").first).to_be_visible()
    assert page.locator(".claim-row:visible").count() < page.locator(".claim-row").count()


def test_without_filters_in_its_address_a_list_waits_for_nothing(page: Page, address: str) -> None:
    page.route("**/filters.js", lambda _: None)
    page.goto(f"{address}/claims/", wait_until="domcontentloaded")
    expect(page.locator(".claim-row").first).to_be_visible()


def test_counts_are_read_on_a_phone_without_scrolling_aside(browser: Browser, address: str) -> None:
    for width in (390, 360):
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        page.goto(f"{address}/method/")
        region = page.locator(".scroll:has(.tally)")
        assert region.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
        context.close()


def test_words_of_evidence_have_room(page: Page, address: str) -> None:
    """A reason of one line is not set a word a line."""
    page.goto(address + TREND)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    widths = page.locator(".evidence :is(td, th)").evaluate_all(
        "all => all.map((cell) => cell.getBoundingClientRect().width)"
    )
    assert min(widths) > 75


@pytest.mark.parametrize(
    ("path", "row", "word"),
    [
        ("glossary", ".term-row", "KV cache"),
        ("sources", ".source-row", "Acemoglu"),
        ("timeline", ".event-row", "Llama"),
    ],
)
def test_long_lists_can_be_filtered_by_words(
    page: Page, address: str, path: str, row: str, word: str
) -> None:
    page.goto(f"{address}/{path}/")
    rows = page.locator(row)
    every = rows.count()
    page.locator("input[name=words]").fill(word.lower())
    shown = page.locator(f"{row}:visible")
    assert 0 < shown.count() < every
    assert all(word.lower() in text.lower() for text in shown.all_inner_texts())
    assert "words=" in page.url
    page.locator("input[name=words]").fill("<nothing> like this")
    expect(shown).to_have_count(0)
    expect(page.locator(".filters__count")).to_contain_text(f"0 of {every}")
    expect(page.locator(".filters__none")).to_contain_text("fits all that is asked here")
    page.get_by_role("button", name="Clear the filters").click()
    expect(shown).to_have_count(every)
    expect(page.locator(".filters__none")).to_be_hidden()


def test_evidence_can_be_sorted(page: Page, address: str) -> None:
    page.goto(address + TREND)
    page.locator(".claim__evidence summary").first.click()
    table = page.locator("table.evidence").first
    table.get_by_role("button", name="Public").click()
    dates = table.locator("td[data-label=Public] time")
    days = dates.evaluate_all("all => all.map((time) => time.dateTime)")
    assert len(days) >= 3
    assert days == sorted(days)
    head = table.locator("th[aria-sort]")
    expect(head).to_have_attribute("aria-sort", "ascending")
    table.get_by_role("button", name="Public").click()
    back = dates.evaluate_all("all => all.map((time) => time.dateTime)")
    assert back == sorted(days, reverse=True)


def test_the_switch_tells_the_truth_and_keeps_its_state(page: Page, address: str) -> None:
    """Under "End of 2024" nothing is shown that was not public by then."""
    page.goto(address + TREND)
    now, then = page.locator(".judgment.lens-now").first, page.locator(".judgment.lens-then").first
    expect(now).to_be_visible()
    expect(then).to_be_hidden()
    page.get_by_role("button", name="End of 2024").click()
    expect(now).to_be_hidden()
    expect(then).to_be_visible()
    for summary in page.locator(".claim__evidence summary").all():
        summary.click()
    shown = page.locator(".claim time:visible, .timeline time:visible")
    dates = shown.evaluate_all("all => all.map((time) => time.dateTime)")
    assert dates
    assert max(dates) < "2025"
    page.goto(f"{address}/claims/")
    assert not page.locator(".lens-now:visible").count()
    assert page.locator(".lens-then:visible").count() >= 55
    button = page.get_by_role("button", name="End of 2024")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Today").click()
    assert not page.locator(".lens-then:visible").count()


@pytest.mark.parametrize("path", ["/", TREND, "/conclusion/", "/claims/", "/scorecard/"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_scrolls_sideways(browser: Browser, address: str, path: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    opened = context.new_page()
    opened.goto(address + path)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert opened.evaluate(wide) <= 0
    context.close()


def test_everything_is_there_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(address + TREND)
    for side in ("then", "now"):
        expect(opened.locator(f".judgment.lens-{side}").first).to_be_visible()
    reason = opened.locator(".answer__claims .claim-row__facts").first
    for name in ("2024:", "Today:"):
        expect(reason.locator(".lens-name", has_text=name)).to_be_visible()
    then, now = (reason.locator(f".lens-{side}").bounding_box() for side in ("then", "now"))
    assert then and now
    assert then["y"] + then["height"] <= now["y"], "the reasons of both dates run together"
    opened.locator(".claim__evidence summary").first.click()
    expect(opened.locator("table.evidence").first).to_be_visible()
    opened.goto(f"{address}/claims/")
    expect(opened.locator(".claim-row").first).to_be_visible()
    expect(opened.locator(".filters")).to_be_hidden()
    context.close()


def test_verdicts_that_explain_themselves_can_be_touched(phone: Page, address: str) -> None:
    phone.goto(address + TREND)
    words = phone.locator(".judgment__verdict > :is(.verdict, .certainty):visible")
    expect(words.first).to_be_visible()
    low = [box for word in words.all() if (box := word.bounding_box()) and box["height"] < 24]
    assert not low, low


def test_verdicts_have_shape_and_word(page: Page, address: str) -> None:
    page.goto(f"{address}/claims/")
    verdicts = page.locator(".verdict:visible").all()
    assert len(verdicts) >= 55
    for verdict in verdicts:
        assert (verdict.text_content() or "").strip()
        assert verdict.locator("use").get_attribute("xlink:href")


@pytest.mark.parametrize("width", [320, 360, 383, 384, 385, 390])
def test_the_name_of_the_site_stands_on_one_line(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/404.html")
    name = page.locator(".md-header__name span")
    lines = "one => one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).fontSize)"
    assert name.evaluate(lines) < 2
    context.close()


@pytest.mark.parametrize("path", ["search/?q=kv+cache", "404.html", "", TREND])
def test_no_link_that_is_a_box_juts_out(page: Page, address: str, path: str) -> None:
    """A link is made larger for fingers by padding and as much negative margin; a box that has
    another padding would stand outside of its column, where a list cuts it off."""
    page.goto(f"{address}/{path.removeprefix('/')}")
    page.wait_for_function("!location.search || document.querySelector('.hit')")
    assert (
        page.evaluate(
            """() => [...document.querySelectorAll('.md-content a')].flatMap((link) => {
          const style = getComputedStyle(link);
          if (style.display === 'inline') return [];
          const [margin, padding, border] =
            ['marginLeft', 'paddingLeft', 'borderLeftWidth'].map((name) => parseFloat(style[name]));
          return margin < 0 && (border > 0 || margin + padding < 0) ? [link.className] : [];
        })"""
        )
        == []
    )


def test_the_way_back_to_the_top_covers_nothing(phone: Page, address: str) -> None:
    """It stands in the header, for anywhere else it can lie upon what is to be pressed."""
    phone.goto(f"{address}/trends/jobs/")
    back = phone.get_by_role("link", name="Back to top")
    expect(back).to_be_hidden()
    before = phone.get_by_role("banner").bounding_box()
    phone.locator("[data-explorable]").scroll_into_view_if_needed()
    phone.locator(".explorable input[type=range]").first.scroll_into_view_if_needed()
    phone.wait_for_function(
        "() => { scrollBy(0, -5); return !document.querySelector('.top').hidden }"
    )
    place, header = back.bounding_box(), phone.get_by_role("banner").bounding_box()
    assert before and place and header
    assert header["height"] == before["height"]
    assert place["y"] >= header["y"]
    assert place["y"] + place["height"] <= header["y"] + header["height"]
    assert min(place["width"], place["height"]) >= 24
    back.click()
    phone.wait_for_function("scrollY === 0")


@pytest.mark.parametrize("width", [768, 1280, 1920])
def test_no_line_of_prose_is_too_long_to_find_the_next(
    browser: Browser, address: str, width: int
) -> None:
    """Success criterion 1.4.8 asks for at most 80 characters; a line ends before its last word."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(address + TREND)
    lines = page.locator(".md-content__inner > p:not([class]), .judgment__reasoning").evaluate_all(
        """(texts) => texts.filter((text) => text.checkVisibility()).map((text) => {
          const line = parseFloat(getComputedStyle(text).lineHeight);
          return [text.textContent.length, Math.round(text.getBoundingClientRect().height / line)];
        })"""
    )
    context.close()
    full = [signs / count for signs, count in lines if count > 4]
    assert len(full) > 10
    assert sum(full) / len(full) <= 80
