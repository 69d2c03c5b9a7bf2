"""As much of the report as the page of one trend shows.

Its page is composed from this part alone, so it is composed again only if the part has changed.
What is not in it cannot stand on the page, let alone stand there out of date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ..conclusion import Conclusion
from ..model import Claim, Header
from ..report import Report, Trend
from ..text.notation import cited_keys
from ..text.source_text import SourceText


def seen_from(report: Report, trend: Trend) -> Report:
    """The trend as it is, the others from afar, and the sources that may be cited on its page."""
    known = report.bibliography.sources
    cited = {key: known[key] for key in sorted({*_keys(report, trend)}) if key in known}
    return replace(
        report,
        trends=tuple(other if other is trend else _from_afar(other) for other in report.trends),
        bibliography=replace(report.bibliography, sources=cited),
        conclusion=Conclusion(),
    )


def _keys(report: Report, trend: Trend) -> Iterator[str]:
    """Whatever the page may cite: more than it does would cost time, less would be missed."""
    yield from _named(trend)
    for relation in report.relations_to(trend):
        yield from cited_keys(relation.relation.why)
    for other in report.trends:
        yield from (figure.source for figure in other.data.figures)
    for chart in report.charts.by_id.values():
        if chart.meta.trend == trend.slug or f'"{chart.id}"' in trend.body:
            yield from chart.sources


@lru_cache(maxsize=2048)
def _named(trend: Trend) -> frozenset[str]:
    """Whatever is named as a source anywhere in its file."""
    texts = trend.source.texts
    fields = (text for path, text in texts if path[-1] == "source")
    words = (trend.body, *(text for _, text in texts))
    return frozenset((*fields, *(key for text in words for key in cited_keys(text))))


@lru_cache(maxsize=2048)
def _from_afar(trend: Trend) -> Trend:
    """What the pages of other trends show of it; to ask for its summary, say, raises."""
    data = trend.data
    known = Header.model_construct(
        title=data.title,
        number=data.number,
        reviewed=data.reviewed,
        aliases=data.aliases,
        claims=tuple(Claim.model_construct(id=c.id, text=c.text) for c in data.claims),
        relations=data.relations,
        terms=data.terms,
        figures=data.figures,
    )
    return Trend(trend.slug, known, SourceText(trend.source.path))
