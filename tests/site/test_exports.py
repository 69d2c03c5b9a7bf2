"""What the real site publishes beside its pages, each format read by a library of others."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import bibtexparser
import feedparser
import frictionless
import pytest
import rispy
import vl_convert
import yaml
from jsonschema import Draft202012Validator, FormatChecker
from llm_trends.core.citing import formats
from llm_trends.hosting.living import living
from PIL import Image

from ..projects import ROOT, Built

CHARTS = sorted(path.stem for path in (ROOT / "docs/charts").glob("*.json"))
TABLES = ["claims", "evidence", "events", "terms", "relations", "disagreements"]
TABLES += ["verification", "history"]
CARD, KIB = 60, 1024
TYPES = {"article", "book", "incollection", "inproceedings", "misc", "online", "techreport"}
"""Of BibTeX, and the `online` of biblatex."""


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def report(real: Built) -> Any:
    return read(real.site / "data/report.json")


def objects(schema: Any) -> list[Any]:
    """Every part of a schema that describes an object."""
    return [part for part in (schema, *schema["$defs"].values()) if "properties" in part]


@pytest.mark.parametrize("name", ["report", "claim"])
def test_schemas_describe_every_property(real: Built, name: str) -> None:
    schema = read(real.site / f"data/{name}.schema.json")
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"/data/{name}.schema.json"
    assert re.fullmatch(r"\d+\.\d+\.\d+", schema["version"])
    silent = [
        f"{part.get('title')}.{field}"
        for part in objects(schema)
        for field, value in part["properties"].items()
        if not value.get("description")
    ]
    assert silent == []


def test_every_claim_has_a_file_of_its_own_and_a_card(real: Built, report: Any) -> None:
    schema = read(real.site / "data/claim.schema.json")
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    sources = {source["key"]: source for source in report["sources"]}
    for trend in report["trends"]:
        for claim in trend["claims"]:
            stem = real.site / "claims" / trend["slug"] / claim["id"]
            own = read(stem.with_suffix(".json"))
            validator.validate(own)
            assert own["claim"] == claim
            assert own["sources"] == [
                sources[key] for key in dict.fromkeys(i["source"] for i in claim["evidence"])
            ]
            card = stem.with_suffix(".html").read_text(encoding="utf-8")
            assert len(card.encode()) < 4 * KIB
            assert not re.search(r"<script|<style|src=|style=|url\(|@import", card)
            assert re.findall(r"<link [^>]*href=\"([^\"]+)\"", card) == ["../../assets/card.css"]
    broken = {**own, "claim": {**own["claim"], "now": {}}}
    assert not validator.is_valid(broken)


def test_plain_text_stands_beside_notation(report: Any) -> None:
    held = [
        (text, item["plain"][name])
        for trend in report["trends"]
        for claim in trend["claims"]
        for item in (claim["then"], claim["now"])
        for name, text in item.items()
        if isinstance(text, str) and "[@" in text
    ]
    assert len(held) > 50
    assert not [plain for _, plain in held if "[@" in plain or "[[" in plain]


def test_sources_know_everything_that_cites_them(real: Built, report: Any) -> None:
    kinds = {use["kind"] for source in report["sources"] for use in source["cited_by"]}
    assert kinds >= {"claim", "prose", "chart", "event", "disagreement", "term"}
    for chart in report["charts"]:
        for key in chart["sources"]:
            [source] = [source for source in report["sources"] if source["key"] == key]
            assert {"kind": "chart", "ref": chart["id"], "url": chart["url"]} in source["cited_by"]
    assert not [s for s in report["sources"] if "others" in s["authors"]]
    assert sum("doi" in source for source in report["sources"]) > 50
    assert all(re.match(r"10\.\d+/", s["doi"]) for s in report["sources"] if "doi" in s)
    page = (real.site / "sources/index.html").read_text(encoding="utf-8")
    assert "Cited in: " in page


@pytest.mark.parametrize("name", TABLES)
def test_tables_open_right_and_run_nothing(real: Built, name: str) -> None:
    path = real.site / f"data/{name}.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    found = rows(path)
    assert found
    cells = [cell for row in found for cell in row.values()]
    running = [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell]
    assert all(re.fullmatch(r"[+-]?[\d.]+", cell) for cell in running), running[:3]


def test_tables_hold_the_whole(real: Built, report: Any) -> None:
    claims = [claim for trend in report["trends"] for claim in trend["claims"]]
    data = real.site / "data"
    assert [row["claim"] for row in rows(data / "claims.csv")] == [c["id"] for c in claims]
    assert len(rows(data / "evidence.csv")) == sum(len(c["evidence"]) for c in claims)
    assert len(rows(data / "events.csv")) == sum(len(t["events"]) for t in report["trends"])
    assert len(rows(data / "terms.csv")) == len(report["terms"])
    relations = sum(len(t["relations"]) for t in report["trends"])
    assert len(rows(data / "relations.csv")) == relations


def test_the_data_package_is_valid(real: Built) -> None:
    """Its description, and every row of every table against it."""
    package = frictionless.Package(str(real.site / "datapackage.json"))
    paths = {resource.path for resource in package.resources}
    assert {f"data/{name}.csv" for name in TABLES} <= paths
    assert {f"charts/{name}.csv" for name in CHARTS} <= paths
    # The library takes a file of this name for a report of its own.
    report = package.get_resource("data-report-json").path
    assert report and read(real.site / report)
    package.remove_resource("data-report-json")
    outcome = package.validate()
    assert outcome.valid, outcome.flatten(["name", "rowNumber", "fieldName", "note"])[:5]
    for resource in package.resources:
        for field in resource.schema.fields if (resource.path or "").endswith(".csv") else []:
            assert field.description, f"{resource.path}: {field.name}"
    descriptor = read(real.site / "datapackage.json")
    [value] = [
        field
        for resource in descriptor["resources"]
        if resource["path"] == "charts/arc-scores.csv"
        for field in resource["schema"]["fields"]
        if field["name"] == "value"
    ]
    assert value["unit"] == "% of tasks"
    assert value["sources"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", value["retrieved"])


def labels(svg: str) -> set[str]:
    return {element.get("aria-label") or "" for element in ElementTree.fromstring(svg).iter()}


@pytest.mark.parametrize("name", CHARTS)
def test_a_published_specification_draws_the_published_data(real: Built, name: str) -> None:
    """With no more than the two files: the same marks as in the published drawing."""
    charts = real.site / "charts"
    specification = read(charts / f"{name}.json")
    assert (charts / specification["data"]["url"]).is_file()
    text = (charts / f"{name}.csv").read_text(encoding="utf-8")
    specification["data"] = {"values": text, "format": specification["data"]["format"]}
    drawn = labels(vl_convert.vegalite_to_svg(specification, vl_version="6.4"))
    words = {row["words"] for row in rows(charts / f"{name}.csv")}
    assert words <= drawn
    assert words <= labels((charts / f"{name}.svg").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_published_as_a_picture_too(real: Built, name: str) -> None:
    svg = ElementTree.fromstring((real.site / f"charts/{name}.svg").read_text(encoding="utf-8"))
    with Image.open(real.site / f"charts/{name}.png") as picture:
        picture.load()
        assert picture.format == "PNG"
        assert picture.size == (2 * int(svg.attrib["width"]), 2 * int(svg.attrib["height"]))
        assert len(picture.convert("RGB").getcolors(1 << 20) or []) > 5


def test_every_page_has_a_card(real: Built) -> None:
    pages = list(living(real.site, "index.html"))
    assert len(pages) > 15
    for page in pages:
        path = page.with_name("card.png")
        assert path.stat().st_size <= CARD * KIB, path
        with Image.open(path) as card:
            assert (card.format, card.size) == ("PNG", (1200, 630))


def test_the_feed(real: Built, report: Any) -> None:
    found = feedparser.parse((real.site / "feed.xml").read_bytes())
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    assert found.feed.title == "LLM Trends 2024"
    entries = found.entries
    assert len({entry.id for entry in entries}) == len(entries) > 50
    assert all(entry.updated_parsed and entry.summary for entry in entries)
    assert [e.updated for e in entries] == sorted((e.updated for e in entries), reverse=True)
    with (real.site / "data/history.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] != "finding"]
    told = [row for row in rows if row["was"] or row["kind"] == "edition"]
    told = [row for row in told if "The verdict stayed." not in row["why"]]
    kinds = Counter(tag.term for entry in entries for tag in entry.tags)
    assert kinds.pop("evidence") > 50
    together = 2  # the first judgments, and the claims that kept theirs when the method changed
    assert kinds == Counter(row["kind"] for row in told) + Counter(judgment=together)
    for entry in entries:
        page, _, name = entry.link.removeprefix("/").partition("#")
        assert not name or f'id="{name}"' in (real.site / page / "index.html").read_text()


def words_of(html: str) -> str:
    return typed(unescape(re.sub("<[^>]+>", " ", html)))


def typed(words: str) -> str:
    """In one line, with the marks that a keyboard has: pages have others."""
    return " ".join(words.translate(str.maketrans("‘’“”", "''\"\"")).split())


def test_the_page_of_changes_has_every_row(real: Built) -> None:
    """What a finding said, and why it changed, stands on the page of its trend's corrections."""
    html = (real.site / "changes/index.html").read_text(encoding="utf-8")
    words = words_of(html)
    corrected = {
        path.parent.name: words_of(path.read_text(encoding="utf-8"))
        for path in (real.site / "corrections").glob("*/index.html")
    }
    index = (real.site / "corrections/index.html").read_text(encoding="utf-8")
    with (real.site / "data/history.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 300
    for row in rows:
        told = row["was"] and "The verdict stayed." not in row["why"] and row["kind"] != "finding"
        assert not told or typed(row["why"]) in words, row
        if row["kind"] in ("wording", "method"):
            assert typed(row["was"]) in words and typed(row["is"]) in words, row
        if row["kind"] == "finding":
            said = (row["was"], row["is"], row["why"])
            trend, _, claim = row["subject"].partition("#")
            assert all(typed(one) in corrected[trend] for one in said), row
            assert f'id="{trend}.{claim}"><a href="{trend}/#{trend}.{claim}"' in index
    assert 'href="../data/history.csv"' in html


def test_a_claim_with_a_past_leads_to_it(real: Built) -> None:
    changes = (real.site / "changes/index.html").read_text(encoding="utf-8")
    pages = {path.parent.name: path.read_text() for path in (real.site / "trends").glob("*/*.html")}
    with (real.site / "data/history.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] in ("wording", "source")]
    assert {row["subject"].partition("#")[0] for row in rows} > {"conclusion"}
    for row in rows:
        trend, _, claim = row["subject"].partition("#")
        name = f"{trend}.{claim}.{row['date']}"
        assert f'id="{name}"' in changes
        assert trend == "conclusion" or f"changes/#{name}" in pages[trend]


def test_sources_in_three_formats(real: Built, report: Any) -> None:
    keys = [source["key"] for source in report["sources"]]
    library = bibtexparser.parse_file(str(real.site / "data/sources.bib"))
    assert [entry.key for entry in library.entries] == keys
    assert {entry.entry_type for entry in library.entries} <= TYPES
    ris = rispy.loads((real.site / "data/sources.ris").read_bytes().decode())
    assert [entry["id"] for entry in ris] == keys
    assert [entry["title"] for entry in ris] == [s["title"] for s in report["sources"]]
    items = read(real.site / "data/sources.json")
    assert [item["id"] for item in items] == keys
    # A list of authors that goes on is one in every format, and nobody is called `others`.
    going_on = {source["key"] for source in report["sources"] if source["more_authors"]}
    said = formats.INCOMPLETE
    assert {item["id"] for item in items if said in item.get("note", "")} == going_on
    assert {entry["id"] for entry in ris if said in entry.get("notes", [])} == going_on
    written = {entry.key: entry["author"].split() for entry in library.entries}
    assert {key for key, words in written.items() if words[-2:] == ["and", "others"]} == going_on
    names = [name for entry in ris for name in entry["authors"]]
    names += [name.get(part, "") for item in items for name in item["author"] for part in name]
    assert not {"others", "others."} & {name.lower() for name in names}


def test_the_archive_holds_all_data(real: Built) -> None:
    with zipfile.ZipFile(io.BytesIO((real.site / "llm-trends-2024.zip").read_bytes())) as file:
        assert file.testzip() is None
        names = file.namelist()
        for name in names:
            assert file.read(name) == (real.site / name).read_bytes()
        dates = {item.date_time[:3] for item in file.infolist()}
    expected = {f"data/{name}.csv" for name in TABLES}
    expected |= {f"charts/{n}.{form}" for n in CHARTS for form in ("csv", "json", "svg", "png")}
    assert expected <= set(names)
    assert {"data/report.json", "datapackage.json", "CITATION.cff"} <= set(names)
    assert not [name for name in names if name.endswith((".html", ".csl.json"))]
    assert names == sorted(names)
    assert len(dates) == 1


def test_how_to_cite_the_project(real: Built) -> None:
    """The files of the repository say what the site says, without what a build knows better."""
    published = yaml.safe_load((real.site / "CITATION.cff").read_text(encoding="utf-8"))
    committed = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    later = {"version", "date-released", "url"}
    assert {k: v for k, v in published.items() if k not in later} == {
        k: v for k, v in committed.items() if k not in later
    }
    assert {"cff-version", "message", "title", "authors"} <= set(committed)
    meta = read(real.site / "codemeta.json")
    assert {**meta, "dateModified": ""} == {**read(ROOT / "codemeta.json"), "dateModified": ""}
    assert f'version = "{meta["version"]}"' in (ROOT / "pyproject.toml").read_text()


def test_every_download_of_the_data_page_is_there(real: Built) -> None:
    page = (real.site / "data/index.html").read_text(encoding="utf-8")
    files = re.findall(r'<th scope="row"><a href="([^"]+)"', page)
    assert len(files) > 15
    for link in files:
        assert (real.site / "data" / urlsplit(link).path).resolve().is_file(), link
