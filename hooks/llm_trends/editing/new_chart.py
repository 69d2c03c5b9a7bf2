"""A new chart: bars of the rows of a table, with a specification that passes the checks."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from ..core.charts.specification import SCHEMA
from ..core.dates import PartialDate
from ..core.places import DOCS, chart_stem
from ..core.problems import unknown
from ..core.text.csv_rows import written_rows
from .change import Change, Project, RefusedError, new_name

COLUMNS = ("label", "value", "unit", "date", "source", "note")


def new_chart(
    project: Project, name: str, trend: str, title: str, finding: str, rows: Sequence[str]
) -> Change:
    """A bar for each row, given as `label,value,unit,date,source,note`, or the rows of the table
    `docs/charts/NAME.csv` if it is there already."""
    new_name(name)
    report = project.found.report
    if trend not in report.by_slug:
        raise RefusedError(unknown("trend", trend, report.by_slug))
    table, spec = (f"{DOCS}{chart_stem(name)}.{kind}" for kind in ("csv", "json"))
    project.absent([spec])
    text = _table(project, table, rows)
    found = list(csv.DictReader(io.StringIO(text)))
    if units := sorted({row["unit"] for row in found})[1:]:
        raise RefusedError(f"the rows have the units {', '.join(units)} and others; expected one")
    if len({row["label"] for row in found}) < len(found):
        raise RefusedError("two rows have one label; expected a label of its own for each bar")
    made = _specification(f"{name}.csv", trend, title, finding, found)
    written = json.dumps(made, indent=2, ensure_ascii=False) + "\n"
    change = project.checked(Change({table: text.encode(), spec: written.encode()}))
    said = (
        f"{table}: {len(found)} rows",
        f"{spec}: written",
        f'It stands after the prose; {{{{ report.chart("{name}") }}}} in it puts it elsewhere.',
    )
    return Change(change.files, said)


def _table(project: Project, path: str, rows: Sequence[str]) -> str:
    """The table as CSV. Raises `RefusedError` if it is not known what stands in it."""
    form = f"one --row '{','.join(COLUMNS)}' for each bar, or the table itself in {path}"
    if path in project.files:
        if rows:
            raise RefusedError(f"{path} exists; expected its rows to be written there")
        text = project.text(path)
        header = next(csv.reader(io.StringIO(text)), [])
        if missing := [column for column in COLUMNS if column not in header]:
            raise RefusedError(f"{path} has no column {', '.join(missing)}; expected all of them")
        return text
    if not rows:
        raise RefusedError(f"there are no values; expected {form}")
    found = [[*COLUMNS]]
    for number, row in enumerate(rows, start=1):
        try:
            cells = [cell.strip() for cell in next(csv.reader([row], strict=True), [])]
        except csv.Error as error:
            raise RefusedError(f"row {number} is no row of CSV: {error}") from None
        if not len(COLUMNS) - 1 <= len(cells) <= len(COLUMNS):
            raise RefusedError(f"row {number} has {len(cells)} cells; expected {','.join(COLUMNS)}")
        found.append([*cells, ""][: len(COLUMNS)])
    return written_rows(found)


def _specification(
    url: str, trend: str, title: str, finding: str, rows: Sequence[dict[str, str]]
) -> dict[str, object]:
    unit = rows[0]["unit"] if rows else ""
    said = ". ".join(f"{row['label']}: {row['value']}" for row in rows)
    return {
        "$schema": SCHEMA,
        "usermeta": {
            "trend": trend,
            "title": title,
            "finding": finding,
            "alt": f"{len(rows)} bars, {unit}. {said}.",
            "as_of": _latest([row["date"] for row in rows]),
            "mark": "{label}: {value} {unit}",
        },
        "data": {"url": url},
        "mark": "bar",
        "encoding": {
            "y": {"field": "label", "type": "nominal", "sort": None, "title": None},
            "x": {"field": "value", "type": "quantitative", "title": unit[:1].upper() + unit[1:]},
            "description": {"field": "words", "type": "nominal"},
        },
    }


def _latest(dates: Sequence[str]) -> str:
    """The latest date that is one; what is none is named when the table is checked."""
    found = []
    for date in dates:
        try:
            found.append(PartialDate.parse(date))
        except ValueError:
            continue
    return str(max(found, default=""))
