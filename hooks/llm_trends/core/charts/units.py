"""Whether the values of a chart may share an axis: what is measured in two units may not.

`% of tasks` and `% of employment` are both shares, so units that begin alike are one here; a scale
alone, as in `million tokens` and `million USD`, makes no unit. A specification that draws the
column `unit` itself, or divides the rows by it, tells its readers which is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..problems import cut
from .fields import names_field
from .model import Row

SCALES = frozenset({"thousand", "thousands", "million", "millions", "billion", "billions"}) | {
    *("trillion", "trillions", "k", "m", "bn")
}
WORD = re.compile(r"[^\W\d_]+|\S")
"""A word of letters, or a sign such as `%` and `$`."""


def mixed_units(spec: Mapping[str, Any], rows: Iterable[Row]) -> Iterator[tuple[int, str]]:
    """(line, what is wrong) of each first row of another unit than that of the first row."""
    lines: dict[str, tuple[int, str]] = {}
    for row in rows:
        unit = row.cells["unit"]
        lines.setdefault(_measured_in(unit), (row.line, unit))
    (first, unit), *others = lines.values()
    if others and not names_field(spec, "unit"):
        for line, other in others:
            wrong = f"is '{cut(other)}', but line {first} has '{cut(unit)}' on the same axis"
            yield line, f"{wrong}; expected one unit, or the column `unit` in the encoding"


def _measured_in(unit: str) -> str:
    """The word or sign that says in what a value is measured."""
    words = [word.casefold() for word in WORD.findall(unit)]
    found = next((word for word in words if word not in SCALES), unit)
    return found.removesuffix("s")
