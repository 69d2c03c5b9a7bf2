"""Whether a chart draws the values of its CSV as they stand there.

Vega-Lite lets a transform write over a column, takes any number for a date, multiplies what is a
share already, and lays bars of the same place on each other. Each is a picture that says another
thing than its table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..dates import PartialDate
from ..problems import cut
from ..text.positions import FieldPath
from .domains import DERIVED, FROM_ZERO
from .fields import made_by
from .model import Row, number
from .views import GUIDES, Channel, channels, inner_views

Found = Iterator[tuple[FieldPath, str]]

SPLITS = ("row", "column", "facet", "xOffset", "yOffset", "color", "fill", "stroke", "detail")
"""Channels beside the axes that hold bars apart, or show that one lies on another."""
MOST_STEPS = 200


def overwritten(view: Mapping[str, Any], columns: Iterable[str], path: FieldPath = ()) -> Found:
    """(path, what is wrong) of transforms that give other values to a column of the CSV."""
    for index, transform in enumerate(view.get("transform", ())):
        here = (*path, "transform", index)
        for name in sorted(made_by(transform).intersection(columns)):
            wrong = f"writes over the column '{name}' of the CSV; expected a name of its own"
            yield (*here, "as") if "as" in transform else here, wrong
    for here, inner in inner_views(view, path):
        yield from overwritten(inner, columns, here)


def misread(spec: Mapping[str, Any], rows: Sequence[Row]) -> Found:
    """(path, what is wrong) of channels that show the values of `rows` as something else."""
    all_channels = list(channels(spec))
    for channel in all_channels:
        yield from _no_dates(channel, rows)
        yield from _shares(channel, rows)
        yield from _steps(channel, rows)
    for group in dict.fromkeys(channel.group for channel in all_channels):
        yield from _on_each_other([one for one in all_channels if one.group == group], rows)


def _no_dates(channel: Channel, rows: Sequence[Row]) -> Found:
    """Numbers for dates, which would be moments of January 1970."""
    column = str(channel.given.get("field"))
    if channel.given.get("type") != "temporal":
        return
    for row in rows:
        cell = row.cells.get(column, "")
        try:
            PartialDate.parse(cell or "2024")
        except ValueError:
            wrong = f"is temporal, and '{cut(cell)}' of line {row.line} of the CSV is no date"
            yield (*channel.path, "type"), f"{wrong}; expected quantitative, or dates"
            return


def _shares(channel: Channel, rows: Sequence[Row]) -> Found:
    """Percentages that a format would multiply by a hundred."""
    if channel.given.get("field") != "value":
        return
    percent = next((row for row in rows if row.cells.get("unit", "").startswith("%")), None)
    for name in ("", *GUIDES):
        part = channel.given.get(name) if name else channel.given
        form = part.get("format") if isinstance(part, Mapping) else None
        if percent and isinstance(form, str) and form.endswith(("%", "p")):
            path = (*channel.path, *([name] if name else ()), "format")
            value = number(percent.cells["value"]) or 0
            wrong = f"makes {100 * value:g}% of the {value:g}% of line {percent.line} of the CSV"
            yield path, f"{wrong}; expected a format without its sign for shares"


def _steps(channel: Channel, rows: Sequence[Row]) -> Found:
    """Steps so small that they would be drawn without end."""
    step = bins.get("step") if isinstance(bins := channel.given.get("bin"), Mapping) else None
    cells = (row.cells.get(str(channel.given.get("field")), "") for row in rows)
    values = [value for cell in cells if (value := number(cell)) is not None]
    if isinstance(step, int | float) and values:
        count = (max(values) - min(values)) / step if step > 0 else MOST_STEPS + 1
        if count > MOST_STEPS:
            wrong = f"is {step:g}; expected at most {MOST_STEPS} steps between the values"
            yield (*channel.path, "bin", "step"), wrong


def _on_each_other(group: Sequence[Channel], rows: Sequence[Row]) -> Found:
    """Bars that lie in one place, so that one longer bar is seen."""
    for one in group:
        whole = not one.filtered and not any(one.given.get(name) for name in DERIVED)
        ranged = any(other.name == f"{one.name}2" for other in group)
        lengths = one.mark in FROM_ZERO and one.given.get("type") == "quantitative"
        if not (lengths and whole and not ranged and one.name in ("x", "y")):
            continue
        apart = [
            str(other.given["field"])
            for other in group
            if other != one and other.name in ("x", "y", *SPLITS) and "field" in other.given
        ]
        met: dict[tuple[str, ...], int] = {}
        for row in rows:
            place = tuple(row.cells.get(name, "") for name in apart)
            first = met.setdefault(place, row.line)
            if first != row.line:
                wrong = f"lays line {row.line} of the CSV on line {first}, as one longer bar"
                yield one.path, f"{wrong}; expected a column that holds them apart"
                return
