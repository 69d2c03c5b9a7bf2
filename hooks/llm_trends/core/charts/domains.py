"""Whether a chart's scales hold its values: what lies beyond a domain is cut off without a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..problems import cut, did_you_mean
from ..text.positions import FieldPath
from .model import Row, number
from .views import Channel, channels

Found = Iterator[tuple[FieldPath, str]]

DERIVED = ("aggregate", "bin", "timeUnit", "stack", "impute")
"""What makes other values of a column."""
FROM_ZERO = ("area", "bar")
NAMES = ("nominal", "ordinal")


def domain_faults(spec: Mapping[str, Any], rows: Sequence[Row]) -> Found:
    """(path, what is wrong) of scales that do not hold the values of `rows`."""
    all_channels = list(channels(spec))
    for channel in all_channels:
        scale = channel.given.get("scale")
        if channel.given.get("type") in NAMES:
            yield from _names(channel, rows)
        elif isinstance(scale, Mapping) and channel.name in ("x", "y"):
            names = (channel.name, f"{channel.name}2")
            group = (one for one in all_channels if one.group == channel.group)
            axis = [one for one in group if one.name in names]
            yield from _numbers(channel, scale, axis, rows)


def _numbers(
    channel: Channel, scale: Mapping[str, Any], axis: Sequence[Channel], rows: Sequence[Row]
) -> Found:
    """The domain of numbers of an axis, for all that is drawn along it."""
    if channel.given.get("type") != "quantitative":
        return
    path, domain = (*channel.path, "scale"), scale.get("domain")
    if isinstance(domain, list):
        path = (*path, "domain")
        if len(domain) != 2 or number(str(domain[0])) is None or number(str(domain[1])) is None:
            yield path, "is no two numbers; expected the lowest and the highest value"
            return
        if domain[0] == domain[1]:
            yield path, f"begins and ends at {domain[0]:g}; expected two numbers"
            return
    ends = domain if isinstance(domain, list) else [scale.get("domainMin"), scale.get("domainMax")]
    low, high = (end if isinstance(end, int | float) else None for end in ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    for value, row in _values(axis, rows):
        if (low is not None and value < low) or (high is not None and value > high):
            said = f"leaves out {value:g} of line {row.line} of the CSV"
            yield path, f"{said}; expected a domain that holds every value"
            return
        if scale.get("type") == "log" and value <= 0:
            wrong = f"is a logarithm, which {value:g} of line {row.line} of the CSV does not have"
            yield (*channel.path, "scale", "type"), f"{wrong}; expected values above 0, or linear"
            return
    if any(_from_zero(one, axis) for one in axis):
        if scale.get("type", "linear") not in ("linear", "quantize", "threshold"):
            sort = "a logarithm" if scale["type"] == "log" else f"'{cut(str(scale['type']))}'"
            wrong = f"is {sort}, and a bar begins at 0; expected points, or linear"
            yield (*channel.path, "scale", "type"), wrong
        elif scale.get("zero") is False or (low or 0) > 0 or (high or 0) < 0:
            wrong = "leaves out 0, where bars begin; expected 0 in it, or points"
            yield path if domain or low is not None else (*path, "zero"), wrong


def _values(axis: Iterable[Channel], rows: Sequence[Row]) -> Iterator[tuple[float, Row]]:
    """The values of the columns along an axis, as far as all rows come to it as they are."""
    fields = {
        str(one.given.get("field"))
        for one in axis
        if not one.filtered and not any(one.given.get(name) for name in DERIVED)
    }
    for row in rows:
        for name in sorted(fields & row.cells.keys()):
            if (value := number(row.cells[name])) is not None:
                yield value, row


def _from_zero(one: Channel, axis: Sequence[Channel]) -> bool:
    """Whether marks begin at 0 of this axis: bars that have no other beginning."""
    view = one.path[:-1]
    ranged = any(other.path[:-1] == view and other.name[1:] == "2" for other in axis)
    return one.mark in FROM_ZERO and not ranged


def _names(channel: Channel, rows: Sequence[Row]) -> Found:
    """Names in a domain or in an order, against those that the column has."""
    column = channel.given.get("field")
    if not rows or not isinstance(column, str) or column not in rows[0].cells:
        return
    known = tuple(dict.fromkeys(row.cells[column] for row in rows if row.cells[column]))
    scale = channel.given.get("scale")
    domain = scale.get("domain") if isinstance(scale, Mapping) else None
    for path, names in (
        ((*channel.path, "scale", "domain"), domain),
        ((*channel.path, "sort"), channel.given.get("sort")),
    ):
        given = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
        for index, name in enumerate(given):
            if name not in known:
                wrong = f"names '{cut(name)}', which column {column} does not have"
                expected = f"; expected one of {', '.join(known[:20])}"
                yield (*path, index), wrong + expected + did_you_mean(name, known)
    if isinstance(domain, list) and not channel.filtered and set(map(str, domain)) <= set(known):
        left = [name for name in known if name not in map(str, domain)]
        for name in left[:1]:
            wrong = f"leaves out '{cut(name)}' of column {column}; expected every name of it"
            yield (*channel.path, "scale", "domain"), wrong
