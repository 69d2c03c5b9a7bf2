"""What must be known of the page that is being written."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .addresses import Addresses
from .core.citing.works import Works
from .core.dates import PartialDate
from .core.places import claim_place, term_place
from .core.report import Report
from .core.text.notation import Link
from .core.trend import Trend


@dataclass(frozen=True)
class Resolved:
    """What a link leads to: a place, its words, and the kind of link that it is."""

    place: str | None
    words: str
    kind: str


@dataclass(frozen=True)
class PageContext:
    """`path` is the page's source file below `docs/`; `numbers` maps cited keys to 1, 2, …

    `report` is the part of it that the page may show, `counts` is how much the whole has.
    """

    report: Report = field(default_factory=Report)
    path: str = "index.md"
    trend: Trend | None = None
    numbers: Mapping[str, int] = field(default_factory=dict)
    crosslinks: bool = False
    addresses: Addresses = field(default_factory=Addresses)
    counts: Mapping[str, int] = field(default_factory=dict)
    changed: PartialDate | None = None
    """When the whole last changed; worked out of `report` if nobody says."""
    seen: tuple[object, ...] = ()
    """The facts of `report`, if it is a part of the whole."""

    @property
    def facts(self) -> tuple[object, ...]:
        """All that a page is made of, but for its prose and the templates."""
        return self.facts_with(self.seen or self.report.facts)

    def facts_with(self, seen: tuple[object, ...]) -> tuple[object, ...]:
        """The facts of a page beside this one that shows another part of the report."""
        return seen, self.addresses, self.counts, self.changed

    @cached_property
    def works(self) -> Works:
        """The citations of what stands here and elsewhere."""
        return Works(self.report, self.addresses.published, self.changed)

    def to(self, place: str) -> str:
        """The relative address of a place, for the HTML of this page."""
        return self.addresses.seen_from(self.path, place)

    def source_link(self, place: str) -> str:
        """The relative link to a source file, for Markdown: MkDocs checks it and turns it."""
        path, hash_, fragment = place.partition("#")
        relative = posixpath.relpath(path, posixpath.dirname(self.path) or ".") if path else ""
        return f"{relative}{hash_}{fragment}"

    def resolve(self, link: Link) -> Resolved:
        """Where a link of the notation leads from this page; without a place it is plain words."""
        report = self.report
        if link.kind == "term":
            pair = report.terms.get(link.name)
            words = link.words or (pair.term.term if pair else link.name)
            return Resolved(term_place(link.name) if pair else None, words, "term")
        trend = report.by_slug.get(link.trend) if link.trend else self.trend
        if trend is None or link.kind == "plain":
            return Resolved(None, link.words or link.name or link.trend, "")
        if link.kind == "trend":
            return Resolved(trend.page, link.words or trend.title, "trend")
        claim = trend.claims.get(link.name)
        words = link.words or (claim.text if claim else link.name)
        place = claim_place(trend.slug, link.name) if claim else None
        return Resolved(place, words, "claim-link")
