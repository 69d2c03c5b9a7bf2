"""Notation that would stay as raw text is named where it stands; nothing else is."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from llm_trends.core.text.leftovers import leftovers, together
from llm_trends.core.text.source_text import SourceText, read, read_data

from .counting import steps

DOCS = Path(__file__).parents[2] / "docs"
KNOWN = frozenset({"liu2024lost", "openai2024hello", "plainkey"})


def found(text: str) -> list[str]:
    return [
        f"{problem.line}:{problem.column} {problem.field}: {problem.message}"
        for problem in leftovers(SourceText("f", {}, text), KNOWN)
    ]


@pytest.mark.parametrize(
    ("around", "place"),
    [
        ("a\n[b](https://example.org/ 't {} u') c", "2:29"),
        ("a\n![b {} c](small.svg)", "2:5"),
        ('a\n<span title="t {} u">b</span> c', "2:16"),
        ("a\n\n<p title='{}'>b</p>", "3:11"),
        ('## Head { #x title="t {} u" }', "1:23"),
        ("a [b][c] d\n\n[c]: https://example.org/ 't {} u'", "3:30"),
    ],
)
@pytest.mark.parametrize("notation", [r"\(x^2\)", "[@openai2024hello]", "[[alpha]]"])
def test_notation_stands_where_more_than_text_can(around: str, place: str, notation: str) -> None:
    (line,) = found(around.replace("{}", notation))
    assert line.startswith(f"{place} {notation}: stands in a tag, an address, a title or the words")
    assert not found(f"a *{notation}* <b>{notation}</b> and [{{b}}](c.md) {notation} {{d}}")


@pytest.mark.parametrize(
    ("text", "place", "instead"),
    [
        ('!!! note "Title"', '1:1 !!! note "Title"', "`/// note | Title`"),
        ("!!!note", "1:1 !!!note", "`/// note | Title`"),
        ("??? question", "1:1 ??? question", "`/// note | Title`"),
        ("???+ tip", "1:1 ???+ tip", "`/// note | Title`"),
        ("::: warning", "1:1 ::: warning", "`/// note | Title`"),
        (":::{.note}", "1:1 :::{.note}", "`/// note | Title`"),
        ("> [!NOTE]\n> a", "1:3 [!NOTE]", "`/// note | Title`"),
        (".. note:: a", "1:1 .. note:: a", "`/// note | Title`"),
        ('=== "Tab"', '1:1 === "Tab"', "a heading for each part"),
        ("== Heading ==", "1:1 == Heading ==", "`## Heading`"),
        ("a\n\n##Heading", "3:1 ##Heading", "`## Heading`"),
        ("as\n#1 of all", "2:1 #1 of all", "`\\#` for the sign"),
        ("a[^1] b", "1:2 [^1]", "a citation `[@key]`"),
        ("[^a]: The note", "1:1 [^a]: The note", "a citation `[@key]`"),
        ("a^[note] b", "1:2 ^[note]", "a citation `[@key]`"),
        ("- a\n- [ ] task", "2:1 - [ ]", "a plain item"),
        ("1. [x] task", "1:1 1. [x]", "a plain item"),
        ("a\n\n[ ] task", "3:1 [ ]", "a plain item"),
        ("as $x$ grows", "1:4 $x$", "`\\( … \\)`"),
        ("($n < 5$)", "1:2 $n < 5$", "`\\( … \\)`"),
        ("of $f(x, y) + z$.", "1:4 $f(x, y) + z$", "`\\( … \\)`"),
        ("see @fig:one", "1:5 @fig:one", "`[words](address)`"),
        ("(@tbl-costs)", "1:2 @tbl-costs", "`[words](address)`"),
        ("as Fig. ?? shows", "1:9 ??", "the text itself"),
        ("in section (??)", "1:13 ??", "the text itself"),
        ("*[HTML]: Hyper", "1:1 *[HTML]: Hyper", "a term in the header"),
        ('--8<-- "a.md"', '1:1 --8<-- "a.md"', "its text"),
        ("a [b][c] d\n\n[c]: x.md\n[c]: y.md", "4:1 [c]: y.md", "another name"),
        ("a b\n\n[c]: x.md", "3:1 [c]: x.md", "`[words][name]`"),
        ("a\n\n[//]: # (a note)", "3:1 [//]: #", "`[words][name]`"),
        ("a&nbps;b &nbps; c", "1:10 &nbps;", "did you mean 'nbsp'"),
        (
            '``` python hl_lines="a b"\ncode\n```',
            '1:1 ``` python hl_lines="a b"',
            "the language alone",
        ),
        (
            '``` python linenums="-1"\ncode\n```',
            '1:1 ``` python linenums="-1"',
            "the language alone",
        ),
        ('``` {.python onclick="x"}\ncode\n```', '1:14 onclick="x"', "title, hl_lines"),
        ('~~~ {.python title="x" y}\ncode\n~~~', "1:24 y", "title, hl_lines"),
        ("a ~~struck~~", "1:3 ~~struck~~", "`*words*`"),
        ("a ==mark== b", "1:3 ==mark==", "`*words*`"),
        ("a ^^line^^ b", "1:3 ^^line^^", "`*words*`"),
        ("H~2~O", "1:2 ~2~", "`\\( … \\)`"),
        ("x^2^", "1:2 ^2^", "`\\( … \\)`"),
        (":smile: a", "1:1 :smile:", "the sign itself"),
        ("a :+1:", "1:3 :+1:", "the sign itself"),
        (":material-check:", "1:1 :material-check:", "the sign itself"),
        ("++ctrl+k++", "1:1 ++ctrl+k++", "`<kbd>"),
        ("a %%b%%", "1:3 %%b%%", "`<!-- … -->`"),
        ("{++a++}", "1:1 {++", "as it should read"),
        ("![[image]]", "1:1 ![[image]]", "a link"),
        ("[a]{.b}", "1:1 [a]{.b}", "the words alone"),
        ("$$x$$", "1:1 $$x$$", "`\\[ … \\]`"),
        ("\n% A title\n% An author", "2:1 % A title", "`## Heading`"),
        ("a ||hidden|| b", "1:3 ||hidden||", "the words alone"),
        ("a -- b", "1:3 --", "a comma"),
        ("[a](#)", "1:3 ](#)", "`[words](address)`"),
        ("To do: TODO.", "1:8 TODO", "the text itself"),
        ("FIXME, later", "1:1 FIXME", "the text itself"),
        ("a (XXX) b", "1:4 XXX", "the text itself"),
        ("TBD", "1:1 TBD", "the text itself"),
        ("Lorem ipsum dolor", "1:1 Lorem ipsum", "the text itself"),
        ("It fell [citation needed].", "1:9 [citation needed]", "the text itself"),
        ("a $x^2$ b", "1:3 $x^2$", "`\\( … \\)`"),
        ("as \\cite{a}", "1:4 \\cite{", "Markdown"),
        ("as @liu2024lost says", "1:4 @liu2024lost", "`[@liu2024lost]`"),
        ("(@plainkey)", "1:2 @plainkey", "`[@plainkey]`"),
        ("@smith2021some", "1:1 @smith2021some", "`[@smith2021some]`"),
        ("[see @liu2024lost]", "1:6 @liu2024lost", "`[@liu2024lost]`"),
        ("[liu2024lost]", "1:1 [liu2024lost]", "`[@liu2024lost]`"),
        ("[plainkey, Table 3]", "1:1 [plainkey, Table 3]", "`[@plainkey]`"),
        ("a [@liu2024lost, b", "1:3 [@liu2024lost", "`[@key, Table 3]`"),
        ("[@liu2024lost\n\nb]", "1:1 [@liu2024lost", "`[@key, Table 3]`"),
        ("[@liu2024lost, Table [3]]", "1:1 [@liu2024lost, Table [3]]", "`[@key, Table 3]`"),
        ("a [[efficiency", "1:3 [[efficiency", "`[[target|words]]`"),
        ("a [[efficiency|]]", "1:3 [[efficiency|]]", "`[[target|words]]`"),
        ("a efficiency]]", "1:13 ]]", "`[[target]]`"),
        ("a \\( b", "1:3 \\(", "`\\)` or `\\]`"),
        ("a \\[ b\n\nc \\]", "1:3 \\[", "`\\)` or `\\]`"),
        ("a \\) b", "1:3 \\)", "before it"),
        ("a <!-- b", "1:3 <!--", "`-->`"),
        ("a ` b", "1:3 `", "as many backticks"),
        ("```python\ncode [[a]]", "1:1 ```python", "the language alone"),
        ("```python numbers=1\na\n```", "1:1 ```python numbers=1", "the language alone"),
        ("a **b c", "1:3 **", "`**`"),
        ('{ report.chart("a") }', "1:1 { report.chart", "`{{ report.chart"),
        ('{ report.chart("a") }}', "1:1 { report.chart", "`{{ report.chart"),
        ('a report.chart("a")', "1:3 report.chart(", "`{{ report.chart"),
        ("Text:\n- a\n- b", "2:1 - a", "one"),
        ("Text:\n1. a", "2:1 1. a", "one"),
        ("Text\n| a | b |\n| --- | --- |", "3:1 | --- | --- |", "one"),
        ("| a | b |\n| - | - |\n| c | d |\n---", "4:1 ---", "a blank line between"),
        ("| a | b |\n| - | - |\n{ .wide }", "3:1 { .wide }", "a blank line between"),
        ("| a | b |\n| - | - |\n| \\(|x|\\) | c |", "3:3 \\(|x|\\)", "`\\vert`"),
        ("[a] (https://x.org)", "1:3 ] (", "`[words](…)`"),
        ("(a)[https://x.org]", "1:3 )[", "`[words](address)`"),
        ("[a](https://x.org", "1:3 ](", "`[words](address)`"),
        ("[a][b]", "1:1 [a][b]", "`[words](address)`"),
        ("a\\\nb", "1:2 \\", "two spaces"),
        (
            "https://x.org/@liu2024lost/:a:/~~b~~",
            "1:1 https://x.org/@liu2024lost/:a:/~~b~~",
            "`[words](address)`",
        ),
        ("see www.x.org/a now", "1:5 www.x.org/a", "`[words](address)`"),
        ("a [b|https://x.org]", "1:6 https://x.org", "`[words](address)`"),
        ("a }} b", "1:3 }}", "`{{` before it"),
        ("a {# a remark #} b", "1:3 {# a remark #}", "`<!-- … -->`"),
        ("a {# a remark", "1:3 {# a remark", "`<!-- … -->`"),
        ("== Heading", "1:1 == Heading", "`## Heading`"),
        ("h2. Heading", "1:1 h2. Heading", "`## Heading`"),
        ("• an item", "1:1 • an item", "`- `"),
        ("1) an item", "1:1 1) an item", "`- `"),
        ("// note | Title\nText", "1:1 // note | Title", "`/// note | Title`"),
        ("/// note | Title\nText\n\nmore", "1:1 /// note | Title", "`///` after it"),
        ("```{note}\nText\n```", "1:1 ```{note}", "`/// note | Title`"),
        ("see {ref}`a`", "1:5 {ref}", "`[words](address)`"),
        ("see `a <b>`_ now", "1:12 _", "`[words](address)`"),
        ("{::comment}", "1:1 {::comment}", "the words alone"),
        ("{code}x", "1:1 {code}", "the words alone"),
        ("`x`{=html}", "1:4 {=html}", "the words alone"),
        ("a [b]bold[/b]", "1:10 [/b]", "the words alone"),
        ("a '''bold''' b", "1:3 '''bold'''", "`*words*`"),
        ("a\n\n\\newpage", "3:1 \\newpage", "Markdown"),
        ("a paragraph ^name", "1:13 ^name", "a heading of its own"),
        ("a *b and c", "1:3 *", "a backslash"),
        ("*a\n*b", "1:1 *", "a backslash"),
        ("a __b and c", "1:3 __", "a backslash"),
        ("a\n---\nb", "2:1 ---", "a blank line before it"),
        ("– a\n– b", "1:1 – a", "`- ` or `1. `"),
        ("a\n\n— b", "3:1 — b", "`- ` or `1. `"),
        ("a\n\n-b\n-c", "3:1 -b", "`- ` before each item"),
        (r"a \(\) b", r"1:3 \(\)", "a formula"),
        ("[a](<b.md)", "1:3 ](", "`[words](address)`"),
        ("| a | b |\n| c | d |", "1:1 | a | b |", "`|---|---|`"),
        ("| a | b |\n|---|---|\n| c |", "3:1 | c |", "2, as the head"),
        ("a | b\n--|--\nc | d | e", "3:1 c | d | e", "2, as the head"),
    ],
)
def test_what_would_stay_raw(text: str, place: str, instead: str) -> None:
    first, *_ = found(text)
    assert first.startswith(f"{place}: ")
    assert instead in first.partition("; expected ")[2]


@pytest.mark.parametrize(
    "text",
    [
        "Prices of US$5 and US$10, between $5 and $10, $3.50_a",
        "From $a to US$, A$ and C$; $AAPL and $MSFT$; [x] marks it?? What?? is.",
        "Write to a@fig.org; @figure, @section and @ch are names.",
        "Write to me@example.org or <me@example.org>; @openai said so.",
        "At 10:30:45, in a ratio of 16:9, 1:2:3, note: see: that.",
        "C++ and D++, `a == b`, a == b, 2 * 3 ** 4, x ~ y ~ z, ~5% of ~10",
        "f(x) = x^2 + y^3, A_b_c, __init__, C:\\\\dir, I/O, 50%, 5% to 10%",
        "**bold**, **`code`**, (**a**), **[a](b)**, ***a***, *a*",
        '[a](https://x.org/b_(c)) [d](e.md#f "G") ![h](i.png) <https://x.org/@user/:a:>',
        "[a][b] and [c]\n\n[b]: https://x.org\n[c]: https://y.org",
        "[1], [sic], [...], [a]",
        "[@liu2024lost, Table 3; @openai2024hello][[a|b]] [[#c]] [[term:d]] [[!e]]",
        '{{ report.chart("a") }} {{ report.claim("b") }}',
        "{% raw %}\n| a | b |\n| - | - |\n| c | d |\n{% endraw %}",
        '<a href="x" title=":smile: @liu2024lost">a</a> <br>',
        "## Heading { #id }\n\n## Heading {#id}",
        "Text.\n\n- a\n- b\n    - c\n\n1. d\n2. e\n\nTerm\n:   Words",
        "| a | b |\n| --- | --- |\n| [[c\\|d]] | `e|f` |",
        "in a sentence that ends\n2024. Then it goes on - and\non.",
        "/// note | Title\n\nText.\n\n///",
        "`~~a~~` <code>==b==</code> \\(x~2~\\) <!-- :smile: -->",
        "```\n!!! note\n- [ ] a\n```\n\n    [^a]: b\n",
        "x -> y --> z, a <- b, std::vector<int>::x",
        "a  \nb <br>\nc",
        "``` a ``` and ```` b ```` on one line",
        "(*a*), *a b*, **a *b* c**, a*b*c, 2 * 3, *a*s, a__b__c, _a_",
        "> a | b\n> --|--\n> c | d\n\n| a |\n|---|\n|  |",
        "| a | b |\n|---|---|\n| `c|d` | |",
        "a\n\n---\n\nb",
        "//// note | A\n/// note | B\nx\n///\n////",
        "{% raw %}{{ a }} and {% if b %} }}{% endraw %}",
        "It's the models' ‘own’ 5'10'' of it.",
        "a\n– b – c\n\n-5 to\n-6\n\n-a and b\n\n[a](<b c.md>)",
        "a\n\n* * *\n\n***\n\n- - -\n\nb",
        "A share of\n5 % and\n% of it; `TODO`, todo, TODOs, XXXL, a||b, a || b, f(--x), a--b.",
        "| a | b | c |\n|---|---|---|\n| d || e |\n||f||",
    ],
)
def test_no_false_alarm(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("[[a\n]] b", ["1:1"]),
        ("\\(a\n\nb\\)", ["1:1"]),
        ("[[a\n\nb\\)", ["1:1", "3:2"]),
        ("[[a\n\nb ]] c ]]", ["1:1", "3:8"]),
        ("\\(a\\) \\)b\\(", ["1:7", "1:10"]),
        ("[@https://doi.org/10.1000/a]", ["1:1"]),
    ],
)
def test_what_closes_is_said_where_it_opens(text: str, places: list[str]) -> None:
    source = SourceText("f", {}, text)
    said = [
        *found(text),
        *(f"1:{one.offset + 1} {one.fault}" for one in source.notation if one.fault),
    ]
    assert [line.partition(" ")[0] for line in said] == places
    assert not any("did you mean `[@https" in line for line in said)


def test_one_fault_is_named_once() -> None:
    assert len(found("- [ ] ~~a~~")) == 2
    assert len(found('!!! note "a ~~b~~ :smile: [^1]"')) == 1
    assert len(found("```python\n[[a\n~~b~~\n**c")) == 1


def test_the_same_mistake_is_said_once_with_all_its_places() -> None:
    source = SourceText("f", {}, "a[^1] b ~~c~~\n\n[^1]: d\n\n~~e~~")
    said = [f"{p.line}:{p.column} {p.message}" for p in sorted(together(leftovers(source, KNOWN)))]
    places = [re.sub(" .* also", " also", line) for line in said]
    assert places == ["1:2 also at 3:1", "1:9 also at 5:1"]


def test_what_is_not_finished_is_named_in_the_header() -> None:
    (problem,) = leftovers(read("f", b"---\nsummary: TBD\n---\n"), KNOWN)
    assert str(problem).startswith("f:2:1: summary: TBD marks a place that is not finished")


def test_texts_of_the_header_are_read_too() -> None:
    """There only our own notation is one, so only that can be left unfinished."""
    title = "title: 'A* ~~b~~ `c :d: [[e]] \\(f\\) [@a]'"
    text = f"---\n{title}\nclaims:\n  - text: It fell [@liu2024lost\n---\n".encode()
    (problem,) = leftovers(read("f", text), KNOWN)
    assert str(problem).startswith("f:4:5: claims[0].text: [@liu2024lost opens a citation")


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("See [a](https://x.org/b).", "[a](https://x.org/b)"),
        ("See [a](javascript:b).", "[a](javascript:b)"),
        ("See [a b](../method.md#c) of it.", "[a b](../method.md#c)"),
        ('Of {{ report.figure("size") }} things.', '{{ report.figure("size") }}'),
    ],
)
def test_what_prose_may_hold_and_a_field_may_not(text: str, raw: str) -> None:
    (problem,) = leftovers(read("f", f"---\nsummary: '{text}'\n---\n".encode()), KNOWN)
    assert str(problem).startswith(f"f:2:1: summary: {raw} is a ")


def test_a_field_is_text() -> None:
    text = "f(x)[1](a), {{ 7*7 }}, [a](b c), https://x.org/(b)"
    assert not leftovers(read("f", f'---\nsummary: "{text}"\n---\n'.encode()), KNOWN)


def test_the_pages_of_this_site_have_none() -> None:
    keys = re.findall(r"^@\w+\{([^,]+),", (DOCS / "sources.bib").read_text("utf-8"), re.MULTILINE)
    pages = sorted(DOCS.rglob("*.md"))
    assert len(pages) > 10
    sources = [read(path.name, path.read_bytes()) for path in pages]
    sources.append(read_data("conclusion.yml", (DOCS / "conclusion.yml").read_bytes()))
    assert [str(p) for source in sources for p in leftovers(source, frozenset(keys))] == []


@pytest.mark.parametrize(
    "unit", ["[@", "[[", "\\(", "`", "- [ ] a\n", "x\n- a\n", "**a ", ":a", "```a\n"]
)
def test_the_work_grows_with_the_text(unit: str) -> None:
    def read_all(text: str) -> None:
        leftovers(SourceText("f", {}, text), KNOWN)

    small, large = unit * (1000 // len(unit)), unit * (2000 // len(unit))
    assert steps(read_all, large) < 2.3 * steps(read_all, small) + 500


def test_blank_lines_are_passed_over_once() -> None:
    """Of a search from each line break to the end of the blank ones, this would take half a
    minute."""
    begun = time.process_time()
    assert not found("\n" * 80_000)
    assert time.process_time() - begun < 3
