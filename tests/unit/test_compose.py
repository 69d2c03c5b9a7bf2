"""The build as one pure function: whatever stands in a file, pages come out, and nothing live."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from llm_trends.addresses import Addresses
from llm_trends.compose import Frame, Site, compose
from llm_trends.core.files import HISTORY
from llm_trends.exports import Exported
from llm_trends.markup.safe import violations
from llm_trends.templates import templates

from ..content import TODAY, approved, content, stored_run
from ..projects import ROOT
from .test_history import FIRST, STANDS, table

FRAME = Frame(
    templates(Path(__file__).parents[2] / "overrides" / "pages"),
    Addresses("https://a.example/"),
    lambda _: lambda: ({}, ()),
    TODAY,
)
MORE = {
    "trends/gamma.md": """---
title: Trend gamma
number: 3
summary: What gamma comes to.
reviewed: 2026-01-05
sectors: [software]
aliases: [gamma things]
claims:
  - id: gamma-claim
    text: A claim about gamma.
    added: Needed.
    then: {verdict: holds, certainty: low, lowered_by: [indirect], reason: Why., reasoning: More.}
    now: {verdict: holds, certainty: low, lowered_by: [indirect], reason: Why., reasoning: More.}
    evidence:
      - source: known2024thing
        at: Table 1
        version: arXiv v1
        scope: Ten things.
        stance: supports
        indirect: It is near.
        finding: It was 7 of 10.
        checked: abstract
    sought:
      - {what: Another., where: Everywhere., when: 2026-01-05}
relations:
  - {to: alpha, kind: limits, why: Reason of gamma., claim: "alpha#alpha-claim"}
events:
  - {date: 2024-03, what: Something of gamma., source: known2024thing}
terms:
  - {term: gamma word, aliases: [gamma phrase], definition: What it is., source: known2024thing}
figures:
  - {id: size, value: 3, unit: things, text: three things, as_of: 2024-03, source: known2024thing,
     at: page 2}
disagreements:
  - id: how-many
    quantity: How many.
    values:
      - {value: 3, unit: things, counts: Things., population: All., period: Year., weighting: None.,
         source: known2024thing, at: page 2}
      - {value: 4, unit: things, counts: Things., population: All., period: Year.,
         source: later2025thing, at: page 3}
    why: They count.
    ours: true
    used: Neither.
outlook: More of it.
watch:
  - {what: A thing., source: known2024thing}
mind_changers:
  - {claim: gamma-claim, threshold: Ten of ten., source: known2024thing, by: 2027-12,
     verdict: contested}
---

## How gamma works

Prose with {{ report.figure("size") }}.
"""
}
FIXED = re.compile(
    r"(^|\.)(id|to|kind|claim|source|stance|checked|verdict|certainty|lowered_by|date|public|when|by|"
    r"reviewed|as_of|number|value|ours|sectors|folder|crosslinks)(\.\d+)?$"
)
PAYLOAD = (
    "<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![](https://evil.example/t.png) "
    '[y](#){ onclick=x } {{ 7*191 }} {% endraw %} "quoted\'" <think> A* C* __init__ & '
    "<script>z</script>"
)


def site(files: dict[str, bytes], before: Site | None = None) -> Site:
    return compose(files, FRAME, before or Site())


def header_of(page: str) -> Any:
    """The header as plain data, its dates as text."""
    return plain(yaml.safe_load(page.split("---")[1]))


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return str(value) if isinstance(value, dt.date) else value


def texts(value: Any, path: str = "") -> Iterator[str]:
    """The paths of all fields that may hold any text."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts(inner, f"{path}.{index}")
    elif isinstance(value, str) and not FIXED.search(path):
        yield path


HEADER = header_of(MORE["trends/gamma.md"])


