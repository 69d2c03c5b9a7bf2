from __future__ import annotations

import pytest
from llm_trends.core.dates import PartialDate


@pytest.mark.parametrize(
    ("written", "words"),
    [("2024-03-13", "13 March 2024"), ("2024-03", "March 2024"), (2024, "2024")],
)
def test_says_no_more_than_it_knows(written: object, words: str) -> None:
    date = PartialDate.parse(written)
    assert date.words == words
    assert str(date) == str(written)


@pytest.mark.parametrize(
    "wrong", ["2024-13", "2024-02-30", "24", "2024-3", "2024-00", "soon", None]
)
def test_refuses_what_is_no_date(wrong: object) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        PartialDate.parse(wrong)


def test_sorts_the_less_precise_first() -> None:
    written = ["2024-03-13", "2024", "2024-03", "2023-12-31"]
    ordered = sorted(map(PartialDate.parse, written))
    assert [str(date) for date in ordered] == ["2023-12-31", "2024", "2024-03", "2024-03-13"]
