"""Blocks that Markdown did not understand and left in the page as text, without a word."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ..core.problems import Problem, did_you_mean
from ..core.text.notation import place_of
from ..core.text.source_text import SourceText

LEFT = re.compile(r"<p>(///[^\n<]*)")
NAME = re.compile(r"/{3,} *[\w-]*")
BLOCKS = (
    *("admonition", "attention", "caution", "danger", "details", "error", "hint", "note", "tip"),
    "warning",
)
"""All that the two extensions of `mkdocs.yml` know."""


def leftover_blocks(source: SourceText, rendered: str) -> Iterator[Problem]:
    """A `/// name | …` block with an unknown name or option comes out as a paragraph of itself."""
    for match in LEFT.finditer(rendered):
        written = html.unescape(match[1]).strip()
        offset = max(source.body.find(written), 0)
        line, column = place_of(source.body, offset)
        name = (NAME.match(written) or [""])[0].strip("/ ")
        wrong = f"'{written}' was not understood; expected "
        if name.lower() in BLOCKS:
            wrong += "its options alone below it, indented, as `    open: true`"
        else:
            wrong += f"one of {', '.join(BLOCKS)}{did_you_mean(name.lower(), BLOCKS)}"
        yield Problem(source.path, line + source.body_line - 1, column, "block", wrong)
