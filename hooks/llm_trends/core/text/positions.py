"""Where in a file something stands: its line and column, or the path of its field."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

FieldPath = tuple[str | int, ...]
"""Names of fields, and numbers of items from 0: `("claims", 2, "verdict")`."""
Place = tuple[int, int]
"""Line and column, counted from 1."""


def dotted(path: FieldPath) -> str:
    """`("claims", 2, "verdict")` → `claims[2].verdict`, counted from 0 as in the file's data."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".") or "header"


def place_of(text: str, offset: int) -> Place:
    """The place of an offset."""
    line = text.count("\n", 0, offset)
    return line + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


@dataclass(frozen=True)
class Lines:
    """A text in which many places are asked for."""

    text: str

    def place(self, offset: int) -> Place:
        """As `place_of`, without counting from the beginning each time."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end.end() for end in re.finditer("\n", self.text))]
