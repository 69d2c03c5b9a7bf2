"""Which problems a page shows while it is edited: its own, and those of the files behind it."""

from __future__ import annotations

from .core.collect import Collection
from .core.places import CHARTS, DOCS, chart_stem
from .core.problems import Problem
from .core.trend import Trend

BEHIND = {
    "sources.md": "sources.bib",
    "conclusion.md": "conclusion.yml",
    "changes.md": "data/history.csv",
    "corrections.md": "data/history.csv",
}
"""The file that a generated page is made of, whose problems it shows."""


def faults_of(collection: Collection, trend: Trend) -> list[Problem]:
    """A trend's own problems and those of its charts."""
    charts = [chart.id for chart in collection.report.charts_of(trend)]
    charts += [name for name in collection.report.charts.broken if f'"{name}"' in trend.body]
    files = [f"{chart_stem(name)}.{kind}" for name in sorted(charts) for kind in ("csv", "json")]
    return [fault for path in (trend.page, *files) for fault in collection.problems_of(path)]


def faults_behind(collection: Collection, path: str) -> list[Problem]:
    """The home page shows every problem, other generated pages those of the files behind them."""
    if path == "index.md":
        return list(collection.problems)
    if path == "data/index.md":
        return [fault for fault in collection.problems if fault.path.startswith(DOCS + CHARTS)]
    return collection.problems_of(BEHIND[path]) if path in BEHIND else []
