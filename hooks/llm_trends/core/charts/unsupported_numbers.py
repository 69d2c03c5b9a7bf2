"""Whether the numbers that a chart's words say are numbers of its data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from .model import number

NUMBER = re.compile(r"(?<![A-Za-z\d.,])(?<![A-Za-z]-)\d[\d,]*(?:\.\d+)?")
"""A number in running text; the digits of a name (`GPT-4`, `H100`) are none."""
ANY = re.compile(r"\d[\d,]*(?:\.\d+)?")


def unsupported(text: str, cells: Iterable[str], rows: int) -> Iterator[str]:
    """The numbers of `text` that no cell has.

    A number counts as had if some cell's number, without its sign, rounds to it at the precision
    at which the text writes it. Two kinds of number need no cell: years, and counts of rows.
    """
    had = [abs(value) for cell in cells for value in _values(cell)]
    rounded: dict[int, set[float]] = {}
    for written in NUMBER.findall(text):
        value = _value(written)
        whole = "." not in written
        if whole and (1900 <= value < 2100 or value <= rows):
            continue
        decimals = len(written.partition(".")[2])
        if decimals not in rounded:
            rounded[decimals] = {round(value, decimals) for value in had}
        if value not in rounded[decimals]:
            yield written.rstrip(",")


@lru_cache(maxsize=8192)
def _values(cell: str) -> tuple[float, ...]:
    """Every number in a cell, and the one that it is as a whole, since that may be `7e2`."""
    whole = number(cell)
    return (*map(_value, ANY.findall(cell)), *([] if whole is None else [whole]))


def _value(written: str) -> float:
    return float(written.replace(",", ""))
