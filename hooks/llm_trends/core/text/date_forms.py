"""Dates of prose in another form than the site has, which is `13 March 2024`.

Pages that mix two forms make readers stop at each, and generated text has this one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..problems import Problem
from .source_text import SourceText
from .unsourced_numbers import MONTH

MONTH_FIRST = re.compile(
    rf"\b(?P<month>{MONTH}) (?P<day>\d{{1,2}})"
    r"(?:, (?P<year>(?:19|20)\d\d)\b|(?=[.;:,)\]](?!\d)| to | and |\s*$))"
)
"""`March 13, 2024`; without a year only where nothing that is counted can follow."""


@lru_cache(maxsize=1024)
def date_forms(source: SourceText) -> tuple[Problem, ...]:
    """Dates in the body of a page and the texts of its header that name the month first."""
    prose = source.prose.text
    found = [
        source.problem_in_body(date.start(), "date", _wrong(date))
        for date in MONTH_FIRST.finditer(prose)
    ]
    found += [
        source.problem(path, _wrong(date))
        for path, text in source.texts
        for date in MONTH_FIRST.finditer(text)
    ]
    return tuple(sorted(set(found)))


def _wrong(date: re.Match[str]) -> str:
    expected = " ".join(filter(None, (date["day"], date["month"], date["year"])))
    return f"'{date[0]}' names the month first; expected '{expected}'"