def with_field(path: str, text: str) -> dict[str, bytes]:
    header = header_of(MORE["trends/gamma.md"])
    *way, last = path.split(".")
    inner = header
    for part in way:
        inner = inner[int(part)] if part.isdigit() else inner[part]
    inner[int(last) if last.isdigit() else last] = text
    body = MORE["trends/gamma.md"].split("---", 2)[2]
    page = f"---\n{yaml.safe_dump(header, allow_unicode=True, sort_keys=False)}---{body}"
    return content(**{"trends/gamma.md": page})


def test_the_report_of_these_tests_is_right() -> None:
    made = site(content(**MORE))
    assert not made.problems
    assert len(list(texts(HEADER))) >= 30


@pytest.mark.parametrize("path", list(texts(HEADER)))
def test_whatever_stands_in_a_field_is_text(path: str) -> None:
    made = site(with_field(path, PAYLOAD))
    assert not made.problems, made.problems
    for page in made.pages:
        for part in page.parts:
            assert not list(violations(part.html)), (path, page.path)
            assert "1337" not in part.html
            assert "<think>" not in part.html
            assert "<img" not in part.html
    shown = [part.html for page in made.pages for part in page.parts]
    inside = ("terms.0.aliases.0", "figures.0.unit", "aliases.0")
    if path not in inside:
        assert any("&lt;think&gt; A* C* __init__ &amp; &lt;script&gt;" in html for html in shown), (
            path
        )


def test_an_earlier_site_changes_nothing_but_the_time_it_takes() -> None:
    """Edits in a row, each composed on the last site, against a composition from nothing."""
    changed = f"alpha#alpha-claim,judgment,,contested,{STANDS},Judged twice.,2026-01-06"
    files = content(**MORE, **{"data/history.csv": table(FIRST, changed)})
    before = site(files)
    edits = [
        ("trends/alpha.md", b"Prose on", b"More prose on"),
        ("trends/beta.md", b"It was 7 of 10.", b"It was 8 of 10."),
        ("trends/gamma.md", b"verdict: holds", b"verdict: too-early"),
        ("sources.bib", b"A known thing", b"A well-known thing"),
        ("conclusion.yml", b"It is so.", b"It is not so."),
        ("trends/alpha.md", b"More prose on", b"Prose on"),
        ("method.md", b"# Method", b"# The method"),
        ("data/history.csv", b",2026-01-06", b",2026-01-07"),
    ]
    for path, old, new in edits:
        assert old in files[path], (path, old)
        files = approved(files | {path: files[path].replace(old, new)})
        now = site(files, before)
        fresh = site(files)
        for one, other in zip(now.pages, fresh.pages, strict=True):
            assert (one.path, one.head) == (other.path, other.head)
            assert one.markdown == other.markdown
            assert [part.html for part in one.parts] == [part.html for part in other.parts]
        assert now.exported
        assert fresh.exported
        assert now.exported.files == fresh.exported.files
        before = now


def test_pages_that_are_made_of_the_same_are_kept() -> None:
    files = content(**MORE)
    before = site(files)
    files["trends/alpha.md"] = files["trends/alpha.md"].replace(b"Prose on", b"More prose on")
    now = site(files, before)
    old = {page.path: page for page in before.pages}
    new = [page.path for page in now.pages if page is not old[page.path]]
    assert new == ["trends/alpha.md"]


def test_corrections_stand_by_trend_even_of_one_that_is_gone() -> None:
    rows = (
        FIRST,
        "alpha#alpha-claim,finding,known2024thing,It was 8.,It was 7 of 10.,Misread.,2026-01-05",
        "gone#a-claim,judgment,,,holds,The first reading.,2026-01-05",
        "gone#a-claim,finding,known2024thing,Once it was so.,It was not.,Misread.,2026-01-05",
        "gone#a-claim,judgment,,holds,withdrawn,It was no claim.,2026-01-06",
    )
    now = site(content(**{HISTORY: table(*rows)}))
    assert not now.problems
    pages = {page.path: page for page in now.pages}
    words = {path: "".join(part.html for part in page.parts) for path, page in pages.items()}
    assert pages["corrections/alpha.md"].title == "Corrected findings of Trend alpha"
    assert "It was 8." in words["corrections/alpha.md"]
    assert pages["corrections/gone.md"].title == "Corrected findings of gone"
    assert "Once it was so." in words["corrections/gone.md"]
    assert "Once it was so." not in words["corrections.md"] + words["corrections/alpha.md"]
    assert 'href="gone/#gone.a-claim"' in words["corrections.md"]


