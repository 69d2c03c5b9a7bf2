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
                *("24", "soon", "2024\n", " 2024", "٢٠٢٤", "01/05/2024", "2024-1-32", "Mon 2024"),
                *("２０２４", "20٢٤", True, 2024.0, -2024, 10**4000, ["2024"], "May 32, 2024"),
            )
        ),
        *(
            (wrong, f"YYYY, YYYY-MM or YYYY-MM-DD; did you mean '{meant}'?")
            for wrong, meant in {
                "2024-3": "2024-03",
                "2024-03-13T00:00": "2024-03-13",
                "2024-03-13 10:00:00": "2024-03-13",
                "2024/3/13": "2024-03-13",
                "2024.03": "2024-03",
                "2024–03–13": "2024-03-13",
                "20240313": "2024-03-13",
                20240313: "2024-03-13",
                "13 March 2024": "2024-03-13",
                "13. Mar 2024": "2024-03-13",
                "March 13, 2024": "2024-03-13",
                "Sept. 2024": "2024-09",
            }.items()
        ),
    ],
)
def test_refuses_what_is_no_date(wrong: object, expected: str) -> None:
    with pytest.raises(ValueError, match=r"^is not a date") as refused:
        PartialDate.parse(wrong)
    assert str(refused.value).endswith(f"expected {expected}")


@pytest.mark.parametrize("nothing", [None, "", " "])
def test_says_of_what_is_not_there_that_it_is_empty(nothing: object) -> None:
    with pytest.raises(ValueError, match=r"^is empty; expected YYYY, YYYY-MM or YYYY-MM-DD$"):
        PartialDate.parse(nothing)


def test_sorts_the_less_precise_first() -> None:
    written = ["2024-03-13", "2024", "2024-03", "2023-12-31"]
    ordered = sorted(map(PartialDate.parse, written))
    assert [str(date) for date in ordered] == ["2023-12-31", "2024", "2024-03", "2024-03-13"]
