"""Dates of prose in another form than the site has, which is `13 March 2024`.

Pages that mix two forms make readers stop at each, and generated text has this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..problems import Problem
from .source_text import SourceText
from .unsourced_numbers import MONTH

DAY = rf"\b(?P<month>{MONTH}) (?P<day>\d{{1,2}})"
MONTH_FIRST = (
    re.compile(rf"(?P<raw>{DAY}(?P<year>, (?:19|20)\d\d))\b"),
    re.compile(rf"(?P<raw>{DAY}(?P<year>))(?!, \d{{4}})(?=[.;:,)\]](?!\d)| \[| to | and |\s*$)"),
    re.compile(rf"\b(?i:on|by|since|from|until) (?P<raw>{DAY}(?P<year>))(?= [a-z])"),
)
"""`March 13, 2024`; without a year only where what follows, or stands before, is no count."""


@lru_cache(maxsize=8192)
def date_forms(source: SourceText) -> tuple[Problem, ...]:
    """Dates in the body of a page and the texts of its header that name the month first."""
    prose = source.prose.text
    found = [
        source.problem_in_body(date.start("raw"), "date", _wrong(date)) for date in _found(prose)
    ]
    found += [
        source.problem(path, _wrong(date)) for path, text in source.texts for date in _found(text)
    ]
    return tuple(sorted(set(found)))


def _found(text: str) -> Iterator[re.Match[str]]:
    for form in MONTH_FIRST:
        yield from form.finditer(text)


def _wrong(date: re.Match[str]) -> str:
    expected = f"{date['day']} {date['month']}{date['year'].replace(',', '')}"
    return f"'{date['raw']}' names the month first; expected '{expected}'"
