"""The report as data for others: JSON with its schema, CSV and BibTeX."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from functools import cache
from typing import Any

from .charts.model import Chart
from .conclusion import ConclusionData
from .model import (
    Claim,
    Disagreement,
    Event,
    Figure,
    Header,
    MindChanger,
    Model,
    Relation,
    Slug,
    Term,
    Text,
    Watch,
)
from .report import EDITION, ClaimAt, Report, Trend
from .sources.bibliography import Source
from .text.notation import plain_text
from .views.statements import judged
from .vocabulary import Certainty, Checked, Moment, Stance

Address = Callable[[str], str]
"""From a source file below `docs/`, with a fragment, to its address from the root of the site."""
SCHEMA = "https://json-schema.org/draft/2020-12/schema"


class ClaimOut(Claim):
    """A claim with its address, counted from the root of the site."""

    url: Text


class TermOut(Term):
    """A term with its address and its trend."""

    url: Text
    trend: Slug


class TrendOut(Model):
    """A trend with all that stands in the header of its page."""

    slug: Slug
    number: int
    title: Text
    summary: Text
    url: Text
    reviewed: Text
    sectors: tuple[Slug, ...]
    claims: tuple[ClaimOut, ...]
    relations: tuple[Relation, ...]
    events: tuple[Event, ...]
    terms: tuple[Term, ...]
    figures: tuple[Figure, ...]
    disagreements: tuple[Disagreement, ...]
    outlook: Text
    watch: tuple[Watch, ...]
    mind_changers: tuple[MindChanger, ...]


class SourceOut(Model):
    """A source; `type` is what it is, `primary` says whether it speaks for itself."""

    key: Text
    type: Text
    primary: bool
    title: Text
    authors: tuple[Text, ...]
    year: int
    date: Text
    url: Text
    reference: Text
    cited_by: tuple[Text, ...]


class StatementOut(Model):
    """A statement of the conclusion and whether its claims are as last read."""

    id: Slug
    text: Text
    rests_on: tuple[Text, ...]
    certainty: Certainty | None
    read: Text
    state: Text


class ConclusionOut(Model):
    """The conclusion."""

    summary: str
    statements: tuple[StatementOut, ...]


class ChartOut(Model):
    """A chart with the addresses of its forms."""

    id: Slug
    trend: Slug
    title: Text
    finding: Text
    alt: Text
    as_of: Text
    svg: Text
    csv: Text
    spec: Text
    sources: tuple[Text, ...]
    url: Text


class ReportOut(Model):
    """The file `/data/report.json`."""

    edition: Text
    trends: tuple[TrendOut, ...]
    sources: tuple[SourceOut, ...]
    terms: tuple[TermOut, ...]
    conclusion: ConclusionOut
    charts: tuple[ChartOut, ...]


def report_json(report: Report, address: Address) -> str:
    """The whole report; keys in the order of the models, so that two builds give the same bytes."""
    out = ReportOut(
        edition=EDITION,
        trends=tuple(_trend(trend, address) for trend in report.trends),
        sources=tuple(_source(report, s) for s in report.bibliography.sources.values()),
        terms=tuple(
            TermOut(
                **pair.term.model_dump(), url=address(f"glossary.md#{slug}"), trend=pair.trend.slug
            )
            for slug, pair in report.terms.items()
        ),
        conclusion=_conclusion(report),
        charts=tuple(_chart(chart, address) for chart in report.charts.by_id.values()),
    )
    return _json(out.model_dump(mode="json", exclude_none=True))


@cache
def report_schema() -> str:
    """JSON Schema of `report.json`."""
    return _json({"$schema": SCHEMA, **ReportOut.model_json_schema(mode="serialization")})


@cache
def header_schema() -> str:
    """JSON Schema of a trend page's header, for editors' tools."""
    schema = Header.model_json_schema(mode="validation")
    return _json({"$schema": SCHEMA, "title": "Header of a trend page", **schema})


@cache
def conclusion_schema() -> str:
    """JSON Schema of `docs/conclusion.yml`, for editors' tools."""
    schema = ConclusionData.model_json_schema(mode="validation")
    return _json({"$schema": SCHEMA, "title": "Statements of the conclusion", **schema})


def claims_csv(report: Report, address: Address) -> str:
    """One row a claim."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    stances = list(Stance)
    judgment = ("verdict", "certainty", "lowered_by", "reason")
    writer.writerow(
        [
            *("trend", "claim", "url", "text"),
            *(f"{moment}_{name}" for moment in Moment for name in judgment),
            *("turned_by", *stances, *Checked),
        ]
    )
    for pair in report.claims.values():
        writer.writerow(_row(pair, address))
    return table.getvalue()


def sources_bib(report: Report) -> str:
    """All entries as they were written, in the order of the file."""
    return "\n".join(source.bibtex for source in report.bibliography.sources.values())


def _row(pair: ClaimAt, address: Address) -> list[object]:
    claim = pair.claim
    turn = claim.turned_by
    url = address(f"{pair.trend.page}#{claim.id}")
    row: list[object] = [pair.trend.slug, claim.id, url, claim.text]
    for moment in Moment:
        judgment = claim.at(moment)
        row += [judgment.verdict, judgment.certainty, " ".join(judgment.lowered_by)]
        row += [plain_text(judgment.reason)]
    row += [turn.how if turn else ""]
    row += [sum(item.stance is stance for item in claim.evidence) for stance in Stance]
    row += [sum(item.checked is kind for item in claim.evidence) for kind in Checked]
    return row


def _trend(trend: Trend, address: Address) -> TrendOut:
    data = trend.data.model_dump()
    for unpublished in ("aliases", "crosslinks", "chart", "explorable"):
        del data[unpublished]
    data["reviewed"] = str(trend.data.reviewed)
    data["claims"] = [
        {**claim.model_dump(), "url": address(f"{trend.page}#{claim.id}")}
        for claim in trend.data.claims
    ]
    return TrendOut.model_validate({**data, "slug": trend.slug, "url": address(trend.page)})


def _source(report: Report, source: Source) -> SourceOut:
    return SourceOut(
        key=source.key,
        type=source.kind,
        primary=source.kind.primary,
        title=source.title,
        authors=source.authors.full,
        year=source.year,
        date=str(source.date),
        url=source.url,
        reference=source.text,
        cited_by=tuple(pair.ref for pair in report.cited_by.get(source.key, [])),
    )


def _chart(chart: Chart, address: Address) -> ChartOut:
    return ChartOut(
        id=chart.id,
        trend=chart.meta.trend,
        title=chart.meta.title,
        finding=chart.meta.finding,
        alt=chart.meta.alt,
        as_of=str(chart.meta.as_of),
        svg=address(f"charts/{chart.id}.svg"),
        csv=address(f"charts/{chart.id}.csv"),
        spec=address(f"charts/{chart.id}.json"),
        sources=chart.sources,
        url=address(f"trends/{chart.meta.trend}.md#chart-{chart.id}"),
    )


def _conclusion(report: Report) -> ConclusionOut:
    data = report.conclusion.data
    return ConclusionOut(
        summary=data.summary if data else "",
        statements=tuple(
            StatementOut(
                id=item.statement.id,
                text=item.statement.text,
                rests_on=item.statement.rests_on,
                certainty=item.certainty,
                read=str(item.statement.read),
                state=item.state,
            )
            for item in judged(report)
        ),
    )


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
