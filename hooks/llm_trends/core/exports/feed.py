"""The feed of what changed, in Atom: findings that came in, corrections, verdicts that moved.

Made from the record of checks and from the claims alone, so that two builds of one content give
the same feed. An entry keeps its id wherever the site is published.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from ..citing.citation import EDITORS, LICENSE_NAME, SITE
from ..citing.works import Works
from ..dates import PartialDate
from ..places import Address
from ..report import ClaimAt, Report
from ..sources.check_record import Check, Reading, Result
from ..text.notation import plain_text
from ..views.changes import claim_changed

ATOM = "http://www.w3.org/2005/Atom"
FEED = "feed.xml"
MOST = 200
"""Entries; older ones are in the record of checks."""
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "llm-trends-2024")
CHANGED, MOVED = "evidence", "verdict"


@dataclass(frozen=True)
class Entry:
    """One entry; `name` tells it from all others, wherever the site is published."""

    name: str
    date: PartialDate
    category: str
    title: str
    text: str
    place: str


def feed(report: Report, works: Works, address: Address) -> str:
    """The newest entries first; on one day in the order of the trends and their claims."""
    found = [*_verdicts(report), *_evidence(report)]
    newest = sorted(found, key=lambda entry: entry.date, reverse=True)[:MOST]
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _add(root, "title", SITE)
    _add(root, "subtitle", "Verdicts that moved, findings that came in, corrections")
    _add(root, "id", _id("feed"))
    _add(root, "updated", _moment(works.whole.date))
    _add(root, "rights", LICENSE_NAME)
    ElementTree.SubElement(root, "link", {"rel": "self", "href": address(FEED)})
    ElementTree.SubElement(root, "link", {"rel": "alternate", "href": address("index.md")})
    _add(ElementTree.SubElement(root, "author"), "name", EDITORS.full)
    for entry in newest:
        element = ElementTree.SubElement(root, "entry")
        _add(element, "title", entry.title)
        _add(element, "id", _id(entry.name))
        _add(element, "updated", _moment(entry.date))
        ElementTree.SubElement(element, "link", {"rel": "alternate", "href": address(entry.place)})
        ElementTree.SubElement(element, "category", {"term": entry.category})
        _add(element, "content", entry.text).set("type", "text")
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, "unicode")}\n'


def _verdicts(report: Report) -> Iterator[Entry]:
    """Claims that are judged otherwise today than at the end of the report's year."""
    for pair in report.claims.values():
        claim = pair.claim
        if claim.turned_by:
            then, now = claim.then.verdict.words, claim.now.verdict.words
            yield Entry(
                f"{pair.ref} {claim.then.verdict} {claim.now.verdict}",
                claim_changed(report, pair),
                MOVED,
                f"From “{then.lower()}” to “{now.lower()}”: {plain_text(claim.text)}",
                plain_text(claim.turned_by.how),
                f"{pair.trend.page}#{claim.id}",
            )


def _evidence(report: Report) -> Iterator[Entry]:
    """What came in, was corrected or was taken out, by claim and day."""
    for pair in report.claims.values():
        days: dict[PartialDate, list[Check]] = {}
        for check in report.record.about(pair.ref):
            if check.changes:
                days.setdefault(check.date, []).append(check)
        for date, checks in days.items():
            yield _day(report, pair, date, checks)


def _day(report: Report, pair: ClaimAt, date: PartialDate, checks: list[Check]) -> Entry:
    groups = (
        ("added", [check for check in checks if _added(check)]),
        ("corrected", [check for check in checks if check.result is Result.CORRECTED]),
        ("taken out", [check for check in checks if check.result is Result.REMOVED]),
    )
    counts = ", ".join(f"{len(found)} {what}" for what, found in groups if found)
    text = ". ".join(
        f"{what.capitalize()}: {', '.join(dict.fromkeys(_label(report, c) for c in found))}"
        for what, found in groups
        if found
    )
    return Entry(
        f"{pair.ref} {date}",
        date,
        CHANGED,
        f"Findings {counts}: {plain_text(pair.claim.text)}",
        f"{text}. The verdict today: {pair.claim.now.verdict.words.lower()}.",
        f"{pair.trend.page}#{pair.claim.id}",
    )


def _added(check: Check) -> bool:
    return check.reading is Reading.FIRST and check.result is Result.CONFIRMED


def _label(report: Report, check: Check) -> str:
    source = report.source(check.source)
    return source.label if source else check.source


def _add(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.text = text
    return element


def _id(name: str) -> str:
    return uuid.uuid5(NAMESPACE, name).urn


def _moment(date: PartialDate | None) -> str:
    """The beginning of the day, or of the first that the date can mean, in UTC."""
    return f"{date.first_day if date else '1970-01-01'}T00:00:00Z"
