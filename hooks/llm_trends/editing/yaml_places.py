"""Values of YAML replaced where its reader found them; all else in a file stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from ..core.text.source_text import BOM

Path = tuple[str | int, ...]
SURELY_TEXT = re.compile(r"[acdfg-np-wyz-]")
"""Without one of these letters a value can be a number to YAML: 278747456117, 12e3, 0b101. Dates
are text to our reader."""
WORDS = frozenset({"false", "n", "no", "null", "off", "on", "true", "y", "yes"})
HEADER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)


class NotYamlError(ValueError):
    """A text that nobody can take apart."""


@dataclass(frozen=True)
class Scalar:
    """A value, its path, and where it stands in the text."""

    path: Path
    value: str
    start: int
    end: int
    style: str


def has_header(path: str, text: str) -> bool:
    """Notes for people have none."""
    return path.endswith(".md") and HEADER.match(text.removeprefix(BOM)) is not None


def scalars(text: str) -> Iterator[Scalar]:
    """Every single value of a YAML file, or of the header of a page, in the order of the file.

    Raises `NotYamlError`.
    """
    start = len(text) - len(text.removeprefix(BOM))
    written = text[start:]
    if header := HEADER.match(written):
        start, written = start + header.start(1), header[1]
    try:
        root = yaml.compose(written, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise NotYamlError from error
    yield from _below((), root, text, start)


def _below(path: Path, node: Any, text: str, offset: int) -> Iterator[Scalar]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _below((*path, str(key.value)), value, text, offset)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _below((*path, index), value, text, offset)
    elif isinstance(node, yaml.ScalarNode):
        begin, end = node.start_mark.index + offset, node.end_mark.index + offset
        end = begin + len(text[begin:end].rstrip())  # a folded value ends on the next line
        yield Scalar(path, str(node.value), begin, end, node.style or "")


def replaced(text: str, new: Callable[[Scalar], str | None]) -> str:
    """The text with other values for those that `new` gives one for.

    Quotes stay, and come where a value would not be read as text without. Raises `NotYamlError`.
    """
    for scalar in sorted(scalars(text), key=lambda scalar: -scalar.start):
        value = new(scalar)
        if value is None or value == scalar.value:
            continue
        quote = scalar.style if scalar.style in ("'", '"') else ""
        if not quote and (value in WORDS or not SURELY_TEXT.search(value)):
            quote = '"'
        text = f"{text[: scalar.start]}{quote}{value}{quote}{text[scalar.end :]}"
    return text
