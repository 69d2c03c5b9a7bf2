"""What YAML's parser said when it could not go on, with the text around the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .yaml_events import Event, Mark

Found = tuple[Mark, str]
"""The place that causes a complaint, and what is wrong there."""


@dataclass(frozen=True)
class Part:
    """Where a list or a group of fields begins."""

    line: int
    column: int
    is_list: bool
    brackets: bool = False
    """Whether it stands in `[]` or `{}`."""


@dataclass(frozen=True)
class Complaint:
    """What the parser said, and what surrounds the place."""

    lines: Sequence[str]
    context: str
    said: str
    begun: Mark
    at: Mark
    last: Event | None
    open: Sequence[Part]
    closed: Part | None

    def text(self, line: int) -> str:
        return self.lines[line] if 0 <= line < len(self.lines) else ""

    def indent(self, line: int) -> int:
        return indent_of(self.text(line))

    def above(self, line: int) -> int:
        """The nearest line above that is not blank."""
        line -= 1
        while line > 0 and not self.text(line).strip():
            line -= 1
        return line

    @property
    def here(self) -> str:
        return self.text(self.at[0])

    @property
    def inner(self) -> Part | None:
        """The innermost list or group that is open."""
        return self.open[-1] if self.open else None


def indent_of(text: str) -> int:
    """How many spaces a line begins with."""
    return len(text) - len(text.lstrip(" "))
