"""What only the conversion of a page can find is named at its place, once, and nothing raises."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from llm_trends.adapter.rendering import unconverted
from llm_trends.markup.extension import ReportExtension
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from ..content import content
from .test_compose import MORE, site

ROOT = Path(__file__).parents[2]
PAGE = MORE["trends/gamma.md"]
LINE = PAGE.count("\n") + 2
"""The line on which what a test adds begins."""
MARKUP = ReportExtension()


@cache
def config() -> MkDocsConfig:
    found = load_config(config_file=str(ROOT / "mkdocs.yml"))
    found.markdown_extensions.append(MARKUP)  # type: ignore[arg-type]
    return found


def found(text: str, page: str = PAGE) -> list[str]:
    """What is wrong with a page that ends with `text`: `line:column: field: message`."""
    files = content(**(MORE | {"trends/gamma.md": f"{page}\n{text}\n"}))
    made = site(files)
    here = "docs/trends/gamma.md:"
    problems = [*made.problems, *unconverted(made.pages, MARKUP, config())]
    said = [str(problem) for problem in sorted(set(problems))]
    assert all(line.startswith(here) for line in said), said
    return [line.removeprefix(here) for line in said]


def test_the_page_is_right_without() -> None:
    assert not found("More prose.")


@pytest.mark.parametrize("written", ["&#x1b;99&#x1b;", "&#27;0&#27;"])
def test_no_reference_makes_a_mark_of_ours(written: str) -> None:
    reference = written[: written.index(";") + 1]
    said = f"{LINE}:3: {reference}: stands for U+001B, a control character; expected text without"
    assert [line.startswith(said) for line in found(f"a {written} b")] == [True]


def test_a_reference_in_an_address_is_one() -> None:
    assert found("[a](&#x202e;b)")[0].startswith(f"{LINE}:5: &#x202e;: stands for U+202E")


def test_a_reference_in_code_is_text() -> None:
    assert not found("Write `&#x202e;` for it.")
