"""Columns of tables are aligned by a class: a style attribute would need a laxer policy."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

PROPERTY = "text-align:"


class AlignmentProcessor(Treeprocessor):
    """`style="text-align: right;"`, as Markdown's tables have it, becomes `class="right"`."""

    def run(self, root: Element) -> None:
        for cell in root.iter():
            style = cell.get("style", "") if cell.tag in ("th", "td") else ""
            if style.startswith(PROPERTY):
                del cell.attrib["style"]
                cell.set("class", style.removeprefix(PROPERTY).strip(" ;"))
