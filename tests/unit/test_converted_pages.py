"""What only the conversion of a page can find is named at its place, once, and nothing raises."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from llm_trends.adapter.rendering import unconverted
from llm_trends.compose import Site
from llm_trends.markup.extension import ReportExtension, converted
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from ..content import content, stored_run
from .test_compose import MORE, site

ROOT = Path(__file__).parents[2]
PAGE = MORE["trends/gamma.md"]
LINE = PAGE.count("\n") + 2
"""The line on which what a test adds begins."""
MARKUP = ReportExtension()


@cache
def config() -> MkDocsConfig:
    found = load_config(config_file=str(ROOT / "mkdocs.yml"))
    found.markdown_extensions.append(MARKUP)  # type: ignore[arg-type]
    return found


@cache
def before() -> Site:
    """The site with the page as it is."""
    return site(content(**MORE))


def found(text: str, page: str = PAGE) -> list[str]:
    """What is wrong with a page that ends with `text`: `line:column: field: message`.

    Pages that stay as they were without it were converted once, and nothing was wrong.
    """
    files = content(**(MORE | {"trends/gamma.md": f"{page}\n{text}\n"}))
    made = site(files, before())
    here = "docs/trends/gamma.md:"
    old = {*map(id, before().pages)}
    changed = [page for page in made.pages if id(page) not in old]
    problems = [*made.problems, *unconverted(changed, MARKUP, config())]
    said = [str(problem) for problem in sorted(set(problems))]
    assert all(line.startswith(here) for line in said), said
    return [line.removeprefix(here) for line in said]


def test_the_page_is_right_without() -> None:
    assert not [*before().problems, *unconverted(before().pages, MARKUP, config())]
    assert not found("More prose.")


@pytest.mark.parametrize("written", ["&#x1b;99&#x1b;", "&#27;0&#27;"])
def test_no_reference_makes_a_mark_of_ours(written: str) -> None:
    reference = written[: written.index(";") + 1]
    said = f"{LINE}:3: {reference}: stands for U+001B, a control character; expected text without"
    assert [line.startswith(said) for line in found(f"a {written} b")] == [True]


def test_a_reference_in_an_address_is_one() -> None:
    assert found("[a](&#x202e;b)")[0].startswith(f"{LINE}:5: &#x202e;: stands for U+202E")


TAKEN = "html: href=javascript: may not stand in prose and was taken out"


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("a [b](&#106;avascript:c)", ["0:7"]),
        ("a\nb [c](javascript&colon;d) and [e](&#x6a;avascript:f)", ["1:7", "1:35"]),
        ('a <a href="&#106;avascript:b">c</a>\n\n[d](javascript:e)', ["0:12", "2:5"]),
        ("a [b][c]\n\n[c]: &#106;avascript:d", ["2:6"]),
        ("a [b](java&Tab;script:c)", ["0:7"]),
        ('a <a href="java&#10;script:b">c</a>', ["0:12"]),
        ("[a][b]\n\n[b]:\njavascript:c", ["3:1"]),
    ],
)
def test_each_address_that_runs_has_its_place(written: str, places: list[str]) -> None:
    """However it is written: a browser reads through references and over blanks."""
    expected = []
    for place in places:
        line, _, column = place.partition(":")
        expected.append(f"{LINE + int(line)}:{column}: {TAKEN}")
    said = found(f"{written}\n\nOf a javascript: address.")
    assert [line.partition("; ")[0] for line in said] == expected


@pytest.mark.parametrize("written", ["&#104;ttps://example.org/a.png", "//example.org/a.png"])
def test_a_picture_of_another_host_has_its_place(written: str) -> None:
    assert any(line.startswith(f"{LINE}:6: html: src=") for line in found(f"![a]({written})"))


@pytest.mark.parametrize("tag", ["code", "kbd", "samp"])
def test_notation_in_code_of_html_is_text(tag: str) -> None:
    text = rf"<{tag}>if [[ -f a ]] [[alpha]] [@known2024thing] \(x\)</{tag}>"
    page = PAGE.replace("Prose with", f"{text} with")
    assert not found("More.", page)
    made = site(content(**(MORE | {"trends/gamma.md": page})))
    own = next(one for one in made.pages if one.path == "trends/gamma.md")
    MARKUP.context = own.context
    assert text in converted(own.markdown, config().markdown_extensions, config().mdx_configs)


def test_a_reference_in_code_is_text() -> None:
    assert not found("Write `&#x202e;` for it.")


@pytest.mark.parametrize(
    "written",
    [
        'Before {{ report.claim("gamma-claim") }} after.',
        '> {{ report.claim("gamma-claim") }}',
        "| A | B |\n|---|---|\n| {{ report.claim('gamma-claim') }} | b |",
        '**{{ report.claim("gamma-claim") }}**',
        'A term\n: {{ report.claim("gamma-claim") }}',
        '<p title="{{ report.claim("gamma-claim") }}">a</p>',
    ],
)
def test_a_block_stands_in_a_line_of_its_own(written: str) -> None:
    before = written[: written.index("{{")]
    line, column = LINE + before.count("\n"), len(before) - before.rfind("\n")
    said = found(written)
    assert len(said) == 1
    assert said[0].startswith(f"{line}:{column}: macro: ")
    assert said[0].endswith("makes a block; expected it in a line of its own")


def test_the_place_of_a_macro_counts_the_code_before_it() -> None:
    assert found('`a long piece of code` {{ report.nope("x") }}')[0].startswith(f"{LINE}:24: macro")


def test_code_within_a_macro_is_shown_as_written() -> None:
    said = found('`a` {{ report.figure("`b`") }} and `c`')
    assert len(said) == 1
    assert said[0].startswith(f"{LINE}:5: macro: there is no figure '`b`'")


def test_a_macro_in_a_formula_is_named() -> None:
    said = found(r"It is \( {{ report.count('claims') }} \) wide.")
    assert len(said) == 1
    assert said[0].startswith(f"{LINE}:7: ")
    assert "which is not carried out in a formula" in said[0]


@pytest.mark.parametrize("written", ["{{ report.figure(“size”) }}", '{{ report.figure("size)} }}'])
def test_what_the_lexer_refuses_is_named_without_its_count(written: str) -> None:
    said = found(written)
    assert len(said) == 1
    assert " at " not in said[0].partition("; expected")[0]


@pytest.mark.parametrize(
    ("written", "column", "said"),
    [
        ("a <b>bold\n\nnext", 3, "<b> is not closed"),
        ("If a<b and c>d.", 5, "<b and c> is read as a tag; expected blanks"),
        ("<p foo>x</p>", 4, "foo may not stand"),
        ("[x](mailto:)", 5, 'href="mailto:" leads nowhere'),
        ("[x](mailto:a@b)", 5, 'href="mailto:a@b" leads nowhere'),
        ("[x](https:///y)", 5, 'href="https:///y" leads nowhere'),
        ("[x](https://localhost/y)", 5, 'href="https://localhost/y" leads nowhere'),
        ("[x](https://[y/)", 5, "href=https: may not stand"),
        ("a </div> b", 3, "</div> closes nothing"),
        ("<div>\n[@known2024thing]</div>", 0, "[@known2024thing]: stays as it is written"),
        ("<!DOCTYPE html>", 1, "<!DOCTYPE html> may not stand"),
        ("a <?php echo x ?> b", 3, "<?php echo x ?> may not stand"),
        ("<SCRIPT>a()</SCRIPT>", 1, "<script> may not stand"),
        ("Type List<String> here.", 10, "<string> may not stand"),
        ("<font color=red>x</font>", 1, "<font> may not stand"),
        ('<img src="//e.example/x.png" alt="x">', 11, 'src="//e.example/x.png" may not'),
        ('<a href="java\tscript:x">x</a>', 10, 'href="java   script:x" on <a> may not'),
        ("## A part {#part e=d}", 18, "e may not stand"),
        ("# Another title", 1, "is a second title"),
        ("#### Too deep", 1, "leaves out a step; expected `### Heading`"),
        ("##", 1, "has no words"),
        ('<span id="zz">x</span> <span id="zz">y</span>', 7, "'zz' names 2 places"),
        ("## Gamma claim", 1, "'gamma-claim' names 2 places"),
        ("## Outlook", 1, "'outlook' names 2 places"),
        ('[a {{ report.figure("size") }}](../method.md)', 4, "holds another link"),
        ("a ![](a.svg)", 3, "picture: has no words for somebody who does not see it"),
        (
            '![{{ report.figure("size") }}](a.svg)',
            3,
            "inside of a tag, or in the words of a picture",
        ),
    ],
)
def test_what_html_or_its_anchors_get_wrong_is_named_once(
    written: str, column: int, said: str
) -> None:
    problems = found(written)
    assert len(problems) == 1
    line, found_column = problems[0].split(":")[:2]
    assert said in problems[0]
    assert (int(line), int(found_column)) == ((LINE, column) if column else (LINE + 1, 1))


def test_a_picture_of_html_without_words_is_named() -> None:
    wordless = 'has no words for somebody who does not see it; expected alt="…", or alt="" for an'
    assert any(wordless in said for said in found('a <img src="x.svg" title="y">'))
    assert not any(wordless in said for said in found('a <img src="x.svg" alt="">'))


@pytest.mark.parametrize("id_", ["", " {#own}"])
def test_headings_alike_are_named_where_the_second_stands(id_: str) -> None:
    (said,) = found(f"## Limits\n\nText.\n\n## Limits{id_}")
    assert said.startswith(f"{LINE + 4}:1: heading: 'Limits' stands twice; expected other words")
    assert said.endswith(f"(the first is on line {LINE})")


@pytest.mark.parametrize(
    "written",
    [
        "<p>a<p>b",
        "<ul><li>a<li>b</ul>",
        "a<br>b<hr/>",
        "<details><summary>More</summary><p>Text.</p></details>",
        "## A part {#part-of-it}\n\n### A step\n\n## Another part",
        "Write `<b>` and `## Top`.",
        "```html\n<div>\n# No title\n```",
        "## One\n\n### Limits\n\n## Two\n\n### Limits {#own}",
    ],
)
def test_right_html_and_headings_pass(written: str) -> None:
    assert not found(written)


def test_html_is_not_looked_at_where_notation_was_not_understood() -> None:
    assert not found("[x](https://ex ample.org)\n\n{code}")  # which are named as notation


def test_a_claim_named_as_another_place_of_the_page_is_found_in_the_header() -> None:
    page = PAGE.replace("gamma-claim", "how-gamma-works")
    assert found("", page) == [
        f"{LINE - 4}:1: id: 'how-gamma-works' names 2 places of this page; expected another name"
    ]
    page = PAGE.replace("gamma-claim", "top")
    assert found("", page) == [
        "9:5: claims[0].id: 'top' names 2 places of this page; expected another name"
    ]


@pytest.mark.parametrize(
    ("written", "column", "said"),
    [
        ("[a]()", 3, "has no address"),
        ('<a href="alpha.md">a</a>', 10, "alpha.md: is an address that nobody checks"),
        ('<a href="#nope">a</a>', 10, "#nope: leads to no place of this page"),
        ("<img alt='a' src='a.svg'>", 19, "a.svg: is an address that nobody checks"),
    ],
)
def test_links_that_mkdocs_does_not_look_after(written: str, column: int, said: str) -> None:
    files = content(**(MORE | {"trends/gamma.md": f"{PAGE}\n{written}\n"}))
    made = site(files)
    problems = [*made.warnings, *unconverted(made.pages, MARKUP, config())]
    lines = [str(one) for one in problems if one.line == LINE]
    assert len(lines) == 1
    assert lines[0].startswith(f"docs/trends/gamma.md:{LINE}:{column}: ")
    assert said in lines[0]


def test_a_link_of_html_to_a_place_of_the_page_passes() -> None:
    assert not found('<a href="#gamma-claim">a</a> <a href="https://a.example/">b</a>')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/// detials | More\nText\n///", "0:1: block: '/// detials | More' was not understood"),
        ('<iframe src="https://a.example/">b</iframe>', "0:1: html: <iframe> may not stand"),
        (
            "So [@known2024thing; @known2024thing].",
            "0:4: [@known2024thing; @known2024thing]: names",
        ),
    ],
)
def test_one_sign_that_is_not_understood_is_one_mistake(text: str, said: str) -> None:
    line, _, rest = said.partition(":")
    (only,) = found(text)
    assert only.startswith(f"{LINE + int(line)}:{rest}")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("detials", "details"), ("Warnig", "warning"), ("notes", "note"), ("cautoin", "caution")],
)
def test_a_block_that_is_misspelt_is_meant_to_be_one(written: str, meant: str) -> None:
    (line,) = found(f"/// {written} | More\nText\n///")
    assert line.endswith(f"did you mean '{meant}'?")


def test_a_block_with_an_option_that_is_not_known() -> None:
    (line,) = found("/// details | More\n    opne: true\n\nText\n///")
    assert "expected its options alone below it" in line


@pytest.mark.parametrize("written", ["{.aside}", "{: #a .b }", "a word {.b} here", "- a {.b}"])
def test_a_class_of_nothing_stays_in_the_text(written: str) -> None:
    raw = written[written.index("{") : written.index("}") + 1]
    said = f"{LINE}:{written.index('{') + 1}: {raw}: belongs to nothing before it"
    assert [line.startswith(said) for line in found(written)] == [True]


@pytest.mark.parametrize(
    "written", ["a\n{.b}", "**a**{.b}", "## A {#b .c}", "`{.b}`", "\\({.b}\\)", "{a}, {1, 2}, {}"]
)
def test_braces_that_are_read_or_are_text(written: str) -> None:
    assert not found(written)


def test_an_anchor_of_a_stored_run_that_the_page_has_is_named_in_the_run() -> None:
    """Also where only what we make of the page has it, such as the list of its sources."""
    page = PAGE.replace("\nclaims:", "\nexplorable: {folder: toy, claim: gamma-claim}\nclaims:", 1)
    run = stored_run('<p>a</p>\n<p id="sources">b</p>\n<p id="own">c</p>\n')
    files = {**MORE, "trends/gamma.md": page, "explorables/toy/fallback.html": run}
    made = site(content(**files))
    assert not made.problems
    problems = list(unconverted(made.pages, MARKUP, config()))
    place = "docs/explorables/toy/fallback.html:3:8"
    said = f"{place}: id: 'sources' names 2 places of this page; expected another name"
    assert [str(problem) for problem in problems] == [said]


def test_what_comes_of_notation_in_a_tag_is_not_said() -> None:
    """The formula becomes tags that nobody has written; the strict build names the formula."""
    assert not found(r"A [b](https://example.org/ 'as \(x^2\)') c.")
