"""A page as Markdown says what the page says, as another's reader of Markdown finds it."""

from __future__ import annotations

import html

import marko
import pytest
from bs4 import BeautifulSoup
from llm_trends.hosting.as_markdown import AsMarkdown, text_as_markdown

READER = marko.Markdown(extensions=["gfm"])
TEXTS = (
    '<b>x</b> & "q" *a* _b_ [t](u) `c` | ~~s~~',
    r"a\b \* \\ \u005c \| \[",
    "ends in \\",
    "&lt;b&gt; &amp; &#65; AT&T; R&D",
    "# not a heading",
    "1986. A year",
    "1) one",
    "- a",
    "+ a",
    "> q",
    "[x]: y",
    "![a](b) ![c][d] [^1] [[1]](x)",
    "[ ] task",
    "***",
    "---",
    "first\n---",
    "first\n- second",
    "p(y | x) = p(x | y)",
    "|---|",
    "``` `` ` ~~~",
    "<!-- c --> </script> <https://e.org> a < b",
    "- - -",
    "\u05e9\u05dc\u05d5\u05dd\u200f join\u200dner soft\u00adhyphen",
    "W" * 2_000,
)
SHAPES = (
    "<p>{}</p>",
    "<p>a <a href='https://e.org/'>{}</a> z</p>",
    "<p>a <em>{}</em> z</p>",
    "<p>a <strong>{}</strong> z</p>",
    "<h2>a {}</h2>",
    "<ul><li>{}</li></ul>",
    "<ul><li>{}<ul><li>inner</li></ul></li></ul>",
    "<table><tr><th>{0}</th><th>k</th></tr><tr><td>{0}</td><td>z</td></tr></table>",
    "<table><tr><th>h</th><th>k</th></tr><tr><td><code>a|b</code> {}</td><td>z</td></tr></table>",
)


def words(markup: str) -> str:
    return " ".join(BeautifulSoup(markup, "html.parser").get_text(" ").split())


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:12])
def test_text_stays_text_wherever_it_stands(text: str, shape: str) -> None:
    page = shape.format(html.escape(text, quote=False))
    written = AsMarkdown().convert_soup(BeautifulSoup(page, "html.parser"))
    read = READER.convert(written)
    assert words(read) == words(page)
    cells = BeautifulSoup(page, "html.parser").find_all(["td", "th"])
    assert len(BeautifulSoup(read, "html.parser").find_all(["td", "th"])) == len(cells)


def test_what_needs_no_escape_is_left_as_it_is() -> None:
    for text in ("It was 7 of 10 (70%), or 3.5.", "C:\\data", "a < b", "R&D", "[1]", "state-of-it"):
        assert text_as_markdown(text) == text
