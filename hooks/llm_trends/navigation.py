"""The order of the site: what stands in the header, in the sidebar, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import escape

from .core.read_pages import HandWritten
from .core.report import Report

Nav = list[dict[str, "str | Nav"]]
FIRST = ("method.md", "accessibility.md", "contributing.md")
"""The order of the hand-written pages that lead; others follow by title."""


def navigation(report: Report, written: Mapping[str, HandWritten]) -> Nav:
    """The tree of titles and source files. Trends stand by number; nobody lists them by hand.

    Titles are HTML, as the theme writes them into its pages without escaping them.
    """
    trends: Nav = [
        {escape(f"{trend.data.number} {trend.title}"): trend.page} for trend in report.trends
    ]
    about: Nav = [
        {escape(page.data.title): path}
        for path, page in sorted(written.items(), key=lambda item: _rank(*item))
    ]
    nav: Nav = [
        {"Home": "index.md"},
        {"Trends": trends},
        {"Conclusion": "conclusion.md"},
        {
            "Evidence": [
                {"Claims": "claims.md"},
                {"Scorecard": "scorecard.md"},
                {"Timeline": "timeline.md"},
                {"Glossary": "glossary.md"},
                {"Sources": "sources.md"},
                {"Data": "data/index.md"},
                {"Changes": "changes.md"},
                {"Corrected findings": "corrections.md"},
                {"Editions": "editions.md"},
            ]
        },
        {"About": [{"The report": "report.md"}, *about]},
    ]
    return [item for item in nav if all(item.values())]


def _rank(path: str, page: HandWritten) -> tuple[int, str]:
    return (FIRST.index(path) if path in FIRST else len(FIRST), page.data.title)
