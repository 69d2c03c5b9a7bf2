"""From what Vega writes to the SVG of the page: smaller, in the theme's colors, marks named.

Vega names every axis and every mark. We keep the names of marks, because each is a value with its
source, and hide the rest from screen readers, which have the chart's description and its table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from xml.etree import ElementTree

from .theme import COLORS

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
PAINTS = ("fill", "stroke")
TRANSLATE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
DROPPED = ("pointer-events", "aria-roledescription", "stroke-miterlimit", "font-family")
ELEMENTS = {"svg", "g", "path", "line", "rect", "text", "tspan", "defs", "clipPath"}
"""All that our drawings are made of: nothing that runs, loads or leads anywhere."""
ELSEWHERE = re.compile(r"url\((?!#)", re.IGNORECASE)
LARGEST = 4_000_000
"""Characters of a drawing. Ours have at most 15,000."""
LARGEST_SIDE = 200_000
DEFAULTS = {("opacity", "1"), ("stroke-width", "1"), ("font-weight", "normal")}


class SvgError(ValueError):
    """Why a drawing cannot be used: a sentence or more, each about a place of its own."""


class UndrawnError(SvgError):
    """Some rows have no mark. `rows` are their numbers."""

    def __init__(self, rows: Sequence[int]) -> None:
        super().__init__(f"does not draw {len(rows)} rows")
        self.rows = tuple(rows)


def page_svg(drawn: str, prefix: str, name: str, rows: Mapping[str, int]) -> str:
    """The SVG with an accessible `name`; `rows` gives the number of the row by a mark's words.

    Every row must be drawn, and every color be one of the theme: else `SvgError`.
    """
    if len(drawn) > LARGEST:
        raise SvgError(f"is drawn with {len(drawn):,} characters; expected at most {LARGEST:,}")
    try:
        root = ElementTree.fromstring(drawn)
    except ElementTree.ParseError as error:
        raise SvgError(f"is drawn as what is no SVG: {error}; expected other texts") from None
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
    _start_legends_at_the_edge(root)
    _prune(root)
    seen = _name_marks(root, rows)
    if missing := [number for words, number in rows.items() if words not in seen]:
        raise UndrawnError(missing)
    for element in root.iter():
        _prefix_ids(element, prefix)
        _shorten(element)
        _paint(element)
    if wrong := _strange(root):
        raise SvgError(wrong)
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        size = f"{width:g} × {height:g}"
        raise SvgError(f"is {size} pixels large; expected at most {LARGEST_SIDE:,} each way")
    root.attrib.clear()
    root.attrib |= {
        "xmlns": SVG[1:-1],
        "viewBox": f"0 0 {width:g} {height:g}",
        "width": f"{width:g}",
        "height": f"{height:g}",
        "role": "group",
        "aria-label": name,
    }
    return ElementTree.tostring(root, encoding="unicode")


@lru_cache(maxsize=1024)
def is_page_svg(text: str) -> bool:
    """Whether a text can be one of our drawings: SVG, and nothing in it that is never drawn.

    Remembered, since under `mkdocs serve` hardly any drawing changes.
    """
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError:
        return False
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
    return root.tag == "svg" and not _strange(root)


def standalone(svg: str) -> str:
    """The SVG as a file of its own, in the light colors on its own paper."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'


def _strange(root: ElementTree.Element) -> str:
    """What is in a drawing and has no place in any; empty if it is as it should be."""
    for element in root.iter():
        if element.tag not in ELEMENTS:
            return f"draws <{element.tag}>; expected only {', '.join(sorted(ELEMENTS))}"
        for name, value in element.attrib.items():
            if name == "style":
                return f'has style="{value[:60]}"; expected no blending'
            if name.startswith("on") or (name.endswith("href") and not value.startswith("#")):
                return f'has {name}="{value[:60]}"; expected a drawing that leads nowhere'
            if name != "aria-label" and ELSEWHERE.search(value):
                return f"loads {value[:60]}; expected a color of the theme"
    return ""


