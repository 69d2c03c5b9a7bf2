"""A specification against the grammar of Vega-Lite, its own JSON Schema, with faults in words.

The schema is a tree of alternatives: a mark is a name or one of five groups of fields, a position
one of three. A validator can only say that none of them fits. Here each alternative is weighed by
how far the value is from it, and the nearest one speaks.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from ..problems import did_you_mean
from .json_text import MOST
from .schema_node import MISSING, Fault, Schema, name_faults, parts, shallow

DEEPER = 1 / 8
"""The deeper a fault, the nearer the alternative in which it is one."""


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
        if shallow(value, schema) or next(name_faults(value, schema), None):
            return False
        return all(self.fits(inner, below) for _, inner, below in parts(value, schema))

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
        if wrong := shallow(value, schema):
            return [wrong]
        found = chain(
            name_faults(value, schema),
            (
                replace(fault, path=(part, *fault.path), far=fault.far * DEEPER)
                for part, inner, below in parts(value, schema)
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
