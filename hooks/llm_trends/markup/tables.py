"""Tables that are wider than their page are scrolled by themselves, by keyboard too."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from ..prose import PART

PLACEHOLDER = re.compile(f"\x02[^\x03]*\x03|{PART}\\d+{PART}")
"""What stands in a cell for what Markdown or we put there later."""


class TableProcessor(Treeprocessor):
    """A table becomes a named region that can be focused and scrolled. Its name is the heads of its
    columns, with a number where a page has the same heads again."""

    def run(self, root: Element) -> None:
        seen: Counter[str] = Counter()
        for parent in list(root.iter()):
            for at, table in enumerate(list(parent)):
                if table.tag != "table":
                    continue
                name = _name(table)
                seen[name] += 1
                again = f", {seen[name]}" if seen[name] > 1 else ""
                box = Element(
                    "div",
                    {
                        "class": "scroll",
                        "tabindex": "0",
                        "role": "region",
                        "aria-label": name + again,
                    },
                )
                box.tail, table.tail = table.tail, None
                parent[at] = box
                box.append(table)


def _name(table: Element) -> str:
    heads = (" ".join("".join(head.itertext()).split()) for head in table.iter("th"))
    words = ", ".join(filter(None, (PLACEHOLDER.sub("", head).strip() for head in heads)))
    return f"Table: {words}" if words else "Table"
