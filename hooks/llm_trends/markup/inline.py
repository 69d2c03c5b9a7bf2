"""Inline processors for `[@key, at]` and `[[target|words]]`, and for LaTeX mathematics."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString
from markupsafe import escape

from ..context import PageContext
from ..core.text.notation import CITATION, LINK, Cited, parse_citation, parse_link
from ..core.text.spans import in_code
from .mathematics import converted

Result = tuple[ElementTree.Element | str | None, int | None, int | None]


class CitationProcessor(InlineProcessor):
    """`[@dao2022flashattention, Table 2]` → `[3, Table 2]`, linked to the page's references."""

    context = PageContext()

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]
        items = parse_citation(m["items"])
        if items is None or in_code(data, m.start(0)):
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
        if in_code(data, m.start(0)):
            return None, None, None
        link = parse_link(m["target"], m["words"])
        found = self.context.resolve(link)
        if found.place is None:
            element = ElementTree.Element("span", {"class": "no-link"})
        else:
            href = self.context.source_link(found.place)
            element = ElementTree.Element("a", {"href": href, "class": found.kind})
            if found.kind == "term":
                element.set("data-term", link.name)
        element.text = AtomicString(found.words)
        return element, m.start(0), m.end(0)


class MathProcessor(InlineProcessor):
    r"""`\( … \)` and `\[ … \]` → MathML, which browsers draw without any script."""

    def handleMatch(self, m: re.Match[str], data: str) -> Result:  # type: ignore[override]
        inline = m[1] is not None
        markup, fault = converted(m[1] or m[2], "inline" if inline else "block")
        if fault or in_code(data, m.start(0)):
            return str(escape(m[0])), m.start(0), m.end(0)
        if not inline:
            markup = f'<span class="math-block" tabindex="0" role="group">{markup}</span>'
        return self.md.htmlStash.store(markup), m.start(0), m.end(0)


CITATION_PATTERN = CITATION
LINK_PATTERN = LINK
CELL_LINK_PATTERN = rf"(?<!\\)(?=\[\[[^\[\]|\\\n]+\\\|){LINK}"
"""A link as a cell of a table needs it, `[[target\\|words]]`."""
MATH_PATTERN = r"\\\(((?:[^\\]|\\[^()])+)\\\)|\\\[((?:[^\\]|\\[^\[\]])+)\\\]"
