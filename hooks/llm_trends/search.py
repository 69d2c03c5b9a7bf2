"""What the search finds: small records, each leading to the thing itself.

A claim with its verdicts, a term with its definition, a chart with its finding, a source, a section
of prose. Tables of evidence and lists of references are left out: they would answer every query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import escape

from .addresses import Addresses, chart_place, claim_place
from .core.report import ClaimAt, Report
from .core.sources.bibliography import Source
from .core.text.notation import plain_text
from .core.vocabulary import Moment
from .pages import Page


@dataclass(frozen=True)
class Section:
    """A piece of prose under a heading; `anchor` is empty for what stands before the first."""

    anchor: str
    title: str
    text: str


Record = dict[str, str | float]
"""`location` counted from the root of the site, `title` and `text` as HTML, and a `boost`."""
FIRST, SECOND, LAST = 4.0, 2.0, 0.2
"""Answers before mentions, and what sources are called after what is said of them."""


def records(
    report: Report,
    pages: Iterable[Page],
    prose: Mapping[str, tuple[Section, ...]],
    addresses: Addresses,
) -> list[Record]:
    """All records in the order of the report; `prose` has the sections of each page's own text."""

    def record(place: str, title: str, text: str, boost: float = 1.0) -> Record:
        location = addresses.from_root(place).removeprefix("/")
        html = {"title": str(escape(title)), "text": str(escape(text))}
        return {"location": location, **html, "boost": boost}

    found: list[Record] = []
    for page in pages:
        found.append(record(page.path, page.title, page.description))
        for section in prose.get(page.path, ()):
            if section.anchor and section.text:
                found.append(record(f"{page.path}#{section.anchor}", section.title, section.text))
    for pair in report.claims.values():
        place = claim_place(pair.trend, pair.claim.id)
        found.append(record(place, plain_text(pair.claim.text), _claim(pair), FIRST))
    for slug, term in report.terms.items():
        text = " ".join([*term.term.aliases, plain_text(term.term.definition)])
        found.append(record(f"glossary.md#{slug}", term.term.term, text, FIRST))
    for chart in report.charts.by_id.values():
        text = f"Chart. {chart.meta.finding}"
        found.append(record(chart_place(chart), chart.meta.title, text, SECOND))
    for source in report.bibliography.sources.values():
        found.append(
            record(f"sources.md#{source.key}", source.title, " · ".join(_source(source)), LAST)
        )
    return found


def _claim(pair: ClaimAt) -> str:
    judged = (
        f"{moment.words}: {at.verdict.words.lower()}, {at.certainty.words.lower()} certainty. "
        f"{plain_text(at.reason)}"
        for moment in (Moment.NOW, Moment.THEN)
        for at in (pair.claim.at(moment),)
    )
    return f"{pair.trend.title}. {' '.join(judged)}"


def _source(source: Source) -> Iterator[str]:
    """Who, where, when and by which numbers; the title stands above."""
    yield f"{source.label}. {', '.join(source.authors.full[:8])}."
    yield from filter(None, (source.venue, source.doi, source.eprint, source.kind.words))
