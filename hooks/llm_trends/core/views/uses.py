"""What uses each source: claims, prose, charts, events, terms and all else that cites one.

A source that gave way to another is used where that is told. One that nothing cites any more is
used by the editions that did, whose pages link to its citations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..editions import folder_of, sources_of
from ..history import Kind
from ..places import claim_place, experiment_place, term_place
from ..report import Report
from ..text.notation import cited_keys
from ..trend import Trend
from .history import PAGE, anchor


class UseKind(StrEnum):
    """What it is that uses a source."""

    CLAIM = "claim"
    PROSE = "prose"
    CHART = "chart"
    EVENT = "event"
    FIGURE = "figure"
    TERM = "term"
    DISAGREEMENT = "disagreement"
    MIND_CHANGER = "mind-changer"
    WATCH = "watch"
    EXPERIMENT = "experiment"
    CHANGE = "change"
    EDITION = "edition"

    @property
    def words(self) -> str:
        """What it is called where its trend is named after it."""
        return WORDS.get(self, self.value)


WORDS = {
    UseKind.EVENT: "timeline",
    UseKind.FIGURE: "a figure",
    UseKind.MIND_CHANGER: "what would change our mind",
    UseKind.WATCH: "outlook",
    UseKind.CHANGE: "changes",
}


@dataclass(frozen=True)
class Use:
    """`words` name it; `place` is where it stands; `ref` tells it from all others of its kind;
    `trend` is the title of its trend."""

    kind: UseKind
    ref: str
    words: str
    place: str
    trend: str


def uses(report: Report) -> Mapping[str, list[Use]]:
    """The uses of each source by its key, each once, in the order of `UseKind`, then of trends."""
    found: dict[str, dict[Use, None]] = {}
    of_trends = (pair for trend in report.trends for pair in _of_trend(report, trend))
    for use, keys in (*of_trends, *_of_changes(report)):
        for key in keys:
            found.setdefault(key, {})[use] = None
    for name, raw in report.editions.items():
        for key in sources_of(raw) - found.keys():
            found[key] = {_of_edition(name, key): None}
    kinds = list(UseKind)
    return {key: sorted(of, key=lambda use: kinds.index(use.kind)) for key, of in found.items()}


def _of_trend(report: Report, trend: Trend) -> Iterator[tuple[Use, Iterable[str]]]:
    """Each use of sources that a trend makes, with the keys of the sources."""
    yield from _shown(report, trend)
    yield from _listed(trend)


def _shown(report: Report, trend: Trend) -> Iterator[tuple[Use, Iterable[str]]]:
    """Claims, prose, charts and the experiment: what its page shows at length."""
    data, slug, title = trend.data, trend.slug, trend.title
    for claim in data.claims:
        ref = f"{slug}#{claim.id}"
        place = claim_place(slug, claim.id)
        yield Use(UseKind.CLAIM, ref, claim.text, place, title), report.uses[slug, claim.id]
    prose = [*cited_keys(trend.body), *cited_keys(f"{data.summary} {data.outlook}")]
    yield Use(UseKind.PROSE, slug, title, trend.page, title), prose
    for chart in report.charts_of(trend):
        use = Use(UseKind.CHART, chart.id, chart.meta.title, chart.place, title)
        yield use, chart.sources
    run = report.explorables.get(data.explorable.folder) if data.explorable else None
    if data.explorable and run:
        name = data.explorable.folder
        place = experiment_place(slug, name)
        yield Use(UseKind.EXPERIMENT, name, run.facts.title, place, title), run.facts.sources


def _listed(trend: Trend) -> Iterator[tuple[Use, Iterable[str]]]:
    """Items of the lists of its header."""
    data, slug, page, title = trend.data, trend.slug, trend.page, trend.title
    place = f"{page}#timeline"
    for event in data.events:
        keys = [event.source, *cited_keys(event.what)]
        yield Use(UseKind.EVENT, f"{slug}#{event.date}", event.what, place, title), keys
    for figure in data.figures:
        ref = f"{slug}#{figure.id}"
        yield Use(UseKind.FIGURE, ref, figure.text, page, title), [figure.source]
    for term in data.terms:
        keys = [*filter(None, [term.source]), *cited_keys(term.definition)]
        yield Use(UseKind.TERM, term.slug, term.term, term_place(term.slug), title), keys
    for item in data.disagreements:
        keys = [value.source for value in item.values]
        ref, place = f"{slug}#{item.id}", f"{page}#{item.id}"
        use = Use(UseKind.DISAGREEMENT, ref, item.quantity, place, title)
        yield use, [*keys, *cited_keys(f"{item.why} {item.used}")]
    place = f"{page}#what-would-change-our-mind"
    for line in data.mind_changers:
        ref = f"{slug}#{line.claim}"
        yield Use(UseKind.MIND_CHANGER, ref, line.threshold, place, title), [line.source]
    for watch in data.watch:
        if watch.source:
            use = Use(UseKind.WATCH, slug, watch.what, f"{page}#outlook", title)
            yield use, [watch.source]


def _of_changes(report: Report) -> Iterator[tuple[Use, Iterable[str]]]:
    for row in report.history.rows:
        if row.kind is Kind.SOURCE:
            trend = report.by_slug.get(row.subject.partition("#")[0])
            place = f"{PAGE}#{anchor(row.subject, row.date)}"
            title = trend.title if trend else row.subject
            yield Use(UseKind.CHANGE, row.subject, row.why, place, title), [row.was, row.is_]


def _of_edition(name: str, key: str) -> Use:
    return Use(UseKind.EDITION, name, name, f"{folder_of(name)}sources/#{key}", "")
