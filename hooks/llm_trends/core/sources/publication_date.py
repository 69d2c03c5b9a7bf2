"""When a work was first public: what its fields say, refined by its arXiv number."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pybtex.database.input.bibtex import month_names

from ..dates import EARLIEST, PartialDate
from ..problems import cut
from .identifiers import announced

YEAR = re.compile(r"[0-9]{4}")
NUMBER = re.compile(r"[0-9]{1,2}")
DAY_AND_MONTH = re.compile(r"(?:([0-9]{1,2})\.? )?([A-Za-z]{3,9})\.?(?: ([0-9]{1,2}))?")
MONTHS = {
    word: number
    for number, names in enumerate(month_names.items(), 1)
    for word in (names[0], names[1].lower())
} | {"sept": 9}


@dataclass(frozen=True)
class Published:
    """The date of the version that is cited, and when the work was first public."""

    cited: PartialDate
    first: PartialDate

    @property
    def year(self) -> int:
        return self.cited.year


def read_published(fields: Mapping[str, str], eprint: str) -> Published | None:
    """`date`, else `year` with `month` and the arXiv number; `origdate` of an earlier form.

    `None` if neither `date` nor `year` is there. Raises `ValueError` in words that begin with the
    field.
    """
    if "date" not in fields and "year" not in fields:
        return None
    stated = _stated(fields)
    posted = _posted_before(fields, stated, eprint)
    first = _date("origdate", fields["origdate"]) if "origdate" in fields else posted or stated
    if first.year > stated.year:
        raise ValueError(f"origdate {first} after its year {stated.year}; expected an earlier one")
    appeared = "booktitle" in fields or "journal" in fields
    return Published(stated if appeared else posted or stated, first)


def _stated(fields: Mapping[str, str]) -> PartialDate:
    """When the version that is cited was public."""
    if "date" in fields:
        date = _date("date", fields["date"])
        if "year" in fields and _year(fields["year"]) != date.year:
            raise ValueError(f"date {date} and year {fields['year']}; expected the same year")
        if "month" in fields:
            _in_month(date.year, fields["month"])  # may be that of the print, but must be one
        return date
    year = _year(fields["year"])
    return _in_month(year, fields["month"]) if "month" in fields else PartialDate(year)


def _posted_before(
    fields: Mapping[str, str], stated: PartialDate, eprint: str
) -> PartialDate | None:
    """The month of the arXiv number, where it says more exactly when the work was first public."""
    posted = announced(eprint)
    if "date" in fields or not posted or posted.year != stated.year:
        return None
    return None if 0 < stated.month <= posted.month else posted


def _date(name: str, text: str) -> PartialDate:
    """A date, or the beginning of a range of dates."""
    begin, _, end = text.partition("/")
    try:
        date = PartialDate.parse(begin)
        last = PartialDate.parse(end) if end.strip(".") else date
    except ValueError as error:
        raise ValueError(f"{name} '{cut(text)}', which {error}") from None
    if last.last_day < date.first_day:
        raise ValueError(f"{name} '{cut(text)}', which ends before it begins; expected a later end")
    return date


def _year(text: str) -> int:
    if not YEAR.fullmatch(text) or int(text) < EARLIEST:
        raise ValueError(f"year '{cut(text)}'; expected four digits, {EARLIEST} or later")
    return int(text)


def _in_month(year: int, text: str) -> PartialDate:
    """The month and, where it is said, the day: `4`, `apr`, `April 13`."""
    if NUMBER.fullmatch(text) and 1 <= int(text) <= 12:
        return PartialDate(year, int(text))
    said = DAY_AND_MONTH.fullmatch(text)
    month = MONTHS.get(said[2].lower(), 0) if said else 0
    day = int(said[1] or said[3] or 0) if said else 0
    try:
        dt.date(year, month, day or 1)
    except ValueError:
        wrong = f"month '{cut(text)}'; expected 1 to 12 or a name such as apr"
        raise ValueError(wrong) from None
    return PartialDate(year, month, day)
