"""What the grammar of Vega-Lite allows and cannot be meant, at its place.

A format that formats nothing, a scale without ends, a shape or style that there is not: Vega-Lite
answers with an error of its own code, or draws something else without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..problems import cut, one_of
from ..text.positions import FieldPath
from .refusals import WIDEST
from .views import GUIDES, Channel, channels, marks

Found = Iterator[tuple[FieldPath, str]]

NUMBERS = re.compile(r"(?:.?[<>=^])?[-+( ]?[$#]?0?[0-9]{0,2},?(?:\.[0-9]{1,2})?~?[%bcdefgnoprsxX]?")
"""A format of d3: fill, sign, width, comma, precision, type."""
DATES = re.compile(r"(?:[^%]|%[-_0]?[aAbBcdefgGHIjLmMpqQsSuUVwWxXyYZ%])+")
"""A format of d3 for dates: letters behind %, and words between them."""
STYLES = ("over", "cell", "group-title", "group-subtitle", "guide-label", "guide-title")
"""That of the theme, and Vega's own."""
SHAPES = (
    *("arrow", "circle", "cross", "diamond", "square", "stroke", "triangle", "triangle-down"),
    *("triangle-left", "triangle-right", "triangle-up", "wedge"),
)


def senseless(spec: Mapping[str, Any]) -> Found:
    """(path, what is wrong) in a specification that fits the grammar."""
    for channel in channels(spec):
        yield from _formats(channel)
        yield from _ranges(channel)
    for path, mark in marks(spec):
        style = mark.get("style", ())
        for name in [style] if isinstance(style, str) else style:
            if name not in STYLES:
                wrong = f"is '{cut(name)}', which is no style; {one_of(STYLES, name)}"
                yield (*path, "style"), wrong
        if "shape" in mark:
            yield from _shape(mark["shape"], (*path, "shape"))


def _formats(channel: Channel) -> Found:
    dated = channel.given.get("type") == "temporal" or "timeUnit" in channel.given
    parts = [(channel.given, channel.path)]
    parts += [
        (channel.given[name], (*channel.path, name)) for name in GUIDES if name in channel.given
    ]
    for part, path in parts:
        if not isinstance(part, Mapping):
            continue
        right = "time" if dated else "number"
        if (kind := part.get("formatType", right)) != right:
            wrong = f"is '{cut(str(kind))}'; expected '{right}', as of all its values, or nothing"
            yield (*path, "formatType"), wrong
            continue
        labels = part.get("labelExpr")
        if isinstance(labels, str) and "datum" not in labels:
            wrong = "says the same at every place; expected datum.value or datum.label in it"
            yield (*path, "labelExpr"), wrong
        form = part.get("format")
        if not isinstance(form, str) or not form:
            continue
        if not (DATES if dated else NUMBERS).fullmatch(form) or (dated and "%" not in form):
            kind = "of a date, as %b %Y" if dated else "of a number, as ,.1f"
            yield (
                (*path, "format"),
                f"is '{cut(form)}', which is no format; expected a format {kind}",
            )


def _ranges(channel: Channel) -> Found:
    scale = channel.given.get("scale")
    items = scale.get("range") if isinstance(scale, Mapping) else None
    if not isinstance(items, list):
        return
    path = (*channel.path, "scale", "range")
    texts = channel.name in ("color", "fill", "stroke", "shape", "strokeDash")
    if not items:
        yield path, "is empty; expected what its values look like"
    elif channel.name in ("x", "y") and not (len(items) == 2 and all(map(_is_number, items))):
        yield path, "has no two ends; expected two numbers"
    elif channel.name in ("x", "y") and not all(0 <= item <= WIDEST for item in items):
        yield path, f"leads out of the drawing; expected numbers from 0 to {WIDEST:,}"
    elif not texts and any(isinstance(item, str) for item in items):
        yield path, "holds text; expected numbers"
    elif channel.name == "shape":
        for index, shape in enumerate(items):
            yield from _shape(shape, (*path, index))


def _shape(given: object, path: FieldPath) -> Found:
    if isinstance(given, str) and given not in SHAPES and not re.match(r"[Mm][\s0-9.-]", given):
        yield path, f"is '{cut(given)}', which is no shape; {one_of(SHAPES, given)}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
