"""Charts: what a chart says, and each of its numbers with where it comes from.

Nothing here reads or draws: `reading.py` makes charts of files, `drawing/` makes SVG of charts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from pydantic import ConfigDict, Field

from ..dates import PartialDate
from ..kinds_of_text import Slug, Text, Words
from ..model import Model
from ..places import chart_place, chart_stem
from ..problems import Problem

WORDS = "words"
"""The field that every drawn mark carries as its name: its values and its source in words."""
COMPUTED = "computed"
"""The field that says whether a row was computed from the others."""


NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?")
LARGEST_NUMBER = 1e30
"""What is larger overflows while scales and means are computed."""


class Pool(Model):
    """A random-effects mean over the rows whose `column` says `yes`, drawn as one more row.

    The rows need the columns `low` and `high`, a 95% interval around a change in percent.
    """

    column: Text
    label: Words = Field(description="What stands in the label column of the computed row.")
    label_column: Text
    note: Words


class UserMeta(Model):
    """What the specification of a chart says about it, in its `usermeta`."""

    trend: Slug
    title: Words = Field(description="A question.")
    finding: Words = Field(description="The answer in one sentence.")
    alt: Words = Field(description="What the chart shows, with its main numbers.")
    as_of: PartialDate
    mark: Words = Field(description="A mark in words: `{study}: {value} {unit}`.")
    narrow: dict[str, Any] = Field(
        {}, description="Merged over the specification at 360 px; a part that is null is left out."
    )
    columns: dict[str, Words] = Field(
        {}, description="What the columns mean that not every chart has, by their names."
    )
    pool: Pool | None = None


class DataUrl(Model):
    url: Text


class Specification(Model):
    """As much of a Vega-Lite specification as is ours to check."""

    model_config = ConfigDict(frozen=True, extra="allow")

    data: DataUrl
    usermeta: UserMeta


@dataclass(frozen=True)
class Row:
    """One value. `cells` are all columns as written; `keys` the sources it rests on."""

    line: int
    cells: Mapping[str, str]
    value: float
    keys: tuple[str, ...]
    words: str
    computed: bool = False


@dataclass(frozen=True)
class Drawing:
    """The chart as SVG markup in its two layouts."""

    wide: str
    narrow: str


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart that is right; `drawing` is there once it was drawn.

    Compared by identity: it is read and drawn once for the bytes of its files.
    """

    id: str
    meta: UserMeta
    spec: Mapping[str, Any]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    drawing: Drawing | None = None

    @property
    def place(self) -> str:
        """Where it stands in the page of its trend."""
        return chart_place(self.meta.trend, self.id)

    @property
    def stem(self) -> str:
        """Of its files, those below `docs/` and those that are published."""
        return chart_stem(self.id)

    @property
    def path(self) -> str:
        """The specification's address below `docs/`."""
        return f"{self.stem}.json"

    @property
    def table_path(self) -> str:
        """The address of its rows below `docs/`."""
        return f"{self.stem}.csv"

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The keys of all sources, each once, in the order of the rows."""
        return tuple(dict.fromkeys(key for row in self.rows for key in row.keys))

    @cached_property
    def numeric(self) -> frozenset[str]:
        """The columns whose filled cells are all numbers."""
        return frozenset(name for name in self.columns if _all_numbers(self.rows, name))

    @cached_property
    def table(self) -> tuple[Mapping[str, Any], ...]:
        """The rows as they are drawn: numbers as numbers, and each with its words."""
        return tuple(
            {
                **{n: _typed(row.cells[n], n in self.numeric) for n in self.columns},
                WORDS: row.words,
                COMPUTED: row.computed,
            }
            for row in self.rows
        )


@dataclass(frozen=True)
class Charts:
    """All charts by id. `broken` are those that have a file and no valid content."""

    by_id: Mapping[str, Chart] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


Drawn = tuple[Mapping[str, Drawing], Sequence[Problem]]
"""The drawings of charts by their ids, and what is wrong with those that could not be drawn."""


def with_drawings(
    charts: Charts, drawings: Mapping[str, Drawing], problems: Iterable[Problem]
) -> Charts:
    """The charts that could be drawn, with their drawings."""
    drawn = {
        name: _drawn(chart, drawings[name])
        for name, chart in charts.by_id.items()
        if name in drawings
    }
    broken = charts.broken | (set(charts.by_id) - set(drawn))
    return Charts(drawn, broken, tuple(sorted({*charts.problems, *problems})))


@lru_cache(maxsize=1024)
def _drawn(chart: Chart, drawing: Drawing) -> Chart:
    return replace(chart, drawing=drawing)


def layout(spec: Mapping[str, Any], narrow: bool) -> dict[str, Any]:
    """The specification of one layout as it was written, without what is only ours.

    What the narrow layout needs otherwise is merged over the rest; a part of it that is null
    takes the part of this name away.
    """
    own = {key: value for key, value in spec.items() if key != "usermeta"}
    if not narrow:
        return own
    merged = _merged(own, narrow_part(spec))
    return {key: value for key, value in merged.items() if value is not None}


def narrow_part(spec: Mapping[str, Any]) -> Mapping[str, Any]:
    """What `usermeta` says of the narrow layout; nothing if that is no group of fields."""
    meta = spec.get("usermeta")
    part = meta.get("narrow") if isinstance(meta, Mapping) else None
    return part if isinstance(part, Mapping) else {}


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`over` wins, part by part; a list replaces a list."""
    result = dict(base)
    for key, value in over.items():
        inner = result.get(key)
        if isinstance(value, Mapping) and isinstance(inner, Mapping):
            result[key] = _merged(inner, value)
        else:
            result[key] = value
    return result


def number(cell: str) -> float | None:
    """The number that a cell says in plain digits, or `None`."""
    if not NUMBER.fullmatch(cell):
        return None
    value = float(cell)
    return value if abs(value) <= LARGEST_NUMBER else None


def _all_numbers(rows: Iterable[Row], name: str) -> bool:
    filled = [row.cells[name] for row in rows if row.cells[name]]
    return bool(filled) and name != "date" and all(number(cell) is not None for cell in filled)


def _typed(cell: str, number: bool) -> str | float | None:
    if not number:
        return cell
    return float(cell) if cell else None
