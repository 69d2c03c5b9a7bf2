from __future__ import annotations

import pytest
from llm_trends.core.dates import PartialDate


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2024-03-13", "13 March 2024"),
        ("2024-03", "March 2024"),
        (2024, "2024"),
        ("1900", "1900"),
        ("2024-02-29", "29 February 2024"),
    ],
)
def test_says_no_more_than_it_knows(written: object, words: str) -> None:
    date = PartialDate.parse(written)
    assert date.words == words
    assert str(date) == str(written)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ("2024-13", "a month from 01 to 12"),
        ("2023-02-29", "a day from 01 to 28, as February 2023 has"),
        ("2024-00", "months and days that count from 01"),
        ("2024-01-00", "months and days that count from 01"),
        ("0001", "a year from 1900 to 2100"),
        (1899, "a year from 1900 to 2100"),
        ("2101-01", "a year from 1900 to 2100"),
        *(
            (wrong, "YYYY, YYYY-MM or YYYY-MM-DD")
            for wrong in (
                *("24", "2024-3", "soon", "", "2024\n", " 2024", "2024-03-13T00:00", "٢٠٢٤"),
                *("２０２４", "20٢٤", None, True, 2024.0, -2024, 10**4000, ["2024"]),
            )
        ),
    ],
)
def test_refuses_what_is_no_date(wrong: object, expected: str) -> None:
    with pytest.raises(ValueError, match=r"^is not a date") as refused:
        PartialDate.parse(wrong)
    assert str(refused.value).endswith(f"expected {expected}")


def test_sorts_the_less_precise_first() -> None:
    written = ["2024-03-13", "2024", "2024-03", "2023-12-31"]
    ordered = sorted(map(PartialDate.parse, written))
    assert [str(date) for date in ordered] == ["2023-12-31", "2024", "2024-03", "2024-03-13"]
