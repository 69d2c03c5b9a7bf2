"""Everything that is wrong with a specification, each fault at its place in the file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

from ..problems import Problem, cut, one_of
from ..text.positions import FieldPath
from .fields import unknown_fields
from .grammar import faults
from .json_text import MOST, JsonText, read_json
from .model import layout, narrow_part
from .refusals import refusals
from .senses import senseless
from .table import RESERVED
from .unchanged_values import overwritten

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
NARROW = ("usermeta", "narrow")
ALONE = (("layer",), ("hconcat",), ("vconcat",), ("concat",), ("repeat",), ("spec",))
BESIDE = "stands beside `mark`; expected one of the two"


@lru_cache(maxsize=1024)
def read_specification(
    path: str, raw: bytes, columns: tuple[str, ...]
) -> tuple[JsonText, frozenset[Problem]]:
    """The file as data with places, and what is wrong with it for rows of these columns.

    `columns` is empty if the CSV could not be read. Both layouts are checked; the narrow one is
    at fault where its own part says something. Remembered, since under `mkdocs serve` hardly any
    specification changes.
    """
    text = read_json(path, raw)
    if text.problems:
        return text, frozenset(text.problems)
    return text, frozenset(_problems(text, columns))


def _problems(text: JsonText, columns: tuple[str, ...]) -> Iterator[Problem]:
    spec = layout(text.data, narrow=False)
    without_data = {name: part for name, part in spec.items() if name != "data"}
    refused = [*islice(refusals(without_data), MOST)]
    for path, wrong in refused:
        yield text.problem(path, wrong)
    given = spec.get("$schema", SCHEMA)
    if isinstance(given, str) and given != SCHEMA:
        yield text.problem(("$schema",), f"is '{cut(given)}'; expected '{SCHEMA}'")
    yield from _layout_problems(text, spec, (), columns, [path for path, _ in refused])
    if own := narrow_part(text.data):
        for path, wrong in islice(refusals(own), MOST):
            yield text.problem((*NARROW, *path), wrong)
        gone = [path for path, _ in (*refused, *refusals(own))]
        yield from _layout_problems(text, layout(text.data, narrow=True), NARROW, columns, gone)


def _layout_problems(
    text: JsonText,
    spec: Mapping[str, Any],
    part: FieldPath,
    columns: tuple[str, ...],
    refused: Collection[FieldPath],
) -> Iterator[Problem]:
    """`part` is where this layout says what it has otherwise. What only follows from what is
    `refused` is not said: that the grammar does not have it, and fields of data of its own."""

    def place(path: FieldPath) -> FieldPath:
        return own if (own := (*part, *path)) in text.places else path

    wrong = faults(spec)
    for fault in wrong:
        ours = fault.path[:1] == ("data",)  # which is ours to check, and may hold less
        if not ours and fault.path not in refused:
            beside = fault.path[-1:] in ALONE and "mark" in spec
            said = BESIDE if beside and len(fault.path) == 1 else fault.message
            yield text.problem(place(fault.path), said, of_name=fault.of_name)
    if wrong:
        return
    for path, said in islice(senseless(spec), MOST):
        yield text.problem(place(path), said)
    if not columns:
        return
    of_its_own = [path[:-1] for path in refused if path[-1] in ("data", "datasets")]
    for path, name, known in islice(unknown_fields(spec, (*columns, *RESERVED)), MOST):
        if any(path[: len(view)] == view for view in of_its_own):
            continue
        said = f"names '{cut(name)}', which is no column; {one_of(sorted(known), name)}"
        yield text.problem(place(path), said)
    for path, said in islice(overwritten(spec, (*columns, *RESERVED)), MOST):
        yield text.problem(place(path), said)
