"""What MkDocs says of links has the line and the column of the link."""

from __future__ import annotations

import logging

import pytest
from llm_trends.adapter.located_links import Located

from ..content import content, trend
from .test_compose import site

PAGE = trend("alpha", 1) + "\nSee [it](nope.md).\n"
PAGES = {page.path: page for page in site(content(**{"trends/alpha.md": PAGE})).pages}
HERE = f"docs/trends/alpha.md:{PAGE.count(chr(10))}:10: nope.md: leads nowhere: "


def said(message: str) -> str:
    record = logging.LogRecord("mkdocs", logging.WARNING, "", 0, message, (), None)
    assert Located(lambda: PAGES).filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ("a link 'nope.md', but the target 'trends/nope.md' is not found.", "the target 'trends/"),
        ("an absolute link 'nope.md', it was left as is.", "it is no path from this page"),
        ("a link 'nope.md', but the doc does not contain an anchor '#a'.", "the doc does not"),
    ],
)
def test_a_link_that_leads_nowhere_has_its_place(message: str, why: str) -> None:
    line = said(f"Doc file 'trends/alpha.md' contains {message}")
    assert line.startswith(HERE + why)
    assert line.endswith("; expected the path of a file, as ../method.md#verdicts")


@pytest.mark.parametrize(
    "message",
    ["Something else.", "Doc file 'claims.md' contains a link 'x.md', but it is not there."],
)
def test_what_has_no_place_stays_as_it_is(message: str) -> None:
    assert said(message) == message
