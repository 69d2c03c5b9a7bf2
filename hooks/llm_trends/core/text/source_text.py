"""From the bytes of a page to its header as plain data, its body, and the place of every field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..problems import Problem

FieldPath = tuple[str | int, ...]
Place = tuple[int, int]

BOM = "\ufeff"
FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


class HeaderLoader(yaml.CSafeLoader):
    """Safe YAML whose dates stay text: our models read them and can say what is wrong."""


HeaderLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class SourceText:
    """A page as written. `places` maps a field's path to its (line, column), counted from 1."""

    path: str
    data: Mapping[str, Any] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    places: Mapping[FieldPath, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def place(self, path: FieldPath) -> Place:
        """The place of a field, or of the nearest thing around it that exists."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def problem_in_body(self, offset: int, field: str, wrong: str) -> Problem:
        """A problem at an offset of the body."""
        line = self.body.count("\n", 0, offset)
        column = offset - (self.body.rfind("\n", 0, offset) + 1) + 1
        return Problem(self.path, line + self.body_line, column, field, wrong)


def read(path: str, raw: bytes) -> SourceText:
    """Decode and take apart one page. Never raises: what is wrong is in `problems`."""
    text = decode(path, raw)
    if not isinstance(text, str):
        return text
    if not text.strip():
        return _broken(
            path, 1, 1, "header", "the page is empty; expected a header between --- lines"
        )
    if not text.startswith("---"):
        return _broken(path, 1, 1, "header", "there is none; expected --- on the first line")
    fences = list(FENCE.finditer(text))[:2]
    if len(fences) < 2 or fences[0].start() != 0:
        return _broken(path, 1, 1, "header", "it has no end; expected a second line --- after it")
    header = text[fences[0].end() : fences[1].start()]
    body = text[fences[1].end() :]
    body_line = text.count("\n", 0, fences[1].end()) + 1
    return _parse(path, header, body, body_line)


def read_data(path: str, raw: bytes) -> SourceText:
    """Read a file that is YAML from end to end, with no body. Never raises."""
    text = decode(path, raw)
    return _parse(path, text, "", 1) if isinstance(text, str) else text


def _parse(path: str, header: str, body: str, body_line: int) -> SourceText:
    places: dict[FieldPath, Place] = {}
    problems: list[Problem] = []
    try:
        loader = HeaderLoader(header)
        node = loader.get_single_node()
        if node:
            _walk(path, node, (), places, problems, set())
        shared = any(problem.field == "alias" for problem in problems)
        data = loader.construct_document(node) if node and not shared else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = " ".join(filter(None, [error.context, error.problem]))
        return _broken(path, line, column, "header", f"is not YAML: {said}", body, body_line)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return _broken(path, 1, 1, "header", f"is not YAML: {error}", body, body_line)
    if shared:
        return SourceText(path, {}, body, body_line, places, tuple(problems))
    if not isinstance(data, dict):
        wrong = "is not a list of fields; expected lines of the form `name: value`"
        return _broken(path, 1, 1, "header", wrong, body, body_line)
    return SourceText(path, data, body, body_line, places, tuple(problems))


def decode(path: str, raw: bytes) -> str | SourceText:
    """The text of a UTF-8 file, without byte-order mark, lines ended by `\n`; or what is wrong."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        wrong = f"byte 0x{raw[error.start]:02x} is not UTF-8; expected a file saved as UTF-8"
        return _broken(path, line, column, "encoding", wrong)
    return text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")


def dotted(path: FieldPath) -> str:
    """`("claims", 2, "verdict")` → `claims[2].verdict`, counted from 0 as in the file's data."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".") or "header"


def _broken(
    path: str, line: int, column: int, name: str, wrong: str, body: str = "", body_line: int = 1
) -> SourceText:
    problem = Problem(path, line, column, name, wrong)
    return SourceText(path, body=body, body_line=body_line, problems=(problem,))


def _walk(
    file: str,
    node: yaml.Node,
    path: FieldPath,
    places: dict[FieldPath, Place],
    problems: list[Problem],
    seen: set[int],
) -> None:
    """Note where each field stands.

    YAML lets the second of two fields of one name win silently, and lets a node contain itself
    through an alias: both are reported here, before any data is made.
    """
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    places.setdefault(path, (line, column))
    if id(node) in seen:
        wrong = f"repeats a part by *alias at {dotted(path)}; expected the text itself"
        problems.append(Problem(file, line, column, "alias", wrong))
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _walk(file, item, (*path, index), places, problems, seen)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, str(key.value))
            if inner in places:
                line, column = key.start_mark.line + 1, key.start_mark.column + 1
                first = places[inner][0]
                wrong = f"stands twice; expected one (the first is on line {first})"
                problems.append(Problem(file, line, column, dotted(inner), wrong))
                continue
            places[inner] = (key.start_mark.line + 1, key.start_mark.column + 1)
            _walk(file, value, inner, places, problems, seen)
