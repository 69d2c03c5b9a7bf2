"""Files for others: what is made safe, what stays the same, and what small reports come to."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import random
import zipfile
from pathlib import Path

import feedparser
import pytest
from llm_trends.addresses import Addresses
from llm_trends.archive import archive, packed
from llm_trends.cards import card
from llm_trends.compose import Frame, Site, compose
from llm_trends.core import editions
from llm_trends.core.charts.model import Drawing
from llm_trends.core.citing.works import Works
from llm_trends.core.dates import PartialDate
from llm_trends.core.exports.feed import feed
from llm_trends.core.exports.package import data_package
from llm_trends.core.exports.table import inert
from llm_trends.core.exports.tables import tables
from llm_trends.core.files import HISTORY
from llm_trends.core.report import Report
from llm_trends.core.views.uses import UseKind, uses
from llm_trends.drawing.cache import Pictures
from llm_trends.drawing.painter import Painter, Picture
from llm_trends.templates import templates

from ..charts.conftest import ROWS, SPEC
from ..content import TODAY, collected, content, stored_run, trend

ROOT = Path(__file__).parents[2]
ADDRESSES = Addresses("https://example.org/llm/")
SIZE = 'width="4" height="2"'
RED = f'<svg xmlns="http://www.w3.org/2000/svg" {SIZE}><rect {SIZE}/></svg>'


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("\n=1", "'\n=1"),
        ("\uff1d1", "'\uff1d1"),
        ("\uff20SUM", "'\uff20SUM"),
        ("=1+1", "'=1+1"),
        ("+19% more", "'+19% more"),
        ("-A1", "'-A1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("-39.5", "-39.5"),
        ("+4", "+4"),
        ("-1e-3", "-1e-3"),
        ("a = b", "a = b"),
        (-3, -3),
        ("", ""),
    ],
)
def test_no_cell_runs_in_a_spreadsheet(cell: object, written: object) -> None:
    assert inert(cell) == written


def test_a_claim_that_begins_like_a_formula_is_published_as_text() -> None:
    text = trend("alpha", 1).replace("text: A claim about alpha.", 'text: "=HYPERLINK(1)"')
    report = collected(**{"trends/alpha.md": text}).report
    works = Works(report, ADDRESSES.published)
    claims = tables(report, works, ADDRESSES.from_root)[0]
    [first, _] = csv.DictReader(io.StringIO(claims.csv.removeprefix("\ufeff")))
    assert first["text"] == "'=HYPERLINK(1)"


def test_what_uses_a_source() -> None:
    text = trend("alpha", 1).replace("Prose on", "Prose [@later2025thing] on")
    found = uses(collected(**{"trends/alpha.md": text}).report)
    assert [(use.kind, use.ref) for use in found["later2025thing"]] == [
        (UseKind.CLAIM, "alpha#alpha-claim"),
        (UseKind.CLAIM, "beta#beta-claim"),
        (UseKind.PROSE, "alpha"),
    ]
    assert (UseKind.EVENT, "beta#2024-03") in {
        (use.kind, use.ref) for use in found["known2024thing"]
    }


def test_what_gave_way_and_what_an_experiment_links_is_used() -> None:
    text = trend("alpha", 1).replace(
        "claims:", "explorable: {claim: alpha-claim, folder: toy}\nclaims:", 1
    )
    run = stored_run(sources=["later2025thing"])
    history = (
        "subject,kind,source,was,is,why,date\n"
        "alpha#alpha-claim,source,,later2025thing,known2024thing,A correction.,2026-01-05\n"
    )
    files = {
        "trends/alpha.md": text,
        "explorables/toy/fallback.html": run,
        "data/history.csv": history,
    }
    found = uses(collected(**files).report)["later2025thing"]
    places = {use.kind: use.place for use in found}
    assert places[UseKind.EXPERIMENT] == "trends/alpha.md#explorable-toy"
    assert places[UseKind.CHANGE] == "changes.md#alpha.alpha-claim.2026-01-05"


def test_a_source_that_only_an_edition_lists_is_used_there() -> None:
    listed = {"sources": [{"key": "known2024thing"}, {"key": "unused2024thing"}]}
    raw = editions.packed({"data/report.json": json.dumps(listed).encode()})
    report = dataclasses.replace(collected().report, editions={"2026-01": raw})
    found = uses(report)
    [use] = found["unused2024thing"]
    assert (use.kind, use.ref) == (UseKind.EDITION, "2026-01")
    assert use.place == "editions/2026-01/sources/#unused2024thing"
    assert UseKind.EDITION not in {use.kind for use in found["known2024thing"]}


def composed(**files: str) -> Site:
    frame = Frame(templates(ROOT / "overrides/pages"), ADDRESSES, lambda _: lambda: ({}, ()), TODAY)
    return compose(content(**files), frame, Site())


def test_a_new_citation_in_prose_is_a_new_use() -> None:
    """Under `serve` only what changed is made again; the files know of prose what they must."""
    frame = Frame(templates(ROOT / "overrides/pages"), ADDRESSES, lambda _: lambda: ({}, ()), TODAY)
    first = compose(content(), frame, Site())
    text = trend("alpha", 1).replace("Prose on", "Prose [@later2025thing] on")
    files = content(**{"trends/alpha.md": text})
    now, fresh = (compose(files, frame, before).exported for before in (first, Site()))
    assert now
    assert fresh
    assert (now.files, now.small) == (fresh.files, fresh.small)
    said = content(**{"method.md": content()["method.md"].replace(b"About", b"On")})
    now, fresh = (compose(said, frame, before).exported for before in (first, Site()))
    assert now
    assert fresh
    assert now.pictures == fresh.pictures


def test_the_paths_of_data_are_known_before_they_are_made() -> None:
    chart = {"charts/small.json": json.dumps(SPEC), "charts/small.csv": ROWS}
    drawn = Drawing("<svg></svg>", "<svg></svg>")
    frame = Frame(
        templates(ROOT / "overrides/pages"),
        ADDRESSES,
        lambda charts: lambda: (dict.fromkeys(charts.by_id, drawn), ()),
        TODAY,
    )
    exported = compose(content(**chart), frame, Site()).exported
    assert exported
    assert "charts/small.svg" in exported.paths
    assert exported.paths == exported.files.keys()


CHANGES = """subject,kind,source,was,is,why,date
alpha#alpha-claim,judgment,,,contested,First.,2026-01-05
alpha#alpha-claim,judgment,,contested,"then: too-early, low; now: holds, moderate",Twice.,2026-01-06
conclusion#first,wording,,It was so.,It is so.,Read again.,2026-01-06
"""


def test_the_feed_of_an_empty_report_is_a_feed() -> None:
    report = Report()
    text = feed(report, Works(report, ADDRESSES.published), ADDRESSES.absolute)
    found = feedparser.parse(text.encode())
    assert not found.bozo
    assert (found.version, found.entries) == ("atom10", [])


def test_an_entry_of_the_feed_keeps_its_id_wherever_it_is_published() -> None:
    report = collected(**{HISTORY: CHANGES}).report
    ids = []
    for base in ("https://example.org/", "https://example.net/x/"):
        addresses = Addresses(base)
        text = feed(report, Works(report, addresses.published), addresses.absolute)
        ids.append([entry.id for entry in feedparser.parse(text.encode()).entries])
    assert ids[0] == ids[1] != []


def test_the_feed_tells_of_each_change_once() -> None:
    report = collected(**{HISTORY: CHANGES}).report
    text = feed(report, Works(report, ADDRESSES.published), ADDRESSES.absolute)
    found = [(entry.title, entry.summary) for entry in feedparser.parse(text.encode()).entries]
    assert found == [
        (
            (
                "Today from contested to holds (moderate certainty); End of 2024 from contested to "
                "too early (low certainty): A claim about alpha."
            ),
            "Twice.",
        ),
        ("New words: First, in the conclusion", "Was: It was so.\nIs: It is so.\nRead again."),
        ("1 claim judged for the first time", "A claim about alpha."),
    ]


RECORD = """subject,source,what,reading,result,text_read,version,checked,date
alpha#alpha-claim,known2024thing,7 of 10,third,corrected,the paper,v1,full-text,2026-01-06
"""


def test_the_feed_tells_what_was_taken_back_and_which_findings_were_corrected() -> None:
    gone = "alpha#gone,judgment,,,contested,First.,2026-01-05\n"
    gone += "alpha#gone,judgment,,contested,withdrawn,It was said twice.,2026-01-06\n"
    files = {HISTORY: CHANGES + gone, "data/verification.csv": RECORD}
    report = collected(**files).report
    text = feed(report, Works(report, ADDRESSES.published), ADDRESSES.absolute)
    entries = {one.title: one for one in feedparser.parse(text.encode()).entries}
    back = entries["Taken back: alpha#gone"]
    assert back.summary == "It was said twice."
    assert back.link.endswith("/changes/#2026-01-06")
    corrected = entries["Findings 1 corrected: A claim about alpha."]
    assert corrected.summary == "Corrected: Known and Other 2024."
    assert corrected.link.endswith("/trends/alpha/#alpha-claim")


def test_an_archive_is_the_same_however_it_is_made() -> None:
    files = {f"data/{n}.csv": bytes([n]) * 100 for n in range(20)}
    mixed = list(files.items())
    random.Random(1).shuffle(mixed)
    date = PartialDate(2026, 2)
    assert archive(files, date) == archive(dict(mixed), date)
    with zipfile.ZipFile(io.BytesIO(archive(files, date))) as file:
        assert {item.date_time for item in file.infolist()} == {(2026, 2, 1, 0, 0, 0)}
    assert zipfile.ZipFile(io.BytesIO(archive(files, None))).testzip() is None


def test_what_goes_into_the_archive() -> None:
    inside = ("data/report.json", "data/sources.bib", "claims/a/b.json", "charts/x.png")
    outside = (
        "claims/a/b.html",
        "claims/a/b.bib",
        "charts/x.csl.json",
        "data/cite.bib",
        "card.png",
    )
    assert all(map(packed, inside))
    assert not any(map(packed, outside))


def test_a_card_holds_what_fits() -> None:
    site = composed()
    [page] = [page for page in site.pages if page.path == "trends/alpha.md"]
    long = dataclasses.replace(page, title="Word " * 30, description="Text & more " * 80)
    made = card(templates(ROOT / "overrides/pages"), long)
    assert made.count("<text") == 1 + 2 + 5 + 1
    assert "…" in made
    assert "Text &amp; more" in made
    assert "1 holds" in card(templates(ROOT / "overrides/pages"), page)


def test_a_picture_is_painted_once(tmp_path: Path) -> None:
    wanted = {"a.png": Picture(RED), "b.png": Picture(RED, 2)}
    first = Painter(tmp_path).start(wanted)
    painted = first.result()
    assert all(png.startswith(b"\x89PNG") for png in painted.values())
    assert not first.wrong
    again = Painter(tmp_path).start(wanted)
    assert not again.painter.threads
    assert again.result() == painted
    [kept, _] = sorted(tmp_path.iterdir())
    kept.write_bytes(kept.read_bytes()[:-1])
    once_more = Painter(tmp_path).start(wanted)
    assert once_more.painter.threads
    assert once_more.result() == painted
    Pictures(tmp_path).prune(())
    assert not list(tmp_path.iterdir())


def test_what_is_painted_already_is_painted_once(tmp_path: Path) -> None:
    """Charts are painted before the site is complete, and are wanted again when it is."""
    painter = Painter(tmp_path)
    painter.begin([Picture(RED), Picture("<svg")])
    painter.wait()
    [kept] = tmp_path.iterdir()
    stamp = kept.stat().st_mtime_ns
    painting = painter.start({"a.png": Picture(RED), "b.png": Picture(RED, 2)})
    assert set(painting.result()) == {"a.png", "b.png"}
    assert not painting.wrong
    assert kept.stat().st_mtime_ns == stamp


def test_a_picture_that_cannot_be_painted_costs_no_other(tmp_path: Path) -> None:
    painting = Painter(tmp_path).start({"a.png": Picture("<svg"), "b.png": Picture(RED)})
    assert set(painting.result()) == {"b.png"}
    [wrong] = painting.wrong
    assert wrong.startswith("a.png cannot be drawn: ")


def test_the_data_package_says_when_it_was_made_if_the_content_says_the_day() -> None:
    report = collected().report
    whole = Works(report, ADDRESSES.published).whole
    created = {"2026-01-05": "2026-01-05T00:00:00Z", "2026-01": None}
    for date, written in created.items():
        dated = dataclasses.replace(whole, date=PartialDate.parse(date))
        assert json.loads(data_package(report, dated, ())).get("created") == written
