"""One value against one node of a JSON Schema, with faults in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..problems import cut, did_you_mean
from ..text.positions import FieldPath

Schema = Mapping[str, Any]
ANYTHING: Schema = {}
SHOWN = 24
"""So many names of an alternative are listed; a suggestion is made from all of them."""
MISSING = "is missing"
TYPES = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "null",
    "array": "a list",
    "object": "a group of fields",
}
BOUNDS = (
    ("minimum", 1, "{} or more"),
    ("maximum", -1, "{} or less"),
    ("minItems", 1, "at least {}"),
    ("maxItems", -1, "at most {}"),
    ("minProperties", 1, "at least {}"),
    ("minLength", 1, "at least {}"),
    ("maxLength", -1, "at most {}"),
)
WRONG_TYPE, WRONG_KIND, WRONG_NAME, WRONG_VALUE = 8.0, 4.0, 2.0, 1.0
"""How far off a fault is where it stands. What says which alternative is meant weighs more."""


@dataclass(frozen=True)
class Fault:
    """What is wrong at `path`: `said` about it, `expected` in words, `known` right names.

    `of_name` if the name of the field itself is wrong, not its value.
    """

    path: FieldPath
    said: str
    expected: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    far: float = WRONG_VALUE
    given: str = ""
    of_name: bool = False

    @property
    def message(self) -> str:
        listed = ", ".join(self.known[:SHOWN])
        if len(self.known) > 1:
            listed = f"one of {listed}{', …' if len(self.known) > SHOWN else ''}"
        expected = " or ".join(filter(None, (listed, *self.expected)))
        return f"{self.said}; expected {expected}" + did_you_mean(self.given, self.known)


def name_faults(value: Any, schema: Schema) -> Iterator[Fault]:
    """Fields that are missing, and fields that are none."""
    if not isinstance(value, dict):
        return
    for name in schema.get("required", ()):
        if name not in value:
            yield Fault((name,), MISSING, ("it here",), far=WRONG_NAME)
    if schema.get("additionalProperties", True) is False:
        known = schema.get("properties", {})
        for name in value:
            if name not in known:
                said = "is not a field here"
                yield Fault((name,), said, (), tuple(known), WRONG_NAME, name, of_name=True)


def parts(value: Any, schema: Schema) -> Iterator[tuple[str | int, Any, Schema]]:
    """What a value contains, each part with its place in it and its schema."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield index, item, schema.get("items", ANYTHING)
    elif isinstance(value, dict):
        fields, others = schema.get("properties", {}), schema.get("additionalProperties")
        for name, inner in value.items():
            below = fields.get(name, others)
            if isinstance(below, dict):
                yield name, inner, below


def shallow(value: Any, schema: Schema) -> Fault | None:
    """What is wrong with a value itself, whatever it contains."""
    types = schema.get("type", ())
    types = (types,) if isinstance(types, str) else tuple(types)
    if types and not any(_is_a(value, name) for name in types):
        return Fault(
            (), f"is {_shown(value)}", tuple(TYPES[name] for name in types), far=WRONG_TYPE
        )
    if "const" in schema and not _equal(value, schema["const"]):
        return Fault((), f"is {_shown(value)}", (), (str(schema["const"]),), WRONG_KIND, str(value))
    if "enum" in schema and not any(_equal(value, item) for item in schema["enum"]):
        known = tuple(str(item) for item in schema["enum"])
        return Fault((), f"is {_shown(value)}", (), known, WRONG_VALUE, str(value))
    for bound, direction, words in BOUNDS:
        if bound not in schema:
            continue
        size = value if _is_a(value, "number") else len(value)
        if (size - schema[bound]) * direction < 0:
            said = f"is {_shown(value)}" if _is_a(value, "number") else f"has {size} parts"
            return Fault((), said, (words.format(schema[bound]),))
    return None


def _equal(value: Any, other: Any) -> bool:
    """Equal as JSON, where `true` is not 1."""
    return bool(value == other) and isinstance(value, bool) == isinstance(other, bool)


def _is_a(value: Any, name: str) -> bool:
    match name:
        case "null":
            return value is None
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return _is_a(value, "number") and float(value).is_integer()
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case _:
            return isinstance(value, {"string": str, "array": list, "object": dict}[name])


def _shown(value: Any) -> str:
    """A value as it is written in the file, cut to a readable length."""
    if isinstance(value, dict | list):
        return "a list" if isinstance(value, list) else "a group of fields"
    return f"'{cut(value)}'" if isinstance(value, str) else cut(json.dumps(value))
