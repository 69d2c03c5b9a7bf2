from __future__ import annotations

import pytest
from llm_trends.core.text.date_forms import date_forms
from llm_trends.core.text.source_text import read


def said(body: str, title: str = "b") -> list[str]:
    page = read("t.md", f"---\ntitle: {title}\n---\n{body}\n".encode())
    return [str(problem) for problem in date_forms(page)]


@pytest.mark.parametrize(
    "body",
    [
        "Signed on 13 March 2024, in force from 1 August.",
        "In March 2024 and May 2025.",
        "In March 13 firms and in May 1,200 people reported.",
        "Of May 14 were kept.",
        "`March 13, 2024` in code.",
    ],
)
def test_dates_of_this_site_and_what_is_no_date(body: str) -> None:
    assert said(body) == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (
            "Signed on March 13, 2024 there.",
            "4:11: date: 'March 13, 2024' … expected '13 March 2024'",
        ),
        ("From February 1 to 3 May.", "4:6: date: 'February 1' … expected '1 February'"),
        ("By September 1 it had sent.", "4:4: date: 'September 1' … expected '1 September'"),
        ("In force since August 1.", "4:16: date: 'August 1' … expected '1 August'"),
    ],
)
def test_the_month_first(body: str, place: str) -> None:
    start, end = place.split("…")
    (problem,) = said(body)
    assert problem.startswith(f"t.md:{start}names the month first")
    assert problem.endswith(end.strip())


def test_also_in_a_header() -> None:
    (problem,) = said("Words.", "The law of May 3, 2024")
    assert problem.startswith("t.md:2:1: title: 'May 3, 2024' names the month first")
