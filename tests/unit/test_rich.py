"""Fields are text: as written, escaped, with nothing live but our own notation."""

from __future__ import annotations

import pytest
from llm_trends.context import PageContext
from llm_trends.rich import CITE, cite, numbered, rich

from ..content import collected

REPORT = collected().report
PAGE = PageContext(REPORT, "trends/beta.md", REPORT.by_slug["beta"])


@pytest.mark.parametrize(
    "written",
    [
        "Models that print a <think> tag before the answer reason better.",
        "A* search beats C*-algebra, and __init__ is free.",
        "Models of the set {small, large} agree.",
        "Learning C#, a*b*c, <unk> rate, [[1]] and __init__",
        '{{ 7*7 }} & "quotes" | $5 {% endraw %} {# x #}',
        "[x](javascript:alert(1)) ![](https://evil.example/t.png) [y](#){ onclick=x }",
        '<img src=x onerror=alert(1)> " onmouseover="x',
        "[@] [@1x] [[",
    ],
)
def test_a_field_appears_as_written(written: str) -> None:
    made = rich(written, PAGE)
    assert made.unescape() == written.replace("[[1]]", "1")
    assert "<" not in made


def test_citations_and_links_are_made_again() -> None:
    made = rich("So [@known2024thing, Table <2>] in [[alpha#alpha-claim|a & b]].", PAGE)
    assert f'href="#ref-known2024thing">{CITE}known2024thing{CITE}, Table &lt;2&gt;</a>' in made
    assert '<a class="claim-link" href="../alpha/#alpha-claim">a &amp; b</a>' in made
    assert ">7, p. 3</a>" in numbered(cite("known2024thing", "p. 3"), {"known2024thing": 7})


def test_a_link_to_nothing_is_words() -> None:
    assert rich("[[gone]] and [[term:gone|the <word>]]", PAGE) == "gone and the &lt;word&gt;"


def test_mathematics() -> None:
    assert "<math" in rich(r"size \( n^2 \)", PAGE)
    assert rich(r"size \( \left( x \)", PAGE) == r"size \( \left( x \)"
