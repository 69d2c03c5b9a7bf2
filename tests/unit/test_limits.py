"""No page holds so much of a sign that its conversion takes long, or ends in an error of Python."""

from __future__ import annotations

import time

import pytest

from .test_converted_pages import LINE, found

LONGEST = 2.0
"""Seconds of this process."""


@pytest.mark.parametrize(
    ("text", "place", "wrong"),
    [
        ("[" * 20_000, "0:1", "has 20,000 signs [ in one paragraph; expected at most 500"),
        ("a\n\nb " + "[[a|" * 4_000, "2:1", "has 8,000 signs [ in one paragraph"),
        ("![a](" * 5_000, "0:1", "has 5,000 signs [ in one paragraph"),
        ("<![CDATA[ " * 2_000, "0:1", "has 4,000 signs [ in one paragraph"),
        ("*" * 2_000 + "a" + "*" * 2_000, "0:1", "has 4,000 signs * in one paragraph"),
        ("_*" * 1_000, "0:1", "has 1,000 signs * in one paragraph"),
        ("<a " * 7_000, "0:1", "has 7,000 signs < in one paragraph"),
        ("1. " * 7_000 + "a", "0:1", "is nested deeper than 20 levels; expected fewer"),
        ("> " * 7_000 + "a", "0:1", "is nested deeper than 20 levels"),
        ("\n".join("    " * n + "- a" for n in range(300)), "20:1", "is nested deeper than"),
        ("a\n:   b\n" * 3_000, "0:1", "has more than 1,000 lines without a blank one"),
        ("a\n\n" + "<div>\n" * 3_000, "2:1", "has 3,000 signs < in one paragraph"),
    ],
)
def test_a_page_that_is_too_much(text: str, place: str, wrong: str) -> None:
    begun = time.process_time()
    (line,) = found(text)
    assert time.process_time() - begun < LONGEST
    down, _, column = place.partition(":")
    assert line.startswith(f"{LINE + int(down)}:{column}: prose: {wrong}")


@pytest.mark.parametrize("text", ["\t" * 20_000 + "a", "a " + " " * 20_000 + "b", "<kbd> " * 400])
def test_a_page_that_is_bearable(text: str) -> None:
    begun = time.process_time()
    found(text)
    assert time.process_time() - begun < LONGEST


def test_what_stands_in_code_counts_for_nothing() -> None:
    assert not found("```\n" + "[" * 2_000 + "\n```")
    assert not found("- a\n    - b\n        - c\n\n" + "    " * 30 + "deep code")
