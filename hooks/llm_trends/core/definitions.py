"""The data of an explorable, which its program fetches: what a reader would find out otherwise, as
the program does not load, or a control has no values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import Field

from .charts.json_text import JsonText, read_json
from .model import Model
from .places import EXPLORABLES
from .problems import Problem, cut, one_of, unknown
from .text.positions import FieldPath
from .text.validation import validate

DEFINITION = "definition.json"
Format = Literal["whole", "one", "two", "brief", "percent", "tenth", "points", "signed"]
"""The names of `FORMATS` in `lib/numbers.js`."""
Said = Annotated[str, Field(min_length=1)]
Value = bool | int | float | str


class Parameter(Model):
    """As in `lib/types.d.ts`, like the others here."""

    label: Said
    kind: Literal["integer", "number", "choice", "flag"]
    default: Value
    min: float | None = None
    max: float | None = None
    step: float | None = Field(None, gt=0)
    unit: str = ""
    options: Mapping[str, str] | None = None
    """Empty where the program fills it."""
    control: Literal["slider", "box"] = "slider"
    show: Mapping[str, tuple[Value, ...]] | None = None
    aside: str = ""


SEED = Parameter(label="Seed", kind="integer", default=1, step=1)
"""What every explorable has beside its own."""


class Preset(Model):
    label: Said
    values: Mapping[str, Any]
    fails: bool = False
    aside: str = ""


class Column(Model):
    key: Said
    label: Said
    format: Format | None = None


class Wording(Model):
    claim: Said
    rule: Said
    columns: tuple[Column, ...] = Field(min_length=1)


class Definition(Model):
    title: Said
    lead: Said
    note: Said
    parameters: Mapping[str, Parameter]
    presets: tuple[Preset, ...]
    experiment: Wording
    text: Any = None


def is_data(path: str) -> bool:
    """Whether an address below `docs/` is that of an explorable's data."""
    return path.startswith(EXPLORABLES) and path.endswith(".json")


def data_faults(path: str, raw: bytes) -> Iterator[Problem]:
    """What is wrong with a file of data; for a definition also with what it says."""
    text = read_json(path, raw)
    yield from text.problems
    if text.problems or PurePosixPath(path).name != DEFINITION:
        return
    definition, problems = validate(text.source, Definition)
    yield from problems
    if definition:
        yield from _parameters(text, definition)
        yield from _presets(text, definition)


def _parameters(text: JsonText, definition: Definition) -> Iterator[Problem]:
    known = definition.parameters
    for name, one in known.items():
        if wrong := _no_value(one, one.default):
            yield text.problem(("parameters", name, "default"), wrong)
        for other, values in (one.show or {}).items():
            for path, wrong in _settings(known, other, values):
                yield text.problem(("parameters", name, "show", *path), wrong)


def _settings(
    known: Mapping[str, Parameter], name: str, values: Iterable[Any]
) -> Iterator[tuple[FieldPath, str]]:
    """(where below, what is wrong) of a list of values that one control is to have."""
    if name not in known:
        yield (name,), unknown("parameter", name, known)
        return
    for index, value in enumerate(values):
        if wrong := _no_value(known[name], value):
            yield (name, index), wrong


def _no_value(one: Parameter, value: Any) -> str:
    """What is wrong with a value as that of a control."""
    shown = f"is '{cut(str(value))}'"
    if one.kind == "flag":
        return "" if isinstance(value, bool) else f"{shown}; expected true or false"
    if one.kind == "choice":
        if not one.options or value in one.options:
            return ""
        return f"{shown}; {one_of(one.options, value)}"
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or (one.kind == "integer" and value != int(value))
    ):
        return f"{shown}; expected {'a whole number' if one.kind == 'integer' else 'a number'}"
    if one.min is not None and value < one.min:
        return f"{shown}; expected {one.min:g} or more, which is its `min`"
    if one.max is not None and value > one.max:
        return f"{shown}; expected {one.max:g} or less, which is its `max`"
    return ""


def _presets(text: JsonText, definition: Definition) -> Iterator[Problem]:
    known = {**definition.parameters, "seed": SEED}
    for index, preset in enumerate(definition.presets):
        for name, value in preset.values.items():
            for path, wrong in _settings(known, name, [value]):
                yield text.problem(("presets", index, "values", path[0]), wrong)
    if not any(preset.fails for preset in definition.presets):
        wrong = "has no setting in which the claim fails; expected one with `fails`"
        yield text.problem(("presets",), wrong)
