"""Blocks that Markdown did not understand and left in the page as text, without a word."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ..core.problems import Problem
from ..core.text.notation import place_of
from ..core.text.source_text import SourceText

LEFT = re.compile(r"<p>(///[^\n<]*)")


def leftover_blocks(source: SourceText, rendered: str) -> Iterator[Problem]:
    """A `/// name | …` block with an unknown name or option comes out as a paragraph of itself."""
    for match in LEFT.finditer(rendered):
        written = html.unescape(match[1]).strip()
        offset = max(source.body.find(written), 0)
        line, column = place_of(source.body, offset)
        wrong = f"'{written}' was not understood; expected a known block and its known options"
        yield Problem(source.path, line + source.body_line - 1, column, "block", wrong)
