"""What pages say of themselves, as reference managers, previews and search engines read it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import extruct
import pytest
from llm_trends.addresses import Addresses
from llm_trends.compose import Frame, Site, compose
from llm_trends.core.citing.works import Works
from llm_trends.core.exports import json_ld
from llm_trends.templates import templates
from pyld import jsonld

from ..content import TODAY, collected, content, trend

ROOT = Path(__file__).parents[2]
BASE = "https://example.org/llm/"
SCHEMA = "https://schema.org/"


def site(base: str = BASE) -> Site:
    frame = Frame(
        templates(ROOT / "overrides/pages"), Addresses(base), lambda _: lambda: ({}, ()), TODAY
    )
    composed = compose(content(), frame, Site())
    assert not composed.problems
    return composed


def head(path: str, base: str = BASE) -> str:
    [page] = [page for page in site(base).pages if page.path == path]
    return f"<html><head>{page.head}</head><body></body></html>"


@dataclass
class Zotero(HTMLParser):
    """The rules of Zotero's translator for embedded metadata, as far as a page without DOI, ISBN
    and PDF meets them (`Embedded Metadata.js` and `RDF.js` of zotero/translators)."""

    tags: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        name = values.get("name") or values.get("property")
        if tag == "meta" and name and values.get("content"):
            self.tags.append((name, str(values["content"])))

    def first(self, *names: str) -> str:
        return next((value for name in names for tag, value in self.tags if tag == name), "")

    @property
    def item(self) -> dict[str, Any]:
        known = {name for name, _ in self.tags}
        kind = "webpage" if self.first("og:type") == "website" else "journalArticle"
        if "citation_journal_title" in known:
            kind = "journalArticle"
        return {
            "itemType": kind,
            "title": self.first("citation_title", "DC.title", "og:title"),
            "creators": [self.name(value) for tag, value in self.tags if tag == "citation_author"],
            "date": self.first("citation_publication_date", "citation_date", "DC.date"),
            "websiteTitle": self.first("og:site_name"),
            "url": self.first("citation_public_url", "og:url"),
            "language": self.first("citation_language", "DC.language"),
            "rights": self.first("DC.rights"),
            "abstractNote": self.first("og:description", "DC.description"),
        }

    @staticmethod
    def name(author: str) -> tuple[str, str]:
        """(family, given): at a comma if there is one; else the last word is the family's."""
        if "," in author:
            family, _, given = author.strip(", ").partition(",")
            return family, given.strip()
        given, _, family = author.rpartition(" ")
        return family, given


def test_a_reference_manager_saves_a_whole_record() -> None:
    reader = Zotero()
    reader.feed(head("trends/alpha.md"))
    assert reader.item == {
        "itemType": "webpage",
        "title": "Trend alpha",
        "creators": [("The editors of LLM Trends 2024", "")],
        "date": "2026/01/05",
        "websiteTitle": "LLM Trends 2024",
        "url": "https://example.org/llm/trends/alpha/",
        "language": "en",
        "rights": "CC BY 4.0",
        "abstractNote": "What alpha comes to.",
    }


@pytest.mark.parametrize("path", ["index.md", "trends/alpha.md", "glossary.md", "method.md"])
def test_every_page_has_a_preview(path: str) -> None:
    found = extruct.extract(head(path), base_url=BASE, syntaxes=["opengraph", "dublincore"])
    [graph] = found["opengraph"]
    said = dict(graph["properties"])
    folder = path.removesuffix(".md").removesuffix("index")
    here = f"{BASE}{folder}/" if folder else BASE
    assert said["og:url"] == here
    assert said["og:image"] == f"{here}card.png"
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["og:title"] and said["og:description"]
    [core] = found["dublincore"]
    names = {element["name"].lower() for element in core["elements"]}
    assert names >= {"dc.title", "dc.creator", "dc.date", "dc.rights", "dc.language"}


def test_without_an_address_of_the_site_none_is_named() -> None:
    text = head("trends/alpha.md", base="/")
    assert "og:url" not in text
    assert "og:image" not in text
    assert "citation_public_url" not in text
    assert "http://127" not in text


