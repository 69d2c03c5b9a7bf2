"""Every page of the site, and what it is made of, before any is made.

A page is made again only if its facts or its text changed, so these are told apart from the work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from .addresses import Addresses
from .context import PageContext
from .core.collect import Collection
from .core.places import GENERATED, corrections_place
from .core.problems import Problem
from .core.text.source_text import SourceText
from .core.trend import Trend
from .core.views.changes import report_changed
from .core.views.counts import counts
from .core.views.history import reworded
from .core.views.seen import Seen, Views
from .page_faults import faults_behind, faults_of
from .pages import (
    NOTHING,
    Page,
    fault_page,
    generated_page,
    hand_written_page,
    trend_page,
)
from .templates import Templates


@dataclass(frozen=True)
class Maker:
    """What a page is made of: the facts, what people wrote of it, and how."""

    path: str
    facts: tuple[object, ...]
    source: SourceText
    made: Callable[[], Page]


def makers(collection: Collection, templates: Templates, addresses: Addresses) -> Iterator[Maker]:
    """Every page, none of them made yet."""
    report = collection.report
    whole = PageContext(
        report,
        addresses=addresses,
        counts=counts(report),
        changed=report_changed(report),
    )
    views = Views(report)
    for trend in report.trends:
        seen = views.seen_from(trend)
        of = partial(_trend_page, templates, whole, seen, trend, faults_of(collection, trend))
        yield Maker(trend.page, whole.facts_with(seen.facts), trend.source, of)
    for path, written in collection.pages.items():
        page = replace(whole, path=path, crosslinks=True)
        faults = collection.problems_of(path)
        of = partial(hand_written_page, templates, page, written, faults)
        yield Maker(path, whole.facts, written.source, of)
    for path in GENERATED:
        page = replace(whole, path=path)
        name = path.removesuffix(".md").removesuffix("/index")
        of = partial(generated_page, templates, page, faults_behind(collection, path), name)
        yield Maker(path, whole.facts, NOTHING, of)
    for slug, items in reworded(report).items():
        page = replace(whole, path=corrections_place(slug))
        of = partial(generated_page, templates, page, [], "trend-corrections")
        of = partial(of, slug=slug, trend=report.by_slug.get(slug), items=items)
        yield Maker(page.path, whole.facts, NOTHING, of)
    shown = {trend.page for trend in report.trends} | set(collection.pages) | set(GENERATED)
    for path in sorted(collection.faulty - shown):
        if path.endswith(".md"):
            page, faults = replace(whole, path=path), collection.problems_of(path)
            yield Maker(path, whole.facts, NOTHING, partial(fault_page, templates, page, faults))


def _trend_page(
    templates: Templates, whole: PageContext, seen: Seen, trend: Trend, faults: list[Problem]
) -> Page:
    context = replace(
        whole,
        report=seen.report,
        seen=seen.facts,
        path=trend.page,
        trend=trend,
        crosslinks=trend.data.crosslinks,
    )
    return trend_page(templates, context, trend, faults)
