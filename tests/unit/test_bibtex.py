"""A BibTeX file as a language: what stands where, and what one mistake spoils."""

from __future__ import annotations

import pytest
from llm_trends.core.sources.bibliography import read_bibliography
from llm_trends.core.sources.bibtex import Fault, commands

from .bibtex_entries import entry, said

NEXT = entry("next")


@pytest.mark.parametrize(
    "text",
    [
        "  " + entry() + "\t" + NEXT,
        entry().replace("\n", " ") + " " + NEXT.replace("\n", ""),
        "@Comment{jabref-meta: databaseType:bibtex;}\n" + entry() + NEXT + "@Comment{x{y}z}",
        "@comment{\n" + entry("old") + "}\n" + entry() + NEXT,
        '@preamble{"\\newcommand{\\x}{y}"}\n' + entry() + NEXT,
        entry() + "% ask someone@example.org, or {me}\n" + NEXT + "or mail me@example.org (now)\n",
        "% @misc{old, title = {X}}\n" + entry() + "  % @misc{old,\n  % }\n" + NEXT,
        entry().rstrip() + ", % @misc{old,}\n" + NEXT,
        "Encoding: UTF-8 @home\n@comment words follow\n" + entry() + "," + NEXT,
        entry().replace("@misc{", "@misc (").rstrip()[:-1] + ")" + NEXT,
        entry(title=None).replace("@misc{one,", '@misc(one, title = "A ) B",').rstrip()[:-1]
        + ")"
        + NEXT,
        entry().replace("@misc", "@ MISC ") + NEXT.replace("title", "TITLE"),
        entry().replace("  author", "\n\n author").replace("\n", "\r\n") + NEXT,
        "\ufeff" + entry() + NEXT,
        entry().replace("{A Title}", '"A {"}fine{"} Title"') + NEXT,
        entry().replace("{2024}", "2024") + NEXT,
        entry(title="Mail a@misc{b} or @home") + NEXT,
        entry(note="see @misc{x, y}") + NEXT,
    ],
)
def test_entries_stand_anywhere(text: str) -> None:
    read = read_bibliography("s.bib", text.encode())
    assert not read.problems
    assert list(read.sources) == ["one", "next"]


ONE = entry("one")
IN_ONE_LINE = ONE.replace("\n", "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        # A brace too few: found at the value before the field that begins inside it.
        (ONE.replace("Title}", "Title"), "2:11: one: has a title that is not closed; expected }"),
        (ONE.replace("{A Title", "{{A Title"), "2:11: one: has a title that is not closed"),
        (ONE.replace("/one}", "/one"), "5:9: one: has a url that is not closed"),
        (ONE.rstrip()[:-1], "6:25: one: is not closed; expected } after its last field"),
        (IN_ONE_LINE.replace("Title}", "Title"), "1:21: one: has a title that is not"),
        # A brace too many: found where the entry ends too early.
        (ONE.replace("Title}", "Title}}"), "2:20: one: ends here by a } too many"),
        (ONE.replace("{A Title", "A Title"), "2:18: one: ends here by a } too many"),
        (ONE.rstrip() + "}\n", "7:1: one: ends here by a } too many"),
        (ONE.rstrip() + ", note = {x}\n", "7:1: one: ends here by a } too many"),
        # Signs between fields.
        (ONE.replace("Title},", "Title}"), "2:20: one: has no comma after its title"),
        (ONE.replace("Title},", "Title},,"), "2:21: one: has no field after a comma"),
        (ONE.replace("title =", "title"), "2:9: one: has 'title' without ="),
        (ONE.replace("{A Title}", ""), "2:11: one: has a title without a value"),
        (ONE.replace("{A Title}", "Title"), "2:11: one: has a title Title, which no @string"),
        (ONE.replace("{A Title}", '"A Title'), "2:11: one: has a title that is not closed"),
        (ONE.replace("{A Title}", '"A').replace("{2024}", '"2024"'), "2:11: one: has a title that"),
        (ONE.replace("{A Title}", "{A Title} # "), "2:23: one: has a title without a value"),
        (ONE.replace("{A Title}", "{A} {Title}"), "2:14: one: has no comma after its title"),
        (ONE.replace("  author", "  % a note\n  author"), "3:3: one: has no field after a comma"),
        (ONE.replace("  author", "  a.b = {c},\n  author"), "3:10: one: has a field 'a.b'"),
        (ONE.replace("year =", "Title ="), "4:12: one: has two fields Title; expected one"),
        # The beginning.
        (ONE.replace("one,", ""), "1:1: misc: has no key; expected `@type{key,`"),
        (ONE.replace("one,", "one"), "1:10: one: has no comma after its key"),
        (ONE.replace("one,", "one two,"), "1:10: one: has no comma after its key"),
        (ONE.replace("@misc", "@mics"), "1:1: one: is of type 'mics'; expected one of article, "),
        # Others than entries.
        (ONE + "@string{a = }\n", "8:13: string: has a a without a value"),
        (ONE + "@string{a}\n", "8:10: string: has 'a' without ="),
        (ONE + "@comment{a\n", "8:1: comment: is not closed"),
        # What programs read differently.
        (ONE.replace("Title}", "\\{ Title}}"), "2:12: one: has a title in which \\{ and \\}"),
        (ONE.replace("  year", "  note = {a\\},\n  year"), "4:11: one: has a note in which \\{"),
        # More than a parser should meet.
        (ONE.replace("Title", "x" * 20_001), "2:11: one: has a field of 20,004 characters"),
        (ONE.replace("{A Title}", f'"{"x" * 20_001}"'), "2:12: one: has a field of 20,001 char"),
        (ONE.replace("Title", "[[a|" * 75_000), "2:11: one: has a field of 300,003 characters"),
        (ONE.replace("A Title", "{" * 20 + "}" * 20), "2:30: one: nests braces more than 20 deep"),
    ],
)
def test_a_mistake_spoils_one_entry(text: str, problem: str) -> None:
    found = said(text + NEXT)
    assert len(found) == 1
    assert found[0].startswith(f"s.bib:{problem}")
    read = read_bibliography("s.bib", "\n\n  " + text + NEXT)
    assert "next" in read.sources
    assert read.unread is ("has no key" in problem)  # whatever is cited may be that entry
    line = int(problem.split(":", maxsplit=1)[0])
    assert [problem.line for problem in read.problems] == [line + 2]


