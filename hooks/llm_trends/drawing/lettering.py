"""Drawings outside their page, where the reader may not have the face in which they were measured.

Each text there carries its length, so that another face is set as wide as the site's own: no label
runs out of the picture. Pages have the face and need none of this.
"""

from __future__ import annotations

from functools import cache
from xml.etree import ElementTree

from PIL import ImageFont

from .svg import SVG, standalone
from .theme import FACE, FAMILY

ElementTree.register_namespace("", SVG[1:-1])


def file_of(svg: str, title: str = "") -> str:
    """The SVG of a page as a file of its own, in the site's face or as wide as if it were.

    What is taken from the page has its title with it, for a window or a folder that shows it alone.
    """
    root = ElementTree.fromstring(svg)
    root.set("font-family", FAMILY)
    if title:
        named = ElementTree.Element(f"{SVG}title")
        named.text = title
        root.insert(0, named)
    for text in root.iter(f"{SVG}text"):
        size = float(text.get("font-size", "0").removesuffix("px"))
        for part in [*text] or [text]:
            if (letters := part.text or "") and size:
                part.set("textLength", f"{size * _width(letters):.4g}")
                part.set("lengthAdjust", "spacingAndGlyphs")
    return standalone(ElementTree.tostring(root, encoding="unicode"))


def _width(letters: str) -> float:
    """In units of the letters' size."""
    return _face().getlength(letters) / _face().size


@cache
def _face() -> ImageFont.FreeTypeFont:
    """Without the shaper that some systems have, so that widths are the same on all."""
    return ImageFont.truetype(FACE / "sans.ttf", 1000, layout_engine=ImageFont.Layout.BASIC)
