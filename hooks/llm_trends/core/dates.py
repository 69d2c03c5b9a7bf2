"""Dates that say no more than is known: a year, a month or a day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

PATTERN = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
FORMS = "YYYY, YYYY-MM or YYYY-MM-DD"
NUMBERED = re.compile(r"(?a)(\d{4})(\D{0,2}?)(\d{1,2})(?:\2(\d{1,2}))?(?:[T ]\d.*)?")
NAMED = re.compile(
    r"(?a)(?:(\d{1,2})(?:st|nd|rd|th|\.)? )?([A-Z][a-z]{2,8})\.? (?:(\d{1,2}), )?(\d{4})"
)
"""Dates as they stand elsewhere, of which it is plain what is meant."""
NAMES = {*calendar.month_name[1:], *calendar.month_abbr[1:], "Sept"}
EARLIEST, LATEST = 1900, 2100
"""The years that a date may lie in: a report on language models needs no others."""


@dataclass(frozen=True, order=True)
class PartialDate:
    """A calendar date in year, month or day precision; `0` stands for a part that is not stated.

    Sorting puts the less precise date first, so that "2024" heads the list of 2024.
    """

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, value: object) -> PartialDate:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or a year as a number.

        Raises `ValueError` with a predicate about the value, as `core/text/validation.py` asks.
        """
        text = str(value) if type(value) is int and 0 <= value <= 9999 else value
        if text is None or (isinstance(text, str) and not text.strip()):
            raise ValueError(f"is empty; expected {FORMS}")
        if not isinstance(text, str) or not re.fullmatch(PATTERN, text):
            meant = _respelt(str(text))
            hint = f"; did you mean '{meant}'?" if meant else ""
            raise ValueError(f"is not a date; expected {FORMS}{hint}")
        year, month, day = (int(part) for part in f"{text}-0-0".split("-")[:3])
        if not EARLIEST <= year <= LATEST:
            raise ValueError(f"is not a date here; expected a year from {EARLIEST} to {LATEST}")
        if "-00" in text:
            raise ValueError("is not a date; expected months and days that count from 01")
        if month > 12:
            raise ValueError("is not a date; expected a month from 01 to 12")
        last = calendar.monthrange(year, month or 1)[1]
        if day > last:
            name = f"{calendar.month_name[month]} {year}"
            raise ValueError(f"is not a date; expected a day from 01 to {last}, as {name} has")
        return cls(year, month, day)

    @property
    def first_day(self) -> dt.date:
        """The earliest day that the date can mean; a date is in the future when this day is."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        """The latest day that the date can mean; a date has passed when this day has."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    @property
    def words(self) -> str:
        """For readers: `13 March 2024`, `March 2024`, `2024`."""
        month = calendar.month_name[self.month] if self.month else ""
        return " ".join(filter(None, [str(self.day or ""), month, str(self.year)]))

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        del source, handler
        return core_schema.no_info_plain_validator_function(
            lambda value: value if isinstance(value, cls) else cls.parse(value),
            serialization=core_schema.to_string_ser_schema(),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        del schema, handler
        return {
            "anyOf": [{"type": "string", "pattern": PATTERN}, {"type": "integer"}],
            "description": "A date as YYYY, YYYY-MM or YYYY-MM-DD.",
        }


def _respelt(text: str) -> str:
    """How a date of another form is written here: `2024/3/1`, `1 March 2024`; or nothing.

    What some read with the month first and others with the day first, is left to the editor.
    """
    months = {name[:3]: month for month, name in enumerate(calendar.month_name)}
    if found := NUMBERED.fullmatch(text):
        year, _, month, day = found.groups()
    elif (found := NAMED.fullmatch(text)) and found[2][:3] in months and found[2] in NAMES:
        year, month, day = found[4], months[found[2][:3]], found[1] or found[3]
    else:
        return ""
    try:
        return str(
            PartialDate.parse("-".join(f"{int(part):02}" for part in (year, month, day) if part))
        )
    except ValueError:
        return ""
