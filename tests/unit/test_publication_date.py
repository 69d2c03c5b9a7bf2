"""When a work was first public."""

from __future__ import annotations

import pytest

from .bibtex_entries import entry, said, source


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ({}, "2024"),
        ({"month": "4"}, "2024-04"),
        ({"month": "04"}, "2024-04"),
        ({"month": "apr"}, "2024-04"),
        ({"month": "{April}"}, "2024-04"),
        ({"month": "Sept."}, "2024-09"),
        ({"month": "July~4"}, "2024-07-04"),
        ({"month": "4 July"}, "2024-07-04"),
        ({"date": "2024-03-13"}, "2024-03-13"),
        ({"origdate": "2023-11", "month": "4"}, "2023-11"),
        ({"origdate": "2023-11-02", "date": "2024-04", "year": None}, "2023-11-02"),
        ({"date": "2024-03-13", "year": None}, "2024-03-13"),
        ({"date": "2024-03-13/2024-03-15", "month": "5"}, "2024-03-13"),
        ({"date": "2024/2024-05"}, "2024"),
        ({"date": "2024-03-13/.."}, "2024-03-13"),
        ({"eprint": "2404.00001"}, "2024-04"),
        ({"eprint": "2404.00001", "month": "10"}, "2024-04"),
        ({"eprint": "2404.00001", "month": "3"}, "2024-03"),
        ({"eprint": "2404.00001", "month": "apr 2"}, "2024-04-02"),
        ({"eprint": "2304.00001"}, "2024"),
        ({"eprint": "cs/0404001"}, "2024"),
        ({"eprint": "2404.00001", "date": "2024-09-01"}, "2024-09-01"),
    ],
)
def test_date(fields: dict[str, str | None], date: str) -> None:
    found = source(**fields)
    assert str(found.date) == date
    assert found.year == 2024
    assert found.label == "Bee 2024"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"year": "24"}, "4:11: one: has year '24'; expected four digits"),
        ({"year": "2024a"}, "4:11: one: has year '2024a'; expected four digits"),
        ({"year": "20٢٤"}, "4:11: one: has year '20٢٤'; expected four digits"),
        ({"year": "1899"}, "4:11: one: has year '1899'; expected four digits, 1900 or later"),
        ({"year": "in press"}, "4:11: one: has year 'in press'; expected four digits"),
        ({"year": "9999"}, "4:11: one: has the year 9999; expected "),
        ({"year": None}, "1:1: one: has no year; expected the field `year = {…}`"),
        ({"year": "{}"}, "4:11: one: has no year; expected the field `year = {…}`"),
        ({"month": "13"}, "7:12: one: has month '13'; expected 1 to 12"),
        ({"month": "0"}, "7:12: one: has month '0'; expected 1 to 12"),
        ({"month": "٣"}, "7:12: one: has month '٣'; expected 1 to 12"),
        ({"month": "spring"}, "7:12: one: has month 'spring'; expected 1 to 12"),
        (
            {"date": "2024-05-18", "month": "mai"},
            "8:12: one: has month 'mai'; expected 1 to 12 or a name",
        ),
        ({"month": "feb 30"}, "7:12: one: has month 'feb 30'; expected 1 to 12"),
        ({"date": "2025-01"}, "7:11: one: has date 2025-01 and year 2024; expected the same year"),
        ({"origdate": "2025-01"}, "7:15: one: has origdate 2025-01 after its year 2024; expected"),
        ({"origdate": "lately"}, "7:15: one: has origdate 'lately', which is not a date"),
        ({"date": "yesterday"}, "7:11: one: has date 'yesterday', which is not a date"),
        ({"date": "2024-13"}, "7:11: one: has date '2024-13', which is not a date"),
        ({"date": "1024-01"}, "7:11: one: has "),
        (
            {"date": "2024-05-03/2024-05-01"},
            "7:11: one: has date '2024-05-03/2024-05-01', which ends",
        ),
        ({"date": "2024-05-03/soon"}, "7:11: one: has date '2024-05-03/soon', which is not a date"),
        ({"urldate": "2023-12"}, "7:14: one: has urldate 2023-12, before the work was public"),
        ({"urldate": "lately"}, "7:14: one: has urldate 'lately', which is not a date"),
        ({"urldate": "2024-02-30"}, "7:14: one: has urldate '2024-02-30', which is not a date"),
    ],
)
def test_no_date(fields: dict[str, str | None], wrong: str) -> None:
    [problem] = said(entry(**fields))
    assert problem.startswith(f"s.bib:{wrong}")
