"""As much of the report as the page of one trend shows.

Its page is composed from this part alone, so it is composed again only if the part has changed.
What is not in it cannot stand on the page, let alone stand there out of date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache, partial

from ..conclusion import Conclusion
from ..model import Claim, Header
from ..report import Report
from ..sources.bibliography import Source
from ..text.notation import cited_keys
from ..text.phrases import Automaton
from ..text.source_text import SourceText
from ..trend import ClaimAt, RelationAt, TermAt, Trend


@dataclass(frozen=True)
class Seen:
    """A part of the report, and the facts in it: parts of equal facts are equal.

    Most pages are as they were by their facts, so the part itself is made when it is asked for.
    """

    facts: tuple[object, ...]
    made: Callable[[], Report]

    @cached_property
    def report(self) -> Report:
        return self.made()


@dataclass(frozen=True, kw_only=True)
class _Near(Report):
    """The report with one trend as it is and the others from `afar`: what is the same for all pages
    is shared, or each of a thousand pages would work out all claims and relations anew."""

    afar: Report
    near: Trend

    @cached_property
    def by_slug(self) -> Mapping[str, Trend]:
        return {**self.afar.by_slug, self.near.slug: self.near}

    @cached_property
    def claims(self) -> Mapping[str, ClaimAt]:
        own = (ClaimAt(self.near, claim) for claim in self.near.data.claims)
        return {**self.afar.claims, **{pair.ref: pair for pair in own}}

    @cached_property
    def terms(self) -> Mapping[str, TermAt]:
        known, slug = self.afar.terms, self.near.slug
        slugs = (term.slug for term in self.near.data.terms)
        own = (one for one in slugs if known[one].trend.slug == slug)
        return {**known, **{one: replace(known[one], trend=self.near) for one in own}}

    @property
    def automaton(self) -> Automaton:
        return self.afar.automaton

    @property
    def link_facts(self) -> tuple[object, ...]:
        return self.afar.link_facts

    def relations_from(self, trend: Trend) -> list[RelationAt]:
        return [
            replace(one, origin=self.by_slug[trend.slug]) for one in self.afar.relations_from(trend)
        ]

    def relations_to(self, trend: Trend) -> list[RelationAt]:
        return [
            replace(one, target=self.by_slug[trend.slug]) for one in self.afar.relations_to(trend)
        ]


@dataclass(frozen=True)
class Views:
    """The report from each of its trends. What they share is worked out once."""

    report: Report

    @cached_property
    def _far(self) -> Mapping[str, Trend]:
        return {trend.slug: _from_afar(trend) for trend in self.report.trends}

    @cached_property
    def _afar(self) -> Report:
        return _together(tuple(self._far.values()))

    @cached_property
    def _shared(self) -> tuple[object, ...]:
        report = self.report
        return (
            tuple(self._far.values()),
            report.record,
            report.history,
            report.explorables,
            report.charts,
        )

    @cached_property
    def _of_figures(self) -> frozenset[str]:
        trends = self.report.trends
        return frozenset(figure.source for trend in trends for figure in trend.data.figures)

    def seen_from(self, trend: Trend) -> Seen:
        """The trend as it is, the others from afar, and the sources that its page may cite."""
        known = self.report.bibliography.sources
        cited = {key: known[key] for key in sorted({*self._keys(trend)}) if key in known}
        facts = (trend.data, cited_keys(trend.body), cited, self._shared)
        return Seen(facts, partial(self._near, trend, cited))

    def _near(self, trend: Trend, cited: Mapping[str, Source]) -> Report:
        whole = {one.name: getattr(self.report, one.name) for one in fields(Report)}
        near = {
            "trends": tuple({**self._far, trend.slug: trend}.values()),
            "bibliography": replace(self.report.bibliography, sources=cited),
            "conclusion": Conclusion(),
        }
        return _Near(**{**whole, **near}, afar=self._afar, near=trend)

    def _keys(self, trend: Trend) -> Iterator[str]:
        """Whatever the page may cite: more than it does would cost time, less would be missed."""
        yield from _named(trend)
        yield from self._of_figures
        for relation in self.report.relations_to(trend):
            yield from cited_keys(relation.relation.why)
        for chart in self.report.charts.by_id.values():
            if chart.meta.trend == trend.slug or f'"{chart.id}"' in trend.body:
                yield from chart.sources


@lru_cache(maxsize=8192)
def _named(trend: Trend) -> frozenset[str]:
    """Whatever is named as a source anywhere in its file."""
    texts = trend.source.texts
    keys = (text for path, text in texts if path[-1] == "source")
    words = (trend.body, *(text for _, text in texts))
    return frozenset((*keys, *(key for text in words for key in cited_keys(text))))


@lru_cache(maxsize=8192)
def _from_afar(trend: Trend) -> Trend:
    """What the pages of other trends show of it; to ask for its summary, say, raises."""
    data = trend.data
    return _known(
        trend.slug,
        trend.source.path,
        title=data.title,
        number=data.number,
        reviewed=data.reviewed,
        aliases=data.aliases,
        claims=tuple(Claim.model_construct(id=c.id, text=c.text) for c in data.claims),
        relations=data.relations,
        terms=data.terms,
        figures=data.figures,
    )


@lru_cache(maxsize=4)
def _together(trends: tuple[Trend, ...]) -> Report:
    """All trends from afar, kept with what pages asked of it, since most saves change none."""
    return Report(trends)


@lru_cache(maxsize=8192)
def _known(slug: str, path: str, **fields: object) -> Trend:
    """The same for the same, so that what looks alike from afar is told by its identity."""
    return Trend(slug, Header.model_construct(**fields), SourceText(path))  # type: ignore[arg-type]
