"""The feed of what changed, in Atom: what the page of changes has, the newest entries first.

Made from the history and the record of checks alone, so that two builds of one content give the
same feed. An entry keeps its id wherever the site is published.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from ..citing.citation import EDITORS, LICENSE_NAME, SITE
from ..citing.works import Works
from ..dates import PartialDate
from ..history import Kind, Row
from ..places import Address
from ..report import Report
from ..sources.check_record import Check
from ..views.history import PAGE, Day, Item, days, moves

ATOM = "http://www.w3.org/2005/Atom"
FEED = "feed.xml"
MOST = 400
"""Entries; older ones stay on the page of changes."""
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "llm-trends-2024")
EVIDENCE = "evidence"
WORDS = {Kind.WORDING: "New words", Kind.SOURCE: "Another source", Kind.METHOD: "Another method"}


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
    newest = [entry for day in days(report) for entry in _entries(report, day)][:MOST]
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _add(root, "title", SITE)
    _add(root, "subtitle", "Verdicts that changed, findings that came in, corrections")
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


def _entries(report: Report, day: Day) -> Iterator[Entry]:
    for item in day.items:
        yield from (_change(item, row) for row in item.rows)
    for name, items, words in (
        ("framed", day.framed, "kept the verdict and got a certainty"),
        ("first", day.first, "judged for the first time"),
    ):
        if items:
            title = f"{len(items)} {'claim' if len(items) == 1 else 'claims'} {words}"
            text = "\n".join(item.title for item in items)
            place = f"{PAGE}#{day.date}"
            yield Entry(f"{name} {day.date}", day.date, Kind.JUDGMENT, title, text, place)
    for item in day.findings:
        if item.checks:
            yield _evidence(report, item, day.date)


def _change(item: Item, row: Row) -> Entry:
    """One row of the history."""
    if row.kind is Kind.EDITION:
        name = f"{row.subject} {row.kind}"
        return Entry(name, row.date, row.kind, f"{item.title} is frozen", row.why, item.place)
    text = f"Was: {row.was}\nIs: {row.is_}\n{row.why}"
    if row.kind is not Kind.JUDGMENT:
        title = f"{WORDS[row.kind]}: {item.title}"
    elif changed := moves(row):
        said = [f"{m.moment.words} from {m.was.words} to {m.now.words}" for m in changed]
        title, text = f"{'; '.join(said)}: {item.title}", row.why
    else:
        title, text = f"Taken back: {item.title}", row.why
    name = f"{row.subject} {row.kind} {row.date} {row.is_}"
    return Entry(name, row.date, row.kind, title, text, item.place or f"{PAGE}#{row.date}")


def _evidence(report: Report, item: Item, date: PartialDate) -> Entry:
    """What came in, was corrected or was taken out of a claim on a day."""
    groups = (
        ("added", item.added),
        ("corrected", item.corrected),
        ("taken out", item.removed),
    )
    counts = ", ".join(f"{len(found)} {what}" for what, found in groups if found)
    text = ". ".join(
        f"{what.capitalize()}: {', '.join(dict.fromkeys(_label(report, c) for c in found))}"
        for what, found in groups
        if found
    )
    title = f"Findings {counts}: {item.title}"
    return Entry(f"{item.subject} {date}", date, EVIDENCE, title, f"{text}.", item.place)


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
