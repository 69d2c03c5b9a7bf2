"""From the bytes of a page to its header as plain data, its body, and the place of every field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..problems import Problem
from .characters import named, refused
from .limits import excess
from .not_prose import Prose, prose
from .notation import Found, scan_field, scan_prose
from .positions import FieldPath, Lines, Place, dotted, place_of
from .yaml_data import read_yaml

BOM = "\ufeff"
WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
LARGEST = 2_000_000
"""Bytes. All that reads a text takes time in proportion to it; this bounds the proportion."""
FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
MERGE = re.compile(r"^(?:<{7}|>{7}|\|{7}) \S", re.MULTILINE)
"""What git writes between two versions of a text that it could not merge."""


@dataclass(frozen=True, eq=False)
class SourceText:
    """A page as written. `places` maps a field's path to its (line, column), counted from 1.

    Compared by identity: a text is read once for its bytes, so what was found in it can be
    remembered by it.
    """

    path: str
    data: Mapping[str, Any] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    places: Mapping[FieldPath, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @cached_property
    def prose(self) -> Prose:
        """The body taken apart, once for all that read it; offsets are those of the body."""
        return prose(self.body)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.body)

    def place(self, path: FieldPath) -> Place:
        """The place of a field, or of the nearest thing around it that exists."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    @cached_property
    def texts(self) -> tuple[tuple[FieldPath, str], ...]:
        """Every text of the header with its path, in the order of the file."""
        return tuple(_texts(self.data, ()))

    @cached_property
    def notation(self) -> tuple[Found, ...]:
        """Every citation and link of the body, in order."""
        return tuple(scan_prose(self.prose))

    @cached_property
    def notation_of_texts(self) -> tuple[tuple[FieldPath, Found], ...]:
        """Every citation and link of the header, with the path of its field."""
        return tuple(
            (path, found)
            for path, text in self.texts
            for found in scan_field(text)
            if isinstance(found, Found)
        )

    def problem(self, path: FieldPath, wrong: str) -> Problem:
        """What is wrong with a field, at its place."""
        line, column = self.place(path)
        return Problem(self.path, line, column, dotted(path), wrong)

    def problem_in_body(self, offset: int, name: str, wrong: str) -> Problem:
        """What is wrong at an offset of the body; `name` is that of the notation."""
        line, column = self._lines.place(offset)
        return Problem(self.path, line + self.body_line - 1, column, name, wrong)


def read(path: str, raw: bytes) -> SourceText:
    """Decode and take apart one page. Never raises: what is wrong is in `problems`."""
    text = decode(path, raw)
    if not isinstance(text, str):
        return text
    if not text.strip():
        wrong = "the page is empty; expected a header between --- lines"
        return _broken(path, (1, 1), "header", wrong)
    fences = [found for found, _ in zip(FENCE.finditer(text), range(2), strict=False)]
    if not fences or fences[0].start() != 0:
        return _broken(path, (1, 1), "header", "there is none; expected --- on the first line")
    if len(fences) < 2:
        wrong = "it has no end; expected a second line --- after it"
        return _broken(path, (1, 1), "header", wrong)
    header = text[fences[0].end() : fences[1].start()]
    body = text[fences[1].end() :]
    return _parse(path, header, body, text.count("\n", 0, fences[1].end()) + 1)


def read_data(path: str, raw: bytes) -> SourceText:
    """Read a file that is YAML from end to end, with no body. Never raises."""
    text = decode(path, raw)
    return _parse(path, text, "", 1) if isinstance(text, str) else text


def _parse(path: str, header: str, body: str, body_line: int) -> SourceText:
    found = read_yaml(header)
    problems = [Problem(path, *place, dotted(name), wrong) for place, name, wrong in found.faults]
    if not problems and not isinstance(found.value, dict):
        line, column = found.places.get((), (1, 1))
        empty = found.value is None and not found.places.get(())
        wrong = "is empty" if empty else "is not a list of fields"
        wrong += "; expected lines of the form `name: value`"
        problems.append(Problem(path, line, column, "header", wrong))
    data = found.value if isinstance(found.value, dict) and not problems else {}
    source = SourceText(path, data, body, body_line, found.places, tuple(problems))
    if not problems and (too_much := excess(source.prose)):
        offset, wrong = too_much
        return SourceText(path, problems=(source.problem_in_body(offset, "prose", wrong),))
    return source


def decode(path: str, raw: bytes) -> str | SourceText:
    """The text of a UTF-8 file, without byte-order mark, lines ended by `\\n`; or what is wrong."""
    if len(raw) > LARGEST:
        wrong = f"has {len(raw):,} bytes; expected at most {LARGEST:,}"
        return _broken(path, (1, 1), "file", wrong)
    if raw.startswith(WIDE_BOMS) or 3 * raw[:1000].count(0) > len(raw[:1000]):
        wrong = "is saved as UTF-16 or UTF-32; expected a file saved as UTF-8"
        return _broken(path, (1, 1), "encoding", wrong)
    try:
        text = _lines_ended(raw.decode())
    except UnicodeDecodeError as error:
        before = _lines_ended(raw[: error.start].decode())
        wrong = f"byte 0x{raw[error.start]:02x} is not UTF-8; expected a file saved as UTF-8"
        return _broken(path, place_of(before, len(before)), "encoding", wrong)
    if found := refused(text):
        wrong = f"holds {named(found[0])}; expected text without it"
        return _broken(path, place_of(text, found.start()), "encoding", wrong)
    if found := MERGE.search(text):
        wrong = f"holds {found[0][:7]}, a mark of a merge that is not done; expected one version"
        return _broken(path, place_of(text, found.start()), "file", wrong)
    return text


def _lines_ended(text: str) -> str:
    return text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")


def _texts(value: object, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))


def _broken(path: str, place: Place, name: str, wrong: str) -> SourceText:
    return SourceText(path, problems=(Problem(path, *place, name, wrong),))
