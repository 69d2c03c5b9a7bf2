"""From the HTML of an article to Markdown that says the same: text stays text, in tables too."""

from __future__ import annotations

import re

from bs4 import Tag
from bs4.element import NavigableString
from markdownify import MarkdownConverter

SIGNS = r"[*_`]|~~|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\](?=[(\[:])|\\(?=[!-/:-@\[-`{-~]|$)"
"""What would begin emphasis, code, a tag, a character by name, an escape, or a link's address."""
ANYWHERE, IN_LINK = re.compile(SIGNS), re.compile(rf"[\[\]]|{SIGNS}")
LINE_START = re.compile(
    r"^(\s*)(?:(?P<number>\d{1,9})(?=[.)](?:\s|$))"
    r"|(?=#{1,6}(?:\s|$)|[-+>](?:\s|$)|={2,}|-{2,}|\[[ xX]\]\s))",
    re.MULTILINE,
)
"""What would begin a heading, a list, a quotation, a rule or a task."""


def text_as_markdown(text: str, in_link: bool = False) -> str:
    """A text within a line, which is shown as it is written."""
    return (IN_LINK if in_link else ANYWHERE).sub(r"\\\g<0>", text)


class AsMarkdown(MarkdownConverter):
    """The converter with our escapes in the place of its own, which leave tags and links alone."""

    def __init__(self) -> None:
        super().__init__(heading_style="ATX", bullets="-")

    def escape(self, text: str, parent_tags: set[str]) -> str:
        first, end, rest = text_as_markdown(text, "a" in parent_tags).partition("\n")
        return f"{first}{end}{_in_lines(rest)}" if end else first

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return str(super().convert_p(el, _in_lines(text), parent_tags))  # type: ignore[misc]

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        first = next((child for child in el.children if str(child).strip()), None)
        if isinstance(first, NavigableString):
            line, end, rest = text.partition("\n")
            text = f"{_in_lines(line)}{end}{rest}"
        return str(super().convert_li(el, text, parent_tags))  # type: ignore[misc]

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return str(super().convert_td(el, _in_a_cell(el, text), parent_tags))  # type: ignore[misc]

    def convert_th(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return str(super().convert_th(el, _in_a_cell(el, text), parent_tags))  # type: ignore[misc]


def _in_a_cell(cell: Tag, text: str) -> str:
    """Without the sign that ends it. Cells that HTML does not close lie within each other."""
    return text if cell.find(["td", "th"]) else text.replace("|", r"\|")


def _in_lines(text: str) -> str:
    """Lines whose first sign begins nothing; a number is kept from being that of a list."""
    return LINE_START.sub(lambda found: f"{found[1]}{found['number'] or ''}\\", text)
