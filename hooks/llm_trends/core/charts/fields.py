"""Whether every field that a specification names is there to be drawn.

Vega-Lite takes a field that no row has for one that is empty everywhere, and draws all rows in one
place. Here each name is looked for among the columns of the CSV and what transforms make of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..text.positions import FieldPath
from .views import inner_views

Named = tuple[FieldPath, str, frozenset[str]]
"""Where a field is named, its name, and the names that would be right there."""
Known = frozenset[str] | None
"""The fields that rows have; `None` after a pivot, which names fields by values."""

OWN = ("mark", "encoding", "facet", "repeat")
GUIDES = {"axis", "legend", "header", "labelExpr"}
"""There `datum` is a label, not a row."""
INPUTS = {"field", "groupby", "fold", "flatten", "density", "regression", "on", "loess"}
INPUTS |= {"quantile", "stack", "pivot", "key", "impute", "lookup", "extent"}
"""The parts of a transform that name fields; the others name what it makes."""
EXPRESSIONS = ("calculate", "filter", "and", "or", "not", "test", "expr")
MADE = {
    "fold": ("key", "value"),
    "density": ("value", "density"),
    "quantile": ("prob", "value"),
}
"""What a transform makes where it does not say so itself."""
REPLACING = ("aggregate", "density", "quantile", "regression", "loess")
"""Transforms after which only their groups and what they made is left."""
DATUM = re.compile(
    r"""\bdatum\s*(?:\.\s*(\w+)|\[\s*'([^']*)'\s*\]|\[\s*"([^"]*)"\s*\])"""
    r"""|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
)
"""A field in an expression; texts are read over."""


def unknown_fields(spec: Mapping[str, Any], fields: Iterable[str]) -> Iterator[Named]:
    """Every field that `spec`, which fits the grammar, names and no row of `fields` has."""
    yield from _unknown(spec, (), frozenset(fields))


def names_field(spec: Mapping[str, Any], name: str) -> bool:
    """Whether any part of `spec` draws a field, or divides the rows by it."""
    parts = (*_named(spec, ()), *_asked(spec, ()))
    return any(found == name for _, found in parts)


def _unknown(view: Mapping[str, Any], path: FieldPath, known: Known) -> Iterator[Named]:
    """Goes down from view to view, with what is known in each."""
    for index, transform in enumerate(view.get("transform", ())):
        here = (*path, "transform", index)
        yield from _missing(_inputs(transform, here), known)
        yield from _missing(_asked(transform, here), known, derived=True)
        known = _after(transform, known)
    own = {name: view[name] for name in OWN if name in view}
    yield from _missing(_named(own, path), known)
    yield from _missing(_asked(own, path), known, derived=True)
    for here, inner in inner_views(view, path):
        yield from _unknown(inner, here, known)


def _after(transform: Mapping[str, Any], known: Known) -> Known:
    """What rows have after a transform."""
    kind = next((name for name in ("pivot", *MADE, *REPLACING) if name in transform), "")
    if known is None or kind == "pivot":
        return None
    made = made_by(transform)
    if kind in ("regression", "loess") and "as" not in transform:
        made |= {transform["on"], transform[kind]}
    if transform.get("params") is True:
        made |= {"coef", "rSquared", "keys"}
    if kind in REPLACING:
        groups = (name for _, name in _names(transform.get("groupby", ()), ()))
        return frozenset({*made, *groups})
    return known | made


def made_by(transform: Mapping[str, Any]) -> set[str]:
    """The fields that a transform names of those that it makes, or makes without a name."""
    kind = next((name for name in MADE if name in transform), "")
    made = {name for _, name in _names(transform.get("as", MADE.get(kind, ())), ())}
    if {"bin", "stack"} & set(transform):
        made |= {f"{name}_end" for name in made}
    for part in ("aggregate", "joinaggregate", "window"):
        made |= {item["as"] for item in transform.get(part, ()) if "as" in item}
    return made


def _missing(
    found: Iterable[tuple[FieldPath, str]], known: Known, derived: bool = False
) -> Iterator[Named]:
    """`derived`: what encodings make of a field, as `mean_value` and `value_end`, counts too."""
    if known is None:
        return
    for path, name in found:
        head = re.split(r"[.\[]", name, maxsplit=1)[0]
        alike = (name.startswith(f"{k}_") or name.endswith(f"_{k}") for k in known)
        if not {name, head} & known and not (derived and (name == "__count" or any(alike))):
            yield path, name, known


def _inputs(transform: Mapping[str, Any], path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    for name, value in transform.items():
        inner = (*path, name)
        if name in INPUTS or (name == "value" and "pivot" in transform):
            yield from _names(value, inner)
        if name not in ("as", "from"):
            yield from _named(value, inner)


def _names(value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """A name, or a list of names."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _names(item, (*path, index))


def _named(part: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """Every field that is named anywhere in a part of a view, guides left out."""
    for name, value, inner in _below(part, path):
        if name in ("field", "groupby", "argmin", "argmax"):
            yield from _names(value, inner)
        elif name == "repeat" and isinstance(value, dict):  # a list for each direction
            for direction, fields in value.items():
                yield from _names(fields, (*inner, direction))
        elif name == "repeat" and isinstance(value, list):  # below `field` it is one word
            yield from _names(value, inner)
        yield from _named(value, inner)


def _asked(part: Any, path: FieldPath, inside: bool = False) -> Iterator[tuple[FieldPath, str]]:
    """The fields that expressions ask of `datum`. `inside`: whether `part` is an expression."""
    if inside and isinstance(part, str):
        for found in DATUM.finditer(part):
            if name := found[1] or found[2] or found[3]:
                yield path, name
    for name, value, inner in _below(part, path):
        yield from _asked(value, inner, name in EXPRESSIONS or (inside and name == ""))


def _below(part: Any, path: FieldPath) -> Iterator[tuple[str, Any, FieldPath]]:
    """(name, value, path) of what a part contains; items of a list have no name."""
    if isinstance(part, list):
        for index, item in enumerate(part):
            yield "", item, (*path, index)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name not in GUIDES:
                yield name, value, (*path, name)
