"""What MkDocs says of links has the line and the column of the link."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache

import pytest
from llm_trends.adapter.located_links import Located
from llm_trends.pages import Page

from ..content import content, trend
from .test_compose import site

PAGE = trend("alpha", 1) + "\nIn nope.csv, see [it](nope.csv).\n\nAnd [it](nope.csv).\n"
LINE = PAGE.count("\n") - 2


@cache
def pages() -> Mapping[str, Page]:
    return {page.path: page for page in site(content(**{"trends/alpha.md": PAGE})).pages}


def said(message: str, located: Located | None = None) -> str:
    record = logging.LogRecord("mkdocs", logging.WARNING, "", 0, message, (), None)
    assert (located or Located(pages)).filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    ("message", "why", "expected"),
    [
        (
            "a link 'nope.csv', but the target 'trends/nope.csv' is not found.",
            "the target 'tren",
            "; expected the path of a file, as ../method.md#verdicts",
        ),
        (
            "a link 'nope.csv', but the doc does not contain an anchor '#a'.",
            "the doc does not",
            "; expected a heading's own words in small letters with hyphens, or the id of a claim",
        ),
    ],
)
def test_a_link_that_leads_nowhere_has_its_place(message: str, why: str, expected: str) -> None:
    """The second time it is the second link, and the address in a sentence is none."""
    located = Located(pages)
    for line, column in ((LINE, 23), (LINE + 2, 10), (LINE, 23)):
        text = said(f"Doc file 'trends/alpha.md' contains {message}", located)
        here = f"docs/trends/alpha.md:{line}:{column}: nope.csv: leads nowhere: "
        assert text.startswith(here + why)
        assert text.endswith(expected)


def test_a_link_that_was_named_is_not_named_again() -> None:
    page = trend("alpha", 1) + "\nSee [it](/method/).\n"
    pages = {one.path: one for one in site(content(**{"trends/alpha.md": page})).pages}
    message = "Doc file 'trends/alpha.md' contains an absolute link '/method/', it was left as is."
    record = logging.LogRecord("mkdocs", logging.WARNING, "", 0, message, (), None)
    assert not Located(lambda: pages).filter(record)


@pytest.mark.parametrize(
    "message",
    ["Something else.", "Doc file 'claims.md' contains a link 'x.md', but it is not there."],
)
def test_what_has_no_place_stays_as_it_is(message: str) -> None:
    assert said(message) == message
