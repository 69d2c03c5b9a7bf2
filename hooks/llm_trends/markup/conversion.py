"""From the HTML of the prose to the content of the page: cleaned, and with its parts in place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from ..core.report import Report
from ..core.text.notation import plain_text
from ..core.text.typography import typographic_html
from ..prose import MARK, PART, Part
from ..search import Section

OWN_PARAGRAPH = re.compile(rf"<p>{PART}(\d+){PART}</p>")
TERM = re.compile(r'data-term="([^"]*)"')
ID = re.compile(r'\sid="([^"]+)"')
HEADING = re.compile(r'<h([1-6]) id="([^"]+)"([^>]*)>(.*?)</h\1>', re.DOTALL)
HEADERLINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
PERMALINK = re.compile(r'<a class="headerlink" href="([^"]*)" title="([^"]*)">')
"""As Markdown writes it, named "#" and a stop for Tab at each heading."""
LABEL = re.compile(r'data-toc-label="([^"]*)"')
"""What the table of contents calls a heading; one that is called nothing is left out."""
TAG = re.compile(r"<[^>]+>")
BLOCK = re.compile(r"<(?:p|li|t[dhr]|d[td]|div|br|h[1-6])\b")
CITES = re.compile(r'(?:(?<!\s)\s+)?<span class="cites">.*?</span>', re.DOTALL)
"""With the blanks before it, looked for once a run of them."""
DEEPEST = 3
"""The lowest heading that the table of contents shows."""


@dataclass(frozen=True)
class Content:
    """The finished HTML of a page, its headings as Markdown's `toc` gives them, its anchors."""

    html: str
    toc: list[dict[str, Any]]
    anchors: frozenset[str]
    sections: tuple[Section, ...] = ()
    """The prose of the page in words, without its parts."""


def content(prose: str, parts: tuple[Part, ...], report: Report) -> Content:
    """Put the parts into the prose, and what the page's terms mean at its end."""
    whole = OWN_PARAGRAPH.sub(lambda match: parts[int(match[1])].html, prose)
    whole = PERMALINK.sub(
        r'<a class="headerlink" href="\1" title="\2" aria-label="\2" tabindex="-1">', whole
    )
    whole = MARK.sub(lambda match: parts[int(match[1])].html, whole)
    whole = typographic_html(_with_definitions(whole, report))
    return Content(
        whole, _nested(whole), frozenset(ID.findall(whole)), tuple(_sections(prose, parts))
    )


def _with_definitions(whole: str, report: Report) -> str:
    """A definition travels with the page: it opens without a request, from disk too, and is read
    out by screen readers through `aria-describedby`."""
    used = [slug for slug in dict.fromkeys(TERM.findall(whole)) if slug in report.terms]
    if not used:
        return whole
    whole = TERM.sub(r'aria-describedby="def-\1"', whole)
    shelf = "".join(
        f'<p id="def-{slug}"><b>{escape(report.terms[slug].term.term)}</b> '
        f"{escape(plain_text(report.terms[slug].term.definition))}</p>"
        for slug in used
    )
    return f'{whole}\n<div class="definitions" hidden>{shelf}</div>'


def _sections(prose: str, parts: tuple[Part, ...]) -> Iterator[Section]:
    """The words between the headings of the prose, with the parts that stand inside of lines."""

    def inside(match: re.Match[str]) -> str:
        part = parts[int(match[1])]
        return "" if part.block else part.html

    prose = CITES.sub("", MARK.sub(inside, prose))
    anchor, title, start = "", "", 0
    for match in HEADING.finditer(prose):
        yield Section(anchor, title, _words(prose[start : match.start()]))
        anchor, title, start = match[2], _words(HEADERLINK.sub("", match[4])), match.end()
    yield Section(anchor, title, _words(prose[start:]))


def _words(markup: str) -> str:
    return " ".join(html.unescape(TAG.sub("", BLOCK.sub(r" \g<0>", markup))).split())


def _nested(whole: str) -> list[dict[str, Any]]:
    """The headings below the title as a tree of `level`, `id`, `name`, `children`."""
    top: list[dict[str, Any]] = []
    open_: list[dict[str, Any]] = []
    for match in HEADING.finditer(whole):
        level = int(match[1])
        label = LABEL.search(match[3])
        if level > DEEPEST or (label and not label[1]):
            continue
        words = label[1] if label else TAG.sub("", HEADERLINK.sub("", match[4]))
        name = str(escape(" ".join(html.unescape(words).split())))
        token: dict[str, Any] = {
            "level": level,
            "id": match[2],
            "name": name,
            "html": name,
            "children": [],
        }
        while open_ and open_[-1]["level"] >= level:
            open_.pop()
        (open_[-1]["children"] if open_ else top).append(token)
        open_.append(token)
    return top
