"""The map of relations as an SVG: trends on a circle, relations as curves through its inside.

The drawing says nothing that the matrix and the lists beside it do not say in words, so it is
one image to a screen reader; its nodes are links for everybody else.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from xml.etree import ElementTree

from ..report import RelationAt, Report, Trend

WIDTH, HEIGHT = 860.0, 560.0
CENTRE = (WIDTH / 2, HEIGHT / 2)
RADII = (215.0, 205.0)
NODE = 19.0
MOST = 40
"""Beyond this many trends a circle cannot be read, and the matrix stands alone."""

Point = tuple[float, float]


def relation_map(report: Report, href: Callable[[Trend], str]) -> str:
    """The map as SVG markup, or an empty string if there are too many trends to draw.

    `href` gives the address of a trend seen from the page that shows the map.
    """
    trends = report.trends
    if not 2 <= len(trends) <= MOST:
        return ""
    places = {trend.slug: _place(index, len(trends)) for index, trend in enumerate(trends)}
    svg = ElementTree.Element(
        "svg",
        {"class": "map", "viewBox": f"0 0 {WIDTH:g} {HEIGHT:g}", "role": "group"},
    )
    svg.set("aria-label", f"Map of {len(report.relations)} relations between the trends")
    edges = ElementTree.SubElement(svg, "g", {"class": "map__edges", "aria-hidden": "true"})
    for relation in report.relations:
        edges.append(_edge(relation, places))
    for trend in trends:
        svg.append(_node(trend, places[trend.slug], href(trend)))
    return ElementTree.tostring(svg, encoding="unicode")


def _place(index: int, count: int) -> Point:
    angle = 2 * math.pi * index / count - math.pi / 2
    return CENTRE[0] + RADII[0] * math.cos(angle), CENTRE[1] + RADII[1] * math.sin(angle)


def _edge(relation: RelationAt, places: dict[str, Point]) -> ElementTree.Element:
    """A curve bent towards the centre, with its arrow head drawn short of the target."""
    start, end = places[relation.origin.slug], places[relation.target.slug]
    bend = _between(_between(start, end, 0.5), CENTRE, 0.35)
    tail, tip = _towards(start, bend, NODE), _towards(end, bend, NODE + 3)
    angle = math.atan2(end[1] - bend[1], end[0] - bend[0])
    wings = [
        (tip[0] - 9 * math.cos(angle + turn), tip[1] - 9 * math.sin(angle + turn))
        for turn in (0.4, -0.4)
    ]
    group = ElementTree.Element("g", {"class": f"edge edge--{relation.relation.kind}"})
    group.set("data-from", relation.origin.slug)
    group.set("data-to", relation.target.slug)
    path = f"M{_xy(tail)}Q{_xy(bend)} {_xy(tip)}"
    ElementTree.SubElement(group, "path", {"d": path, "class": "edge__line"})
    head = f"M{_xy(tip)}L{_xy(wings[0])}L{_xy(wings[1])}Z"
    ElementTree.SubElement(group, "path", {"d": head, "class": "edge__head"})
    return group


def _node(trend: Trend, place: Point, href: str) -> ElementTree.Element:
    x, y = place
    # Not `href`: the theme assigns to that property on every page change, and SVG forbids it.
    link = ElementTree.Element("a", {"xlink:href": href, "class": "node", "data-trend": trend.slug})
    ElementTree.SubElement(link, "circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{NODE:g}"})
    number = ElementTree.SubElement(link, "text", {"x": f"{x:.1f}", "y": f"{y + 5:.1f}"})
    number.set("class", "node__number")
    number.text = str(trend.data.number)
    side = x - CENTRE[0]
    anchor = "middle" if abs(side) < 40 else "start" if side > 0 else "end"
    shift = 0.0 if anchor == "middle" else math.copysign(NODE + 7, side)
    lift = 5.0 if anchor != "middle" else math.copysign(NODE + 14, y - CENTRE[1]) + 4
    label = ElementTree.SubElement(link, "text", {"x": f"{x + shift:.1f}", "y": f"{y + lift:.1f}"})
    label.set("class", "node__label")
    label.set("text-anchor", anchor)
    label.text = trend.title
    return link


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def _towards(a: Point, b: Point, distance: float) -> Point:
    length = math.dist(a, b) or 1.0
    return _between(a, b, distance / length)


def _xy(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
