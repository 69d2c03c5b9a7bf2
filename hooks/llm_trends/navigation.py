"""The order of the site: what stands in the header, in the sidebar, and what comes next."""

from __future__ import annotations

from .core.report import Report

Nav = list[dict[str, "str | Nav"]]


def navigation(report: Report) -> Nav:
    """The tree of titles and source files. Trends stand by number; nobody lists them by hand."""
    trends: Nav = [{f"{trend.data.number} {trend.title}": trend.page} for trend in report.trends]
    return [
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
            ]
        },
        {"About": [{"Method": "method.md"}, {"Contributing": "contributing.md"}]},
    ]
