"""Blocks that Markdown did not understand and left in the page as text, without a word."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ..core.problems import Problem, one_of
from ..core.text.source_text import SourceText

LEFT = re.compile(r"<p>(///[^\n<]*)")
NAME = re.compile(r"/{3,} *[\w-]*")
BLOCKS = (
    *("admonition", "attention", "caution", "danger", "details", "error", "hint", "note", "tip"),
    "warning",
)
"""All that the two extensions of `mkdocs.yml` know."""
OPTIONS = "expected its options alone below it, indented, as `    open: true`"


def leftover_blocks(source: SourceText, rendered: str) -> Iterator[Problem]:
    """A `/// name | …` block with an unknown name or option comes out as a paragraph of itself."""
    for match in LEFT.finditer(rendered):
        written = html.unescape(match[1]).strip()
        offset = max(source.body.find(written), 0)
        name = (NAME.match(written) or [""])[0].strip("/ ")
        expected = OPTIONS if name.lower() in BLOCKS else one_of(BLOCKS, name.lower())
        wrong = f"'{written}' was not understood; {expected}"
        yield source.problem_in_body(offset, "block", wrong)