def test_a_reason_is_no_matter_of_other_trends() -> None:
    files = content(**MORE)
    before = site(files)
    files["trends/gamma.md"] = files["trends/gamma.md"].replace(b"reason: Why.", b"reason: So.")
    now = site(files, before)
    old = {page.path: page for page in before.pages}
    new = {page.path for page in now.pages if page is not old[page.path]}
    assert {path for path in new if path.startswith("trends/")} == {"trends/gamma.md"}


def test_a_source_is_a_matter_of_the_trends_that_cite_it() -> None:
    other = with_field("claims.0.evidence.0.source", "later2025thing")
    files = {**content(**MORE), "trends/gamma.md": other["trends/gamma.md"]}
    before = site(files)
    files["sources.bib"] = files["sources.bib"].replace(b"A known thing", b"A well-known thing")
    now = site(files, before)
    old = {page.path: page for page in before.pages}
    new = {page.path for page in now.pages if page is not old[page.path]}
    assert {"trends/alpha.md", "trends/beta.md", "trends/gamma.md", "sources.md"} <= new


def test_while_editing_a_faulty_page_stays_and_says_what_is_wrong() -> None:
    before = site(content(**MORE))
    files = content(**MORE)
    files["trends/alpha.md"] += b"\n{{ report.clam('x') }}\n"
    now = site(files, before)
    (problem,) = now.problems
    assert "did you mean 'claim'?" in problem.message
    pages = {page.path: page for page in now.pages}
    assert any("did you mean" in part.html for part in pages["trends/alpha.md"].parts)
    assert any("did you mean" in part.html for part in pages["index.md"].parts)
    assert "clam" not in pages["trends/alpha.md"].markdown


def test_a_page_that_was_never_right_is_a_page_that_says_so() -> None:
    now = site(content(**{"trends/delta.md": "no header"}))
    pages = {page.path: page for page in now.pages}
    assert pages["trends/delta.md"].title == "Problems in trends/delta.md"


@pytest.mark.parametrize("name", ["My Trend", "long_context", "Übersicht", "RAG", "a.b", "-x"])
def test_a_name_that_is_no_address_is_a_problem_of_that_file(name: str) -> None:
    path = f"trends/{name}.md"
    (problem,) = site(content(**{path: content()["trends/alpha.md"]})).problems
    assert problem.path == f"docs/{path}"
    assert "expected lower-case letters" in problem.message


@pytest.mark.parametrize("name", ["nul", "com1"])
def test_a_name_that_windows_keeps_is_a_problem_of_that_file(name: str) -> None:
    path = f"trends/{name}.md"
    (problem,) = site(content(**{path: content()["trends/alpha.md"]})).problems
    assert problem.path == f"docs/{path}"
    assert problem.message.startswith(f"is called '{name}', which no file may be on Windows")


def test_a_page_in_a_strange_place_is_refused() -> None:
    (problem,) = site(content(**{"notes/x.md": "{{ 7*7 }}"})).problems
    assert problem.path == "docs/notes/x.md"


