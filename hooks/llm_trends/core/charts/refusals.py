"""What Vega-Lite allows and a chart of ours may not have, each at its place.

All values come from the CSV, so that each has its source; nothing is loaded or led to; every
chart has the looks of the others and a size that a page can hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..text.positions import FieldPath

NARROWEST, WIDEST = 50, 2_000
LARGEST = {"size": 100_000, "tickCount": 100, "maxbins": 200, "steps": 1_000, "padding": 200}
"""The area of a mark, and counts of what is made; `WIDEST` is the limit of any other length."""
OPACITIES = ("opacity", "fillOpacity", "strokeOpacity")
OFFSETS = ("dx", "dy", "offset", "xOffset", "yOffset", "x2Offset", "y2Offset")
FARTHEST = 200
"""A mark that is moved farther is not seen where it belongs."""
LENGTHS = ("size", "width", "height", "radius", "thickness")
REFUSED = {
    "data": "brings data of its own; expected those of the CSV, named once at the top",
    "datasets": "brings data of its own; expected those of the CSV, named once at the top",
    "config": "changes what all charts have in common; expected it at the mark, axis or scale",
    "href": "leads elsewhere; expected the source of a row in its column `source`",
    "url": "loads something; expected only the data of the CSV",
    "signal": "is computed while somebody looks; expected a value",
    "select": "waits for somebody who points at it; expected what is seen without",
    "font": "changes what all charts have in common; expected the font of the page",
    "autosize": "changes what all charts have in common; expected `width` and `height`",
    "projection": "needs a map; expected positions of the CSV",
    "sample": "takes rows by chance; expected all of them",
    "fold": "draws a row several times; expected each once",
    "flatten": "draws a row several times; expected each once",
    "gradient": "is no color of the theme; expected one",
    "keyvals": "makes rows that the CSV does not have; expected none",
}
MARKS = {"image": "loads a picture", "geoshape": "needs a map"}
CHANCE = re.compile(r"\b(random|now|sample\w+)\s*\(")
"""Functions that give another drawing each time."""
ENDLESS = re.compile(r"\b(sequence|pad|test|regexp)\s*\(")
"""Functions of expressions that can run without end or fill the memory."""
EXPRESSIONS = {"calculate", "filter", "expr", "test", "labelExpr", "and", "or", "not"}
VIEWS = {"layer", "hconcat", "vconcat", "concat", "spec"}


def refusals(part: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """(path, what is wrong) for everything in a specification, or in `narrow`, that is refused."""
    if path and (wrong := _refusal(path, part)):
        yield path, wrong
    elif isinstance(part, dict):
        for name, value in part.items():
            yield from refusals(value, (*path, name))
    elif isinstance(part, list):
        for index, item in enumerate(part):
            yield from refusals(item, (*path, index))


def _refusal(path: FieldPath, value: Any) -> str:
    names = [part for part in path if isinstance(part, str)]
    name = names[-1]
    if path[-1] in REFUSED:
        return REFUSED[name]
    if isinstance(value, str):
        if name in ("mark", "type") and value in MARKS:
            return f"is '{value}', which {MARKS[value]}; expected another mark"
        if name in EXPRESSIONS and (found := ENDLESS.search(value)):
            return f"uses {found[1]}(), which may run without end; expected a column of the CSV"
        if name in EXPRESSIONS and (found := CHANCE.search(value)):
            return f"uses {found[1]}(), which differs each time; expected a column of the CSV"
        if "url(" in value.lower() and name not in ("description", "text", "title"):
            return "loads something; expected a color of the theme"
        if name in ("width", "height") and value == "container":
            return "is 'container', and a drawing is in none; expected a number"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _size_refusal(names, value)
    return ""


def _size_refusal(names: list[str], value: float) -> str:
    """`names` are those of the fields around the number, outermost first."""
    around = names[-2] if len(names) > 1 else ""
    name = around if names[-1] == "value" else names[-1]
    if name in OPACITIES and (value <= 0 or (value > 1 and names[-1] == "value")):
        return f"is {value:g}; expected more than 0, at most 1"  # of a mark, the grammar says it
    if name in OFFSETS:
        return "" if abs(value) <= FARTHEST else f"is {value:g}; expected -{FARTHEST} to {FARTHEST}"
    if name in ("width", "height") and set(names[:-1]) <= VIEWS:
        inside = NARROWEST <= value <= WIDEST
        return "" if inside else f"is {value:g}; expected {NARROWEST} to {WIDEST:,}"
    if name == "step" and around in ("width", "height"):
        return "" if 1 <= value <= WIDEST else f"is {value:g}; expected 1 to {WIDEST:,}"
    if name not in LARGEST and not name.lower().endswith(LENGTHS):
        return ""
    largest = LARGEST.get(name, WIDEST)
    return "" if 0 <= value <= largest else f"is {value:g}; expected 0 to {largest:,}"
