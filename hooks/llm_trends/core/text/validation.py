"""Plain data to a typed model, every fault named at its place in the file."""

from __future__ import annotations

from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..problems import Problem, did_you_mean
from .source_text import FieldPath, SourceText, dotted

M = TypeVar("M", bound=BaseModel)

EXPECTED = {
    "string_type": "expected text; put it in quotes if it looks like a number or a date",
    "int_type": "expected a whole number",
    "int_parsing": "expected a whole number",
    "float_type": "expected a number",
    "float_parsing": "expected a number",
    "tuple_type": "expected a list, each item on a line that starts with `- `",
    "dict_type": "expected fields of the form `name: value`",
    "model_type": "expected fields of the form `name: value`",
    "too_short": "expected at least one item",
    "string_too_short": "expected some text",
}
PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "expected lower-case words joined by hyphens",
    r"^[A-Za-z][A-Za-z0-9_:-]*$": "expected the key of an entry in sources.bib",
    r"^[a-z0-9-]+#[a-z0-9-]+$": "expected `trend#claim`",
}


def validate(source: SourceText, model: type[M]) -> tuple[M | None, tuple[Problem, ...]]:
    """The header as `model`, or `None` with everything that is wrong with it."""
    if source.problems:
        return None, source.problems
    try:
        return model.model_validate(source.data), ()
    except ValidationError as error:
        errors = error.errors(include_url=False)
        return None, tuple(
            _problem(source, model, details) for details in errors if not _echo(details, errors)
        )


def _echo(details: ErrorDetails, errors: list[ErrorDetails]) -> bool:
    """Whether a list counts as too short only because one of its items is wrong."""
    loc = details["loc"]
    inner = (other["loc"] for other in errors if len(other["loc"]) > len(loc))
    return details["type"] == "too_short" and any(other[: len(loc)] == loc for other in inner)


def _problem(source: SourceText, model: type[BaseModel], details: ErrorDetails) -> Problem:
    path: FieldPath = tuple(details["loc"])
    line, column = source.place(path)
    return Problem(source.path, line, column, dotted(path), _words(model, path, details))


def _words(model: type[BaseModel], path: FieldPath, details: ErrorDetails) -> str:
    kind, given, context = details["type"], details["input"], details.get("ctx", {})
    if kind == "missing":
        return "is missing; expected it here"
    if kind == "extra_forbidden":
        known = _fields_at(model, path[:-1])
        return f"is not a field here; expected one of {', '.join(known)}" + did_you_mean(
            path[-1], known
        )
    if kind == "enum":
        allowed = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        return f"is {_shown(given)}; expected one of {allowed}" + did_you_mean(
            given, allowed.split(", ")
        )
    if kind == "string_pattern_mismatch":
        return f"is {_shown(given)}; {PATTERNS[str(context['pattern'])]}"
    if kind == "greater_than_equal":
        return f"is {_shown(given)}; expected {context['ge']} or more"
    if kind == "value_error":
        said = str(context["error"])
        return said if said.startswith("has ") else f"{_shown(given)} {said}"
    if kind in EXPECTED:
        return f"is {_shown(given)}; {EXPECTED[kind]}"
    return f"is {_shown(given)}; {details['msg'][0].lower()}{details['msg'][1:]}"


def _shown(given: Any) -> str:
    """The value as the editor wrote it, cut to a readable length."""
    if given is None:
        return "empty"
    if isinstance(given, dict | list | tuple):
        return "a list" if not isinstance(given, dict) else "a group of fields"
    text = str(given)
    return f"'{text[:57]}…'" if len(text) > 60 else f"'{text}'"


def _fields_at(model: type[BaseModel], path: FieldPath) -> list[str]:
    """The field names of the model that stands at `path` inside `model`."""
    for part in path:
        if isinstance(part, str) and part in model.model_fields:
            model = _inner(model.model_fields[part].annotation) or model
    return list(model.model_fields)


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_inner, get_args(annotation))), None)
