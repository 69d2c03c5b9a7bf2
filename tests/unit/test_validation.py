"""Each kind of error that a model can give, in words and at its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from typing import Annotated, Literal, get_args

import pytest
from llm_trends.core.dates import PartialDate
from llm_trends.core.model import Header
from llm_trends.core.text.source_text import SourceText, read, read_data
from llm_trends.core.text.validation import validate
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticKnownError, core_schema

from ..content import collected, trend
from .counting import steps

FIELDS_OF = "the fields x, y, each as `name: value`"


class Color(StrEnum):
    RED = "red"
    GREEN = "dark-green"


def at_most_three(text: str) -> str:
    if len(text.split()) > 3:
        raise ValueError(f"has {len(text.split())} words; expected at most 3")
    return text


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")

    x: int
    y: str = ""


class One(BaseModel):
    kind: Literal["one"]
    a: int


class Two(BaseModel):
    kind: Literal["two"]


class Everything(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] = "a"
    short: Annotated[str, StringConstraints(max_length=3)] = ""
    words: Annotated[str, AfterValidator(at_most_three)] = ""
    whole: int = Field(1, ge=1, lt=9)
    number: float = 1
    yes: bool = True
    color: Color = Color.RED
    letter: Literal["x", "y"] = "x"
    items: tuple[Inner, ...] = ()
    two: tuple[int, ...] = Field((1, 1), min_length=2, max_length=3)
    either: int | Inner = 1
    maybe: str | None = None
    date: PartialDate | None = None
    by_name: dict[str, int] = {}
    tagged: Annotated[One | Two, Field(discriminator="kind")] | None = None
    address: HttpUrl | None = None

    @model_validator(mode="after")
    def _together(self) -> Everything:
        if self.whole == 8:
            raise ValueError("has no green; expected one beside 8")
        return self


def said(text: str) -> list[str]:
    _, problems = validate(read_data("f", text.encode()), Everything)
    return [str(problem).removeprefix("f:") for problem in problems]


QUOTED = "expected text, in quotes if it looks like a number, true or false"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("text: 1", [f"1:1: text: is '1'; {QUOTED}"]),
        ("text: true", [f"1:1: text: is 'true'; {QUOTED}"]),
        ("text:", ["1:1: text: is empty; expected text"]),
        ("text: ' '", ["1:1: text: is ' '; expected some text"]),
        ("text: [a]", ["1:1: text: is a list; expected text"]),
        ("short: abcd", ["1:1: short: has 4 characters; expected at most 3"]),
        ("words: a b c d", ["1:1: words: 'a b c d' has 4 words; expected at most 3"]),
        (f"words: a b c {'d' * 60}", ["1:1: words: has 4 words; expected at most 3"]),
        ("whole: one", ["1:1: whole: is 'one'; expected a whole number"]),
        ("whole: '1'", ["1:1: whole: is '1'; expected a whole number, without quotes"]),
        ("whole: true", ["1:1: whole: is 'true'; expected a whole number"]),
        ("whole: 1.5", ["1:1: whole: is '1.5'; expected a whole number"]),
        ("whole: 1_0", ["1:1: whole: is '1_0'; expected a whole number"]),
        (f"whole: 0x{'F' * 5000}", [f"1:1: whole: is '0x{'F' * 55}…'; expected a whole number"]),
        (f"whole: {'9' * 5000}", [f"1:1: whole: is '{'9' * 57}…'; expected a whole number"]),
        ("whole: 0", ["1:1: whole: is '0'; expected 1 or more"]),
        (f"whole: {'9' * 99}", [f"1:1: whole: is '{'9' * 57}…'; expected less than 9"]),
        ("whole: 8", ["1:1: header: has no green; expected one beside 8"]),
        ("number: x", ["1:1: number: is 'x'; expected a number"]),
        ("number: true", ["1:1: number: is 'true'; expected a number"]),
        ("yes: 'no'", ["1:1: yes: is 'no'; expected true or false"]),
        ("yes: no", ["1:1: yes: is 'no'; expected true or false"]),
        (
            "color: dark_green",
            [
                (
                    "1:1: color: is 'dark_green'; expected one of red, dark-green; "
                    "did you mean 'dark-green'?"
                )
            ],
        ),
        ("color: 5", ["1:1: color: is '5'; expected one of red, dark-green"]),
        ("letter: z", ["1:1: letter: is 'z'; expected one of x, y"]),
        (
            "items: a",
            ["1:1: items: is 'a'; expected a list, each item on a line that starts with `- `"],
        ),
        (
            "items:\n  - x: a\n    z: 1\n  - y: b",
            [
                "2:5: items[0].x: is 'a'; expected a whole number",
                "3:5: items[0].z: is not a field here; expected one of x, y",
                "4:5: items[1].x: is missing; expected it here",
            ],
        ),
        ("two: [1]", ["1:1: two: has 1 item; expected at least 2"]),
        ("two: []", ["1:1: two: has no items; expected at least 2"]),
        ("two: [1, 2, 3, 4]", ["1:1: two: has 4 items; expected at most 3"]),
        ("two: [a]", ["1:7: two[0]: is 'a'; expected a whole number"]),
        (
            "either: a",
            [f"1:1: either: is 'a'; expected a whole number or {FIELDS_OF}"],
        ),
        ("either: {x: a}", ["1:10: either.x: is 'a'; expected a whole number"]),
        ("maybe: 1", [f"1:1: maybe: is '1'; {QUOTED}"]),
        ("date: soon", ["1:1: date: 'soon' is not a date; expected YYYY, YYYY-MM or YYYY-MM-DD"]),
        ("date: [1]", ["1:1: date: is not a date; expected YYYY, YYYY-MM or YYYY-MM-DD"]),
        ("by_name: {a: b}", ["1:11: by_name.a: is 'b'; expected a whole number"]),
        (
            "tagged: {kind: on}",
            ["1:10: tagged.kind: is 'on'; expected one of one, two; did you mean 'one'?"],
        ),
        ("tagged: {a: 1}", ["1:1: tagged.kind: is missing; expected it here"]),
        ("tagged: {kind: one, a: b}", ["1:21: tagged.a: is 'b'; expected a whole number"]),
        (
            "address: 'javascript:x'",
            ["1:1: address: is 'javascript:x'; expected an address that begins with https://"],
        ),
    ],
)
def test_each_kind_of_error(text: str, problems: list[str]) -> None:
    assert said(text) == problems


def test_what_is_right_is_a_model() -> None:
    text = "items: [{x: 1}]\nnumber: 2\ndate: 2024\ncolor: red\neither: {x: 2}\ntwo: [1, 2]\n"
    model, problems = validate(read_data("f", text.encode()), Everything)
    assert not problems
    assert model
    assert model.items == (Inner(x=1),)
    assert model.color is Color.RED
    assert model.date == PartialDate(2024)


def test_faults_of_the_text_come_alone() -> None:
    source = read_data("f", b"whole: !x one\n")
    assert validate(source, Everything) == (None, source.problems)


def test_half_a_character_from_another_reader_is_a_problem() -> None:
    _, problems = validate(SourceText("f", {"text": "\ud83d"}), Everything)
    (problem,) = problems
    assert problem.message.endswith(
        "expected whole characters, not half of one written as an escape"
    )


def known_errors() -> Iterator[PydanticKnownError]:
    """All that need no context; those with one that models give are above."""
    for kind in get_args(core_schema.ErrorType):
        with suppress(KeyError, TypeError, ValueError):
            yield PydanticKnownError(kind)


@pytest.mark.parametrize("error", list(known_errors()), ids=lambda error: error.type)
def test_no_kind_of_error_speaks_of_python(error: PydanticKnownError) -> None:
    """Whatever model is written next, its messages do not say `Input` or `valid dictionary`."""

    def refuse(value: object) -> object:
        raise error

    class Refusing(BaseModel):
        a: Annotated[object, AfterValidator(refuse)] = None

    _, (problem, *_) = validate(SourceText("f", {"a": "b"}), Refusing)
    assert "expected" in problem.message
    for word in ("Input", "dictionary", "tuple", "pydantic", "Python", "instance", "validator"):
        assert word not in problem.message


def test_the_work_grows_with_the_number_of_errors() -> None:
    """Twenty thousand claims without evidence were compared each with each."""

    def count(items: int) -> int:
        source = read_data("f", ("items:\n" + "  - y: a\n" * items).encode())
        return steps(validate, source, Everything)

    assert count(400) < 2.2 * count(200)


@pytest.mark.parametrize(
    "written", ['"A\\nname\\tof  it"', "|\n  A\n  name  of\n  it", "A name of it"]
)
def test_a_name_is_one_line(written: str) -> None:
    """A line break would end its line in lists of links, in tables and in headings."""
    header = trend("alpha", 1).replace("title: Trend alpha", f"title: {written}")
    found, problems = validate(read("x.md", header.encode()), Header)
    assert not problems
    assert found is not None
    assert found.title == "A name of it"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "      certainty: moderate\n",
            "",
            "now.certainty: is missing; expected it here, as one of high, moderate, low, very-low",
        ),
        (
            "      how: A second study came.\n",
            "",
            (
                "turned_by.how: is missing; expected it here (one sentence: how they moved the "
                "verdict)"
            ),
        ),
        (
            "    turned_by:\n      findings: [second]\n      how: A second study came.\n",
            "    turned_by: [second]\n",
            "turned_by: is a list; expected the fields findings, how, each as `name: value`",
        ),
    ],
)
def test_what_belongs_there_is_said(old: str, new: str, said: str) -> None:
    page = trend("alpha", 1)
    assert old in page
    problems = collected(**{"trends/alpha.md": page.replace(old, new, 1)}).problems
    assert any(f"claims[0].{said}" in str(problem) for problem in problems)
