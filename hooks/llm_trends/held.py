"""Places in pages that are held for drawings, since pages are composed while charts are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from markupsafe import Markup

from .core.charts.model import Chart, Charts
from .prose import Part

SIGN = "\x1d"
"""Stands around a chart and its layout. No text can hold it, as control characters are refused."""
HELD = re.compile(f"{SIGN}([^{SIGN}]+) (wide|narrow){SIGN}")


def held(chart: Chart, layout: str) -> Markup:
    """The place of a drawing in HTML."""
    return Markup(f"{SIGN}{chart.id} {layout}{SIGN}")


def holds(parts: Iterable[Part]) -> bool:
    """Whether a place is held in the parts of a page."""
    return any(SIGN in part.html for part in parts)


def filled(parts: Iterable[Part], charts: Charts) -> tuple[Part, ...]:
    """The parts of a page with its charts' drawings in their places."""

    def drawing(match: re.Match[str]) -> str:
        chart = charts.by_id.get(match[1])  # none if it could not be drawn, which is said
        return str(getattr(chart.drawing, match[2])) if chart else ""

    return tuple(replace(part, html=Markup(HELD.sub(drawing, part.html))) for part in parts)
