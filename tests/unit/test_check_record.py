"""The record of checks: every faulty row is named, the others stand."""

from __future__ import annotations

import datetime as dt

import pytest
from llm_trends.core.sources.check_record import COLUMNS, read_check_record

from ..content import SOURCES, collected, trend

TODAY = dt.date(2026, 1, 5)
ROW = "alpha#one,key2024a,7 of 10,third,confirmed,the paper,v1,full-text,2026-01-05"


def read(*rows: str) -> tuple[int, list[str]]:
    record = read_check_record("r.csv", "\n".join([",".join(COLUMNS), *rows, ""]), TODAY)
    return len(record.checks), [str(problem) for problem in record.problems]


def test_a_right_row_is_read() -> None:
    assert read(ROW) == (1, [])


def test_a_reading_cannot_lie_ahead() -> None:
    checks, problems = read(ROW, ROW.replace("2026-01-05", "2026-01-06"))
    assert checks == 1
    assert problems == [
        "r.csv:3:1: date: 2026-01-06 is in the future; expected 2026-01-05 or earlier"
    ]


def test_a_row_stands_once() -> None:
    checks, problems = read(ROW, ROW.replace("one", "two"), ROW)
    assert checks == 2
    assert problems == ["r.csv:4:1: row: stands twice; expected one (the first is on line 2)"]


def test_all_faults_of_a_row_are_named() -> None:
    wrong = ROW.replace("third", "umpteenth").replace("confirmed", "banana").replace("#one", "")
    assert [said.split(": ")[1] for said in read(wrong)[1]] == ["reading", "result", "subject"]


def test_a_chart_that_cannot_be_read_may_use_the_source_of_a_row() -> None:
    row = ROW.replace("alpha#one,key2024a", "alpha#charts,known2024thing")
    record = {"data/verification.csv": f"{','.join(COLUMNS)}\n{row}\n"}
    wrong = "'known2024thing' is not used in alpha#charts"
    assert any(wrong in found.message for found in collected(**record).warnings)
    broken = {"charts/small.json": "{}", "charts/small.csv": "value\n1\n"}
    assert not any(wrong in found.message for found in collected(**record, **broken).warnings)


def test_a_term_and_a_relation_can_be_read_again() -> None:
    """A relation cites nothing: it rests on what its page uses or on the claim that it names."""
    term = "terms:\n  - {term: alpha word, definition: What it is., source: later2025thing}"
    named = "{to: beta, kind: enables, why: For a reason., claim: beta#beta-claim}"
    other = trend("beta", 2).replace("known2024thing", "other2023thing")
    files = {
        "sources.bib": SOURCES + SOURCES.split("\n\n")[0].replace("known2024", "other2023"),
        "trends/alpha.md": trend("alpha", 1, terms=term, relations=f"relations:\n  - {named}"),
        "trends/beta.md": other,
        "data/verification.csv": "\n".join(
            [
                ",".join(COLUMNS),
                ROW.replace("#one,key2024a", "#terms,later2025thing"),
                ROW.replace("#one,key2024a", "#terms,known2024thing"),
                ROW.replace("#one,key2024a", "#relations,known2024thing"),
                ROW.replace("#one,key2024a", "#relations,other2023thing"),
                ROW.replace("alpha#one,key2024a", "beta#relations,known2024thing"),
                "",
            ]
        ),
    }
    faulty = [found for found in collected(**files).warnings if "verification" in str(found)]
    assert [(found.line, found.message.split(";")[0]) for found in faulty] == [
        (3, "'known2024thing' is not used in alpha#terms"),
        (6, "'known2024thing' is not used in beta#relations"),
    ]


@pytest.mark.parametrize(
    ("reading", "result", "changes"),
    [
        ("first", "confirmed", True),
        ("first", "not-readable", False),
        ("second", "confirmed", False),
        ("second", "corrected", True),
        ("third", "removed", True),
    ],
)
def test_what_a_reading_changes_dates_its_claim(reading: str, result: str, changes: bool) -> None:
    """What came in, was corrected or taken out is new to readers; what was confirmed is not."""
    row = ROW.replace("third", reading).replace("confirmed", result)
    record = read_check_record("r.csv", "\n".join([",".join(COLUMNS), row, ""]), TODAY)
    assert [str(date) for date in record.changed_parts("alpha").values()] == (
        ["2026-01-05"] if changes else []
    )
