from __future__ import annotations

import pytest
from llm_trends.core.problems import (
    LISTED,
    Problem,
    candidates,
    did_you_mean,
    in_order,
    report_of,
    unknown,
)

KEYS = tuple(f"{name}{year}word" for name in ("liu", "dao", "hsieh", "smith") for year in range(99))


def test_a_problem_is_one_line_whatever_the_content_holds() -> None:
    said = str(Problem("a\n\u202e.md", 1, 1, "x\ny" * 200, "is '\x1b[0m\u202e\u2028\ud800\n'"))
    assert said.isprintable()
    assert len(said) < 250
    assert "\\n" in said
    assert "\\u202e" in said


@pytest.mark.parametrize(
    ("wrong", "known", "hint"),
    [
        ("hodls", ["holds", "contested"], "; did you mean 'holds'?"),
        ("liu2042word", KEYS, "; did you mean 'liu42word'?"),
        ("hsieh17wrod", KEYS, "; did you mean 'hsieh17word'?"),
        ("nothing-like-it", KEYS, ""),
        ("abcxy", ["abcde"], "; did you mean 'abcde'?"),  # six letters of ten are common
        ("abcdxyz", ["abcdefg"], ""),  # eight of fourteen are too few
        ("", ["a"], ""),
        (5, ["5"], ""),
        ("x" * 5000, ["x" * 4999], ""),
    ],
)
def test_the_nearest_word(wrong: object, known: tuple[str, ...], hint: str) -> None:
    assert did_you_mean(wrong, known) == hint


def test_few_words_are_compared_letter_by_letter() -> None:
    """A renamed bibliography asks for each of its keys among all the others."""
    for key in KEYS[::7]:
        near = candidates(key[:-2] + "dr", KEYS)
        assert len(near) == LISTED
        assert key in near


def test_what_is_unknown_is_said_with_what_is_known() -> None:
    assert unknown("trend", "betta", ["alpha", "beta"]) == (
        "there is no trend 'betta'; expected one of alpha, beta; did you mean 'beta'?"
    )
    assert unknown("term", "x", []) == "there is no term 'x'; expected none, as there is none"
    many = unknown("source", "zzz", KEYS)
    assert many.count(",") == LISTED
    assert many.endswith(f"… ({len(KEYS)} in all)")


def test_what_keeps_a_file_from_being_read_stands_before_what_follows_from_it() -> None:
    follows = Problem("docs/a.md", 3, 1, "claims", "there is no claim")
    later = Problem("docs/a.md", 12, 1, "claims", "there is no claim")
    unread = Problem("docs/z.bib", 9, 1, "encoding", "is no text")
    folder = Problem("docs/y.bib", 1, 1, "folder", "is a folder")
    assert in_order([later, unread, follows, folder, later]) == [folder, unread, follows, later]
    assert report_of([later, unread]).splitlines()[0] == "2 problems in the content:"
    assert report_of([later, later]).splitlines() == ["1 problem in the content:", f"  {later}"]
