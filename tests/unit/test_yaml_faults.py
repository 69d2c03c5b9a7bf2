"""A mistake of an editor is named at the line that has it, whatever line YAML stumbles over."""

from __future__ import annotations

import pytest
from llm_trends.core.text.positions import dotted
from llm_trends.core.text.yaml_data import Fault, read_yaml

HEADER = """title: Trend
summary: >-
  Some text that goes
  on here.
sectors: [cloud, mobile]
claims:
  - id: first
    text: A claim.
    at: "section 1, Table 2"
    evidence:
      - source: key2024
        at: 'page 3'
        finding: >-
          It was so.
        checked: abstract
      - source: key2025
        at: "page 4"
        finding: It fell.
        checked: abstract
  - id: second
    text: Another claim.
outlook: More of it.
"""


def first_fault(text: str) -> tuple[int, int, str, str]:
    (line, column), path, said = min(read_yaml(text).faults)
    return line, column, dotted(path), said


@pytest.mark.parametrize(
    ("old", "new", "place", "columns"),
    [
        (
            "  - id: first\n    text: A claim.\n    at: ",
            "   - id: first\n     text: A claim.\n     at: ",
            (7, 4),
            "3",
        ),
        (
            "      - source: key2025\n        at: ",
            "       - source: key2025\n         at: ",
            (16, 8),
            "1 or 3 or 5 or 7",
        ),
    ],
)
def test_lines_that_are_moved_together_are_to_blame_at_the_first_of_them(
    old: str, new: str, place: tuple[int, int], columns: str
) -> None:
    """The lines below them fit with what is above."""
    assert old in HEADER
    line, at, _, said = first_fault(HEADER.replace(old, new, 1))
    assert (line, at) == place
    assert said.startswith(f"begins in column {at}; expected column {columns}, in line with")


def test_the_header_is_right() -> None:
    assert not read_yaml(HEADER).faults


