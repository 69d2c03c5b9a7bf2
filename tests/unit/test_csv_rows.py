from __future__ import annotations

import pytest
from llm_trends.core.text.csv_rows import appended, csv_rows

COLUMNS = ("a", "b")


def test_rows_have_the_line_on_which_they_begin() -> None:
    text = 'a,b\r\n1,"two\nlines"\n"3, 4",\n'
    rows, problems = csv_rows("f.csv", text, COLUMNS)
    assert rows == [(2, ["1", "two\nlines"]), (4, ["3, 4", ""])]
    assert not problems


@pytest.mark.parametrize(
    ("text", "kept", "said"),
    [
        ("", 0, "1:1: columns: has columns none; expected a, b"),
        ("a;b\n1;2\n", 0, "1:1: columns: has its columns separated by ';'; expected a,b"),
        ("a,c\n1,2\n", 0, "1:3: columns: has columns a, c; expected a, b"),
        ("a,b\n1,2\n3\n5,6\n", 2, "3:1: row: has 1 field; expected 2"),
        ("a,b\n1,2\n3,4,5\n", 1, "3:1: row: has 3 fields; expected 2, one with a comma in double"),
        ("a,b\n1,2\n\n5,6\n", 2, "3:1: row: is an empty line; expected values, or no line"),
        ("a,b\n1,2\n,\n5,6\n", 2, "3:1: row: is an empty row; expected values, or no line"),
        ("a,b\n1,2\na,b\n5,6\n", 2, "3:1: row: has the names of the columns once more; expected"),
        ("a,b\n1,2\n3;4\n5,6\n", 2, "3:1: row: has its cells separated by ';'; expected commas"),
        ("a\tb\n1\t2\n", 0, "1:1: columns: has its columns separated by tabs; expected a,b"),
        (
            'a,b\n1,2\n3,"4" x\n',
            1,
            '3:6: row: goes on after a closing quote; expected a comma, or "" for a quote',
        ),
        (
            'a,b\n1,"2\n3,4\n',
            0,
            "2:3: row: has a quote that is not closed",
        ),
    ],
)
def test_what_is_wrong_is_named_and_the_rest_is_kept(text: str, kept: int, said: str) -> None:
    rows, problems = csv_rows("f.csv", text, COLUMNS)
    assert len(rows) == kept
    (problem,) = problems
    assert str(problem).startswith(f"f.csv:{said}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, b"a,b\n5,6\n"),
        (b"", b"a,b\n5,6\n"),
        (b"a,b\n1,2\n", b"a,b\n1,2\n5,6\n"),
        (b"a,b\n1,2", b"a,b\n1,2\n5,6\n"),
        (b"a,b\r\n1,2\r\n", b"a,b\r\n1,2\r\n5,6\r\n"),
        (b"a,b\r\n1,2", b"a,b\r\n1,2\r\n5,6\r\n"),
        (b"a,b\r1,2\r", b"a,b\r1,2\r5,6\n"),
    ],
)
def test_a_row_is_put_on_a_line_of_its_own(before: bytes | None, after: bytes) -> None:
    assert appended(before, COLUMNS, "5,6\n") == after
