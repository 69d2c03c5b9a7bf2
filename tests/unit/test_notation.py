"""Citations and links: what they say, what is wrong with them, and their plain words."""

from __future__ import annotations

import pytest
from llm_trends.core.text.not_prose import Formula, prose
from llm_trends.core.text.notation import (
    Cited,
    Found,
    Link,
    citation,
    citation_fault,
    plain_text,
    scan,
    scan_field,
    scan_prose,
)

from .counting import steps


def only(text: str) -> tuple[Cited, ...] | Link | str:
    (found,) = scan(text)
    assert text[found.offset :].startswith(found.raw)
    assert bool(found.what) != bool(found.fault)
    return found.what or found.fault


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("x [@a]", (Cited("a", None),)),
        ("[@a-b:c_2024, Table 3]", (Cited("a-b:c_2024", "Table 3"),)),
        ("[@a,\n  pp. 3, 4; @b]", (Cited("a", "pp. 3, 4"), Cited("b", None))),
        ("[@a , see mail@x.org]", (Cited("a", "see mail@x.org"),)),
    ],
)
def test_citations(text: str, items: tuple[Cited, ...]) -> None:
    assert only(text) == items


@pytest.mark.parametrize(
    ("text", "fault", "meant"),
    [
        ("[@gpt4o, @hello]", "has no semicolon between its sources", "@gpt4o; @hello"),
        ("[@gpt4o @hello]", "has no semicolon between its sources", "@gpt4o; @hello"),
        ("[@a, Table 3, @b, p. 4]", "has no semicolon", "@a, Table 3; @b, p. 4"),
        ("[@key Table 3]", "is not a citation", "@key, Table 3"),
        ("[@key: Table 3]", "is not a citation", "@key, Table 3"),
        ("[@key, ]", "is not a citation", "@key"),
        ("[@key;]", "is not a citation", "@key"),
        ("[@ key]", "is not a citation", "@key"),
        ("[@key; and]", "is not a citation", ""),
        ("[@2024]", "is not a citation", ""),
    ],
)
def test_faulty_citations_say_how_they_were_meant(text: str, fault: str, meant: str) -> None:
    said = only(text)
    assert isinstance(said, str)
    assert said.startswith(fault)
    assert said.endswith(f"; did you mean `[{meant}]`?" if meant else "`[@a; @b]`")


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("[[a]]", Link("trend", "a", "", None)),
        ("[[a|b c]]", Link("trend", "a", "", "b c")),
        ("[[a\\|b c]]", Link("trend", "a", "", "b c")),
        ("| [[a\\|b]] |\n| --- |", Link("trend", "a", "", "b")),
        ("[[a#b]]", Link("claim", "a", "b", None)),
        ("[[#b]]", Link("claim", "", "b", None)),
        ("[[term:b]]", Link("term", "", "b", None)),
        ("[[!b c]]", Link("plain", "", "", "b c")),
    ],
)
def test_links(text: str, link: Link) -> None:
    assert only(text) == link


@pytest.mark.parametrize(
    "table",
    [
        "| [[a|b]] | c |\n| --- | --- |\n| d | e |",
        "| c | d |\n| --- | --- |\n| [[a|b]] | e |",
        "Text.\n\n| c |\n|---|\n| [[a|b]]",
        "{% raw %}\n| c |\n|---|\n| [[a|b]] |\n{% endraw %}",
    ],
)
def test_a_bar_that_ends_a_cell_is_a_fault_of_the_link(table: str) -> None:
    assert only(table) == "has a bar, which ends the cell of the table; expected `[[a\\|b]]`"


def test_a_bar_in_the_place_of_a_citation_ends_the_cell_too() -> None:
    said = only("| c | d |\n|---|---|\n| [@a, 3|4] | e |")
    assert said == "has a bar, which ends the cell of the table; expected a place without one"


@pytest.mark.parametrize(
    "text",
    [
        "`[[a]]`",
        "<code>[[a]] [@b]</code>",
        "- item\n\n        if [[ -f model.bin ]]; then echo found; fi\n",
        "```sh\n[[ -f a ]]\n```",
        "\\([@a]\\)",
        "<!-- [[a]] -->",
        "| `[[a|b]]` | c |\n| --- | --- |",
    ],
)
def test_code_mathematics_and_comments_hold_no_notation(text: str) -> None:
    assert not list(scan(text))


def test_a_text_taken_apart_once_gives_the_same() -> None:
    text = "[@a] `[@b]` [[c]]"
    assert list(scan_prose(prose(text))) == list(scan(text))


@pytest.mark.parametrize(
    "text", ["[@a\n\nb]", "- [@a\n- b]", "[[a|b\n\nc]]", "## [@a\nb]", "| [@a | b] |\n|---|---|"]
)
def test_notation_ends_with_its_paragraph(text: str) -> None:
    assert all(found.fault for found in scan(text))


def test_a_place_cannot_begin_another_source() -> None:
    assert only(citation("a", "Table 3; note b")) == (Cited("a", "Table 3, note b"),)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It fell [@a, p. 3].", "It fell."),
        ("See [[a#b|the claim]], [[term:kv-cache]], [[!this]].", "See the claim, kv cache, this."),
        ("[[a\\|words]] and [words](https://x.org)", "words and [words](https://x.org)"),
        ("*one*, **two**, `d`, ~~e~~, <think>, \\(x\\)",) * 2,
        ("A* search beats C*-algebra, and __init__ is free.",) * 2,
        ("7*7, 2 * 3 * 4, a*b*c, snake_case_name",) * 2,
        ("`*a*` and ` b",) * 2,
        ("a  \n b", "a b"),
    ],
)
def test_a_field_without_its_citations_and_links(text: str, plain: str) -> None:
    assert plain_text(text) == plain


def test_a_field_holds_citations_links_and_formulas_and_else_text() -> None:
    text = "It `[@a]` fell \\(x^2\\) [[b|c]] [@a @b] \\[d\\]"
    assert list(scan_field(text)) == [
        Found(4, "[@a]", (Cited("a", None),)),
        Formula(15, "x^2", "inline"),
        Found(23, "[[b|c]]", Link("trend", "b", "", "c")),
        Found(31, "[@a @b]", None, citation_fault("@a @b")),
    ]


@pytest.mark.parametrize(
    "unit", ["[@a, @b] ", "[[a|b]] ", "[@a ", "**a ", " ", "|[[a|b]]|\n|---|\n"]
)
def test_the_work_grows_with_the_text(unit: str) -> None:
    def read(text: str) -> None:
        list(scan(text))
        plain_text(text)

    small, large = unit * (1000 // len(unit)), unit * (2000 // len(unit))
    assert steps(read, large) < 2.3 * steps(read, small) + 500
