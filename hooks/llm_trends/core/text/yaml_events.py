"""The events of YAML's own parser as plain records: all that this site takes from the library.

Places count from 0 here, as the parser counts them.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

import yaml

Mark = tuple[int, int]
"""(line, column)"""


class Kind(Enum):
    """What an event is about."""

    DOCUMENT = "document"
    DOCUMENT_END = "end of document"
    LIST = "list"
    GROUP = "group of fields"
    END = "end of list or group"
    TEXT = "text"
    REPEAT = "repeat by alias"


class Event(NamedTuple):
    """One step of the parser. `style` is the sign that begins a text: `"`, `'`, `|`, `>` or none.

    `plain` is text that YAML may take for a number; `brackets` is a list in `[]` or a group in
    `{}`. `explicit` is the end of a document that is written out.
    """

    kind: Kind
    start: Mark
    end: Mark
    text: str = ""
    style: str = ""
    plain: bool = False
    anchor: str = ""
    tag: str = ""
    brackets: bool = False
    explicit: bool = False


class UnreadableError(Exception):
    """The parser cannot go on `at` a place, in something that `begun` at another."""

    def __init__(self, context: str, said: str, begun: Mark, at: Mark) -> None:
        super().__init__(said)
        self.context, self.said, self.begun, self.at = context, said, begun, at


def events(text: str) -> Iterator[Event]:
    """Every event in order. Raises `UnreadableError`.

    The parser keeps its own stack, so no depth of nesting can end the process, as it can in
    YAML's composer.
    """
    try:
        for event in yaml.parse(text, Loader=yaml.CLoader):
            if found := _event(event):
                yield found
    except yaml.MarkedYAMLError as error:
        at = _mark(error.problem_mark or error.context_mark)
        begun = _mark(error.context_mark) if error.context_mark else at
        raise UnreadableError(error.context or "", error.problem or "", begun, at) from None
    except yaml.YAMLError as error:
        raise UnreadableError("", str(error), (0, 0), (0, 0)) from None


def _event(event: yaml.Event) -> Event | None:
    start, end = _mark(event.start_mark), _mark(event.end_mark)
    if isinstance(event, yaml.ScalarEvent):
        plain = event.implicit[0] and not event.style
        anchor, tag, style = event.anchor or "", event.tag or "", event.style or ""
        return Event(Kind.TEXT, start, end, event.value, style, plain, anchor, tag)
    if isinstance(event, yaml.CollectionStartEvent):
        kind = Kind.LIST if isinstance(event, yaml.SequenceStartEvent) else Kind.GROUP
        anchor, tag = event.anchor or "", event.tag or ""
        return Event(kind, start, end, anchor=anchor, tag=tag, brackets=bool(event.flow_style))
    if isinstance(event, yaml.AliasEvent):
        return Event(Kind.REPEAT, start, end, anchor=event.anchor or "")
    if isinstance(event, yaml.CollectionEndEvent):
        return Event(Kind.END, start, end)
    if isinstance(event, yaml.DocumentStartEvent):
        return Event(Kind.DOCUMENT, start, end)
    if isinstance(event, yaml.DocumentEndEvent):
        return Event(Kind.DOCUMENT_END, start, end, explicit=bool(event.explicit))
    return None


def _mark(mark: object) -> Mark:
    return getattr(mark, "line", 0), getattr(mark, "column", 0)
