"""From a field of the data to HTML: the text as written, escaped, with its notation re-created.

This is the only way in which an author's words get into a page outside of prose. What a field may
hold besides words: citations, links of ours, and mathematics.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape

from .context import PageContext
from .core.text.not_prose import Formula
from .core.text.notation import Cited, Found, Link, scan_field
from .markup.mathematics import converted

CITE = "\x1a"
"""Stands around a cited key until the page is whole and its citations can be numbered. No text can
hold it: control characters are refused when a file is read."""
CITED = re.compile(f"{CITE}([^{CITE}]+){CITE}")


def rich(text: str, page: PageContext) -> Markup:
    """The field as HTML that stands inside a paragraph, a heading or a cell."""
    out: list[Markup] = []
    end = 0
    for found in scan_field(text):
        raw = found.raw if isinstance(found, Found) else f"\\({found.latex}\\)"
        out += [escape(text[end : found.offset]), _element(found, raw, page)]
        end = found.offset + len(raw)
    return Markup("").join([*out, escape(text[end:])])


def _element(found: Found | Formula, raw: str, page: PageContext) -> Markup:
    if isinstance(found, Formula):
        made, fault = converted(found.latex, "inline")
        return escape(raw) if fault else Markup(made)
    if not isinstance(found.what, Link):
        return cites(found.what) if found.what else escape(raw)
    target = page.resolve(found.what)
    if target.place is None:
        return escape(target.words)
    term = Markup(' data-term="{}"').format(found.what.name) if target.kind == "term" else ""
    return Markup('<a class="{}" href="{}"{}>{}</a>').format(
        target.kind, page.to(target.place), term, target.words
    )


@lru_cache(maxsize=8192)
def cites(items: tuple[Cited, ...]) -> Markup:
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
    return cites((Cited(key, at),))


def numbered(html: str, numbers: dict[str, int]) -> str:
    """The HTML with every cited key replaced by its number on the page."""
    return CITED.sub(lambda match: str(numbers.get(match[1], f"?{escape(match[1])}")), html)
