"""The data of a chart as they are published: its rows with what each column means."""

from __future__ import annotations

from collections.abc import Iterator

from ..charts.model import COMPUTED, WORDS, Chart
from ..report import Report
from ..sources.check_record import Section
from .table import Column, Table

NUMBER = "row number"
"""Heads the first column, which no specification uses: some readers leave the byte-order mark in
front of it."""
MEANS = {
    NUMBER: "The number of the row.",
    "label": "What the row is about.",
    "group": "The group that the row belongs to.",
    "value": "The value.",
    "unit": "The unit of the value.",
    "low": "The lower end of the interval around the value.",
    "high": "The upper end of the interval around the value.",
    "interval": "What kind of interval that is.",
    "date": "The date of the source, or of its state that has the value: a year, a month or a day.",
    "source": "Key of the source in sources.bib; of the first one, if the row is computed.",
    "note": "What one must know about the value.",
    WORDS: "The row in words, as the mark in the drawing is called.",
    COMPUTED: "Whether we computed the row from others.",
}
MEASURED = frozenset({"value", "low", "high"})


def chart_table(report: Report, chart: Chart) -> Table:
    """The table of a chart, its computed row included."""
    rows = tuple(
        (number, *(row.cells[name] for name in chart.columns), row.words, str(row.computed).lower())
        for number, row in enumerate(chart.rows, start=1)
    )
    columns = tuple(_columns(report, chart))
    return Table(chart.table_path, chart.meta.title, columns, rows, (NUMBER,))


def _columns(report: Report, chart: Chart) -> Iterator[Column]:
    units = "; ".join(dict.fromkeys(row.cells["unit"] for row in chart.rows))
    checks = report.record.about(f"{chart.meta.trend}#{Section.CHARTS}")
    read = max((check.date for check in checks if check.source in chart.sources), default="")
    yield Column(NUMBER, MEANS[NUMBER], "integer")
    for name in (*chart.columns, WORDS):
        measured = name in MEASURED
        yield Column(
            name,
            chart.meta.columns.get(name) or MEANS.get(name) or f"{name.replace('_', ' ')}.",
            "number" if name in chart.numeric else "string",
            units if measured else "",
            chart.sources if measured else (),
            str(read) if measured else "",
        )
    yield Column(COMPUTED, MEANS[COMPUTED], "boolean")