@pytest.mark.parametrize(
    ("few", "many", "places"),
    [
        (ONE.replace("Title}", "Title"), entry("two", title="X}"), ("2:11", "9:14")),
        (ONE.replace("{A Title}", "{{{A"), entry("two", title="X}}}"), ("2:11", "9:14")),
        (IN_ONE_LINE.replace("Title}", "Title"), "@misc{two, a = {X}}}", ("1:21", "1:146")),
    ],
)
def test_a_brace_too_few_and_one_too_many(few: str, many: str, places: tuple[str, str]) -> None:
    """Together they balance, and would make one entry of two."""
    assert said(few + many + NEXT) == [
        f"s.bib:{places[0]}: one: has a title that is not closed; expected }} after it",
        f"s.bib:{places[1]}: two: ends here by a }} too many; expected one }} for each {{",
    ]


def test_every_entry_unclosed() -> None:
    text = "".join(entry(f"k{n}").replace("Title}", "Title") for n in range(50))
    assert [line.split(": ")[1] for line in said(text)] == [f"k{n}" for n in range(50)]


def test_strings_do_not_grow_without_end() -> None:
    doubled = "".join(f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(40))
    [first, *others] = said('@string{s0 = "0123456789"}\n' + doubled + NEXT)
    assert first.startswith("s.bib:12:15: string: has a field of 20,480 characters")
    assert all("which no @string defines" in problem for problem in others)
    much = '@string{a = "' + "x" * 19_000 + '"}\n' + ONE.replace("{2024}", "a # " * 9_000 + "a")
    [problem] = said(much)
    assert problem.startswith("s.bib:5:")
    assert problem.endswith(": one: has more than 100,000 characters; expected fewer")


def test_a_long_entry_of_short_fields() -> None:
    fields = {f"note{n}": "x" * 15_000 for n in range(7)}
    assert said(entry(**fields) + NEXT)[0].startswith("s.bib:1:1: one: has 105,232 characters")


ENTRY = "@misc{one,\n  title = {T}\n}\n"


@pytest.mark.parametrize(
    ("before", "lost", "begins"),
    [
        (ENTRY, "@article two,\n  title = {T}\n}\n", "@article two,"),
        (ENTRY, "article{two,\n  title = {T}\n}\n", "article{two,"),
        (ENTRY, "{two, title = {T}}", "{two, title = {T}}"),
        (ENTRY, "@misc[two, title = {T}]", "@misc[two, title = {T}]"),
        (ENTRY, "@misc", "@misc"),
        (ENTRY, "\uff20misc{two, title = {T}}", "\uff20misc{two, title = {T}}"),
        ("", "misc{two, title = {T}}\n" + ENTRY, "misc{two, title = {T}}"),
        ("", "@misc two, title = {T}}\n", "@misc two, title = {T}}"),
    ],
)
def test_an_entry_whose_beginning_is_mistyped_is_not_lost(
    before: str, lost: str, begins: str
) -> None:
    """BibTeX takes all text between entries for remarks; ours are plain words or begin with %."""
    found = [one for one in commands(before + lost) if one.fault]
    assert [(one.start, one.fault) for one in found] == [
        (
            len(before),
            Fault(
                0,
                f"'{begins}' begins no entry, so it would be lost; expected `@type{{key,` before "
                "its fields",
            ),
        )
    ]


@pytest.mark.parametrize(
    "remark",
    ["Encoding: UTF-8", "% title = {T},", "Ask someone@example.org of {this} = that.", "% @misc"],
)
def test_a_remark_stands_between_entries(remark: str) -> None:
    assert [one.key for one in commands(f"{ENTRY}{remark}\n{ENTRY}") if not one.fault] == [
        "one"
    ] * 2
