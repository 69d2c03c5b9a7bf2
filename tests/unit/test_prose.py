"""Macros: one call with plain words, each carried out once, every fault at its place."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from llm_trends.context import PageContext
from llm_trends.core.report import Report
from llm_trends.core.text.source_text import SourceText
from llm_trends.core.views.counts import counts
from llm_trends.macros import Macros
from llm_trends.prose import Body, Part, carried_out
from llm_trends.templates import templates
from markupsafe import Markup

from ..content import collected

TEMPLATES = templates(Path(__file__).parents[2] / "overrides" / "pages")
REPORT = collected().report


def run(body: str, report: Report = REPORT, slug: str = "") -> Body:
    page = PageContext(report, "method.md", report.by_slug.get(slug), counts=counts(report))
    source = SourceText("docs/method.md", body=body, body_line=5)
    return carried_out(source, Macros(TEMPLATES, page).by_name)


@pytest.mark.parametrize(
    ("body", "place", "said"),
    [
        ("one\n\n {{ report.nothing() }}", (7, 2), "there is no macro 'report.nothing'"),
        ("{{ report.chrat('x') }}", (5, 1), "did you mean 'chart'?"),
        ("one\n{{ unknown }}", (6, 1), "is not a macro"),
        ("{{ report.count('clams') }}", (5, 1), "did you mean 'claims'?"),
        ("a\nb\n{% for i in 'ab' %}", (7, 1), "is not a macro"),
        ("{{ report.claim('x') }}", (5, 1), "works on trend pages only"),
        ("{{ report.count() }}", (5, 1), "wrong number of words"),
        ("{{ report.count('claims', 'x') }}", (5, 1), "wrong number of words"),
        ("{{ ''.__class__.__mro__ }}", (5, 1), "is not a macro"),
        ("{{ report.count.__func__.__globals__ }}", (5, 1), "is not a macro"),
        ("{{ report.count('claims').__class__ }}", (5, 1), "is not a macro"),
        ("{{ report.count('claims') * 9 }}", (5, 1), "is not a macro"),
        ("{{ report.count(['claims']) }}", (5, 1), "is not a macro"),
        ("{{ report.count(*'ab') }}", (5, 1), "is not a macro"),
        ("{{ lipsum(n=1000000) }}", (5, 1), "is not a macro"),
        ("{{ 'a' * 10**10 }}", (5, 1), "is not a macro"),
        ("{{ config }}", (5, 1), "is not a macro"),
        ("{% include 'x' %}", (5, 1), "is not a macro"),
        ("{{ report.count('claims') ", (5, 1), "is not a macro"),
        ("{{ }}", (5, 1), "is not a macro"),
        ("{{ report.verdict('hold') }}", (5, 1), "did you mean 'holds'?"),
        (
            "a\n{{ report.count(claims') }}\n\n{{ report.count('claims') }}",
            (6, 1),
            "a quote without another",
        ),
        (
            "a\n{{ report.count('claims) }}\n\n{{ report.count('claims') }}",
            (6, 1),
            "a quote without another",
        ),
        (
            "{{ report.count('claims') }} and {{ report.count('claims) }}",
            (5, 34),
            "a quote without another",
        ),
        ("one\n\n{% raw %} x", (7, 1), "Missing end of raw directive"),
    ],
)
def test_a_mistake_is_named_at_its_place(body: str, place: tuple[int, int], said: str) -> None:
    (problem,) = run(body).problems
    assert (problem.line, problem.column) == place
    assert said in problem.message


def test_all_mistakes_are_named_at_once() -> None:
    found = run("{{ report.a() }} and {{ report.b() }}\n\n{% c %}\n").problems
    assert [(p.line, p.column) for p in found] == [(5, 1), (5, 22), (7, 1)]


def test_the_end_of_what_is_no_macro_is_not_said() -> None:
    for written in ("{% if a %}b{% endif %}", "{{< a >}}b{{< /a >}}", "{{#if a}}b{{/if}}"):
        assert [(p.line, p.column) for p in run(written).problems] == [(5, 1)], written
    assert [(p.line, p.column) for p in run("{% endif %}").problems] == [(5, 1)]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("a `b`\n\n {{- report.count('claims') }}\n\n`c`", (7, 2)),
        ("a `b` {{ report.count('claims') -}}\n\n    c\n\nd", (5, 7)),
        ("a `b` {%- raw %}{{ c }}{% endraw %} `d`", (5, 7)),
        ("a `b` {% raw %}{{ c }}{% endraw -%} `d`", (5, 23)),
        ("a `b` {{+ report.count('claims') }} `c`", (5, 7)),
    ],
)
def test_blanks_are_not_taken_away(written: str, place: tuple[int, int]) -> None:
    """Blocks and code would begin elsewhere than where they were looked for."""
    body = run(f"{written} {{{{ report.nothing }}}}")
    first, second = body.problems
    assert (first.line, first.column) == place
    assert "takes away the blanks beside it; expected it without - and +" in first.message
    line = 5 + written.count("\n")
    assert (second.line, second.column) == (line, len(written.rpartition("\n")[2]) + 2)
    assert all(code in body.markdown for code in re.findall("`.`|    c", written))


def test_what_a_macro_makes_stands_aside_and_is_made_once() -> None:
    body = run("There are {{ report.count('claims') }} claims, {{ report.edition }}.")
    assert [part.html for part in body.parts] == ["2", "2024"]
    assert body.markdown == "There are \x1b0\x1b claims, \x1b1\x1b."


@pytest.mark.parametrize(
    "written",
    [
        "```\n{{ 'name' | upper }} {# note #}\n${{ secrets.TOKEN }}\n```\n",
        "Say `{{ 7*7 }}` and `{%`.\n",
        "## Deploying {#deploy}\n",
        "{% raw %}{{ 7*7 }}{% endraw %}",
        "A set {small, large} and {single: braces}.\n",
        "~~~python\n{% for %}\n~~~\n",
    ],
)
def test_template_signs_in_code_and_raw_are_text(written: str) -> None:
    body = run(written)
    assert not body.problems
    assert not body.parts
    expected = written.replace("{% raw %}", "").replace("{% endraw %}", "")
    assert body.markdown == expected


def test_what_is_an_anchor_is_placed_once_and_a_claim_may_be_led_to_twice() -> None:
    data = REPORT.by_slug["alpha"].data.model_copy(update={"chart": "small"})
    alpha = replace(REPORT.by_slug["alpha"], data=data)
    macros = Macros(TEMPLATES, PageContext(REPORT, "trends/alpha.md", alpha))
    chart = SourceText("docs/trends/alpha.md", body="{{ report.chart('small') }}")
    (problem,) = carried_out(chart, macros.by_name).problems
    assert "placed twice" in problem.message
    line = "{{ report.claim('alpha-claim') }}"
    body = carried_out(SourceText("docs/trends/alpha.md", body=f"{line}\n{line}"), macros.by_name)
    assert not body.problems
    assert all('href="#alpha-claim"' in part.html for part in body.parts)


def test_many_macros_are_refused() -> None:
    made = {"count": lambda what: Part(Markup(what), block=False)}
    source = SourceText("docs/x.md", body="{{ report.count('a') }}\n" * 600, body_line=5)
    (problem,) = carried_out(source, made).problems
    assert "at most 500" in problem.message
    assert (problem.line, problem.column) == (505, 1)
