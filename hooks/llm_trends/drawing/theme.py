"""How every chart looks: one Vega configuration, in the colors of `docs/assets/tokens.css`.

A specification names a color by its light value, so that it can be drawn anywhere. In the page,
`docs/assets/charts.css` gives each the custom property of the scheme.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

FACE = Path(__file__).with_name("face")
"""The folder with the face of the site, in which texts are measured and pictures painted."""
FAMILY = "Trends Sans, sans-serif"

COLORS = {
    "#ffffff": "--paper",
    "#1d1f23": "--ink",
    "#4a4e55": "--ink-2",
    "#5f646c": "--ink-3",
    "#d9d6cc": "--line",
    "#2456a6": "--c-1",
    "#b4540a": "--c-2",
    "#0a6147": "--c-3",
    "#8a2c74": "--c-4",
    "#72747c": "--c-5",
}
NAMES = {name: color for color, name in COLORS.items()}
PAPER, INK, INK_2, INK_3, LINE = (
    NAMES[name] for name in ("--paper", "--ink", "--ink-2", "--ink-3", "--line")
)
CATEGORIES = [NAMES[f"--c-{number}"] for number in range(1, 6)]
WIDE, NARROW = 640, 330


def config(narrow: bool) -> dict[str, Any]:
    """The configuration of one layout. The narrow one puts row labels above their marks."""
    size = 12.6 if narrow else 13.6
    above = {
        "labelAlign": "left",
        "labelOffset": -18,
        "labelPadding": -2,
        "labelLimit": NARROW,
        "domain": False,
        "ticks": False,
    }
    discrete = above if narrow else {"labelLimit": 300, "labelPadding": 10, "domain": False}
    return {
        "background": PAPER,
        "font": FAMILY,
        "padding": {"left": 2, "right": 10, "top": 6, "bottom": 4},
        "view": {"stroke": None, "discreteHeight": {"step": 50 if narrow else 30}},
        "mark": {"color": CATEGORIES[0]},
        "point": {"filled": True, "size": 90, "opacity": 1},
        "bar": {"discreteBandSize": {"band": 0.34 if narrow else 0.6}},
        "rule": {"color": CATEGORIES[0], "strokeWidth": 2},
        "line": {"strokeWidth": 2},
        "text": {"color": INK, "fontSize": size},
        "axis": {
            "labelColor": INK_2,
            "labelFontSize": size,
            "titleColor": INK_3,
            "titleFontSize": size,
            "titleFontWeight": "normal",
            "titlePadding": 8,
            "gridColor": LINE,
            "domainColor": INK_3,
            "tickColor": INK_3,
            "tickSize": 4,
            "labelOverlap": True,
            "labelFlush": False,
        },
        "axisQuantitative": {"tickCount": 4 if narrow else 6, "domain": False, "ticks": False},
        "axisYDiscrete": {**discrete, "ticks": False, "grid": False, "labelColor": INK},
        "axisYQuantitative": {"labelPadding": 8},
        "axisX": {"titleAnchor": "start"},
        "axisY": {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "start", "titleY": -8},
        "legend": {
            "labelColor": INK_2,
            "labelFontSize": size,
            "titleColor": INK_3,
            "titleFontSize": size,
            "titleFontWeight": "normal",
            "orient": "top",
            "direction": "vertical" if narrow else "horizontal",
            "symbolSize": 90,
            "symbolStrokeColor": INK_3,
            "labelLimit": NARROW - 20 if narrow else 400,
            "offset": 12,
            "columnPadding": 22,
        },
        "header": {
            "labelColor": INK,
            "labelFontSize": size,
            "labelFontWeight": "normal",
            "labelAnchor": "start",
            "titleColor": INK_3,
            "titleFontSize": size,
            "titleFontWeight": "normal",
        },
        "title": {
            "frame": "group",
            "color": INK,
            "fontSize": size,
            "fontWeight": "normal",
            "anchor": "start",
        },
        "style": {"over": {"dy": 14 if narrow else -12, "fontSize": 12.6, "fill": INK}},
        "range": {"category": CATEGORIES},
    }
