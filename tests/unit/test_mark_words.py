from __future__ import annotations

import pytest
from llm_trends.core.charts.mark_words import shown


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("value", "1518", "1,518"),
        ("high", "117290.25", "117,290.25"),
        ("low", "-3634", "−3,634"),
        ("value", "-0.5", "−0.5"),
        ("value", "1e25", "1e25"),
        ("value", "12–14", "12–14"),
        ("value", "", ""),
        ("year", "2023", "2023"),
        ("date", "2024-03-14", "2024-03-14"),
    ],
)
def test_numbers_are_written_as_in_prose(column: str, cell: str, expected: str) -> None:
    assert shown(column, cell) == expected
