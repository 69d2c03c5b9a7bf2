"""The first mention of a trend or a term in running prose becomes a link by itself."""

from __future__ import annotations

from xml.etree import ElementTree

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from ..context import PageContext
from ..core.places import term_place
from ..core.text.phrases import Match, Target

PROSE = frozenset({"p", "li", "dd"})
HEADINGS = {f"h{level}" for level in range(1, 7)}
CAPTIONS = {"figcaption", "caption", "summary", "label", "button", "table"}
CLOSED = HEADINGS | CAPTIONS | {"a", "code", "pre", "kbd", "math", "blockquote", "q", "small"}


class CrosslinkProcessor(Treeprocessor):
    """Links first mentions in the prose of a page."""

    context = PageContext()

    def run(self, root: ElementTree.Element) -> None:
        if self.context.crosslinks:
            seen = {Target("trend", self.context.trend.slug)} if self.context.trend else set()
            seen |= {Target("term", link.get("data-term", "")) for link in root.iter("a")}
            self._visit(root, prose=False, seen=seen)

    def _visit(self, element: ElementTree.Element, prose: bool, seen: set[Target]) -> None:
        if element.tag in CLOSED or "no-link" in element.get("class", "").split():
            return
        prose = prose or element.tag in PROSE
        if prose and element.text and not isinstance(element.text, AtomicString):
            element.text = self._linked(element, 0, element.text, seen)
        for child in list(element):
            self._visit(child, prose, seen)
            if prose and child.tail and not isinstance(child.tail, AtomicString):
                child.tail = self._linked(element, list(element).index(child) + 1, child.tail, seen)

    def _linked(self, parent: ElementTree.Element, at: int, text: str, seen: set[Target]) -> str:
        """Insert links for `text` into `parent` from child index `at`; returns the text before."""
        fresh: list[Match] = []
        for match in self.context.report.automaton.matches(text):
            if match.target not in seen:
                seen.add(match.target)
                fresh.append(match)
        if not fresh:
            return text
        ends = [*(match.start for match in fresh[1:]), len(text)]
        for offset, (match, end) in enumerate(zip(fresh, ends, strict=True)):
            link = self._link(match.target)
            link.text = AtomicString(text[match.start : match.end])
            link.tail = text[match.end : end]
            parent.insert(at + offset, link)
        return text[: fresh[0].start]

    def _link(self, target: Target) -> ElementTree.Element:
        if target.kind == "trend":
            page = self.context.report.by_slug[target.slug].page
            return ElementTree.Element(
                "a", {"class": "trend", "href": self.context.source_link(page)}
            )
        href = self.context.source_link(term_place(target.slug))
        return ElementTree.Element("a", {"class": "term", "href": href, "data-term": target.slug})
