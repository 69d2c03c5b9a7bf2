"""Every published file that is no page: data, citations, claims to embed, the feed, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from .addresses import Addresses
from .cards import card
from .context import PageContext
from .core.charts.model import Drawing
from .core.citing import formats
from .core.citing.citation import Citation
from .core.citing.works import Works, of_source
from .core.editions import folder_of, unpacked
from .core.exports.charts import chart_table
from .core.exports.editors import conclusion_schema, header_schema
from .core.exports.feed import FEED, feed
from .core.exports.package import citation_file, codemeta, data_package
from .core.exports.report_json import (
    CLAIM_SCHEMA,
    REPORT_SCHEMA,
    Published,
    claim_schema,
    report_schema,
)
from .core.exports.schema import as_json
from .core.exports.table import Table
from .core.exports.tables import TABLES, tables
from .core.places import (
    disagreement_stem,
    experiment_stem,
    page_stem,
    picture,
    source_stem,
)
from .core.report import Report
from .core.text.typography import typographic_html
from .core.views.changes import report_changed
from .drawing.drawer import published
from .drawing.lettering import file_of
from .drawing.painter import Picture
from .pages import Page
from .templates import Templates

VERSION = "1.0.0"
"""Of the software, as in pyproject.toml."""


@dataclass(frozen=True)
class Exported:
    """All of them, of one state; each kind is made when it is first asked for."""

    report: Report
    addresses: Addresses
    templates: Templates
    pages: tuple[Page, ...]

    @property
    def paths(self) -> frozenset[str]:
        """Those of `files`, known before any is made."""
        charts = self.report.charts.by_id.values()
        drawn = [f"{chart.stem}.svg" for chart in charts if chart.drawing]
        data = [path for chart in charts for path in (chart.table_path, chart.path)]
        claims = [f"{pair.stem}.json" for pair in self.report.claims.values()]
        return frozenset((*DATA, *drawn, *data, *claims))

    @cached_property
    def files(self) -> Mapping[str, str]:
        """What prose may link."""
        return data_files(self.report, self.addresses)

    @cached_property
    def small(self) -> Mapping[str, str]:
        """Many small files that only generated parts of pages link."""
        return small_files(self.report, self.addresses, self.templates, self._shown)

    @cached_property
    def frozen(self) -> Mapping[str, bytes]:
        """The pages of the editions, as they were frozen."""
        return {
            f"{folder_of(name)}{path}": content
            for name, raw in self.report.editions.items()
            for path, content in unpacked(raw).items()
        }

    @cached_property
    def pictures(self) -> Mapping[str, Picture]:
        """What is still to be painted, by the path of its file."""
        found = {picture(page.path): Picture(card(self.templates, page)) for page in self._shown}
        for chart in self.report.charts.by_id.values():
            if chart.drawing:
                found[f"{chart.stem}.png"] = chart_picture(chart.drawing)
        return found

    @property
    def _shown(self) -> list[Page]:
        return [page for page in self.pages if page.head]


def chart_picture(drawing: Drawing) -> Picture:
    """What is painted of a chart."""
    return Picture(file_of(drawing.wide), scale=2)


SCHEMAS = ("data/trend.schema.json", "data/conclusion.schema.json")
"""Which `hooks/edit.py schemas` also writes beside the content, for editors' tools."""
DATA = (
    *("data/report.json", REPORT_SCHEMA, CLAIM_SCHEMA, *SCHEMAS),
    *(f"data/{name}.csv" for name in TABLES),
    *("data/sources.bib", "data/sources.ris", "data/sources.json"),
    *("datapackage.json", "codemeta.json", "CITATION.cff", FEED),
)
"""The data files that every report has."""


def data_files(report: Report, addresses: Addresses) -> dict[str, str]:
    """What prose may link, by path: the report as data, the sources, the charts."""
    works = Works(report, addresses.published)
    json_files = Published(report, works, addresses.from_root)
    own = [*tables(report, works, addresses.from_root)]
    charts = [chart_table(report, chart) for chart in report.charts.by_id.values()]
    sources = report.bibliography.sources.values()
    return {
        "data/report.json": json_files.whole,
        REPORT_SCHEMA: report_schema(json_files.schema_address(REPORT_SCHEMA)),
        CLAIM_SCHEMA: claim_schema(json_files.schema_address(CLAIM_SCHEMA)),
        "data/trend.schema.json": header_schema(),
        "data/conclusion.schema.json": conclusion_schema(),
        **{table.path: table.csv for table in (*own, *charts)},
        "data/sources.bib": "\n".join(source.bibtex for source in sources),
        "data/sources.ris": "".join(formats.ris(of_source(source)) for source in sources),
        "data/sources.json": formats.csl_json(*map(of_source, sources)),
        "datapackage.json": data_package(report, works.whole, (*own, *charts)),
        "codemeta.json": codemeta(works.whole, VERSION),
        "CITATION.cff": citation_file(works.whole, VERSION),
        FEED: feed(report, works, addresses.absolute),
        **dict(json_files.claims),
        **dict(_chart_files(report, addresses, charts)),
    }


def _chart_files(
    report: Report, addresses: Addresses, charts: Iterable[Table]
) -> Iterator[tuple[str, str]]:
    for chart, table in zip(report.charts.by_id.values(), charts, strict=True):
        address = addresses.published(table.path) or table.path.rpartition("/")[2]
        yield chart.path, as_json(published(chart, address))
        if chart.drawing:
            yield f"{chart.stem}.svg", file_of(chart.drawing.wide, chart.meta.title)


def small_files(
    report: Report, addresses: Addresses, templates: Templates, pages: Iterable[Page]
) -> dict[str, str]:
    """Citations of everything in three formats, and each claim as a page that others may frame."""
    files: dict[str, str] = {}
    works = Works(report, addresses.published)
    for stem, cited in _cited(report, works, pages):
        files |= _formats(stem, cited, formats.bibtex(cited))
    for source in report.bibliography.sources.values():
        files |= _formats(source_stem(source.key), of_source(source), source.bibtex)
    changed = report_changed(report)
    for pair in report.claims.values():
        path = f"{pair.stem}.html"
        page = PageContext(report, path, pair.trend, addresses=addresses, changed=changed)
        files[path] = typographic_html(templates.render("claim-embed", page, claim=pair.claim))
    return files


def _cited(report: Report, works: Works, pages: Iterable[Page]) -> Iterator[tuple[str, Citation]]:
    """Everything of ours that has a citation, by the stem of its files."""
    for page in pages:
        yield page_stem(page.path), works.page(page.path, page.title)
    for pair in report.claims.values():
        yield pair.stem, works.claim(pair)
    for chart in report.charts.by_id.values():
        yield chart.stem, works.chart(chart)
    for trend in report.trends:
        if trend.data.explorable:
            folder = trend.data.explorable.folder
            yield experiment_stem(folder), works.experiment(trend, folder)
        for item in trend.data.disagreements:
            yield disagreement_stem(trend.slug, item.id), works.disagreement(trend, item)


def _formats(stem: str, cited: Citation, bibtex: str) -> Mapping[str, str]:
    return {
        f"{stem}.bib": bibtex,
        f"{stem}.ris": formats.ris(cited),
        f"{stem}.csl.json": formats.csl_json(cited),
    }
