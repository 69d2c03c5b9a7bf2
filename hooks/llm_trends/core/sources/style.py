"""How a reference reads: authors, linked title, where it appeared, year, identifiers.

One shape serves all entry types, because readers of this site look up laws, posts and papers in
one list. Titles keep the capitals that their authors gave them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from pybtex.backends.html import Backend as HtmlBackend
from pybtex.backends.plaintext import Backend as PlainBackend
from pybtex.richtext import HRef, Text

from ..dates import PartialDate
from .identifiers import Identifiers
from .names import Authors

PLACES = ("journal", "booktitle", "howpublished", "institution", "publisher", "school")


class Html(HtmlBackend):
    """HTML whose only element is a link, with everything else escaped."""

    @staticmethod
    def format_href(url: str, text: str, external: bool = False) -> str:  # noqa: ARG004 (pybtex gives it)
        return f'<a href="{escape(url)}">{text}</a>'


HTML, PLAIN = Html(), PlainBackend()


def venue(fields: Mapping[str, str]) -> str:
    """Where a work appeared, or an empty string."""
    return next((fields[name] for name in PLACES if fields.get(name)), "")


def formatted(
    authors: Authors, fields: Mapping[str, str], year: int, identifiers: Identifiers
) -> tuple[str, str]:
    """The whole reference as (HTML, plain text), from the plain text of its fields.

    An identifier whose address the title leads to already is no second link to it.
    """
    sentences = [
        Text(authors.listed),
        Text(HRef(identifiers.address, fields["title"])),
        Text(", ".join([*_appeared(fields), str(year)])),
    ]
    if identifiers.links:
        title = identifiers.address
        links = [HRef(at, words) if at != title else words for words, at in identifiers.links]
        sentences.append(Text(" · ").join(links))
    if "urldate" in fields:
        sentences.append(Text(f"Read {PartialDate.parse(fields['urldate']).words}"))
    reference = Text(" ").join([sentence.add_period() for sentence in sentences])
    html = reference.render(HTML).replace(" · ", "&nbsp;· ")  # no line begins with a dot
    return html, reference.render(PLAIN)


def _appeared(fields: Mapping[str, str]) -> list[str]:
    """`Economic Policy`, `40(121)`, `13–58`, as far as they are known."""
    volume, number = fields.get("volume", ""), fields.get("number", "")
    if volume and number:
        number = f"{volume}({number})"
    pages = re.sub(r"-+", "–", fields.get("pages", ""))
    return [part for part in (venue(fields), number or volume, pages) if part]
