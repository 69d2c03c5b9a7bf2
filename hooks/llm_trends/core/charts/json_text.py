"""JSON with the place of every value, from one reading.

The standard library reads texts, numbers and names; lists and objects are taken apart here,
because it keeps no places, lets the second of two fields of one name win, and follows any depth.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..problems import Problem
from ..text import source_text
from ..text.characters import named, refused
from ..text.positions import FieldPath, Lines, Place, dotted
from ..text.source_text import SourceText
from ..text.yaml_scalar import can_be_held

LARGEST = 256 * 1024
"""Bytes of a specification. Ours have about 3,000; data belong into the CSV."""
DEEPEST = 50
LONGEST_NUMBER = 40
MOST = 30
"""After so many problems of one kind the cause is one, and the rest is noise."""
SPACE = re.compile(r"[ \t\n]*")
SAID = {
    "Expecting value": "there is no value; expected text in double quotes, a number, true, false, "
    "null, a list or an object",
    "Unterminated string": "a text begins here and has no end; expected a closing double quote",
    "Invalid control": "a line break or tab stands in a text; expected \\n or \\t",
    "Invalid \\": "a backslash that escapes nothing; expected \\\\ for a backslash",
}
"""What the standard library says, and what we say for it."""
FOREIGN = re.compile(
    "(?P<remark>//|/\\*|#)|(?P<quote>['`\u2018\u2019\u201a\u201c\u201d\u201e])"
    r"|(?P<word>(?!(?:true|false|null)\b)(?i:true|false|null|none)\b)"
)
FOREIGN_SAID = {
    "remark": "{} begins a remark, which JSON does not have; expected none",
    "quote": "{} is no quote of JSON; expected a straight double one",
    "word": "{} is no value of JSON; expected true, false or null",
}
"""What other languages have, and JSON has not."""


@dataclass(frozen=True)
class JsonText:
    """A JSON object as written. Places count from 1; `names` are those of the fields' names."""

    path: str
    data: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[FieldPath, Place] = field(default_factory=dict)
    names: Mapping[FieldPath, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def source(self) -> SourceText:
        """The same for the checks of headers."""
        return SourceText(self.path, self.data, places=self.places, problems=self.problems)

    def problem(self, path: FieldPath, wrong: str, *, of_name: bool = False) -> Problem:
        """A problem of the value at `path`, or of its name; or of what is around it."""
        places = self.names if of_name else self.places
        around = path
        while around not in places and around:
            around, places = around[:-1], self.places
        line, column = places.get(around, (1, 1))
        return Problem(self.path, line, column, dotted(path), wrong)


class _ReadingError(Exception):
    """Why the text cannot be read on, at an offset."""

    def __init__(self, offset: int, wrong: str) -> None:
        super().__init__(wrong)
        self.offset, self.wrong = offset, wrong


def read_json(path: str, raw: bytes) -> JsonText:
    """One object. Never raises: what is wrong is in `problems`, and then there are no data."""

    def broken(line: int, column: int, wrong: str) -> JsonText:
        return JsonText(path, problems=(Problem(path, line, column, "file", wrong),))

    if len(raw) > LARGEST:
        return broken(1, 1, f"has {len(raw):,} bytes; expected at most {LARGEST:,}")
    text = source_text.decode(path, raw)
    if isinstance(text, SourceText):
        return JsonText(path, problems=text.problems)
    if not text.strip():
        return broken(1, 1, "is empty; expected an object in braces")
    reader = _Reader(path, text)
    try:
        data = reader.document()
    except _ReadingError as error:
        return broken(*reader.place(error.offset), error.wrong)
    if not isinstance(data, dict):
        return broken(*reader.places[()], "is not an object; expected one in braces")
    problems = tuple(reader.problems[:MOST])
    return JsonText(path, data if not problems else {}, reader.places, reader.names, problems)


class _Reader:
    """Goes through the text once, noting places and the faults that do not end the reading."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.places: dict[FieldPath, Place] = {}
        self.names: dict[FieldPath, Place] = {}
        self.problems: list[Problem] = []
        self.place = Lines(text).place
        self._scalars = json.JSONDecoder(
            parse_int=_whole, parse_float=_decimal, parse_constant=_constant
        )

    def document(self) -> Any:
        value, at = self._value(self._skip(0), ())
        if at < len(self.text):
            raise _ReadingError(at, "is not JSON: more follows its end; expected one object")
        return value

    def _value(self, at: int, path: FieldPath) -> tuple[Any, int]:
        """The value that begins at `at`, and where the next thing begins."""
        if len(path) > DEEPEST:
            wrong = f"is nested deeper than {DEEPEST} levels; expected a flatter one"
            raise _ReadingError(at, wrong)
        self.places[path] = self.place(at)
        opening = self.text[at : at + 1]
        if opening == "{":
            return self._object(at, path)
        if opening == "[":
            return self._list(at, path)
        value, end = self._scalar(at, path)
        return value, self._skip(end)

    def _object(self, at: int, path: FieldPath) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        at = self._skip(at + 1)
        if self.text[at : at + 1] == "}":
            return found, self._skip(at + 1)
        while True:
            start = at
            if self.text[at : at + 1] != '"':
                raise self._mistaken(at, "expected the name of a field in double quotes")
            name, at = self._scalar(at, path)
            at = self._after(":", self._skip(at))
            inner = (*path, name)
            if name in found:
                first = self.names[inner][0]
                twice = f"stands twice; expected one (the first is on line {first})"
                self._problem(start, inner, twice)
            self.names.setdefault(inner, self.place(start))
            found[name], at = self._value(at, inner)
            if self.text[at : at + 1] == "}":
                return found, self._skip(at + 1)
            at = self._after(",", at, "}")

    def _list(self, at: int, path: FieldPath) -> tuple[list[Any], int]:
        found: list[Any] = []
        at = self._skip(at + 1)
        if self.text[at : at + 1] == "]":
            return found, self._skip(at + 1)
        while True:
            value, at = self._value(at, (*path, len(found)))
            found.append(value)
            if self.text[at : at + 1] == "]":
                return found, self._skip(at + 1)
            at = self._after(",", at, "]")

    def _scalar(self, at: int, path: FieldPath) -> tuple[Any, int]:
        try:
            value, end = self._scalars.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            said = next((own for theirs, own in SAID.items() if error.msg.startswith(theirs)), "")
            raise self._mistaken(error.pos, said or error.msg) from None
        except ValueError as error:
            raise _ReadingError(at, str(error)) from None
        if isinstance(value, str) and (found := refused(value)):
            self._problem(at, path, f"holds {named(found[0])}; expected text without it")
        return value, end

    def _after(self, sign: str, at: int, other: str = "") -> int:
        """Where the next thing after `sign` begins."""
        if self.text[at : at + 1] != sign:
            also = f" or {other}" if other else ""
            raise self._mistaken(at, f"expected {sign}{also} here")
        return self._skip(at + 1)

    def _mistaken(self, at: int, expected: str) -> _ReadingError:
        """What is wrong at an offset, in words for what other languages allow there."""
        before = self.text[:at].rstrip()
        if self.text[at : at + 1] in ("}", "]") and before.endswith(","):
            wrong = f"a comma stands before {self.text[at]}, and nothing between; expected no comma"
            return _ReadingError(len(before) - 1, f"is not JSON: {wrong}")
        found = FOREIGN.match(self.text, at)
        said = FOREIGN_SAID[found.lastgroup or ""].format(found[0]) if found else expected
        return _ReadingError(at, f"is not JSON: {said}")

    def _skip(self, at: int) -> int:
        found = SPACE.match(self.text, at)
        return found.end() if found else at

    def _problem(self, offset: int, path: FieldPath, wrong: str) -> None:
        self.problems.append(Problem(self.path, *self.place(offset), dotted(path), wrong))


def _whole(written: str) -> int:
    return int(_short(written))


def _decimal(written: str) -> float:
    if not can_be_held(_short(written)):
        wrong = "more than a number can hold, or so small that it becomes 0"
        raise ValueError(f"is {written}, {wrong}; expected one that can be held")
    return float(written)


def _short(written: str) -> str:
    if len(written) > LONGEST_NUMBER:
        wrong = f"is a number of {len(written)} signs; expected at most {LONGEST_NUMBER}"
        raise ValueError(wrong)
    return written


def _constant(written: str) -> float:
    raise ValueError(f"is not JSON: {written} is no number; expected digits")