QUOTES = "expected quotes around the text"


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        (
            "A claim.",
            "A claim: it is.",
            (8, 18),
            "holds a colon and a space in text without quotes",
        ),
        ("It fell.", "It: fell.", (18, 20), "holds a colon and a space in text without quotes"),
        ("    text: A c", "     text: A c", (8, 6), "is taken for more of the text on line 7"),
        (
            "        at: 'page",
            "         at: 'page",
            (12, 10),
            "is taken for more of the text on line 11",
        ),
        (
            "        checked: abstract\n      -",
            "       checked: abstract\n      -",
            (15, 8),
            "begins in column 8",
        ),
        ("    at: ", "   at: ", (9, 4), "begins in column 4"),
        ("  - id: first", "   - id: first", (7, 4), "begins in column 4; expected column 3"),
        ("  - id: second", "    - id: second", (20, 5), "begins in column 5"),
        ("  - id: first", "  -  id: first", (7, 6), "begins in column 6; expected column 5"),
        ("  - id: first", "  id: first", (7, 3), "has no dash; expected `- `"),
        ("  - id: first", "  -id: first", (7, 3), "has no space after its dash"),
        ("  - id: second", "  -id: second", (20, 3), "has no space after its dash"),
        ("title: Trend", "  title: Trend", (1, 3), "begins in column 3; expected column 1"),
        ("  on here.", " on here.", (4, 2), "is no field; expected `name: value`, or more spaces"),
        ("  - id: second", "  – id: second", (20, 3), "begins with – (U+2013), which is no hyphen"),
        ("  - id: first", "  — id: first", (7, 3), "begins with — (U+2014), which is no hyphen"),
        ("title: Trend", "title： Trend", (1, 6), "has ： (U+FF1A) behind the name; expected a"),
        ("[cloud, mobile]", "[cloud, %mobile]", (5, 18), "begins with '%', which YAML keeps"),
        ("    text: A c", "\ttext: A c", (8, 1), "begins with a tab; expected plain spaces"),
        ("  on here.", "\ton here.", (4, 1), "begins with a tab; expected plain spaces"),
        ("    text: A c", "\u00a0   text: A c", (8, 1), "begins with U+00A0, a blank"),
        ("    text: A c", "  \u2003 text: A c", (8, 3), "begins with U+2003, a blank"),
        (
            '"section 1, Table 2"',
            '"section 1, Table 2',
            (9, 9),
            "has a quote that is open until line",
        ),
        ("'page 3'", "'page 3", (12, 13), "has a quote that is never closed; expected a closing '"),
        ("'page 3'", "page 3'", None, ""),
        ("A claim.", '"A claim.', (8, 11), "has a quote that is open until line 9"),
        ("A claim.", "'It's a claim.'", (8, 15), "goes on after its closing '"),
        ("A claim.", '"A" claim.', (8, 15), 'goes on after its closing "'),
        ("A claim.", '"A \\claim."', (8, 14), "holds \\c, which is no escape"),
        ("A claim.", '"A \\ud83d claim."', (8, 14), "holds \\ud83d, which is no escape"),
        ("A claim.", "[A claim.", (8, 11), "has a [ that is not closed; expected ]"),
        ("A claim.", "{A claim.", (8, 11), "has a { that is not closed; expected }"),
        ("A claim.", "[@key2024] says.", (8, 11), "begins with '[', which YAML keeps for itself"),
        ("A claim.", "{a} claim.", (8, 11), "begins with '{', which YAML keeps for itself"),
        ("[cloud, mobile]", "[cloud, mobile", (5, 10), "has a [ that is not closed"),
        ("[cloud, mobile]", "[", (5, 10), "has a [ that is not closed; expected ]"),
        ("[cloud, mobile]", "{", (5, 10), "has a { that is not closed; expected }"),
        ("title: Trend", "title: [", (1, 8), "has a [ that is not closed; expected ]"),
        ("title: Trend", "title: [Trend, [a]", (1, 8), "has a [ that is not closed; expected ]"),
        ("id: first", "id: {", (7, 9), "has a { that is not closed; expected }"),
        ('at: "section 1, Table 2"', "at: [", (9, 9), "has a [ that is not closed; expected ]"),
        ("[cloud, mobile]", '["cloud, mobile]', (5, 11), "has a quote that is open until line 9"),
        *(
            (
                "A claim.",
                f"{sign}A claim.",
                (8, 11),
                f"begins with '{sign}', which YAML keeps for itself",
            )
            for sign in "@`%],}"
        ),
        ("A claim.", "**A** claim.", (8, 11), "begins with '*', which YAML keeps for itself"),
        ("A claim.", "& a claim.", (8, 11), "begins with '&', which YAML keeps for itself"),
        ("A claim.", "> A claim.", (8, 13), "has text after > in the same line"),
        ("A claim.", "|A claim.", (8, 12), "has text after | in the same line"),
        ("A claim.", "- A claim.", (8, 11), "begins with '-', which YAML keeps for itself"),
        ("text: A claim.", "text:A claim.", (8, 9), "has no space after its colon"),
        ("title: Trend", "title:Trend", (1, 6), "has no space after its colon"),
        ("text: A claim.", "text A claim.", (8, 5), "is no field; expected `name: value`"),
        ("id: first", "id first", (7, 5), "is no field; expected `name: value`"),
        ("finding: >-\n          It was", "finding:\n          It: was", None, ""),
        (
            "outlook: More",
            "more words\noutlook: More",
            (22, 1),
            "is no field; expected `name: value`",
        ),
    ],
)
def test_each_mistake_at_its_line(
    old: str, new: str, place: tuple[int, int] | None, said: str
) -> None:
    assert HEADER.count(old) >= 1
    text = HEADER.replace(old, new, 1)
    if place is None:
        assert not read_yaml(text).faults
        return
    line, column, _, message = first_fault(text)
    assert (line, column) == place
    assert message.startswith(said)
    assert "; expected " in message
    assert "\n" not in message


def test_a_quote_that_is_open_over_all_that_follows_is_one_mistake() -> None:
    text = HEADER.replace("A claim.", '"A claim.').replace("More of it.", "x" * 30_000 + '"')
    text = text.replace('"section 1, Table 2"', "section 1").replace('"page 4"', "page 4")
    ((line, column), _, said) = only(read_yaml(text).faults)
    assert (line, column) == (8, 11)
    assert said == 'has a quote that is open until line 22, over other fields; expected a closing "'


def only(faults: tuple[Fault, ...]) -> Fault:
    (fault,) = faults
    return fault


def test_the_field_is_named() -> None:
    assert first_fault(HEADER.replace("A claim.", "A: b"))[2] == "claims[0].text"


def test_every_fault_lies_in_the_text_whatever_is_cut_off_or_put_in() -> None:
    lines = HEADER.split("\n")
    for cut in range(len(HEADER)):
        for text in (
            HEADER[:cut],
            HEADER[:cut] + "\t" + HEADER[cut:],
            HEADER[:cut] + '"' + HEADER[cut:],
        ):
            for (line, column), _, _ in read_yaml(text).faults:
                assert 1 <= line <= len(lines)
                assert 1 <= column <= len(text.split("\n")[line - 1]) + 1


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: one\nand so: more of it\nand on\nb: 1\n", 2, 7),
        ("- a: 1\n  The words: of it\n  go on\n  b: 2\n", 2, 12),
    ],
)
def test_text_that_looks_like_a_field_of_several_words(text: str, line: int, column: int) -> None:
    """Named where its colon stands, and only there: the line after it goes on with the text."""
    ((place, _, said),) = read_yaml(text).faults
    assert place == (line, column)
    assert "holds a colon and a space in text without quotes" in said
