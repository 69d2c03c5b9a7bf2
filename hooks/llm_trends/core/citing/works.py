"""The citation of each thing that has an address: claims, charts, pages, sources, the whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..charts.model import Chart
from ..conclusion import digest_of
from ..dates import PartialDate
from ..digests import digest
from ..model import Claim, Disagreement
from ..places import TRENDS, Address, experiment_place, trend_place
from ..report import Report
from ..sources.bibliography import Source
from ..text.notation import plain_text
from ..trend import ClaimAt, Trend
from ..views import changes
from ..vocabulary import SourceKind
from .citation import PREFIX, SITE, Citation, Kind

KINDS = {
    SourceKind.PREPRINT: Kind.PREPRINT,
    SourceKind.STATUTE: Kind.STATUTE,
    SourceKind.STANDARD: Kind.STANDARD,
    SourceKind.MODEL_CARD: Kind.PAGE,
    SourceKind.RELEASE: Kind.PAGE,
    SourceKind.OFFICIAL: Kind.PAGE,
    SourceKind.DATASET: Kind.DATASET,
    SourceKind.STATISTICS: Kind.DATASET,
    SourceKind.REPORT: Kind.REPORT,
    SourceKind.NEWS: Kind.NEWS,
    SourceKind.COMMENTARY: Kind.POST,
}


@dataclass(frozen=True)
class Works:
    """The citations of one state of the report.

    `address` is empty for every place if nobody has said where the site is published.
    """

    report: Report
    address: Address
    changed: PartialDate | None = None
    """When the whole changed, where `report` is only a part or many ask."""

    @cached_property
    def whole(self) -> Citation:
        date = self.changed or changes.report_changed(self.report)
        return Citation(
            PREFIX,
            Kind.PAGE,
            SITE,
            date=date,
            url=self.address("index.md"),
            edition=changes.edition_of(date),
        )

    def page(self, path: str, title: str) -> Citation:
        """Of a page; one that is made from all of the content is as new as that."""
        if path == "index.md":
            return self.whole
        name = path.removesuffix(".md").removesuffix("/index").removeprefix(TRENDS)
        trend = self.report.by_slug.get(name) if path == trend_place(name) else None
        date = changes.trend_changed(self.report, trend) if trend else self.whole.date
        return self._ours(name, title, SITE, date, path)

    def claim(self, pair: ClaimAt) -> Citation:
        return self._ours(
            f"{pair.trend.slug}-{pair.claim.id}",
            plain_text(pair.claim.text),
            _part_of(pair.trend),
            changes.claim_changed(self.report, pair),
            pair.place,
            version=_claim_digest(pair.ref, pair.claim),
        )

    def disagreement(self, trend: Trend, item: Disagreement) -> Citation:
        return self._ours(
            f"{trend.slug}-{item.id}",
            plain_text(item.quantity),
            _part_of(trend),
            changes.disagreement_changed(self.report, trend, item),
            f"{trend.page}#{item.id}",
            version=digest(item.model_dump(mode="json"), 12),
        )

    def experiment(self, trend: Trend, folder: str) -> Citation:
        """Of an experiment that runs in a page; its settings and its seed are in its address."""
        return self._ours(
            f"experiment-{folder}",
            f"{trend.title}: the experiment in the page",
            _part_of(trend),
            changes.trend_changed(self.report, trend),
            experiment_place(trend.slug, folder),
        )

    def chart(self, chart: Chart) -> Citation:
        trend = self.report.by_slug.get(chart.meta.trend)
        return self._ours(
            f"chart-{chart.id}",
            chart.meta.title,
            _part_of(trend) if trend else SITE,
            changes.chart_changed(self.report, chart),
            chart.place,
            version=digest([chart.spec, chart.table], 12),
            kind=Kind.DATASET,
        )

    def _ours(
        self,
        name: str,
        title: str,
        container: str,
        date: PartialDate | None,
        place: str,
        version: str = "",
        kind: Kind = Kind.PAGE,
    ) -> Citation:
        return Citation(
            f"{PREFIX}-{name}",
            kind,
            title,
            container=container,
            date=date,
            url=self.address(place),
            edition=self.whole.edition,
            version=version,
        )


def of_source(source: Source) -> Citation:
    texts = source.texts
    kind = KINDS.get(source.kind) or (Kind.CHAPTER if "booktitle" in texts else Kind.ARTICLE)
    return Citation(
        key=source.key,
        kind=kind,
        title=source.title,
        authors=source.authors.names,
        incomplete=source.authors.more,
        container=source.venue,
        date=source.cited,
        url=source.url,
        volume=texts.get("volume", ""),
        issue=texts.get("number", ""),
        pages=texts.get("pages", "").replace("--", "–"),
        doi=source.doi,
        eprint=source.eprint,
        accessed=PartialDate.parse(texts["urldate"]) if "urldate" in texts else None,
        note=texts.get("note", ""),
        ours=False,
    )


def _part_of(trend: Trend) -> str:
    return f"{SITE}: {trend.title}"


@lru_cache(maxsize=1024)
def _claim_digest(ref: str, claim: Claim) -> str:
    return digest_of((ref,), {ref: claim})