def _start_legends_at_the_edge(root: ElementTree.Element) -> None:
    """Move the legends of the whole to where the title above starts.

    Vega starts them at the plot, which is further right by the words of its axis.
    """
    for frame in root:
        if not (shifted := TRANSLATE.fullmatch(frame.get("transform", ""))):
            continue
        for legend in _legends(frame):
            if place := TRANSLATE.fullmatch(legend.get("transform", "")):
                x = float(place[1]) - float(shifted[1])
                legend.set("transform", f"translate({x:g},{place[2]})")


def _legends(parent: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """What holds a legend of the whole drawing, not one of a panel in it."""
    for child in parent:
        names = child.get("class", "").split()
        if "role-legend" in names:
            yield from child
        elif "role-scope" not in names:
            yield from _legends(child)


def _prune(parent: ElementTree.Element) -> None:
    """Drop what shows nothing: empty paths, hidden elements, wrappers without attributes."""
    for child in list(parent):
        _prune(child)
        empty = child.tag == "path" and (
            child.get("d") in ("", "M0,0h0v0h0Z")
            or child.get("display") == "none"
            or (child.get("class") == "background" and not child.get("stroke"))
        )
        if empty or (child.tag == "g" and len(child) == 0):
            parent.remove(child)


def _name_marks(root: ElementTree.Element, rows: Mapping[str, int]) -> set[str]:
    """Give each mark its row and a role; hide every other part. Returns the words of the marks."""
    marks = [element for element in root.iter() if element.get("aria-label") in rows]
    seen = {mark.attrib["aria-label"] for mark in marks}
    for element in root.iter():
        for name in ("role", "aria-hidden"):
            element.attrib.pop(name, None)
        label = element.attrib.pop("aria-label", None)
        if label in rows and label is not None:
            element.attrib |= {
                "role": "img",
                "aria-label": label,
                "data-row": str(rows[label]),
                "tabindex": "0" if element is marks[0] else "-1",
            }
            element.attrib["class"] = "mark"
    _hide(root, set(marks), _around(root, marks))
    return seen


def _hide(
    parent: ElementTree.Element, marks: set[ElementTree.Element], around: set[ElementTree.Element]
) -> None:
    for child in parent:
        if child in around:
            _hide(child, marks, around)
        elif child not in marks:
            child.set("aria-hidden", "true")


def _around(
    root: ElementTree.Element, marks: list[ElementTree.Element]
) -> set[ElementTree.Element]:
    """Everything that contains a mark."""
    parents = {child: parent for parent in root.iter() for child in parent}
    found: set[ElementTree.Element] = set()
    for mark in marks:
        parent = parents.get(mark)
        while parent is not None and parent not in found:
            found.add(parent)
            parent = parents.get(parent)
    return found


def _prefix_ids(element: ElementTree.Element, prefix: str) -> None:
    """Two charts on one page must not refer to each other's parts."""
    for key, value in element.attrib.items():
        if key == "id":
            element.set(key, f"{prefix}-{value}")
        elif value.startswith("url(#"):
            element.set(key, value.replace("url(#", f"url(#{prefix}-"))
        elif key in ("href", f"{XLINK}href") and value.startswith("#"):
            element.set(key, f"#{prefix}-{value[1:]}")


def _shorten(element: ElementTree.Element) -> None:
    for key in DROPPED:
        element.attrib.pop(key, None)
    if element.get("class", "").startswith(("mark-", "background", "foreground")):
        del element.attrib["class"]
    for key, value in list(element.attrib.items()):
        if (key, value) in DEFAULTS:
            del element.attrib[key]
        elif key in ("d", "transform", "x", "y", "x2", "y2", "width", "height"):
            rounded = LONG_NUMBER.sub(lambda match: f"{float(match[0]):.2f}", value)
            element.set(key, rounded)


def _paint(element: ElementTree.Element) -> None:
    """Colors in one spelling. `charts.css` knows each by it, and gives it the page's scheme."""
    for paint in PAINTS:
        value = element.get(paint)
        if value is None or value in ("none", "transparent") or value.startswith("url("):
            continue
        color = {"white": "#ffffff"}.get(value, value).lower()
        if color not in COLORS:
            known = ", ".join(COLORS)
            raise SvgError(f"uses the color {value}; expected one of {known}")
        element.set(paint, color)
