"""What makes a search quadratic is in none of the patterns that read what people write.

A pattern that looks for a closing sign names what may stand before it, so that a second opening
sign ends the search of the first; and no sign can be taken by either of two repeats in a row.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _compiler, _parser  # type: ignore[attr-defined]
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any

import llm_trends.core.text as text_room
import pytest
from llm_trends.core import stored_run
from llm_trends.core.text import dialects
from llm_trends.markup import mathematics

MODULES = [
    stored_run,
    mathematics,
    *(
        importlib.import_module(f"{text_room.__name__}.{module.name}")
        for module in pkgutil.iter_modules(text_room.__path__)
    ),
]
PATTERNS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
}
PATTERNS |= {
    f"dialects.{number}": sign.pattern
    for number, sign in enumerate((*dialects.LINES, *dialects.INLINE))
}


ALPHABET = [chr(code) for code in (*range(9, 11), *range(32, 127))]


def inner_sequences(parsed: Any) -> Iterator[Any]:
    """The pattern and every sequence within it."""
    yield list(parsed)
    for kind, value in parsed:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            yield from inner_sequences(value[2])
        elif kind is op.SUBPATTERN:
            yield from inner_sequences(value[-1])
        elif kind is op.BRANCH:
            for branch in value[1]:
                yield from inner_sequences(branch)


def shared_signs(parsed: Any) -> Iterator[set[str]]:
    """What two unbounded repeats in a row can both take, where nothing must stand between them."""
    for sequence in inner_sequences(parsed):
        open_signs: set[str] = set()
        for kind, value in sequence:
            if kind not in (op.MAX_REPEAT, op.MIN_REPEAT):
                open_signs = set()
                continue
            least, most, inside = value
            signs = taken_by(inside) if most == op.MAXREPEAT else set()
            if signs & open_signs:
                yield signs & open_signs
            open_signs = signs | (open_signs if not least else set())


def taken_by(inside: Any) -> set[str]:
    """The single signs that a part of a pattern matches."""
    part = _compiler.compile(_parser.SubPattern(_parser.State(), list(inside)))
    return {sign for sign in ALPHABET if part.fullmatch(sign)}


def repeats_of_anything(parsed: Any) -> Iterator[Any]:
    """The unbounded repeats whose inside matches any sign at all."""
    for kind, value in parsed:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            _, most, inside = value
            if most == op.MAXREPEAT and [sort for sort, _ in inside] == [op.ANY]:
                yield inside
            yield from repeats_of_anything(inside)
        elif kind is op.SUBPATTERN:
            yield from repeats_of_anything(value[-1])
        elif kind is op.BRANCH:
            for branch in value[1]:
                yield from repeats_of_anything(branch)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from repeats_of_anything(value[1])


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_runs_over_everything(name: str) -> None:
    pattern = PATTERNS[name]
    assert not list(repeats_of_anything(_parser.parse(pattern.pattern, pattern.flags)))


@pytest.mark.parametrize("name", PATTERNS)
def test_no_sign_can_be_taken_by_either_of_two_repeats(name: str) -> None:
    pattern = PATTERNS[name]
    assert not list(shared_signs(_parser.parse(pattern.pattern, pattern.flags)))


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 60
    assert list(repeats_of_anything(_parser.parse(r"\\\((?:.+?)\\\)")))
    assert list(shared_signs(_parser.parse(r" *\|? *-")))
    assert not list(shared_signs(_parser.parse(r" *- *")))
