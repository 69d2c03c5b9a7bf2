"""Every page as Markdown: trend pages composed around their prose, and the generated pages.

Pure functions of the report. The words stand in `overrides/pages/`, one template a page; this
module decides which template gets which data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from .core.collect import HandWritten
from .core.placement import placed
from .core.problems import Problem
from .core.report import Report, Trend
from .core.stored_run import StoredRun
from .core.text.notation import Link, plain_text, scan
from .core.views.relation_map import relation_map
from .macros import render_body
from .markup.context import PageContext
from .templates import Templates

GENERATED = (
    "index.md",
    "conclusion.md",
    "claims.md",
    "scorecard.md",
    "timeline.md",
    "glossary.md",
    "sources.md",
    "data/index.md",
)


@dataclass(frozen=True)
class Page:
    """One page to be built. `markdown` still has its macros; `context` is what it cites."""

    path: str
    title: str
    description: str
    markdown: str
    context: PageContext
    macros: bool = False


def trend_page(
    templates: Templates, report: Report, trend: Trend, site_url: str, faults: Iterable[Problem]
) -> Page:
    """The trend's prose between its answer and what the prose did not place itself."""
    context = PageContext(report, trend.page, trend, {}, crosslinks=trend.data.crosslinks)
    render = partial(templates.render, context=context, site_url=site_url, faults=list(faults))
    done = placed(trend.body)
    data = trend.data
    head = render("trend-head.md")
    foot = render(
        "trend-foot.md",
        claims=[c for c in data.claims if not {f"claim:{c.id}", "claims:"} & done],
        disagreements=[d for d in data.disagreements if f"disagreement:{d.id}" not in done],
        stored=_unplaced_explorable(report, trend, done),
        charts=[c for c in report.charts_of(trend) if f"chart:{c.id}" not in done],
    )
    expanded = render_body(templates, context, trend.body)
    numbers = citation_numbers(report, head + expanded + foot)
    context = replace(context, numbers=numbers)
    references = templates.render("references.md", context, site_url=site_url)
    whole = f"{raw(head)}\n{trend.body}\n{raw(foot)}\n{raw(references)}"
    return Page(trend.page, trend.title, plain_text(trend.data.summary), whole, context, True)


def _unplaced_explorable(report: Report, trend: Trend, done: frozenset[str]) -> StoredRun | None:
    explorable = trend.data.explorable
    if explorable is None or f"explorable:{explorable.folder}" in done:
        return None
    return report.explorables.get(explorable.folder)


def hand_written_page(
    templates: Templates, report: Report, page: HandWritten, faults: Iterable[Problem]
) -> Page:
    """A page that people write; it may cite, link and use macros like a trend page."""
    context = PageContext(report, page.path, crosslinks=True)
    body = page.source.body
    numbers = citation_numbers(report, render_body(templates, context, body))
    context = replace(context, numbers=numbers)
    banner = templates.render("faults.md", context, faults=list(faults))
    references = templates.render("references.md", context) if numbers else ""
    whole = f"{raw(banner)}\n{body}\n{raw(references)}"
    return Page(page.path, page.data.title, page.data.description, whole, context, True)


def fault_page(templates: Templates, report: Report, path: str, faults: Iterable[Problem]) -> Page:
    """What stands, while editing, in the place of a page that was never right."""
    context = PageContext(report, path)
    title = f"Problems in {path}"
    text = templates.render("faults.md", context, faults=list(faults))
    return Page(path, title, title, f"# {title}\n\n{text}", context)


def generated_page(
    templates: Templates, report: Report, path: str, site_url: str, faults: Iterable[Problem]
) -> Page:
    """A page that stands in its template alone; its first two lines are title and description."""
    context = PageContext(report, path)
    name = path.replace("/index.md", ".md")
    drawing = relation_map(report, lambda trend: context.url(f"trends/{trend.slug}/"))
    text = templates.render(name, context, map=drawing, site_url=site_url, faults=list(faults))
    title, description, body = text.lstrip().split("\n", 2)
    numbers = citation_numbers(report, body)
    context = replace(context, numbers=numbers)
    if numbers:
        body += templates.render("references.md", context, site_url=site_url)
    return Page(path, title, description, body, context)


def raw(text: str) -> str:
    """Text that the macros plugin must leave as it is."""
    return f"{{% raw %}}{text}{{% endraw %}}"


def citation_numbers(report: Report, text: str) -> dict[str, int]:
    """The sources that a page cites, numbered in the order of their first citation."""
    keys = dict.fromkeys(key for key in _cited(text) if report.source(key))
    return {key: number for number, key in enumerate(keys, start=1)}


def _cited(text: str) -> Iterator[str]:
    for found in scan(text):
        if found.what and not isinstance(found.what, Link):
            yield from (item.key for item in found.what)
