"""The real site: addresses, data, links, and what the content promises."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from jsonschema import Draft202012Validator
from llm_trends.core.exports.editors import conclusion_schema, header_schema

from ..numerals import strays
from ..projects import ROOT, Built, Project

SLUGS = sorted(path.stem for path in (ROOT / "docs/trends").glob("*.md"))
OF_THE_REPORT = (
    "collaboration",
    "continual-learning",
    "efficiency",
    "ethics-governance",
    "generalization",
    "jobs",
    "multimodality",
    "open-source",
    "personalization",
    "regulation",
)
"""Under the names that they have now. Editors may add trends, which begin with less."""
PAGES = ["report", "conclusion", "claims", "timeline", "glossary", "sources", "scorecard", "data"]
PAGES += ["method", "contributing"]


@pytest.fixture(scope="session")
def report(real: Built) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((real.site / "data/report.json").read_text())
    return data


def test_the_ten_trends_of_the_report_are_there() -> None:
    assert {*OF_THE_REPORT} <= {*SLUGS}


def test_builds_strictly_without_a_warning(real: Built) -> None:
    assert real.code == 0, real.log
    assert "WARNING" not in real.log
    assert "Traceback" not in real.log


@pytest.mark.parametrize("page", ["", *PAGES, *(f"trends/{slug}" for slug in SLUGS)])
def test_addresses(real: Built, page: str) -> None:
    assert (real.site / page / "index.html").is_file()


@pytest.mark.parametrize(
    "name", ["report.json", "report.schema.json", "claims.csv", "sources.bib", "verification.csv"]
)
def test_downloads(real: Built, name: str) -> None:
    assert (real.site / "data" / name).stat().st_size > 500


def test_numbers_have_one_form(real: Built) -> None:
    assert strays("<td>-55.8 %</td><p>40 million US$, 10^23 − 5</p>") != []
    pages = [page for page in real.site.rglob("*.html") if "editions" not in page.parts]
    assert len(pages) > 20
    found = {page.relative_to(real.site): strays(page.read_text()) for page in pages}
    assert {page: some for page, some in found.items() if some} == {}


def test_report_is_valid_against_its_schema(real: Built, report: dict[str, Any]) -> None:
    schema = json.loads((real.site / "data/report.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(report)
    broken = json.loads(json.dumps(report))
    del broken["trends"][0]["claims"][0]["then"]
    assert not Draft202012Validator(schema).is_valid(broken)


def test_committed_schemas_are_those_of_the_models() -> None:
    data = ROOT / "docs/data"
    assert (data / "trend.schema.json").read_text() == header_schema()
    assert (data / "conclusion.schema.json").read_text() == conclusion_schema()


def test_every_statement_of_the_report_is_a_claim(report: dict[str, Any]) -> None:
    """The ids of the statements that the report makes; trends may add to them, never drop one."""
    expected = (Path(__file__).parent / "statements.txt").read_text().split()
    found = {f"{t['slug']}#{c['id']}" for t in report["trends"] for c in t["claims"]}
    assert len(expected) == 40
    assert set(expected) <= found


def test_minima_of_evidence(report: dict[str, Any]) -> None:
    sources = {source["key"]: source for source in report["sources"]}
    assert len(sources) >= 200
    assert sum(not source["primary"] for source in sources.values()) <= len(sources) / 5
    assert all(re.match(r"https?://", source["url"]) for source in sources.values())
    by_slug = {trend["slug"]: trend for trend in report["trends"]}
    for slug in OF_THE_REPORT:
        trend = by_slug[slug]
        assert sum(event["date"].startswith("2024") for event in trend["events"]) >= 4, slug
        assert len({relation["to"] for relation in trend["relations"]}) >= 3, slug
        assert len(trend["mind_changers"]) >= 2, slug
        assert trend["watch"], slug
        assert trend["terms"], slug
        assert len(trend["summary"].split()) <= 45, slug
        assert re.search(r"\d", trend["summary"]), slug
    assert sum(len(trend["disagreements"]) for trend in report["trends"]) >= 6


def claims(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [claim for trend in report["trends"] for claim in trend["claims"]]


def test_the_rules_of_judgment_hold_in_the_published_data(report: dict[str, Any]) -> None:
    """Written against the data alone, as a reader would check them."""
    sources = {source["key"]: source for source in report["sources"]}
    assert len(claims(report)) >= 40
    for claim in claims(report):
        where = claim["url"]
        for moment in ("then", "now"):
            judgment = claim[moment]
            assert len(judgment["reason"].split()) <= 25, where
            assert bool(judgment["lowered_by"]) == (judgment["certainty"] != "high"), where
            found = [
                item
                for item in claim["evidence"]
                if moment == "now"
                or (item.get("public") or sources[item["source"]]["date"]) < "2025"
            ]
            direct = [
                item
                for item in found
                if item["stance"] != "context"
                and "indirect" not in item
                and item["checked"] != "secondary"
            ]
            independent = {item["source"] for item in direct if not item["vendor"]}
            read = {
                item["source"]
                for item in direct
                if not item["vendor"] and item["checked"] in ("full-text", "official-page")
            }
            if not direct:
                assert judgment["certainty"] in ("low", "very-low"), where
            if not independent or len(read) < 2:
                assert judgment["certainty"] != "high", where
        assert ("turned_by" in claim) == (claim["then"]["verdict"] != claim["now"]["verdict"])
        assert all(item["scope"] and item["version"] for item in claim["evidence"]), where
        assert len(claim["evidence"]) >= 3, where


def test_most_of_the_evidence_is_in_the_record_of_checks(
    real: Built, report: dict[str, Any]
) -> None:
    with (real.site / "data/verification.csv").open(newline="", encoding="utf-8-sig") as file:
        checked = {(row["source"], row["subject"]) for row in csv.DictReader(file)}
    items = [
        (item["source"], f"{trend['slug']}#{claim['id']}")
        for trend in report["trends"]
        for claim in trend["claims"]
        for item in claim["evidence"]
    ]
    assert sum(item in checked for item in items) >= 0.95 * len(items)


def prose(slug: str) -> str:
    text = (ROOT / "docs/trends" / f"{slug}.md").read_text().split("\n---\n", 1)[1]
    return re.sub(r"\{\{.*?\}\}|\[@[^\]]*\]", "", text)


@pytest.mark.parametrize("slug", OF_THE_REPORT)
def test_prose_explains(slug: str) -> None:
    words = len(re.sub(r"^\|.*$", "", prose(slug), flags=re.MULTILINE).split())
    assert 900 <= words <= 1900


def test_no_two_trend_pages_share_a_sentence() -> None:
    seen: Counter[str] = Counter()
    for slug in SLUGS:
        text = " ".join((ROOT / "docs/trends" / f"{slug}.md").read_text().split())
        sentences = {part for part in re.split(r"(?<=[.!?]) ", text) if len(part.split()) >= 7}
        seen.update(sentences)
    assert [sentence for sentence, pages in seen.items() if pages > 1] == []


def test_statements_are_as_last_read(report: dict[str, Any]) -> None:
    assert {item["state"] for item in report["conclusion"]["statements"]} == {"read"}
    assert all(item["rests_on"] for item in report["conclusion"]["statements"])


NAMED = ("canonical", "license", "schema.DC")
"""What a link in a page's head may be and is not loaded: these only name an address."""


