"""From the report and its pages to the records of the search.

Lists of references are no records, since they would answer every query. What the findings of a
claim say is searched as part of the claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from .addresses import Addresses
from .core.charts.model import Chart
from .core.places import experiment_place, source_place, term_place
from .core.report import Report
from .core.sources.bibliography import Source
from .core.text.notation import plain_text
from .core.text.quantities import quantity
from .core.trend import ClaimAt, EventAt, TermAt, Trend
from .core.views.statements import StatementAt, statements
from .core.vocabulary import Moment
from .pages import Page
from .search import Kind, Record, Section

MOST_AUTHORS = 2
"""Of a source, as readers quote it; more names cost 3 kB of the first search."""
FOR_EDITORS = "contributing.md"
CORRECTED = "corrections/"
BEGINNING = 200
"""Letters of a section for editors: enough to find it, since readers pay for the index."""
At = Callable[[str], str]
"""From a place to where it stands, counted from the root of the site."""


def records(
    report: Report,
    pages: Iterable[Page],
    prose: Mapping[str, tuple[Section, ...]],
    addresses: Addresses,
) -> list[Record]:
    """All records, answers first; `prose` has the sections of each page's own text."""

    def at(place: str) -> str:
        return addresses.from_root(place).removeprefix("/")

    return [
        *(_claim(pair, at) for pair in report.claims.values()),
        *(_term(slug, pair, at) for slug, pair in report.terms.items()),
        *(_chart(chart, report, at) for chart in report.charts.by_id.values()),
        *(_statement(item, at) for item in statements(report)),
        *(record for trend in report.trends for record in _parts(trend, report, at)),
        *(record for page in pages for record in _page(page, prose, report, at)),
        *(record for pair in report.claims.values() for record in _findings(pair, report, at)),
        *(_event(pair, at) for pair in report.events),
        *(_source(source, at) for source in report.bibliography.sources.values()),
    ]


def _claim(pair: ClaimAt, at: At) -> Record:
    claim = pair.claim
    return Record(
        Kind.CLAIM,
        at(pair.place),
        plain_text(claim.text),
        under=pair.trend.title,
        names=(claim.id.replace("-", " "),),
        judged={
            moment: (judgment.verdict, judgment.certainty, plain_text(judgment.reason))
            for moment in (Moment.NOW, Moment.THEN)
            for judgment in (claim.at(moment),)
        },
    )


def _findings(pair: ClaimAt, report: Report, at: At) -> Iterator[Record]:
    place = at(pair.place)
    for item in pair.claim.evidence:
        if source := report.source(item.source):
            said = plain_text(item.finding)
            yield Record(Kind.FINDING, place, source.label, said, pair.trend.title)


def _term(slug: str, pair: TermAt, at: At) -> Record:
    term = pair.term
    place, definition = at(term_place(slug)), plain_text(term.definition)
    return Record(Kind.TERM, place, term.term, definition, pair.trend.title, term.aliases)


def _chart(chart: Chart, report: Report, at: At) -> Record:
    meta, owner = chart.meta, report.by_slug.get(chart.meta.trend)
    under = owner.title if owner else ""
    return Record(Kind.CHART, at(chart.place), meta.title, meta.finding, under, more=(meta.alt,))


def _statement(item: StatementAt, at: At) -> Record:
    place, text = at(f"conclusion.md#{item.statement.id}"), plain_text(item.statement.text)
    said = f"The report said: {plain_text(item.statement.report)}"
    return Record(Kind.STATEMENT, place, text, said, "Conclusion")


def _parts(trend: Trend, report: Report, at: At) -> Iterator[Record]:
    """What the foot of a trend's page shows of its data."""
    data, title = trend.data, trend.title
    for item in data.disagreements:
        values = (
            f"{quantity(value.value, value.unit)}: {value.counts.rstrip('.')}"
            for value in item.values
        )
        text = plain_text("; ".join(values))
        place, name = at(f"{trend.page}#{item.id}"), plain_text(item.quantity)
        more = (plain_text(item.why), plain_text(item.used))
        yield Record(Kind.DISAGREEMENT, place, name, text, title, more=more)
    folder = data.explorable.folder if data.explorable else ""
    if run := report.explorables.get(folder):
        place = at(experiment_place(trend.slug, folder))
        yield Record(
            Kind.EXPLORABLE,
            place,
            run.facts.title,
            run.facts.claim,
            title,
            names=("explorable",),
            more=(run.verdict,),
        )
    outlook = " ".join(map(plain_text, (data.outlook, *(item.what for item in data.watch))))
    yield Record(Kind.AHEAD, at(f"{trend.page}#outlook"), "What comes next", outlook, title)
    if data.mind_changers:
        lines = (f"By {item.by.words}: {plain_text(item.threshold)}" for item in data.mind_changers)
        place = at(f"{trend.page}#what-would-change-our-mind")
        yield Record(
            Kind.AHEAD,
            place,
            "What would change our mind",
            " ".join(lines),
            title,
            names=("what would change the verdict",),
        )


def _page(
    page: Page, prose: Mapping[str, tuple[Section, ...]], report: Report, at: At
) -> Iterator[Record]:
    trend = page.context.trend
    names = trend.data.aliases if trend else report.synonyms.pages.get(page.path, ())
    kind = Kind.TREND if trend else Kind.PAGE
    if page.path.startswith(CORRECTED):
        kind = Kind.CORRECTIONS
    yield Record(kind, at(page.path), page.title, page.description, names=tuple(names))
    part = Kind.EDITING if page.path == FOR_EDITORS else Kind.SECTION
    for section in prose.get(page.path, ()):
        if section.anchor and section.text and section.title != page.title:
            place = at(f"{page.path}#{section.anchor}")
            text = _beginning(section.text) if page.path == FOR_EDITORS else section.text
            yield Record(part, place, section.title, text, page.title)


def _beginning(text: str) -> str:
    """Whole words, as many as are wanted, and a sign that there are more."""
    return text if len(text) <= BEGINNING else f"{text[:BEGINNING].rpartition(' ')[0]} …"


def _event(pair: EventAt, at: At) -> Record:
    event, what = pair.event, plain_text(pair.event.what)
    place = at(f"timeline.md#{pair.anchor}")
    return Record(Kind.EVENT, place, event.date.words, what, pair.trend.title)


def _source(source: Source, at: At) -> Record:
    """Who, where and by which numbers; the title stands above."""
    shown = (
        ", ".join(source.authors.full[:MOST_AUTHORS]),
        source.venue,
        str(source.year),
        source.kind.words,
        source.doi,
        source.eprint and f"arXiv:{source.eprint}",
    )
    text = " · ".join(filter(None, shown))
    return Record(Kind.SOURCE, at(source_place(source.key)), source.title, text)
