"""From the HTML of prose to the content of a page: its table of contents, sections and parts."""

from __future__ import annotations

from llm_trends.core.report import Report
from llm_trends.markup.conversion import Content, content
from llm_trends.prose import Part, mark
from markupsafe import Markup

from ..content import collected

LINK = '<a class="headerlink" href="#x" title="T">#</a>'


def made(prose: str, *parts: Part) -> Content:
    return content(prose, parts, Report())


def heading(level: int, name: str, more: str = "") -> str:
    return f'<h{level} id="{name}"{more}>{name.upper()} &amp; so{LINK}</h{level}>'


def tree(items: list[dict[str, object]]) -> list[object]:
    return [(item["name"], tree(item["children"])) for item in items]  # type: ignore[arg-type]


def test_headings_stand_below_the_one_above_them() -> None:
    levels = [(1, "a"), (2, "b"), (3, "c"), (3, "d"), (4, "e"), (2, "f"), (3, "g")]
    found = made("".join(heading(level, name) for level, name in levels)).toc
    below: list[object] = [("C &amp; so", []), ("D &amp; so", [])]  # e is too low to be shown
    assert tree(found) == [
        ("A &amp; so", [("B &amp; so", below), ("F &amp; so", [("G &amp; so", [])])])
    ]


def test_a_heading_may_have_another_name_in_the_list_or_none() -> None:
    other, none = ' data-toc-label="O &lt; p"', ' data-toc-label=""'
    assert tree(made(heading(2, "a", other) + heading(2, "b", none)).toc) == [("O &lt; p", [])]


def test_each_link_of_a_heading_has_a_name_and_no_stop() -> None:
    html = made(heading(2, "a")).html
    assert 'href="#x" title="T" aria-label="T" tabindex="-1">#</a>' in html


def test_sections_are_words_between_headings() -> None:
    inside, block = Part(Markup("<b>in</b>"), block=False), Part(Markup("<p>out</p>"))
    cites = '<span class="cites">[<a href="#r">1</a>]</span>'
    prose = (
        f"<p>First {mark(0)}  {cites}.</p>{heading(2, 'a')}<p>Then</p><p>{mark(1)}</p>"
        "<ul><li>one</li><li>two</li></ul>"
    )
    found = made(prose, inside, block)
    assert [(one.anchor, one.title, one.text) for one in found.sections] == [
        ("", "", "First in."),
        ("a", "A & so", "Then one two"),
    ]
    assert "<p>First <b>in</b>  <span" in found.html
    assert "<p>Then</p><p>out</p><ul>" in found.html, "a block takes the place of its paragraph"
    assert found.anchors == {"a"}


def test_what_a_term_means_stands_once_at_the_end_of_the_page_that_uses_it() -> None:
    term = '<a class="term" data-term="alpha-word">w</a>'
    with_term = content(f"<p>{term} {term}</p>", (), collected().report).html
    assert with_term.count('aria-describedby="def-alpha-word"') == 2
    assert with_term.count('<div class="definitions" hidden><p id="def-alpha-word">') == 1
    assert "What alpha means." in with_term
    assert "definitions" not in content("<p>No term.</p>", (), collected().report).html
