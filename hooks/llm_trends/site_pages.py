"""All pages of the site from what was collected, and the check of the prose that they run."""

from __future__ import annotations

from collections.abc import Iterator

from .core.charts.model import DOCS, FOLDER
from .core.collect import Collection, with_problems
from .core.placement import placed
from .core.problems import Problem
from .core.report import Report, Trend
from .core.text.source_text import SourceText
from .macros import BodyError, render_body
from .markup.context import PageContext
from .pages import (
    GENERATED,
    Page,
    fault_page,
    generated_page,
    hand_written_page,
    trend_page,
)
from .templates import Templates


def check_bodies(templates: Templates, found: Collection) -> Collection:
    """Carry out all macros once, in the sandbox, and add what is wrong with them."""
    bodies: list[tuple[SourceText, Trend | None, str]] = [
        (trend.source, trend, trend.page) for trend in found.report.trends
    ]
    bodies += [(page.source, None, page.path) for page in found.pages.values()]
    wrong = [
        problem
        for source, trend, path in bodies
        for problem in _body_problems(templates, found.report, source, trend, path)
    ]
    return with_problems(found, wrong)


def _body_problems(
    templates: Templates, report: Report, source: SourceText, trend: Trend | None, path: str
) -> Iterator[Problem]:
    try:
        render_body(templates, PageContext(report, path, trend), source.body)
    except BodyError as error:
        line = source.body_line + error.line - 1
        yield Problem(source.path, line, 1, "macro", error.wrong)


def site_pages(templates: Templates, settled: Collection, site_url: str) -> Iterator[Page]:
    """Every page. A faulty one that was never right is a page that only says what is wrong."""
    report = settled.report
    for trend in report.trends:
        yield trend_page(templates, report, trend, site_url, _faults_of(settled, trend))
    for page in settled.pages.values():
        faults = settled.problems_of(page.path)
        yield hand_written_page(templates, report, page, faults)
    for path in GENERATED:
        yield generated_page(templates, report, path, site_url, _faults_shown(settled, path))
    shown = {trend.page for trend in report.trends} | set(settled.pages)
    for path in sorted(settled.faulty - shown):
        if path.endswith(".md"):
            yield fault_page(templates, report, path, settled.problems_of(path))


def _faults_of(settled: Collection, trend: Trend) -> list[Problem]:
    """Its own, and those of its charts: placed by name, or known from when they were right."""
    charts = {chart.id for chart in settled.report.charts_of(trend)}
    charts |= {part[len("chart:") :] for part in placed(trend.body) if part.startswith("chart:")}
    files = [f"{FOLDER}{name}.{kind}" for name in sorted(charts) for kind in ("csv", "json")]
    return [problem for path in (trend.page, *files) for problem in settled.problems_of(path)]


def _faults_shown(settled: Collection, path: str) -> list[Problem]:
    """The home page shows every problem, other generated pages those of the files behind them."""
    behind = {"sources.md": "sources.bib", "conclusion.md": "conclusion.yml"}
    if path == "index.md":
        return list(settled.problems)
    if path == "data/index.md":
        return [found for found in settled.problems if found.path.startswith(DOCS + FOLDER)]
    return settled.problems_of(behind[path]) if path in behind else []
