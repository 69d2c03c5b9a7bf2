"""YAML to plain data and the place of every field, from the parser's events alone.

Only as much of YAML is understood as a header needs: fields, lists and text. What YAML would do
behind an editor's back (repeats, types, merged fields, text cut off or run together) is named at
its place instead of being done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..problems import LONGEST, cut
from .characters import named, refused
from .positions import FieldPath, Place
from .yaml_columns import COLON, DASH, NO_FIELD, dash_of_text
from .yaml_complaint import Part, indent_of
from .yaml_events import Event, Kind, Mark, UnreadableError, events
from .yaml_faults import SPACES, blank, explained
from .yaml_scalar import Scalar, scalar

Fault = tuple[Place, FieldPath, str]
Value = Scalar | list["Value"] | dict[str, "Value"]

DEEPEST = 50
LONGEST_FIELD = 20_000
ITEM = re.compile(r" *- ")
FIELD = re.compile(r" *(?:- )*(?:- |[a-z_][\w-]*:(?: |$))")
CUT_OFF = re.compile(r"\s#|\s+#\S")
"""Unlike a remark, which has two blanks before its sign and one behind it."""
TWICE = "stands twice"
NO_NAME = "is no name of a field; expected quotes around text that begins with { or ?"


class StopError(Exception):
    """Reading ends here; the faults say why."""


@dataclass(frozen=True)
class YamlData:
    """What was read. With faults, `value` holds what could be read and is not to be relied on."""

    value: Value = None
    places: dict[FieldPath, Place] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def read_yaml(text: str) -> YamlData:
    """Fields and lists of `text`. Never raises; a fault is (place, field, what is wrong)."""
    reader = _Reader(text.split("\n"))
    last: Event | None = None
    try:
        for event in events(text):
            last = event
            reader.take(event)
    except StopError:
        pass
    except UnreadableError as error:
        reader.breaks_off(error, last)
    return YamlData(reader.root, reader.places, tuple(reader.faults))


@dataclass
class _Open:
    """A list or a group of fields that is being filled; `key` is the field that waits."""

    value: list[Value] | dict[str, Value]
    path: FieldPath
    part: Part
    key: str | None = None
    twice: int | None = None
    """Which fault is that of the first name that stands in it twice."""

    @property
    def next(self) -> FieldPath:
        """The path of what comes next."""
        if isinstance(self.value, list):
            return (*self.path, len(self.value))
        return self.path if self.key is None else (*self.path, self.key)


class _Reader:
    """Takes events one by one and builds the data, the places and the faults."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.root: Value = None
        self.places: dict[FieldPath, Place] = {}
        self.faults: list[Fault] = []
        self._open: list[_Open] = []
        self._anchors: dict[str, FieldPath] = {}
        """Parts that were refused for their name: what repeats them within is refused with them."""
        self._closed: Part | None = None
        self._documents = 0

    def take(self, event: Event) -> None:
        """One step. Raises `StopError` where nothing after it can be read."""
        if event.kind is Kind.DOCUMENT:
            self._documents += 1
            if self._documents > 1:
                self._stop(event, "begins a second document; expected no line --- between fields")
        elif event.kind is Kind.DOCUMENT_END:
            if event.explicit:
                self._stop(event, "ends the fields; expected no line ... between them")
        elif event.kind is Kind.END:
            ended = self._open.pop()
            self._closed = None if ended.part.brackets else ended.part
        else:
            inside = self._open[-1] if self._open else None
            if inside and isinstance(inside.value, dict) and inside.key is None:
                self._name(inside, inside.value, event)
            else:
                self._value(inside, event)

    def breaks_off(self, error: UnreadableError, last: Event | None) -> None:
        """The parser could not go on, unless that only follows from a fault of the same line."""
        parts = [opened.part for opened in self._open]
        mark, wrong = explained(self.lines, error, last, parts, self._closed)
        line, column = _place(mark)
        if any(known[0] == line or said.endswith(SPACES) for known, _, said in self.faults):
            return
        here = [path for path, place in self.places.items() if place[0] == line]
        before = [path for path in here if self.places[path][1] <= column]
        self.faults.append(((line, column), before[-1] if before else (), wrong))

    def _name(self, inside: _Open, fields: dict[str, Value], event: Event) -> None:
        """The name of a field."""
        if event.kind is not Kind.TEXT or not event.text:
            self._stop(event, NO_NAME)
        name = event.text
        path = (*inside.path, name)
        if event.plain and name == "<<":
            self._fault(event.start, path, "takes over other fields; expected each written out")
        elif name in fields:
            self._twice(inside, path, event)
        if event.plain and (wrong := blank(name) or dash_of_text(name)):
            self._fault(event.start, inside.path, wrong)
        elif event.plain and " " in name and not inside.part.brackets:
            self._fault(event.end, inside.path, COLON)
        elif event.plain and name.startswith("-"):
            self._fault(event.start, path, DASH)
        self._check(event, path)
        self.places.setdefault(path, _place(event.start))
        inside.key = name

    def _twice(self, inside: _Open, path: FieldPath, event: Event) -> None:
        """A name that the group has already. If an item of a list has several, one dash is
        missing."""
        of_list = bool(inside.path) and isinstance(inside.path[-1], int)
        if inside.twice is None or not of_list or inside.part.brackets:
            inside.twice = len(self.faults)
            first = f"(the first is on line {self.places[path][0]})"
            self._fault(event.start, path, f"{TWICE}; expected one {first}")
        else:
            place, path, _ = self.faults[inside.twice]
            wrong = f"{TWICE}, as do fields below; expected `- ` before the first field of an item"
            wrong += f" (the one above is on line {self.places[path][0]})"
            self.faults[inside.twice] = place, path, wrong

    def _value(self, inside: _Open | None, event: Event) -> None:
        """An item of a list, or what stands behind a name."""
        path = inside.next if inside else ()
        self.places.setdefault(path, _place(event.start))
        self._check(event, path)
        value: Value = None
        if event.kind is Kind.LIST:
            value = []
        elif event.kind is Kind.GROUP:
            value = {}
        elif event.kind is Kind.TEXT:
            for mark, wrong in self._misunderstood(event):
                self._fault(mark, path, wrong)
            value = scalar(event.text) if event.plain else event.text
        if inside is None:
            self.root = value
        elif isinstance(inside.value, list):
            inside.value.append(value)
        elif inside.key is not None:
            inside.value[inside.key] = value
            inside.key = None
        if isinstance(value, list | dict):
            if len(self._open) == DEEPEST:
                self._stop(event, f"is nested deeper than {DEEPEST} levels; expected fewer")
            part = Part(*event.start, event.kind is Kind.LIST, event.brackets)
            self._open.append(_Open(value, path, part))

    def _check(self, event: Event, path: FieldPath) -> None:
        """Signs by which YAML takes text for something else, and what no text may hold."""
        quotes = "expected quotes around the text"
        if event.kind is Kind.REPEAT:
            wrong = (
                f"begins with *{cut(event.anchor)}, by which YAML repeats another part; {quotes}"
            )
            above = self._anchors.get(event.anchor)
            if above is None or path[: len(above)] != above:
                self._fault(event.start, path, wrong)
        elif event.anchor:
            self._anchors[event.anchor] = path
            wrong = f"begins with &{cut(event.anchor)}, which YAML takes for a name of the part; "
            self._fault(event.start, path, wrong + quotes)
        if event.tag:
            tag = cut(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self._fault(
                event.start, path, f"begins with {tag}, which YAML takes for a type; {quotes}"
            )
        if len(event.text) > LONGEST_FIELD and not self._swallows_fields(event):
            wrong = f"has {len(event.text):,} characters; expected at most {LONGEST_FIELD:,}"
            self._fault(event.start, path, wrong)
        if found := refused(event.text):
            wrong = f"holds {named(found[0])}; expected text without it"
            self._fault(event.start, path, wrong)

    def _misunderstood(self, event: Event) -> Iterator[tuple[Mark, str]]:
        """A text that ends before, or goes on after, what its editor meant."""
        (line, _), (end, behind) = event.start, event.end
        inside = self._open[-1] if self._open else None
        if event.plain and CUT_OFF.match(rest := self._line(end)[behind:]):
            said = cut(rest.strip(), LONGEST // 2)
            wrong = f"ends before '{said}', which YAML takes for a remark; expected quotes around"
            yield (end, behind), f"{wrong} the text, or a remark as in `text  # remark`"
        for number in range(line + 1, end + 1):
            text = self._line(number)
            if event.plain and ITEM.match(text) and not (inside and inside.part.brackets):
                wrong = "is taken for more of the text above; expected `- ` below the other items"
                yield ((number, indent_of(text)), wrong) if inside else (event.start, NO_FIELD)
                return
        if self._swallows_fields(event):
            wrong = f"has a quote that is open until line {end + 1}, over other fields; expected a"
            yield event.start, f"{wrong} closing {event.style}"

    def _swallows_fields(self, event: Event) -> bool:
        """Whether a quote is closed only after fields that stand beside what it begins."""
        if event.style not in ("'", '"') or not self._open:
            return False
        inside = self._open[-1].part.column
        below = map(self._line, range(event.start[0] + 1, event.end[0] + 1))
        return any(FIELD.match(text) and indent_of(text) <= inside for text in below)

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def _fault(self, mark: Mark, path: FieldPath, wrong: str) -> None:
        self.faults.append((_place(mark), path, wrong))

    def _stop(self, event: Event, wrong: str) -> None:
        self._fault(event.start, self._open[-1].next if self._open else (), wrong)
        raise StopError


def _place(mark: Mark) -> Place:
    return mark[0] + 1, mark[1] + 1