def graph(path: str) -> list[dict[str, Any]]:
    """The nodes that the page describes, by the first parser."""
    [script] = extruct.extract(head(path), base_url=BASE, syntaxes=["json-ld"])["json-ld"]
    return list(script["@graph"])


def kinds(path: str) -> set[str]:
    return {node["@type"] for node in graph(path)}


def expanded(path: str) -> list[Any]:
    """The same by the second parser, with every word of it as an address of schema.org."""
    context = {"document": {"@context": {"@vocab": SCHEMA, "@base": BASE}}}

    def load(url: str, options: Any) -> dict[str, Any]:
        assert url.rstrip("/") == "https://schema.org"
        return {"contextUrl": None, "documentUrl": url, **context}

    text = head(path)
    start = text.index("application/ld+json") + len('application/ld+json">')
    data = json.loads(text[start : text.index("</script>", start)])
    return list(jsonld.expand(data, {"documentLoader": load}))


def test_linked_data_name_what_a_page_is() -> None:
    assert kinds("trends/alpha.md") == {"Article", "BreadcrumbList", "ClaimReview"}
    assert kinds("method.md") == {"Article", "BreadcrumbList"}
    assert kinds("claims.md") == {"CollectionPage", "BreadcrumbList"}
    assert kinds("glossary.md") == {"CollectionPage", "BreadcrumbList", "DefinedTermSet"}
    assert kinds("data/index.md") == {"CollectionPage", "BreadcrumbList", "Dataset"}


@pytest.mark.parametrize("path", ["trends/alpha.md", "glossary.md", "data/index.md"])
def test_two_parsers_read_the_same(path: str) -> None:
    found = {node["@type"][0].removeprefix(SCHEMA) for node in expanded(path)}
    assert found == kinds(path)
    names = {value["@value"] for node in expanded(path) for value in node.get(f"{SCHEMA}name", [])}
    assert names == {node["name"] for node in graph(path) if "name" in node}


def test_a_review_says_who_said_what_and_how_it_stands() -> None:
    [review] = [node for node in graph("trends/alpha.md") if node["@type"] == "ClaimReview"]
    assert review["claimReviewed"] == "A claim about alpha."
    assert review["url"] == f"{BASE}trends/alpha/#alpha-claim"
    rating = review["reviewRating"]
    assert rating["alternateName"] == "Holds"
    assert (rating["ratingValue"], rating["bestRating"], rating["worstRating"]) == (5, 5, 1)
    assert review["itemReviewed"]["appearance"]["name"].startswith("Comprehensive Report")


def test_no_rating_where_the_scale_has_none_and_no_review_of_our_own_claims() -> None:
    text = trend("alpha", 1).replace("verdict: holds", "verdict: contested")
    found = collected(**{"trends/alpha.md": text}).report
    works = Works(found, Addresses(BASE).published)
    [review] = json_ld.claim_reviews(works, found.trends[0], Addresses(BASE).absolute)
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Contested"}
    ours = text.replace("    then:", "    added: Needed to judge it.\n    then:", 1)
    found = collected(**{"trends/alpha.md": ours}).report
    assert json_ld.claim_reviews(works, found.trends[0], Addresses(BASE).absolute) == []


def test_what_is_written_cannot_leave_its_script() -> None:
    assert "<" not in json_ld.script([{"name": "</script><script>alert(1)"}])


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("index.md", [("LLM Trends 2024", BASE)]),
        (
            "trends/alpha.md",
            [("LLM Trends 2024", BASE), ("Trend alpha", f"{BASE}trends/alpha/")],
        ),
    ],
)
def test_the_way_to_a_page_begins_at_home(path: str, steps: list[tuple[str, str]]) -> None:
    (text,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', head(path), re.DOTALL
    )
    (crumbs,) = [one for one in json.loads(text)["@graph"] if one["@type"] == "BreadcrumbList"]
    listed = crumbs["itemListElement"]
    assert [(one["name"], one["item"]) for one in listed] == steps
    assert [one["position"] for one in listed] == [*range(1, len(steps) + 1)]
