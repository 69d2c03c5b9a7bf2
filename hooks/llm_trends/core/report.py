"""The whole report: trends, sources and statements, and the questions that pages ask of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from .charts.model import Chart, Charts
from .conclusion import Conclusion
from .dates import PartialDate
from .groups import grouped
from .history import History
from .model import Claim, Evidence
from .readings import Readings
from .sources.bibliography import Bibliography, Source
from .sources.check_record import CheckRecord
from .stored_run import StoredRun
from .synonyms import Synonyms
from .text.notation import cited_keys
from .text.phrases import Automaton, Target
from .trend import ClaimAt, EventAt, RelationAt, TermAt, Trend
from .vocabulary import Moment, SourceKind, Verdict

EDITION = "2024"


@dataclass(frozen=True)
class Report:
    """Everything that the pages are made of. Trends stand in the order of their numbers."""

    trends: tuple[Trend, ...] = ()
    bibliography: Bibliography = field(default_factory=Bibliography)
    conclusion: Conclusion = field(default_factory=Conclusion)
    record: CheckRecord = field(default_factory=CheckRecord)
    explorables: Mapping[str, StoredRun] = field(default_factory=dict)
    """The stored run of each explorable, by its folder."""
    synonyms: Synonyms = field(default_factory=Synonyms)
    readings: Readings = field(default_factory=Readings)
    history: History = field(default_factory=History)
    editions: Mapping[str, bytes] = field(default_factory=dict)
    """The archives of the frozen editions, by their names."""
    unread: frozenset[str] = frozenset()
    """Slugs of trend pages that are there but could not be understood; one may refer to them."""
    charts: Charts = field(default_factory=Charts)
    unread_runs: frozenset[str] = frozenset()
    """Folders of explorables whose stored run could not be read."""

    @cached_property
    def by_slug(self) -> Mapping[str, Trend]:
        return {trend.slug: trend for trend in self.trends}

    @cached_property
    def claims(self) -> Mapping[str, ClaimAt]:
        """Every claim by its reference `trend#claim`."""
        pairs = (ClaimAt(trend, claim) for trend in self.trends for claim in trend.data.claims)
        return {pair.ref: pair for pair in pairs}

    @cached_property
    def terms(self) -> Mapping[str, TermAt]:
        """Every term by its slug, in alphabetical order."""
        pairs = (TermAt(trend, term) for trend in self.trends for term in trend.data.terms)
        ordered = sorted(pairs, key=lambda pair: pair.term.term.casefold())
        return {pair.term.slug: pair for pair in ordered}

    @cached_property
    def events(self) -> tuple[EventAt, ...]:
        """Every event, by date, then by trend."""
        pairs = [pair for trend in self.trends for pair in _events(trend)]
        return tuple(sorted(pairs, key=lambda pair: (pair.event.date, pair.trend.data.number)))

    @cached_property
    def relations(self) -> tuple[RelationAt, ...]:
        """Every relation whose target is there, by the numbers of its ends."""
        found = [
            RelationAt(trend, relation, self.by_slug[relation.to])
            for trend in self.trends
            for relation in trend.data.relations
            if relation.to in self.by_slug
        ]
        return tuple(sorted(found, key=lambda r: (r.origin.data.number, r.target.data.number)))

    @cached_property
    def _outgoing(self) -> Mapping[str, list[RelationAt]]:
        return grouped((relation.origin.slug, relation) for relation in self.relations)

    @cached_property
    def _incoming(self) -> Mapping[str, list[RelationAt]]:
        return grouped((relation.target.slug, relation) for relation in self.relations)

    def relations_from(self, trend: Trend) -> list[RelationAt]:
        return self._outgoing.get(trend.slug, [])

    def relations_to(self, trend: Trend) -> list[RelationAt]:
        return self._incoming.get(trend.slug, [])

    @cached_property
    def uses(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """The sources that each part of a trend uses: a claim by its id, else a section."""
        found: dict[tuple[str, str], frozenset[str]] = {}
        for trend in self.trends:
            found |= {(trend.slug, part): keys for part, keys in trend.uses.items()}
            charts = [key for chart in self.charts_of(trend) for key in chart.sources]
            found[trend.slug, "charts"] = frozenset(charts)
        return found | {(trend.slug, "relations"): self._behind(trend) for trend in self.trends}

    def _behind(self, trend: Trend) -> frozenset[str]:
        """What its relations may rest on, which cite nothing: sources of its page, and those of
        the claims that they name."""
        refs = [item.claim for item in trend.data.relations if item.claim]
        named = [pair for ref in refs if (pair := self.claims.get(ref))]
        others = [pair.trend.uses[pair.claim.id] for pair in named]
        return frozenset().union(*trend.uses.values(), *others)

    def tally(self, moment: Moment) -> Mapping[Verdict, int]:
        """All claims by verdict."""
        return {v: sum(trend.tally(moment)[v] for trend in self.trends) for v in Verdict}

    def charts_of(self, trend: Trend) -> list[Chart]:
        """The charts of a trend, in the order of their ids."""
        return [chart for chart in self.charts.by_id.values() if chart.meta.trend == trend.slug]

    @cached_property
    def sectors(self) -> Mapping[str, list[Trend]]:
        """The trends that reach each sector, sectors in alphabetical order."""
        pairs = sorted(
            ((sector, trend) for trend in self.trends for sector in trend.data.sectors),
            key=lambda pair: (pair[0], pair[1].data.number),
        )
        return grouped(pairs)

    @cached_property
    def kinds(self) -> tuple[SourceKind, ...]:
        """The kinds of source that occur, in the order of `SourceKind`."""
        found = {source.kind for source in self.bibliography.sources.values()}
        return tuple(kind for kind in SourceKind if kind in found)

    def kinds_of(self, claim: Claim) -> tuple[SourceKind, ...]:
        """The kinds of source that a claim's evidence comes from."""
        found = {source.kind for item in claim.evidence if (source := self.source(item.source))}
        return tuple(kind for kind in SourceKind if kind in found)

    @cached_property
    def automaton(self) -> Automaton:
        """Everything that running prose links by itself: trends' titles and aliases, terms."""
        phrases = {
            phrase: Target("trend", trend.slug)
            for trend in self.trends
            for phrase in (trend.title, *trend.data.aliases)
        }
        phrases |= {
            phrase: Target("term", slug)
            for slug, pair in self.terms.items()
            for phrase in (pair.term.term, *pair.term.aliases)
        }
        return _automaton(tuple(phrases.items()))

    @cached_property
    def facts(self) -> tuple[object, ...]:
        """Everything but prose, of which only the sources that it cites count: two reports of equal
        facts differ in the bodies of pages only."""
        return (
            tuple((trend.slug, trend.data, cited_keys(trend.body)) for trend in self.trends),
            self.bibliography.sources,
            self.conclusion.data,
            self.record,
            self.readings,
            self.history,
            self.explorables,
            self.editions,
            self.charts,
        )

    @cached_property
    def link_facts(self) -> tuple[object, ...]:
        """All that links in prose are made of: titles, texts of claims, terms and their words."""
        return tuple(
            (
                trend.slug,
                trend.title,
                trend.data.aliases,
                tuple((claim.id, claim.text) for claim in trend.data.claims),
                trend.data.terms,
            )
            for trend in self.trends
        )

    def source(self, key: str) -> Source | None:
        return self.bibliography.sources.get(key)

    def public(self, item: Evidence) -> PartialDate | None:
        """When a finding became public: as stated, or with its source's first date."""
        source = self.source(item.source)
        return item.public or (source.date if source else None)

    def is_early(self, item: Evidence) -> bool:
        """Whether a finding was public by the end of the report's year."""
        date = self.public(item)
        return date is not None and date.year <= int(EDITION)

    def findings(self, claim: Claim, moment: Moment) -> tuple[Evidence, ...]:
        """What a judgment may rest on, in the order of the file."""
        if moment is Moment.NOW:
            return claim.evidence
        return tuple(item for item in claim.evidence if self.is_early(item))


@lru_cache(maxsize=8)
def _automaton(phrases: tuple[tuple[str, Target], ...]) -> Automaton:
    return Automaton(dict(phrases))


def _events(trend: Trend) -> Iterator[EventAt]:
    """The events of a trend, each with an anchor that stays when others are added on other days."""
    met: Counter[PartialDate] = Counter()
    for event in trend.data.events:
        met[event.date] += 1
        again = f"-{met[event.date]}" if met[event.date] > 1 else ""
        yield EventAt(trend, event, f"{trend.slug}-{event.date}{again}")
