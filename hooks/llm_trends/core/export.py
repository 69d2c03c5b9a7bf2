"""The report as data for others: JSON with its schema, CSV and BibTeX."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from .charts.model import Chart
from .conclusion import ConclusionData
from .model import (
    Checked,
    Disagreement,
    Event,
    Evidence,
    Figure,
    FollowUp,
    Header,
    MindChanger,
    Model,
    Relation,
    Slug,
    Stance,
    Term,
    Text,
    Verdict,
    Watch,
)
from .report import EDITION, ClaimAt, Report, Trend
from .sources.bibliography import Source
from .views.scorecard import latest
from .views.statements import judged

SCHEMA = "https://json-schema.org/draft/2020-12/schema"


class ClaimOut(Model):
    """A claim with its address, counted from the root of the site."""

    id: Slug
    url: Text
    text: Text
    added: Text | None = None
    verdict: Verdict
    reasoning: Text
    evidence: tuple[Evidence, ...]
    followups: tuple[FollowUp, ...]


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
    url: Text
    reference: Text
    cited_by: tuple[Text, ...]


class StatementOut(Model):
    """A statement of the conclusion and whether its claims are as last read."""

    id: Slug
    text: Text
    rests_on: tuple[Text, ...]
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


def report_json(report: Report) -> str:
    """The whole report; keys in the order of the models, so that two builds give the same bytes."""
    out = ReportOut(
        edition=EDITION,
        trends=tuple(map(_trend, report.trends)),
        sources=tuple(_source(report, s) for s in report.bibliography.sources.values()),
        terms=tuple(
            TermOut(**pair.term.model_dump(), url=f"/glossary/#{slug}", trend=pair.trend.slug)
            for slug, pair in report.terms.items()
        ),
        conclusion=_conclusion(report),
        charts=tuple(map(_chart, report.charts.by_id.values())),
    )
    return _json(out.model_dump(mode="json", exclude_none=True))


def report_schema() -> str:
    """JSON Schema of `report.json`."""
    return _json({"$schema": SCHEMA, **ReportOut.model_json_schema(mode="serialization")})


def header_schema() -> str:
    """JSON Schema of a trend page's header, for editors' tools."""
    schema = Header.model_json_schema(mode="validation")
    return _json({"$schema": SCHEMA, "title": "Header of a trend page", **schema})


def conclusion_schema() -> str:
    """JSON Schema of `docs/conclusion.yml`, for editors' tools."""
    schema = ConclusionData.model_json_schema(mode="validation")
    return _json({"$schema": SCHEMA, "title": "Statements of the conclusion", **schema})


def claims_csv(report: Report) -> str:
    """One row a claim."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    stances = list(Stance)
    writer.writerow(
        ["trend", "claim", "url", "text", "verdict", *stances, *Checked, "latest", "latest_date"]
    )
    for pair in report.claims.values():
        writer.writerow(_row(pair))
    return table.getvalue()


def sources_bib(report: Report) -> str:
    """All entries as they were written, in the order of the file."""
    return "\n".join(source.bibtex for source in report.bibliography.sources.values())


def _row(pair: ClaimAt) -> list[object]:
    claim, since = pair.claim, latest(pair.claim)
    return [
        pair.trend.slug,
        claim.id,
        _claim_url(pair.trend, claim.id),
        claim.text,
        claim.verdict,
        *(sum(item.stance is stance for item in claim.evidence) for stance in Stance),
        *(sum(item.checked is kind for item in claim.evidence) for kind in Checked),
        since.outcome if since else "",
        since.date if since else "",
    ]


def _claim_url(trend: Trend, claim: str) -> str:
    return f"/trends/{trend.slug}/#{claim}"


def _trend(trend: Trend) -> TrendOut:
    data = trend.data.model_dump()
    for unpublished in ("aliases", "crosslinks", "explorable"):
        del data[unpublished]
    data["reviewed"] = str(trend.data.reviewed)
    data["claims"] = [
        {**claim.model_dump(), "url": _claim_url(trend, claim.id)} for claim in trend.data.claims
    ]
    return TrendOut.model_validate({**data, "slug": trend.slug, "url": f"/trends/{trend.slug}/"})


def _source(report: Report, source: Source) -> SourceOut:
    return SourceOut(
        key=source.key,
        type=source.kind,
        primary=source.kind.primary,
        title=source.title,
        authors=source.authors,
        year=source.year,
        url=source.url,
        reference=source.text,
        cited_by=tuple(pair.ref for pair in report.cited_by.get(source.key, [])),
    )


def _chart(chart: Chart) -> ChartOut:
    return ChartOut(
        id=chart.id,
        trend=chart.meta.trend,
        title=chart.meta.title,
        finding=chart.meta.finding,
        alt=chart.meta.alt,
        as_of=str(chart.meta.as_of),
        svg=f"/charts/{chart.id}.svg",
        csv=f"/charts/{chart.id}.csv",
        spec=f"/charts/{chart.id}.json",
        sources=chart.sources,
        url=f"/trends/{chart.meta.trend}/#chart-{chart.id}",
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
                read=str(item.statement.read),
                state=item.state,
            )
            for item in judged(report)
        ),
    )


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
