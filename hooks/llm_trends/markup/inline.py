"""Inline processors for `[@key, at]` and `[[target|words]]`, and for LaTeX mathematics."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from latex2mathml.converter import convert as mathml
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from ..core.text.notation import CITATION, LINK, Cited, Link, parse_citation, parse_link
from .context import PageContext

Result = tuple[ElementTree.Element | str | None, int | None, int | None]


class CitationProcessor(InlineProcessor):
    """`[@dao2022flashattention, Table 2]` → `[3, Table 2]`, linked to the page's references."""

    context = PageContext()

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]
        del data
        items = parse_citation(m["items"])
        if items is None:
            return None, None, None
        group = ElementTree.Element("span", {"class": "cites"})
        group.text = AtomicString("[")
        for index, item in enumerate(items):
            link = self._link(group, item)
            link.tail = AtomicString("; " if index + 1 < len(items) else "]")
        return group, m.start(0), m.end(0)

    def _link(self, parent: ElementTree.Element, item: Cited) -> ElementTree.Element:
        number = self.context.numbers.get(item.key)
        text = str(number) if number else f"?{item.key}"
        attributes = {"class": "cite", "href": f"#ref-{item.key}"} if number else {}
        link = ElementTree.SubElement(parent, "a" if number else "span", attributes)
        link.text = AtomicString(f"{text}, {item.at}" if item.at else text)
        return link


class LinkProcessor(InlineProcessor):
    """`[[efficiency#sparse-attention|words]]` → a link to the source file, which MkDocs checks."""

    context = PageContext()

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]
        del data
        link = parse_link(m["target"], m["words"])
        href, words, kind = self._resolved(link)
        if href is None:
            element = ElementTree.Element("span", {"class": "no-link"})
        else:
            element = ElementTree.Element("a", {"href": self.context.to(href), "class": kind})
            if kind == "term":
                element.set("data-term", link.name)
        element.text = words
        return element, m.start(0), m.end(0)

    def _resolved(self, link: Link) -> tuple[str | None, str, str]:
        report, own = self.context.report, self.context.trend
        if link.kind == "term":
            pair = report.terms.get(link.name)
            words = link.words or (pair.term.term if pair else link.name)
            return (f"glossary.md#{link.name}" if pair else None), words, "term"
        trend = report.by_slug.get(link.trend) if link.trend else own
        if trend is None or link.kind == "plain":
            return None, link.words or link.name or link.trend, ""
        if link.kind == "trend":
            return trend.page, link.words or trend.title, "trend"
        claim = trend.claims.get(link.name)
        words = link.words or (claim.text if claim else link.name)
        return (f"{trend.page}#{link.name}" if claim else None), words, "claim-link"


class MathProcessor(InlineProcessor):
    r"""`\( … \)` and `\[ … \]` → MathML, which browsers draw without any script."""

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]
        del data
        inline = m[1] is not None
        markup = mathml(m[1] or m[2], display="inline" if inline else "block")
        if not inline:
            markup = f'<span class="math-block" tabindex="0" role="group">{markup}</span>'
        return self.md.htmlStash.store(markup), m.start(0), m.end(0)


CITATION_PATTERN = CITATION
LINK_PATTERN = LINK
MATH_PATTERN = r"\\\((.+?)\\\)|\\\[(.+?)\\\]"
