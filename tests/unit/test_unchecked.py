"""Files that are published as they are: none runs a script unseen, or has an impossible name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from llm_trends.unchecked import A_PAGE, unchecked

SCRIPT = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def said(docs: Path, *paths: str) -> list[str]:
    return [str(problem) for problem in unchecked(docs, paths)]


def test_a_picture_is_looked_through_in_every_encoding_that_a_browser_reads(tmp_path: Path) -> None:
    """A browser ran the script of one in UTF-16, of which nothing was said."""
    for encoding, wrong in (
        ("utf-8", "html: <script> of its own may not stand in a picture"),
        ("utf-16", "encoding: is saved as UTF-16 or UTF-32"),
    ):
        (tmp_path / "a.svg").write_bytes(SCRIPT.encode(encoding))
        (line,) = said(tmp_path, "a.svg")
        assert line.startswith("docs/a.svg:1:") and wrong in line
    (tmp_path / "a.svg").write_bytes("<svg><text>é</text></svg>".encode("latin-1"))
    assert said(tmp_path, "a.svg")[0].startswith(
        "docs/a.svg:1:12: encoding: byte 0xe9 is not UTF-8"
    )


@pytest.mark.parametrize("name", ["a.html", "b/A.XHTML", "a.xml", "a.xsl"])
def test_a_page_of_any_ending_that_a_browser_opens(name: str, tmp_path: Path) -> None:
    assert said(tmp_path, name) == [f"docs/{name}:1:1: file: {A_PAGE}"]


def test_names_that_only_capitals_tell_apart(tmp_path: Path) -> None:
    (line,) = said(tmp_path, "assets/Site.css", "assets/a.css", "assets/site.css")
    assert line.startswith("docs/assets/site.css:1:1: file: differs from docs/assets/Site.css in ")


def test_names_that_are_one_on_another_computer(tmp_path: Path) -> None:
    """One letter with its mark, or a letter and a mark; macOS takes both for the same."""
    (line,) = said(tmp_path, "\u00dcber.txt", "u\u0308ber.txt")
    assert line.startswith(
        "docs/u\u0308ber.txt:1:1: file: differs from docs/\u00dcber.txt in how its"
    )
    assert not said(tmp_path, "u\u0308ber.txt", "uber.txt")


def test_a_name_that_no_address_can_hold(tmp_path: Path) -> None:
    (line,) = said(tmp_path, os.fsdecode(b"assets/\xfcber.png"))
    assert line.startswith("docs/assets/\\udcfcber.png:1:1: file: has a name that is not UTF-8")
