"""Plain data to a typed model, every fault named at its place in the file.

What a message says is a predicate of the field: `number: is 'one'; expected a whole number`. A
validator of ours raises `ValueError` with such a predicate, what is wrong and what was expected:
`has 46 words; expected at most 45`, `is not a date; expected YYYY`. A short value is put before
it, since the eye looks for what was typed: `date: 'soon' is not a date; expected YYYY`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..groups import grouped
from ..problems import LONGEST, Problem, cut, nearest, one_of
from .positions import FieldPath
from .source_text import SourceText
from .yaml_columns import NO_DASH

M = TypeVar("M", bound=BaseModel)

QUOTED = ", in quotes if it looks like a number, true or false"
LIST = "a list, each item on a line that starts with `- `"
FIELDS = "fields of the form `name: value`"
EXPECTED = {
    "string": "text",
    "int": "a whole number",
    "float": "a number",
    "finite_number": "a number",
    "decimal": "a number",
    "bool": "true or false",
    "tuple": LIST,
    "list": LIST,
    "set": LIST,
    "frozen_set": LIST,
    "dict": FIELDS,
    "model": FIELDS,
    "date": "a date as YYYY-MM-DD",
    "url": "an address that begins with https://",
    "none_required": "nothing",
    "json_invalid": "whole characters, not half of one written as an escape",
}
"""What was expected, by the beginning of the kind of error that pydantic gives."""
NUMBERS = (EXPECTED["int"], EXPECTED["float"])
QUOTED_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")
"""Digits that are text; more of them, quoted or not, are no number that is read."""
BOUNDS = {
    "greater_than": "more than {gt}",
    "greater_than_equal": "{ge} or more",
    "less_than": "less than {lt}",
    "less_than_equal": "{le} or less",
    "multiple_of": "a multiple of {multiple_of}",
    "string_pattern_mismatch": "text of the form {pattern}",
}


def validate(source: SourceText, model: type[M]) -> tuple[M | None, tuple[Problem, ...]]:
    """The header as `model`, or `None` with everything that is wrong with it.

    The data are read as JSON is, strictly: a list may fill a tuple and a word an enumeration, but
    neither text nor `true` is a number.
    """
    if source.problems:
        return None, source.problems
    try:
        return model.model_validate_json(json.dumps(source.data), strict=True), ()
    except ValidationError as error:
        errors = error.errors(include_url=False)
        return None, tuple(_problems(source, model, errors))


def _problems(
    source: SourceText, model: type[BaseModel], errors: Iterable[ErrorDetails]
) -> Iterator[Problem]:
    """One problem a place. Where one of several types was allowed, it names all of them."""
    found = grouped((_path(source.data, details), details) for details in errors)
    around = {path[:length] for path in found for length in range(len(path))}
    meant = set(_misspelt(model, found))
    for path, all_details in found.items():
        if path in around and all(_is_echo(path, details) for details in all_details):
            continue
        if path in meant and all(details["type"] == "missing" for details in all_details):
            continue
        if lone := _lone_item(model, path, all_details):
            yield source.problem(lone, NO_DASH)
            continue
        words = [_words(model, path, details) for details in all_details]
        others = [word.partition("; expected ")[2] for word in words[1:]]
        said = " or ".join(dict.fromkeys([words[0], *filter(None, others)]))
        yield source.problem(path, said)


def _lone_item(
    model: type[BaseModel], path: FieldPath, errors: Iterable[ErrorDetails]
) -> FieldPath:
    """The first field of an item without a dash, where a list of such items was expected."""
    lists = (one["input"] for one in errors if EXPECTED.get(one["type"].partition("_")[0]) == LIST)
    given = next(lists, None)
    first = next(iter(given), "") if isinstance(given, dict) else ""
    return (*path, first) if first in _model_at(model, path).model_fields else ()


def _misspelt(
    model: type[BaseModel], found: Mapping[FieldPath, list[ErrorDetails]]
) -> Iterator[FieldPath]:
    """Where fields are missing only because their names are wrong, which is said there.

    In a group of one field, whatever stands there is meant to be that one.
    """
    for path, all_details in found.items():
        if path and any(details["type"] == "extra_forbidden" for details in all_details):
            known = _model_at(model, path[:-1]).model_fields
            meant = known if len(known) == 1 else filter(None, [nearest(path[-1], known)])
            yield from ((*path[:-1], name) for name in meant)


def _path(data: Any, details: ErrorDetails) -> FieldPath:
    """The path in the data: without the names of types that pydantic tried one by one."""
    path: FieldPath = ()
    for part in details["loc"]:
        in_group = isinstance(data, dict) and part in data
        in_list = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if in_group or in_list:
            data, path = data[part], (*path, part)
    if details["type"] == "missing":
        return (*path, details["loc"][-1])
    if details["type"] in ("union_tag_invalid", "union_tag_not_found"):
        return (*path, str(details["ctx"]["discriminator"]).strip("'"))
    return path


def _is_echo(path: FieldPath, details: ErrorDetails) -> bool:
    """Whether something counts as wrong only because a part of it is.

    A list is too short without its faulty items, and a group that is no `Model` is no text either.
    """
    return details["type"] == "too_short" or len(details["loc"]) > len(path)


def _words(model: type[BaseModel], path: FieldPath, details: ErrorDetails) -> str:
    kind, given, context = details["type"], details["input"], details.get("ctx", {})
    if kind in ("missing", "union_tag_not_found"):
        return f"is missing; expected it here{_what_it_holds(model, path)}"
    if kind == "extra_forbidden":
        retired = getattr(_model_at(model, path[:-1]), "retired", {})
        if path and path[-1] in retired:
            return f"is no longer a field; {retired[str(path[-1])]}"
        known = list(_model_at(model, path[:-1]).model_fields)
        return f"is not a field here; {one_of(known, path[-1] if path else '')}"
    if kind in ("enum", "literal_error", "union_tag_invalid"):
        allowed = str(context.get("expected") or context.get("expected_tags", ""))
        given = context.get("tag", given)
        names = allowed.replace("'", "").replace(" or ", ", ").split(", ")
        return f"is {_shown(given)}; {one_of(names, given)}"
    if kind in ("value_error", "assertion_error"):
        said = str(context["error"])
        short = isinstance(given, str | int | float) and 0 < len(str(given).strip()) <= LONGEST
        return f"{_shown(given)} {said}" if short else said
    if kind in ("too_short", "too_long", "string_too_short", "string_too_long"):
        return _length(kind, given, context)
    expected = _expected(kind, details["msg"], context)
    if kind.startswith("model") and (names := [*_model_at(model, path).model_fields]):
        expected = f"the fields {', '.join(names)}, each as `name: value`"
    if expected == EXPECTED["string"] and isinstance(given, int | float):
        expected += QUOTED
    if expected in NUMBERS and isinstance(given, str) and QUOTED_NUMBER.fullmatch(given):
        expected += ", without quotes"
    return f"is {_shown(given)}; expected {expected}"


def _what_it_holds(model: type[BaseModel], path: FieldPath) -> str:
    """What the model says of a field that is not there: its words, or what it is about."""
    field = _model_at(model, path[:-1]).model_fields.get(str(path[-1])) if path else None
    if field is None:
        return ""
    if isinstance(field.annotation, type) and issubclass(field.annotation, StrEnum):
        return f", as one of {', '.join(field.annotation)}"
    said = (field.description or "").rstrip(".")
    return f" ({said[0].lower()}{said[1:]})" if said else ""


def _expected(kind: str, said: str, context: Mapping[str, Any]) -> str:
    if kind in BOUNDS:
        return BOUNDS[kind].format_map(context)
    if kind in EXPECTED:
        return EXPECTED[kind]
    begins = next((name for name in EXPECTED if kind.startswith(f"{name}_")), None)
    if begins:
        return EXPECTED[begins]
    should, _, what = said.partition("Input should be ")
    return what if what and not should else "another kind of value"


def _length(kind: str, given: Any, context: Mapping[str, Any]) -> str:
    """A list or a text with too little or too much in it."""
    least, most = context.get("min_length"), context.get("max_length")
    noun = "character" if kind.startswith("string") else "item"
    if kind == "string_too_short" and least == 1:
        return f"is {_shown(given)}; expected some text"
    bound = least if kind.endswith("short") else most
    count = len(given) if hasattr(given, "__len__") else 0
    at = "at least" if kind.endswith("short") else "at most"
    return f"has {count or 'no'} {noun}{'s' * (count != 1)}; expected {at} {bound}"


def _shown(given: Any) -> str:
    """The value as the editor wrote it, cut to a readable length."""
    if given is None:
        return "empty"
    if isinstance(given, bool):
        return f"'{str(given).lower()}'"
    if isinstance(given, Mapping):
        return "a group of fields"
    if isinstance(given, list | tuple):
        return "a list"
    return f"'{cut(str(given))}'" if given != "" else "empty"


def _model_at(model: type[BaseModel], path: FieldPath) -> type[BaseModel]:
    """The model that stands at `path` inside `model`."""
    return _model_below(model, tuple(part for part in path if isinstance(part, str)))


@lru_cache(maxsize=8192)
def _model_below(model: type[BaseModel], names: tuple[str, ...]) -> type[BaseModel]:
    """Remembered, since a header of another shape asks for the same few a thousand times."""
    for part in names:
        if part in model.model_fields:
            model = _inner(model.model_fields[part].annotation) or model
    return model


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_inner, get_args(annotation))), None)
