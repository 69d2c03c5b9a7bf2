"""When the parts of the report last changed, as far as the content itself says.

The history dates each change of a judgment or a wording, the record of checks each finding that
came in (its first reading), was corrected or was taken out. A second reading that confirms changes
nothing. What has no such row is as old as the last full review of its page, a chart as old as its
data. The day of a build is never a date.
"""

from __future__ import annotations

from collections.abc import Collection

from ..charts.model import Chart
from ..dates import PartialDate
from ..model import Disagreement
from ..report import Report
from ..sources.check_record import Section
from ..trend import ClaimAt, Trend


def claim_changed(report: Report, pair: ClaimAt) -> PartialDate:
    checked = report.record.changed_parts(pair.trend.slug).get(pair.claim.id)
    dates = [row.date for row in report.history.about(pair.ref)]
    return max([*dates, *([checked] if checked else [])], default=pair.trend.data.reviewed)


def disagreement_changed(report: Report, trend: Trend, item: Disagreement) -> PartialDate:
    keys = {value.source for value in item.values}
    return _of_section(report, trend.slug, Section.DISAGREEMENTS, keys) or trend.data.reviewed


def chart_changed(report: Report, chart: Chart) -> PartialDate:
    found = _of_section(report, chart.meta.trend, Section.CHARTS, chart.sources)
    return max(found or chart.meta.as_of, chart.meta.as_of)


def trend_changed(report: Report, trend: Trend) -> PartialDate:
    """Of its page with all that stands there."""
    parts = report.record.changed_parts(trend.slug)
    claims = [claim_changed(report, ClaimAt(trend, claim)) for claim in trend.data.claims]
    return max([trend.data.reviewed, *parts.values(), *claims])


def report_changed(report: Report) -> PartialDate | None:
    """Of the whole; nothing if there is no trend."""
    return max((trend_changed(report, trend) for trend in report.trends), default=None)


def edition_of(date: PartialDate | None) -> str:
    """An edition is called after the month of its last change: `2026-11`."""
    return f"{date.year}-{date.month:02}" if date and date.month else str(date or "")


def _of_section(
    report: Report, slug: str, section: Section, keys: Collection[str]
) -> PartialDate | None:
    rows = report.record.about(f"{slug}#{section}")
    return max((row.date for row in rows if row.changes and row.source in keys), default=None)
