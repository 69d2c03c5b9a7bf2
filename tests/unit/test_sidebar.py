"""What stands beside a page does not grow with the site, or all pages would by its square."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from mkdocs.theme import Theme

from ..projects import ROOT

TREE = re.compile(r'<nav class="md-sidebar pages".*?</nav>', re.DOTALL)
LINK = re.compile(r'<li><a href="[^"]*"( aria-current="page")?>(\d+)</a></li>')
WHOLE = re.compile(r"<span>(.*?)</span>")


def beside(number: int, count: int) -> str:
    """The sidebar of one of `count` trends."""
    part = SimpleNamespace(title="Trends")
    part.children = [
        SimpleNamespace(title=str(n), url=f"trends/t{n}/", ancestors=[part], toc=[])
        for n in range(1, count + 1)
    ]
    page = part.children[number - 1]
    env = Theme("material", custom_dir=str(ROOT / "overrides")).get_env()
    nav = SimpleNamespace(items=[part])
    given = {"page": page, "place": page, "nav": nav, "base_url": "../.."}
    html = env.get_template("partials/nav.html").render(given)
    found = TREE.search(html)
    assert found
    return found[0]


@pytest.mark.parametrize(
    ("number", "count", "first", "last"),
    [(1, 40, 1, 40), (40, 40, 1, 40), (1, 1000, 1, 41), (500, 1000, 480, 520)],
)
def test_pages_around_the_present_one(number: int, count: int, first: int, last: int) -> None:
    found = LINK.findall(beside(number, count))
    assert [int(title) for _, title in found] == list(range(first, last + 1))
    assert [int(title) for current, title in found if current] == [number]


def test_the_name_of_a_long_part_leads_to_the_whole() -> None:
    assert WHOLE.findall(beside(7, 40)) == ["Trends"]
    assert WHOLE.findall(beside(7, 41)) == ['<a href="../..#trends">Trends</a>']
