"""A broken page has problems of its own, and lays none on any other file."""

from __future__ import annotations

import pytest
from llm_trends.compose import Site

from ..build.broken import BROKEN
from ..content import content, trend
from .test_compose import site


@pytest.mark.parametrize("name", BROKEN)
def test_problems_lie_in_the_page_itself(name: str) -> None:
    made = site(content(**{f"trends/{name}.md": BROKEN[name]}))
    assert made.problems
    assert {problem.path for problem in made.problems} == {f"docs/trends/{name}.md"}


def test_the_order_of_files_does_not_matter() -> None:
    files = content(**{"trends/gamma.md": trend("gamma", 3)})
    turned = dict(reversed(files.items()))
    assert list(turned) != list(files)
    assert not site(files).problems
    assert read(site(turned)) == read(site(files))


def read(made: Site) -> object:
    """What readers get of it."""
    pages = {page.path: (page.markdown, page.parts, page.title) for page in made.pages}
    files = made.exported.files if made.exported else {}
    return pages, dict(files), made.navigation
