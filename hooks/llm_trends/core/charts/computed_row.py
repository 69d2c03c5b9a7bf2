"""The row that a chart computes from others: their random-effects mean."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from ..problems import cut, one_of
from .model import Pool, Row, UserMeta, number
from .pooling import Estimate, as_percent, percent_change, pooled

NEEDED = ("low", "high")
FILLED = ("value", *NEEDED, "unit", "date", "source", "note")
"""What the computed row says in these columns follows from the rows and from `pool`."""


def pool_problems(pool: Pool, columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(field of `pool`, what is wrong) where it does not fit the table."""
    for name in ("column", "label_column"):
        if (column := getattr(pool, name)) not in columns:
            yield name, f"'{cut(column)}' is no column; {one_of(columns, column)}"
    if pool.label_column in (*FILLED, pool.column):
        wrong = f"is '{pool.label_column}', which is filled otherwise; expected a column of names"
        yield "label_column", wrong
    for column in NEEDED:
        if column not in columns:
            wrong = f"needs the column {column}; expected the columns {' and '.join(NEEDED)}"
            yield "column", wrong


def row_problems(pool: Pool, rows: Sequence[Row]) -> Iterator[tuple[Row, str, str]]:
    """(row, column, what is wrong) for rows that cannot enter, or do not say whether they do."""
    for row in rows:
        enters = row.cells[pool.column]
        if enters not in ("yes", "no", ""):
            yield row, pool.column, f"is '{cut(enters)}'; expected yes or no"
        elif enters == "yes":
            try:
                if not _estimate(row).error > 0:
                    wrong = "has an interval without width; expected low below high"
                    yield row, "low", wrong
            except ValueError as error:
                yield row, "low", f"cannot be pooled: {error}; expected an interval in percent"


def computed_row(meta: UserMeta, pool: Pool, rows: Sequence[Row]) -> Row:
    """The mean as a row without words. Raises `ValueError` if the rows do not allow it."""
    entering = [row for row in rows if row.cells[pool.column] == "yes"]
    mean = pooled([_estimate(row) for row in entering])
    try:
        ends = [as_percent(part) for part in (mean.effect, mean.low, mean.high)]
    except OverflowError:
        ends = [math.inf] * 3
    value, low, high = (f"{end:.1f}" for end in ends)
    if any(number(cell) is None for cell in (value, low, high)):
        raise ValueError("the mean or its interval is too large")
    keys = tuple(dict.fromkeys(key for row in entering for key in row.keys))
    cells = dict.fromkeys(rows[0].cells, "") | {
        pool.label_column: pool.label,
        "value": value,
        "low": low,
        "high": high,
        "unit": entering[0].cells["unit"],
        "date": str(meta.as_of),
        "source": " ".join(keys),
        "note": f"{pool.note} {_heterogeneity(mean.i2, mean.count)}",
    }
    return Row(entering[-1].line, cells, float(value), keys, "", computed=True)


def _estimate(row: Row) -> Estimate:
    ends = [number(row.cells[name]) for name in NEEDED]
    low, high = (math.nan if end is None else end for end in ends)
    if math.isnan(low) or math.isnan(high):
        raise ValueError("low or high is empty")
    return percent_change(row.value, low, high)


def _heterogeneity(i2: float, count: int) -> str:
    return f"{count} estimates; {i2:.0%} of their spread is between studies (I²)."