def test_whatever_a_template_raises_is_a_problem_of_that_page(tmp_path: Path) -> None:
    for file in (Path(__file__).parents[2] / "overrides" / "pages").iterdir():
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "glossary.jinja").write_text("{% block body %}{{ 1 / 0 }}{% endblock %}")
    frame = Frame(templates(tmp_path), FRAME.addresses, FRAME.draw, TODAY)
    made = compose(content(**MORE), frame, Site())
    (problem,) = made.problems
    assert str(problem).startswith("overrides/pages/glossary.jinja:1:1: template: division by zero")
    (tmp_path / "glossary.jinja").write_text("{% block body %}\n\n{% fro x in y %}{% endblock %}")
    frame = Frame(templates(tmp_path), FRAME.addresses, FRAME.draw, TODAY)
    (problem,) = compose(content(**MORE), frame, Site()).problems
    assert str(problem).startswith("overrides/pages/glossary.jinja:3:1: template: Encountered unk")
    (tmp_path / "parts.jinja").unlink()
    before = site(content(**MORE))
    kept = compose(
        content(**MORE), Frame(templates(tmp_path), FRAME.addresses, FRAME.draw, TODAY), before
    )
    named = {problem.path for problem in kept.problems}
    assert {"overrides/pages/trend-head.jinja", "overrides/pages/glossary.jinja"} <= named
    assert [page.markdown for page in kept.pages] == [page.markdown for page in before.pages]


@pytest.mark.parametrize(
    ("raw", "place"),
    [("{% block body %}".encode("utf-16"), "1:1"), (b"{% block body %}\n\n\x80", "3:1")],
)
def test_a_template_that_is_no_text_is_named(raw: bytes, place: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "overrides/pages", tmp_path, dirs_exist_ok=True)
    (tmp_path / "glossary.jinja").write_bytes(raw)
    frame = Frame(templates(tmp_path), FRAME.addresses, FRAME.draw, TODAY)
    (problem,) = compose(content(**MORE), frame, Site()).problems
    assert str(problem).startswith(f"overrides/pages/glossary.jinja:{place}: template: ")
    assert "expected a file saved as UTF-8" in problem.message


def test_whatever_drawing_raises_is_a_problem() -> None:
    def draw(charts: object) -> Any:
        raise RuntimeError("the drawer died")

    made = compose(content(**MORE), Frame(FRAME.templates, FRAME.addresses, draw, TODAY), Site())
    assert "the drawer died" in made.problems[0].message


@pytest.mark.parametrize(
    "live", ["<script>x</script>", "<img src=x onerror=y>", "<iframe></iframe>"]
)
def test_a_stored_run_that_would_run_is_a_problem_of_its_file(live: str) -> None:
    run = {"explorables/toy/fallback.html": stored_run(live)}
    (problem, *_) = site(content(**run)).problems
    assert problem.path == "docs/explorables/toy/fallback.html"


@pytest.mark.parametrize(
    ("live", "said"),
    [
        ("<script>x</script>", "<script> of its own may not stand in a stored run"),
        ('<p title="a" onclick="x">b</p>', "onclick= on <p> may not stand in a stored run"),
        ('<img src="x.png">', "<img> may not stand in a stored run"),
        ("<?php x ?>", "<?php x ?> may not stand in a stored run"),
        ("<!-- a <b>", "<!-- is not closed; expected -->"),
    ],
)
def test_what_may_not_stand_in_a_stored_run_has_its_place(live: str, said: str) -> None:
    """An open comment would take the rest of the page."""
    run = stored_run(f"<p>One.</p>\n\n<p>Two.</p> {live}\n")
    made = site(content(**{"explorables/toy/fallback.html": run}))
    here = "docs/explorables/toy/fallback.html:4:13: html: "
    assert [str(one).startswith(here + said) for one in made.problems if "<b>" not in str(one)] == [
        True
    ]


@pytest.mark.parametrize("on_request", [False, True])
def test_a_file_that_cannot_be_made_is_a_problem_of_the_build(
    on_request: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the site is served, it is made when somebody asks for it."""
    monkeypatch.setattr(Exported, "files", property(lambda _: 1 / 0))
    made = compose(content(**MORE), replace(FRAME, on_request=on_request), Site())
    assert [problem.path for problem in made.problems] == ([] if on_request else ["docs/data"])


def test_only_what_people_write_links_first_mentions_by_itself() -> None:
    linked = [page.path for page in site(content(**MORE)).pages if page.context.crosslinks]
    trends = ["trends/alpha.md", "trends/beta.md", "trends/gamma.md"]
    assert sorted(linked) == ["method.md", *trends]
