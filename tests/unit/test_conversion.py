"""The content of a page: what its terms mean stands at its end, and its words go to the search."""

from __future__ import annotations

from llm_trends.markup.conversion import content
from llm_trends.prose import Part, mark
from markupsafe import Markup

from ..content import collected

REPORT = collected().report
TERM = '<a href="x" data-term="alpha-word">alpha word</a>'
PARTS = (
    Part(Markup("<b>three things</b>"), block=False),
    Part(Markup('<figure id="chart">Bars</figure>')),
)


def test_each_term_is_explained_once_at_the_end() -> None:
    html = content(f"<p>{TERM}, {TERM}</p>", (), REPORT).html
    assert html.count('aria-describedby="def-alpha-word"') == 2
    assert "data-term" not in html
    assert html.endswith(
        '\n<div class="definitions" hidden><p id="def-alpha-word"><b>alpha word</b> '
        "What alpha means.</p></div>"
    )


def test_a_page_without_terms_that_are_known_has_no_definitions() -> None:
    for prose in ("<p>a</p>", TERM.replace("alpha-word", "unknown")):
        assert "definitions" not in content(prose, (), REPORT).html


def test_the_search_has_what_stands_in_lines_and_no_blocks() -> None:
    prose = f'<p>It was {mark(0)}.</p><p>{mark(1)}</p><h2 id="b">Of {mark(0)}</h2><p>d</p>'
    made = content(prose, PARTS, REPORT)
    assert [(one.anchor, one.title, one.text) for one in made.sections] == [
        ("", "", "It was three things."),
        ("b", "Of three things", "d"),
    ]
    assert made.anchors == {"chart", "b"}
    assert "<p><figure" not in made.html


def test_the_table_of_contents_has_what_it_shows() -> None:
    levels = "".join(f'<h{n} id="h{n}">Level {n}</h{n}>' for n in (2, 3, 4))
    named = '<h2 id="a" data-toc-label="Short">Long</h2><h2 id="b" data-toc-label="">Left out</h2>'
    (first, second) = content(levels + named, (), REPORT).toc
    assert (first["id"], [one["id"] for one in first["children"]]) == ("h2", ["h3"])
    assert not first["children"][0]["children"]
    assert (second["id"], second["name"]) == ("a", "Short")
