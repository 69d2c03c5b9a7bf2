"""The report as data for others: one file of the whole, one for each claim, and their schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from ..charts.model import Chart
from ..citing import formats
from ..citing.citation import LICENSE
from ..citing.works import Works
from ..places import Address, source_place, term_place
from ..report import EDITION, Report
from ..sources.bibliography import Source
from ..trend import ClaimAt, Trend
from ..views.changes import report_changed, trend_changed
from ..views.statements import statements
from ..views.uses import Use, uses
from .plain import with_plain
from .schema import (
    VERSION,
    ChartOut,
    CitationOut,
    ClaimFile,
    ClaimOut,
    ConclusionOut,
    DisagreementOut,
    OwnerOut,
    ReportOut,
    SourceOut,
    StatementOut,
    TermOut,
    TrendOut,
    UseOut,
    as_json,
    schema_of,
)

REPORT_SCHEMA, CLAIM_SCHEMA = "data/report.schema.json", "data/claim.schema.json"
UNPUBLISHED = ("aliases", "crosslinks", "chart", "explorable")


@dataclass(frozen=True)
class Published:
    """The JSON files of one state of the report.

    `address` counts from the root of the site; `works` knows absolute addresses.
    """

    report: Report
    works: Works
    address: Address

    @property
    def whole(self) -> str:
        """The file `/data/report.json`; keys in the order of the models, so that two builds give
        the same bytes."""
        report = self.report
        changed = report_changed(report)
        out = ReportOut(
            **self._head(REPORT_SCHEMA),
            edition=EDITION,
            changed=str(changed) if changed else None,
            trends=tuple(map(self._trend, report.trends)),
            sources=tuple(self.sources.values()),
            terms=tuple(
                TermOut(
                    **pair.term.model_dump(),
                    url=self.address(term_place(slug)),
                    trend=pair.trend.slug,
                )
                for slug, pair in report.terms.items()
            ),
            conclusion=_conclusion(report),
            charts=tuple(map(self._chart, report.charts.by_id.values())),
        )
        return _written(out)

    @property
    def claims(self) -> Iterator[tuple[str, str]]:
        """The path and the content of each claim's file."""
        for pair in self.report.claims.values():
            keys = dict.fromkeys(item.source for item in pair.claim.evidence)
            cited = self.works.claim(pair)
            out = ClaimFile(
                **self._head(CLAIM_SCHEMA),
                ref=pair.ref,
                trend=OwnerOut(
                    slug=pair.trend.slug,
                    title=pair.trend.title,
                    url=self.address(pair.trend.page),
                ),
                claim=self._claim(pair),
                sources=tuple(self.sources[key] for key in keys if key in self.sources),
                card=self.address(f"{pair.stem}.html"),
                citation=CitationOut(
                    text=formats.sentence(cited),
                    bibtex=formats.bibtex(cited),
                    ris=formats.ris(cited),
                    csl=formats.csl(cited),
                ),
            )
            yield f"{pair.stem}.json", _written(out)

    @cached_property
    def sources(self) -> Mapping[str, SourceOut]:
        found = uses(self.report)
        return {
            key: self._source(source, found.get(key, ()))
            for key, source in self.report.bibliography.sources.items()
        }

    def schema_address(self, path: str) -> str:
        return self.works.address(path) or self.address(path)

    def _head(self, schema: str) -> dict[str, Any]:
        address = self.schema_address(schema)
        return {"$schema": address, "schema_version": VERSION, "license": LICENSE}

    def _claim(self, pair: ClaimAt) -> ClaimOut:
        cited = self.works.claim(pair)
        return ClaimOut(
            **pair.claim.model_dump(),
            url=self.address(pair.place),
            changed=str(cited.date),
            version=cited.version,
        )

    def _trend(self, trend: Trend) -> TrendOut:
        data = trend.data.model_dump(exclude={*UNPUBLISHED, "claims", "disagreements"})
        pairs = [ClaimAt(trend, claim) for claim in trend.data.claims]
        return TrendOut(
            **{**data, "reviewed": str(trend.data.reviewed)},
            slug=trend.slug,
            url=self.address(trend.page),
            changed=str(trend_changed(self.report, trend)),
            claims=tuple(map(self._claim, pairs)),
            disagreements=tuple(
                DisagreementOut(**item.model_dump(), url=self.address(f"{trend.page}#{item.id}"))
                for item in trend.data.disagreements
            ),
        )

    def _source(self, source: Source, found: Sequence[Use]) -> SourceOut:
        return SourceOut(
            key=source.key,
            type=source.kind,
            primary=source.kind.primary,
            title=source.title,
            authors=source.authors.full,
            more_authors=source.authors.more,
            year=source.year,
            date=str(source.date),
            venue=source.venue or None,
            doi=source.doi or None,
            arxiv=source.eprint or None,
            url=source.url,
            page=self.address(source_place(source.key)),
            reference=source.text,
            cited_by=tuple(
                UseOut(kind=use.kind, ref=use.ref, url=self.address(use.place)) for use in found
            ),
        )

    def _chart(self, chart: Chart) -> ChartOut:
        cited = self.works.chart(chart)
        return ChartOut(
            id=chart.id,
            trend=chart.meta.trend,
            title=chart.meta.title,
            finding=chart.meta.finding,
            alt=chart.meta.alt,
            as_of=str(chart.meta.as_of),
            changed=str(cited.date),
            version=cited.version,
            svg=self.address(f"{chart.stem}.svg"),
            png=self.address(f"{chart.stem}.png"),
            csv=self.address(chart.table_path),
            spec=self.address(chart.path),
            sources=chart.sources,
            url=self.address(chart.place),
        )


@cache
def report_schema(address: str) -> str:
    """JSON Schema of `report.json`, published at `address`."""
    return schema_of(ReportOut, "The report", address)


@cache
def claim_schema(address: str) -> str:
    """JSON Schema of a claim's file, published at `address`."""
    return schema_of(ClaimFile, "A claim", address)


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
            for item in statements(report)
        ),
    )


def _written(out: ReportOut | ClaimFile) -> str:
    return as_json(with_plain(out.model_dump(mode="json", by_alias=True, exclude_none=True)))
