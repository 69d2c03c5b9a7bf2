"""Pictures written small: what anybody can see of them stays as it was painted."""

from __future__ import annotations

import io
import random

from llm_trends.drawing.png import smaller
from PIL import Image, ImageChops


def written(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def seen(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png)) as picture:
        return picture.convert("RGB")


def test_areas_keep_their_colors_though_others_are_all_but_the_same() -> None:
    picture = Image.new("RGB", (90, 40), (255, 255, 255))
    picture.paste((251, 251, 250), (0, 0, 20, 20))  # which is nearer to the corner of white's cell
    picture.paste((36, 86, 166), (20, 0, 40, 20))
    for at in range(200):  # edges between two areas
        picture.putpixel((at % 40 + 40, at // 40), (255 - at, 255 - at // 2, 255 - at // 3))
    found = seen(smaller(written(picture)))
    for place in ((85, 35), (5, 5), (25, 5)):
        assert found.getpixel(place) == picture.getpixel(place)
    lost = ImageChops.difference(picture, found).tobytes()
    assert max(lost) <= 3


def test_what_is_transparent_is_white_and_more_colors_than_a_palette_holds_are_near() -> None:
    clear = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
    assert seen(smaller(written(clear))).getpixel((1, 1)) == (255, 255, 255)
    noise = Image.frombytes("RGB", (300, 300), random.Random(1).randbytes(270_000))
    found = seen(smaller(written(noise)))
    assert found.size == noise.size
    assert len(found.getcolors(1000) or ()) > 200