class Page(HTMLParser):
    """The ids, links and loaded addresses of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.ids[str(values["id"])] += 1
        if tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))
        if tag in ("script", "img", "iframe", "source") and values.get("src"):
            self.loaded.append(str(values["src"]))
        if tag == "link" and values.get("rel") not in NAMED and values.get("href"):
            self.loaded.append(str(values["href"]))


@cache
def pages(site: Path) -> dict[Path, Page]:
    """All pages, cards and pages of frozen editions among them; read once for all tests."""
    found = {
        path: Page(path.read_text()) for path in site.rglob("*.html") if path.name != "404.html"
    }
    assert len(found) > 80
    return found


def test_every_link_and_anchor_resolves_and_ids_are_unique(real: Built) -> None:
    all_pages = pages(real.site)
    broken = []
    for path, page in all_pages.items():
        twice = [name for name, count in page.ids.items() if count > 1]
        assert not twice, f"{path}: {twice}"
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target = target / "index.html"
            if not target.is_file():
                broken.append((path, link))
            elif parts.fragment and target in all_pages:
                anchor = unquote(parts.fragment)
                if anchor not in all_pages[target].ids and not anchor.startswith("__"):
                    broken.append((path, link))
    assert not broken[:10]


def test_nothing_is_loaded_from_another_host(real: Built) -> None:
    for path, page in pages(real.site).items():
        assert page.loaded, path
        hosts = [url for url in page.loaded if urlsplit(url).netloc]
        assert not hosts, f"{path}: {hosts}"


def test_no_notation_is_left_in_the_text(real: Built) -> None:
    for path, page in pages(real.site).items():
        text = re.sub(r"<(code|pre|script)\b.*?</\1>", "", path.read_text(), flags=re.DOTALL)
        left = re.search(r"\[@\w|\[\[\w|\{\{ ?report|\{ ?#[\w-]+|^///|markdown=\"", text)
        assert not left, f"{path}: {text[left.start() - 60 : left.end() + 60]}"
        assert page.ids


def worked_examples() -> dict[str, str]:
    """The files that the contributing page tells an editor to write, by path."""
    text = (ROOT / "docs/contributing.md").read_text()
    return dict(re.findall(r"```\w+ title=\"(docs/[^\"]+)\"\n(.*?)```", text, re.DOTALL))


@pytest.mark.long
def test_the_worked_examples(real: Built) -> None:
    """Done literally: an eleventh trend and a chart; nothing else changes, and they appear."""
    project = Project(real.root)
    examples = worked_examples()
    assert [Path(path).name for path in examples] == [
        "context-length.md",
        "at-full-length.csv",
        "at-full-length.json",
    ]
    for path, text in examples.items():
        project.write(path, text)
    try:
        built = Project(real.root).build("--strict", "--site-dir", str(real.root / "eleventh"))
    finally:
        for path in examples:
            (real.root / path).unlink()
    assert built.code == 0, built.log
    site = real.root / "eleventh"

    def has(page: str, text: str) -> bool:
        return text in (site / page / "index.html").read_text()

    assert has("trends/context-length", "11 Context length")
    assert has("", 'id="trend-context-length"')
    assert has("conclusion", 'id="relation-context-length-competes-with-continual-learning"')
    assert has("conclusion", 'id="outlook-context-length"')
    assert has("claims", "../trends/context-length/#longer-is-usable")
    assert has("timeline", "../trends/context-length/#timeline")
    assert has("glossary", 'id="usable-context"')
    assert has("sources", "../trends/context-length/#longer-is-usable")
    assert has("scorecard", "../trends/context-length/#longer-is-usable")
    assert has("trends/continual-learning", "../context-length/")
    report = json.loads((site / "data/report.json").read_text())
    assert report["trends"][-1]["slug"] == "context-length"
    assert "context-length" in (site / "data/claims.csv").read_text()
    assert has("trends/efficiency", 'id="chart-at-full-length"')
    assert has("data", "at-full-length")
    assert (site / "charts/at-full-length.svg").read_text().count('role="img"') == 2


def test_a_page_in_no_menu_lies_below_the_page_of_its_folder(real: Built) -> None:
    pages = sorted((real.site / "corrections").glob("*/index.html"))
    assert pages
    for page in pages:
        html = page.read_text("utf-8")
        path, tabs, beside = (
            re.search(rf'<nav class="{name}".*?</nav>', html, re.DOTALL)
            for name in ("md-path", "md-tabs", "md-sidebar pages")
        )
        assert path and tabs and beside
        assert re.findall(r'href="([^"]*)">([^<]*)<', path[0]) == [
            ("../..", "Home"),
            ("../../claims/", "Evidence"),
            ("../", "Corrected findings"),
        ]
        assert re.findall(r'aria-current="true">([^<]*)<', tabs[0]) == ["Evidence"]
        assert re.findall(r'aria-current="true">([^<]*)<', beside[0]) == ["Corrected findings"]
        assert re.findall(r'"pages__open"><span>([^<]*)<', beside[0]) == ["Evidence"]
