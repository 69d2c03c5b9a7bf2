"""What of a drawing comes into a page: nothing that shows nothing, one stop for Tab, a size."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from llm_trends.drawing.svg import LARGEST_SIDE, SvgError, is_page_svg, page_svg

MARKS = '<path aria-label="A: 1" d="M0,0h1"/><path aria-label="B: 2" d="M0,0h2"/>'
ROWS = {"A: 1": 1, "B: 2": 2}


def drawn(inside: str, width: str = "40", height: str = "30") -> str:
    space = "http://www.w3.org/2000/svg"
    return f'<svg xmlns="{space}" width="{width}" height="{height}"><g>{inside}{MARKS}</g></svg>'


def paths(inside: str) -> list[str | None]:
    """The lines of all paths that are left but for the marks."""
    root = ElementTree.fromstring(page_svg(drawn(inside), "c", "Name", ROWS))
    found = [one for one in root.iter() if one.tag.endswith("path")]
    return [one.get("d") for one in found if one.get("role") != "img"]


@pytest.mark.parametrize(
    "part",
    [
        '<path d=""/>',
        '<path d="M0,0h0v0h0Z"/>',
        '<path d="M1,1h1" display="none"/>',
        '<path d="M1,1h1" class="background"/>',
        "<g><g></g></g>",
    ],
)
def test_what_shows_nothing_is_gone(part: str) -> None:
    whole = page_svg(drawn(part), "c", "Name", ROWS)
    assert whole == page_svg(drawn(""), "c", "Name", ROWS)


@pytest.mark.parametrize(
    "part",
    [
        '<path d="M1,1h1"/>',
        '<path d="M1,1h1" class="background" stroke="#d9d6cc"/>',
        '<path d="M1,1h1" display="inline"/>',
    ],
)
def test_what_is_seen_stays(part: str) -> None:
    assert paths(part) == ["M1,1h1"]


def test_marks_are_named_and_the_first_is_the_one_stop() -> None:
    root = ElementTree.fromstring(page_svg(drawn('<text x="1">9</text>'), "c", "Name", ROWS))
    marks = [one for one in root.iter() if one.get("role") == "img"]
    assert [(one.get("data-row"), one.get("tabindex")) for one in marks] == [
        ("1", "0"),
        ("2", "-1"),
    ]
    (text,) = (one for one in root.iter() if one.tag.endswith("text"))
    assert text.get("aria-hidden") == "true"
    around = [one for one in root.iter() if one.tag.endswith("}g")]
    assert all(one.get("aria-hidden") is None for one in around)


@pytest.mark.parametrize("side", ["0", "-1", str(LARGEST_SIDE + 1)])
def test_a_drawing_has_a_size(side: str) -> None:
    for size in ((side, "30"), ("40", side)):
        with pytest.raises(SvgError, match="pixels large; expected at most 200,000 each way"):
            page_svg(drawn("", *size), "c", "Name", ROWS)
    assert page_svg(drawn("", str(LARGEST_SIDE), str(LARGEST_SIDE)), "c", "Name", ROWS)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ('<svg><g href="#a" fill="url(#b)" aria-label="url(c)"/></svg>', True),
        ("<g/>", False),
        ("<svg><script/></svg>", False),
        ('<svg><g onclick="a"/></svg>', False),
        ('<svg><g href="a"/></svg>', False),
        ('<svg><g fill="url(a)"/></svg>', False),
        ('<svg style="a"/>', False),
        ("<svg>", False),
    ],
)
def test_what_may_be_one_of_our_drawings(text: str, right: bool) -> None:
    assert is_page_svg(text) is right
