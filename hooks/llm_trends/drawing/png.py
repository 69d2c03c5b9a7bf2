"""PNG made small: drawings have few colors, and the painter writes fast and large."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from PIL import Image

COLORS = 256
"""As many as a palette holds. Ours have fewer, so that hardly anything is lost."""
CELL = 0b11111100
"""Shades that are equal in these bits count as one; Pillow looks colors up by the same cells."""
CELLS = 64**3
MANY = 1 << 16
"""More colors than any drawing has, few enough to be counted fast."""
EFFORT = 7
"""Of the compression. Beyond it the last twentieth of the bytes takes four times as long."""

Color = tuple[int, ...]


def smaller(png: bytes) -> bytes:
    """The same picture with a palette, on white where it was transparent.

    Each color becomes the most frequent one of its cell, so that areas keep theirs exactly.
    """
    with Image.open(io.BytesIO(png)) as painted:
        picture = Image.new("RGB", painted.size, "white")
        picture.paste(painted, mask=painted.getchannel("A") if painted.mode == "RGBA" else None)
    coarse = picture.point(lambda shade: shade & CELL)
    kept = _by_cell(picture.getcolors(MANY) or coarse.getcolors(CELLS) or ())
    cells = Image.new("P", (1, 1))
    cells.putpalette(_channels(kept))
    indexed = coarse.quantize(palette=cells, dither=Image.Dither.NONE)
    indexed.putpalette(_channels(kept.values()))
    out = io.BytesIO()
    indexed.save(out, "PNG", compress_level=EFFORT)
    return out.getvalue()


def _by_cell(used: Iterable[tuple[int, Any]]) -> dict[Color, Color]:
    """The most frequent color of each cell, for as many cells as a palette holds."""
    kept: dict[Color, Color] = {}
    for _, color in sorted(used, reverse=True):
        if len(kept) < COLORS:
            kept.setdefault(tuple(shade & CELL for shade in color), color)
    return kept


def _channels(colors: Iterable[Color]) -> list[int]:
    return [shade for color in colors for shade in color]
