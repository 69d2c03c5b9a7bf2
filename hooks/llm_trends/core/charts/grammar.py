"""A specification against the grammar of Vega-Lite, its own JSON Schema, with faults in words.

The schema is a tree of alternatives: a mark is a name or one of five groups of fields, a position
one of three. A validator can only say that none of them fits. Here each alternative is weighed by
how far the value is from it, and the nearest one speaks.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from ..problems import cut, did_you_mean
from ..text.source_text import FieldPath
from .json_text import MOST

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
DEEPER = 1 / 8
"""The deeper a fault, the nearer the alternative in which it is one."""


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


def faults(spec: Mapping[str, Any]) -> tuple[Fault, ...]:
    """What in `spec` Vega-Lite's grammar does not allow. Empty if it is a specification."""
    root = _schema()
    grammar = _Grammar(root["definitions"])
    if grammar.fits(spec, root):
        return ()
    found = grammar.faults(spec, root)
    return tuple(fault for fault in found if not _is_echo(fault, found))


def _is_echo(fault: Fault, found: list[Fault]) -> bool:
    """Whether a field is missing only because its name is misspelt, which is said already."""
    return fault.said == MISSING and any(
        other.of_name
        and other.path[:-1] == fault.path[:-1]
        and did_you_mean(other.given, other.known).endswith(f"'{fault.path[-1]}'?")
        for other in found
    )


@cache
def _schema() -> Schema:
    """The schema that altair carries: found without importing altair, which takes long."""
    found = importlib.util.find_spec("altair")
    if not found or not found.origin:
        raise ModuleNotFoundError("altair, which carries the grammar of Vega-Lite")
    path = Path(found.origin).parent / "vegalite" / "v6" / "schema" / "vega-lite-schema.json"
    schema: Schema = json.loads(path.read_bytes())
    return schema


class _Grammar:
    """Checks one specification: first whether it fits, and only if not, why."""

    def __init__(self, definitions: Mapping[str, Schema]) -> None:
        self._definitions = definitions
        self._fits: dict[tuple[int, int], bool] = {}
        self._faults: dict[tuple[int, int], list[Fault]] = {}

    def fits(self, value: Any, schema: Schema) -> bool:
        """Remembered by identity, as faults are, since many alternatives hold the same part."""
        key = (id(value), id(schema))
        if key not in self._fits:
            self._fits[key] = self._fits_anew(value, schema)
        return self._fits[key]

    def _fits_anew(self, value: Any, schema: Schema) -> bool:
        if "$ref" in schema:
            return self.fits(value, self._referred(schema))
        if "anyOf" in schema:
            return any(self.fits(value, option) for option in schema["anyOf"])
        if _shallow(value, schema) or next(_name_faults(value, schema), None):
            return False
        return all(self.fits(inner, below) for _, inner, below in _parts(value, schema))

    def faults(self, value: Any, schema: Schema) -> list[Fault]:
        key = (id(value), id(schema))
        if key not in self._faults:
            self._faults[key] = [] if self.fits(value, schema) else self._explained(value, schema)
        return self._faults[key]

    def _explained(self, value: Any, schema: Schema) -> list[Fault]:
        if "$ref" in schema:
            return self.faults(value, self._referred(schema))
        if "anyOf" in schema:
            return _nearest([self.faults(value, option) for option in schema["anyOf"]])
        if wrong := _shallow(value, schema):
            return [wrong]
        found = chain(
            _name_faults(value, schema),
            (
                replace(fault, path=(part, *fault.path), far=fault.far * DEEPER)
                for part, inner, below in _parts(value, schema)
                for fault in self.faults(inner, below)
            ),
        )
        return list(islice(found, MOST))

    def _referred(self, schema: Schema) -> Schema:
        return self._definitions[schema["$ref"].rpartition("/")[2]]


def _nearest(options: list[list[Fault]]) -> list[Fault]:
    """The faults of the alternative that is least far off.

    Where several are equally far, what all of them find, since the rest is only one's own view.
    """
    distances = [sum(fault.far for fault in option) for option in options]
    least = min(distances)
    near = [o for o, far in zip(options, distances, strict=True) if far == least]
    shared = [fault for fault in near[0] if all(_same(fault, option) for option in near)]
    heard = shared or near[0]
    return [_together(fault, options) for fault in heard]


def _same(fault: Fault, option: list[Fault]) -> list[Fault]:
    return [o for o in option if (o.path, o.of_name) == (fault.path, fault.of_name)]


def _together(fault: Fault, options: list[list[Fault]]) -> Fault:
    """The fault, with what alternatives that differ in nothing else expect instead of it."""
    voices = [option for option in options if fault.of_name or len(option) == 1]
    alike = [fault, *(other for option in voices for other in _same(fault, option))]
    return replace(
        fault,
        expected=tuple(dict.fromkeys(word for other in alike for word in other.expected)),
        known=tuple(dict.fromkeys(name for other in alike for name in other.known)),
    )


def _name_faults(value: Any, schema: Schema) -> Iterator[Fault]:
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


def _parts(value: Any, schema: Schema) -> Iterator[tuple[str | int, Any, Schema]]:
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


def _shallow(value: Any, schema: Schema) -> Fault | None:
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
