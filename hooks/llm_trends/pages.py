"""Every page: trend pages composed around their prose, hand-written pages, generated pages.

Pure functions of the report. The words stand in `overrides/pages/`, one template a page; this
module decides which template gets which data, and in which order a page's sources are numbered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from .context import PageContext
from .core.charts.model import Chart
from .core.exports import json_ld
from .core.exports.json_ld import Node
from .core.places import picture
from .core.problems import Problem
from .core.read_pages import HandWritten
from .core.report import Report
from .core.stored_run import StoredRun
from .core.text.notation import plain_text, scan
from .core.text.source_text import SourceText
from .core.trend import Trend
from .macros import Macros
from .prose import MARK, Body, Part, carried_out, mark
from .rich import CITED, numbered
from .templates import Templates

NOTHING = SourceText("")
"""What people wrote of a generated page."""


@dataclass(frozen=True)
class Page:
    """One page to be built: Markdown whose marks stand for `parts`, which are finished HTML.

    `title` and `description` are plain text. `head` is what the page says of itself to machines.
    """

    path: str
    title: str
    description: str
    markdown: str
    parts: tuple[Part, ...]
    context: PageContext
    source: SourceText = NOTHING
    """What people wrote of it."""
    head: Markup = field(default_factory=Markup)
    problems: tuple[Problem, ...] = ()
    """What is wrong with the macros of its prose."""


def trend_page(
    templates: Templates, page: PageContext, trend: Trend, faults: Sequence[Problem]
) -> Page:
    """The answer and the claims, then the prose, then what the prose did not place itself."""
    report = page.report
    macros = Macros(templates, page)
    body = carried_out(trend.source, macros.by_name)
    placed = macros.placed
    charts = [chart for chart in report.charts_of(trend) if ("chart", chart.id) not in placed]
    lead = report.charts.by_id.get(trend.data.chart or "")
    head = templates.render("trend-head", page, faults=faults, chart=lead)
    foot = templates.render(
        "trend-foot",
        page,
        disagreements=[d for d in trend.data.disagreements if ("disagreement", d.id) not in placed],
        stored=_unplaced_run(report, trend, placed),
        charts=charts,
    )
    made = _assembled(templates, page, trend.title, head, body, foot)
    description = plain_text(trend.data.summary)
    nodes = json_ld.claim_reviews(page.works, trend, page.addresses.absolute)
    nodes += _datasets(page, [*_placed_charts(report, placed), *charts])
    return Page(
        trend.page,
        trend.title,
        description,
        *made,
        source=trend.source,
        head=_head(templates, page, "Article", trend.title, description, nodes),
        problems=body.problems,
    )


def _unplaced_run(report: Report, trend: Trend, placed: set[tuple[str, str]]) -> StoredRun | None:
    explorable = trend.data.explorable
    if explorable is None or ("explorable", explorable.folder) in placed:
        return None
    return report.explorables.get(explorable.folder)


def _placed_charts(report: Report, placed: set[tuple[str, str]]) -> list[Chart]:
    names = sorted(name for kind, name in placed if kind == "chart")
    return [report.charts.by_id[name] for name in names if name in report.charts.by_id]


def hand_written_page(
    templates: Templates, page: PageContext, written: HandWritten, faults: Sequence[Problem]
) -> Page:
    """A page that people write; it may cite, link and use macros like a trend page."""
    macros = Macros(templates, page)
    body = carried_out(written.source, macros.by_name)
    banner = templates.render("faults", page, faults=faults)
    title, description = written.data.title, written.data.description
    made = _assembled(templates, page, title, banner, body, Markup(""))
    nodes = _datasets(page, _placed_charts(page.report, macros.placed))
    return Page(
        written.path,
        title,
        description,
        *made,
        source=written.source,
        head=_head(templates, page, "Article", title, description, nodes),
        problems=body.problems,
    )


def fault_page(templates: Templates, page: PageContext, faults: Sequence[Problem]) -> Page:
    """What stands, while editing, in the place of a page that was never right."""
    title = f"Problems in {page.path}"
    html = templates.render("fault-page", page, title=title, faults=faults)
    return Page(page.path, title, title, mark(0), (Part(html),), page)


def generated_page(
    templates: Templates, page: PageContext, faults: Sequence[Problem], name: str, **data: object
) -> Page:
    """A page that stands in the template `name` alone, made of the report and of `data`."""
    blocks = templates.blocks(name, page, faults=faults, **data)
    title, description = (plain(blocks[block]) for block in ("title", "description"))
    made = _assembled(templates, page, title, blocks["body"], Body(""), Markup(""))
    nodes = _nodes_of(page, description)
    head = _head(templates, page, "CollectionPage", title, description, nodes)
    return Page(page.path, title, description, *made, head=head)


def _nodes_of(page: PageContext, description: str) -> list[Node]:
    """What a generated page shows besides itself."""
    absolute = page.addresses.absolute
    if page.path == "glossary.md":
        return [json_ld.term_set(page.report, absolute)]
    if page.path == "data/index.md":
        return [json_ld.whole_dataset(page.works, description, absolute)]
    return []


def _datasets(page: PageContext, charts: Iterable[Chart]) -> list[Node]:
    absolute = page.addresses.absolute
    return [json_ld.dataset(page.report, chart, page.works, absolute) for chart in charts]


def _head(
    templates: Templates,
    page: PageContext,
    kind: str,
    title: str,
    description: str,
    nodes: Sequence[Node],
) -> Markup:
    """What a page says of itself: for reference managers, previews and search engines."""
    addresses = page.addresses
    image = addresses.published(picture(page.path))
    cited = page.works.page(page.path, title)
    own = json_ld.page_nodes(kind, cited, description, image, addresses.absolute, page.path)
    return templates.render(
        "head",
        page,
        title=title,
        description=description,
        image=image,
        linked=json_ld.script([*own, *nodes]),
    )


def plain(made: Markup) -> str:
    """Words of a template without the escapes that stand in HTML."""
    return " ".join(made.unescape().split())


def _assembled(
    templates: Templates, page: PageContext, title: str, head: Markup, body: Body, foot: Markup
) -> tuple[str, tuple[Part, ...], PageContext]:
    """The page's Markdown and parts, with its sources numbered by their first citation."""
    cited = [*_keys(head), *_cited_in(body), *_keys(foot)]
    known = dict.fromkeys(key for key in cited if page.report.source(key))
    numbers = {key: number for number, key in enumerate(known, start=1)}
    page = replace(page, numbers=numbers)
    references = templates.render("references", page) if numbers else Markup("")
    citing = templates.render("cite-page", page, title=title)
    around = [Part(part) for part in (head, foot, references, citing)]
    parts = tuple(
        replace(part, html=Markup(numbered(part.html, numbers))) for part in (*body.parts, *around)
    )
    first = len(body.parts)
    pieces = [mark(first), body.markdown, *(mark(first + n) for n in (1, 2, 3))]
    return "\n\n".join(pieces) + "\n", parts, page


def _keys(html: Markup) -> list[str]:
    return CITED.findall(html)


def _cited_in(body: Body) -> Iterator[str]:
    """The sources that the prose and its parts cite, in the order of the page."""
    found: list[tuple[int, Iterable[str]]] = [
        (piece.offset, [item.key for item in piece.what])
        for piece in scan(body.markdown)
        if isinstance(piece.what, tuple)
    ]
    found += [
        (match.start(), _keys(body.parts[int(match[1])].html))
        for match in re.finditer(MARK, body.markdown)
    ]
    for _, keys in sorted(found, key=lambda pair: pair[0]):
        yield from keys
