"""From a field of the data to HTML: the text as written, escaped, with its notation re-created.

This is the only way in which an author's words get into a page outside of prose. What a field may
hold besides words: citations, links of ours, and mathematics.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from .context import PageContext
from .core.text.notation import CITATION, LINK, Cited, parse_citation, parse_link
from .markup.mathematics import converted

NOTATION = re.compile(rf"{LINK}|{CITATION}|\\\((?P<math>.+?)\\\)", re.DOTALL)
CITE = "\x1a"
"""Stands around a cited key until the page is whole and its citations can be numbered. No text can
hold it: control characters are refused when a file is read."""
CITED = re.compile(f"{CITE}([^{CITE}]+){CITE}")


def rich(text: str, page: PageContext) -> Markup:
    """The field as HTML that stands inside a paragraph, a heading or a cell."""
    out: list[str] = []
    end = 0
    for match in NOTATION.finditer(text):
        out.append(escape(text[end : match.start()]))
        out.append(_element(match, page))
        end = match.end()
    out.append(escape(text[end:]))
    return Markup("").join(map(Markup, out))


def _element(match: re.Match[str], page: PageContext) -> str:
    if match["items"]:
        items = parse_citation(match["items"])
        return cites(items) if items else escape(match[0])
    if match["math"]:
        made, fault = converted(match["math"], "inline")
        return escape(match[0]) if fault else Markup(made)
    link = parse_link(match["target"], match["words"])
    found = page.resolve(link)
    if found.place is None:
        return escape(found.words)
    term = Markup(' data-term="{}"').format(link.name) if found.kind == "term" else ""
    return Markup('<a class="{}" href="{}"{}>{}</a>').format(
        found.kind, page.to(found.place), term, found.words
    )


def cites(items: Iterable[Cited]) -> Markup:
    """`[3, Table 2; 5]`, each item linked to the page's list of sources."""
    links = [
        Markup('<a class="cite" href="#ref-{}">{}</a>').format(
            item.key, f"{CITE}{item.key}{CITE}" + (f", {item.at}" if item.at else "")
        )
        for item in items
    ]
    return Markup('<span class="cites">[{}]</span>').format(Markup("; ").join(links))


def cite(key: str, at: str | None = None) -> Markup:
    """One source, from a field of its own."""
    return cites([Cited(key, at)])


def numbered(html: str, numbers: dict[str, int]) -> str:
    """The HTML with every cited key replaced by its number on the page."""
    return CITED.sub(lambda match: str(numbers.get(match[1], f"?{escape(match[1])}")), html)
