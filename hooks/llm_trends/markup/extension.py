"""The Markdown extension of this site, one instance a build, given its page before each one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import slugify

from ..context import PageContext
from .alignment import AlignmentProcessor
from .crosslinking import CrosslinkProcessor
from .inline import (
    CELL_LINK_PATTERN,
    CITATION_PATTERN,
    LINK_PATTERN,
    MATH_PATTERN,
    CitationProcessor,
    LinkProcessor,
    MathProcessor,
)
from .tables import TableProcessor


def converted(text: str, extensions: Sequence[str], configs: Mapping[str, Any]) -> str:
    """The HTML of a text in Markdown, as MkDocs makes it but for links between pages."""
    return Markdown(extensions=[*extensions], extension_configs={**configs}).convert(text)


def anchor_of(words: str) -> str:
    """The name that a heading of these words gets of itself."""
    name: str = slugify(words, "-")
    return name


class ReportExtension(Extension):
    """Set `context` before MkDocs renders a page: MkDocs makes a new `Markdown` for each."""

    context = PageContext()

    def extendMarkdown(self, md: Markdown) -> None:
        citations = CitationProcessor(CITATION_PATTERN, md)
        links = LinkProcessor(LINK_PATTERN, md)
        cell_links = LinkProcessor(CELL_LINK_PATTERN, md)
        crosslinks = CrosslinkProcessor(md)
        for processor in (citations, links, cell_links, crosslinks):
            processor.context = self.context
        # After code (190), before escapes (180), which would eat the backslashes.
        md.inlinePatterns.register(MathProcessor(MATH_PATTERN, md), "mathematics", 185)
        md.inlinePatterns.register(cell_links, "report-link-in-a-cell", 184)
        # Before Markdown's own references and links (170, 160).
        md.inlinePatterns.register(citations, "citation", 176)
        md.inlinePatterns.register(links, "report-link", 175)
        md.treeprocessors.register(AlignmentProcessor(md), "alignment", 6)
        md.treeprocessors.register(TableProcessor(md), "tables", 4)
        # After inline parsing (20), before MkDocs resolves relative links (0).
        md.treeprocessors.register(crosslinks, "crosslinks", 5)
