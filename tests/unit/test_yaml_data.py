"""A header as an editor means it: what YAML would do otherwise is named at its place."""

from __future__ import annotations

import pytest
from llm_trends.core.text.positions import dotted
from llm_trends.core.text.yaml_data import LONGEST_FIELD, read_yaml


def faults(text: str) -> list[str]:
    return [
        f"{line}:{column} {dotted(path)}: {said}"
        for (line, column), path, said in read_yaml(text).faults
    ]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("7", 7),
        ("-7", -7),
        ("0", 0),
        ("3.5", 3.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("true", True),
        ("False", False),
        ("", None),
        ("~", None),
        ("null", None),
        *(
            (text, text)
            for text in (
                *("007", "0x7E8", "0o17", "1_0", "1:1:1", "1:59:59.5", "1,000", "yes", "no", "on"),
                *(
                    "2024-03-13",
                    "1e999",
                    "-0.1e-999",
                    "1.",
                    ".inf",
                    ".nan",
                    "٧",
                    "=",
                    "1e",
                    "0b1",
                    "9" * 101,
                ),
            )
        ),
        ("'7'", "7"),
        ('"a\\tb"', "a\tb"),
        (">-\n  a\n  b", "a b"),
    ],
)
def test_only_what_can_be_nothing_else_is_a_number_or_a_truth_value(
    written: str, value: object
) -> None:
    read = read_yaml(f"a: {written}\n")
    assert not read.faults
    assert read.value == {"a": value}
    assert type(read.value["a"]) is type(value)


def test_places_are_those_of_names_and_items() -> None:
    read = read_yaml("a:\n  - b: 1\n    c: [x, y]\n  - d\n")
    assert read.places == {
        (): (1, 1),
        ("a",): (1, 1),
        ("a", 0): (2, 5),
        ("a", 0, "b"): (2, 5),
        ("a", 0, "c"): (3, 5),
        ("a", 0, "c", 0): (3, 9),
        ("a", 0, "c", 1): (3, 12),
        ("a", 1): (4, 5),
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: !!bool x", "1:4 a: begins with !!bool, which YAML takes for a type"),
        ('a: !!int ""', "1:4 a: begins with !!int, which YAML takes for a type"),
        ("b: 1\na: !!timestamp 2024-99-99", "2:4 a: begins with !!timestamp"),
        ("a: !!int 1:1:1", "1:4 a: begins with !!int"),
        ("a: !important", "1:4 a: begins with !important"),
        ("a: !!python/object:os.x {}", "1:4 a: begins with !!python/object:os.x"),
        ("!!map\na: 1", "1:1 header: begins with !!map"),
        ("a: &x y", "1:4 a: begins with &x, which YAML takes for a name"),
        ("a: [*x]", "1:5 a[0]: begins with *x, by which YAML repeats another part"),
        ("a: &x\n  - *x", "1:4 a: begins with &x"),
        ("<<: {title: X}", "1:1 <<: takes over other fields"),
        ("a:\n  <<: 1", "2:3 a.<<: takes over other fields"),
        ("a: 1\na: 2", "2:1 a: stands twice; expected one (the first is on line 1)"),
        (
            "a:\n  - b: 1\n    b: 2",
            "3:5 a[0].b: stands twice; expected one (the first is on line 2)",
        ),
        ('a: "\\x07"', "1:4 a: holds U+0007, a control character"),
        ('a: "b\\u202e"', "1:4 a: holds U+202E, an invisible mark"),
        ('a: "\\ue000"', "1:4 a: holds U+E000, a character for private use"),
        ('"\\0": 1', "1:1 \0: holds U+0000, a control character"),
        (
            f"a: {'x' * (LONGEST_FIELD + 1)}",
            "1:4 a: has 20,001 characters; expected at most 20,000",
        ),
        ("? [a]\n: b", "1:3 header: is no name of a field"),
        ("a: {{ report.x }}", "1:5 a: is no name of a field"),
        (": x", "1:1 header: is no field"),
        ("a: 1\n--- \nb: 2", "2:1 header: begins a second document"),
        ("a: 1\n...\n", "2:1 header: ends the fields"),
        ("a: Ranked #1 here", "1:10 a: ends before '#1 here', which YAML takes for a remark"),
        ("a: Ranked # one", "1:10 a: ends before '# one', which YAML takes for a remark"),
        ("a: #1", "1:3 a: ends before '#1'"),
        ("a:\n- b\n - c", "3:2 a[0]: is taken for more of the text above"),
        ('a: "x\nb: y"\nc: 1', "1:4 a: has a quote that is open until line 2, over other fields"),
        ("many words here: x", "1:16 header: holds a colon and a space in text"),
        ("-a: x", "1:1 -a: has no space after its dash"),
        ("a:\n b: c\n  d: e", "2:2 a.b: begins in column 2; expected column 3"),
        ("a:\n  b: c\n   d: e", "3:4 header: is taken for more of the text on line 2"),
        ("a:\n  b: c\n  d: e\n    f: g", "4:5 header: is taken for more of the text on line 3"),
        ("a:\n  words here\n  c: d", "2:3 header: is no field"),
        ("a:\n  b: x\n  words\n  c: d", "3:3 header: is no field"),
    ],
)
def test_what_yaml_would_do_behind_ones_back_is_named(text: str, fault: str) -> None:
    first, *_ = faults(text)
    assert first.startswith(fault)
    assert "; expected " in first


def test_all_faults_of_a_header_are_named_at_once() -> None:
    assert len(faults("a: !x 1\na: 2\nb: &c d\ne: [*f]\n")) == 4


def test_remarks_and_text_over_several_lines_are_kept() -> None:
    read = read_yaml(
        '# remark\na: b  # remark\nc: one\n  two\nd: "three\n  Four: four"\ne: [1,\n  2]\n'
    )
    assert not read.faults
    assert read.value == {"a": "b", "c": "one two", "d": "three Four: four", "e": [1, 2]}


@pytest.mark.parametrize("unit", ["[", "{a: ", "- ", "a: {", "? ", "[{"])
@pytest.mark.parametrize("depth", [60, 30_000])
def test_deep_nesting_is_a_fault_and_not_the_end_of_the_process(unit: str, depth: int) -> None:
    said = faults("a: " + unit * depth if unit != "- " else unit * depth)
    assert len(said) == 1
    assert said[0].startswith("1:")


def test_fifty_levels_are_read() -> None:
    assert not read_yaml("a: " + "[" * 49 + "]" * 49).faults
    (said,) = faults("a: " + "[" * 50 + "]" * 50)
    assert "is nested deeper than 50 levels; expected fewer" in said
    assert said.startswith("1:53 ")
