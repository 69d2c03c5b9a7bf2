"""From what Vega writes to the SVG of the page: smaller, in the page's colors, marks named.

Vega names every axis and every mark. We keep the names of marks, because each is a value with its
source, and hide the rest from screen readers, which have the chart's description and its table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from .theme import COLORS

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
PAINTS = ("fill", "stroke")
DROPPED = ("pointer-events", "aria-roledescription", "stroke-miterlimit")
DEFAULTS = {("opacity", "1"), ("stroke-width", "1"), ("font-weight", "normal")}


class SvgError(ValueError):
    """Why a drawing cannot be used."""


def page_svg(drawn: str, prefix: str, name: str, rows: Mapping[str, int]) -> str:
    """The SVG with an accessible `name`; `rows` gives the number of the row by a mark's words.

    Every row must be drawn, and every color be one of the theme: else `SvgError`.
    """
    root = ElementTree.fromstring(drawn)
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
    _prune(root)
    seen = set(_name_marks(root, rows))
    if missing := [words for words in rows if words not in seen]:
        raise SvgError(f"does not draw {len(missing)} of {len(rows)} rows, first: {missing[0]}")
    for element in root.iter():
        _prefix_ids(element, prefix)
        _shorten(element)
        _paint(element)
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
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


def standalone(svg: str) -> str:
    """The SVG as a file of its own: legible in either scheme, since every color has a fallback."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'


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


def _name_marks(root: ElementTree.Element, rows: Mapping[str, int]) -> Iterator[str]:
    """Give each mark its row and a role; hide every other part. Yields the words of marks."""
    marks = [element for element in root.iter() if element.get("aria-label") in rows]
    named = {id(mark) for mark in marks}
    around = {id(a) for mark in marks for a in _ancestors(root, mark)}
    for element in root.iter():
        element.attrib.pop("role", None)
        label = element.attrib.pop("aria-label", None)
        element.attrib.pop("aria-hidden", None)
        if id(element) in named and label:
            row = rows[label]
            element.attrib |= {
                "role": "img",
                "aria-label": label,
                "data-row": str(row),
                "tabindex": "0" if element is marks[0] else "-1",
            }
            element.attrib["class"] = "mark"
            yield label
    _hide(root, named, around)


def _hide(parent: ElementTree.Element, named: set[int], around: set[int]) -> None:
    for child in parent:
        if id(child) in around:
            _hide(child, named, around)
        elif id(child) not in named:
            child.set("aria-hidden", "true")


def _ancestors(root: ElementTree.Element, wanted: ElementTree.Element) -> list[ElementTree.Element]:
    parents = {child: parent for parent in root.iter() for child in parent}
    found = []
    while wanted in parents:
        wanted = parents[wanted]
        found.append(wanted)
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
    """`fill="#2456a6"` stays for viewers without custom properties; browsers take the style."""
    styles = []
    for paint in PAINTS:
        value = element.get(paint)
        if value is None or value in ("none", "transparent") or value.startswith("url("):
            continue
        color = {"white": "#ffffff"}.get(value, value).lower()
        if color not in COLORS:
            known = ", ".join(COLORS)
            raise SvgError(f"uses the color {value}; expected one of {known}")
        styles.append(f"{paint}:var({COLORS[color]},{color})")
    if styles:
        element.set("style", ";".join(filter(None, [element.get("style"), *styles])))
