"""Real builds of small drawn projects: what works, what fails, and what a failure leaves alone.

A build takes a second or two, so faults that do not hide each other share one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ..charts.conftest import ROWS, SPEC
from ..content import SOURCES, trend
from ..once import Once
from ..projects import SMALL, Built, Project, approve, copied
from .broken import BROKEN, many_claims
from .conftest import After, after_a_build, tree


def test_a_small_project_builds_strictly_and_twice_the_same(
    once_built: Built, after: After
) -> None:
    assert once_built.code == 0, once_built.log
    assert "WARNING" not in once_built.log
    again = after.project.build("--strict")
    assert again.code == 0
    assert after.site == after.before


# Unusual, but right


@pytest.fixture(scope="module")
def unusual(once: Once, once_built: Built) -> Built:
    def build(root: Path) -> Built:
        project = copied(root, SMALL, once_built.root)
        project.replace("docs/trends/alpha.md", "kind: enables", "kind: limits")
        page = project.read("docs/trends/alpha.md").replace("\n", "\r\n")
        project.write("docs/trends/alpha.md", b"\xef\xbb\xbf" + page.encode())
        names = [f"known{n}" for n in range(2024, 2074)]
        source = SOURCES[: SOURCES.index("@", 1)]
        others = "".join(source.replace("known", name) for name in names)
        project.write("docs/sources.bib", SOURCES + others)
        many = many_claims(1000, sources=[f"{name}2024thing" for name in names])
        project.write("docs/trends/beta.md", trend("beta", 2, claims=many))
        project.write("docs/README.md", "# Notes\n")
        project.write("docs/trends/README.md", "# Notes on trends\n")
        return project.build("--strict")

    return once("unusual", build)


def test_signs_and_numbers_that_are_unusual_but_right_work(unusual: Built) -> None:
    """A byte order mark, the line ends of Windows, a thousand claims."""
    assert unusual.code == 0, unusual.log
    report = json.loads((unusual.site / "data/report.json").read_text())
    assert len(report["trends"][1]["claims"]) == 1000


def test_relations_stand_at_both_ends(unusual: Built) -> None:
    alpha = (unusual.site / "trends/alpha/index.html").read_text()
    beta = (unusual.site / "trends/beta/index.html").read_text()
    assert ">limits</em>" in alpha
    assert ">is limited by</em>" in beta
    assert "stated there" in beta


def test_notes_for_people_are_no_pages(unusual: Built) -> None:
    assert not [path for path in tree(unusual.site) if "README" in path]
    assert "Notes" not in (unusual.site / "index.html").read_text()


# Wrong in any build


@dataclass(frozen=True)
class Failed:
    """A build that failed, and the site before and after it."""

    built: Built
    after: After

    def of(self, path: str) -> list[str]:
        return [line for line in self.built.problems if line.startswith(f"{path}:")]


@pytest.fixture(scope="module")
def failed(once_built: Built, once: Once, tmp_path_factory: pytest.TempPathFactory) -> Failed:
    """Nearly every file is broken."""
    once.here("failed")
    after = after_a_build(once_built, tmp_path_factory.mktemp("failed"))
    project = after.project
    for name, content in BROKEN.items():
        project.write(f"docs/trends/{name}.md", content)
    project.write("docs/charts/small.json", json.dumps(SPEC))
    project.write("docs/charts/small.csv", ROWS)
    colored = {**SPEC, "mark": {"type": "bar", "color": "#123456"}, "data": {"url": "colored.csv"}}
    project.write("docs/charts/colored.json", json.dumps(colored))
    project.write("docs/charts/colored.csv", ROWS)
    broken = project.read("docs/sources.bib") + "\n@article{a, title = {"
    project.write("docs/sources.bib", broken)
    project.write("docs/conclusion.yml", "summary: S\n")
    project.write("docs/method.md", "---\ntitle: M\n---\n")
    project.write("docs/data/verification.csv", "source,claim\n")
    project.write("docs/assets/broken.css", "a {\n  color red;\n}\n")
    project.write("docs/assets/broken.js", "const a\n")
    return Failed(project.build(), after)


GROUP = pytest.mark.xdist_group("failed")


@GROUP
def test_a_build_that_fails_leaves_the_site_of_the_one_before(failed: Failed) -> None:
    assert failed.built.code == 1
    assert "Traceback" not in failed.built.log
    assert failed.after.site == failed.after.before
    assert not list(failed.built.root.glob("*.building*"))


@GROUP
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_page_is_located(failed: Failed, name: str) -> None:
    assert failed.of(f"docs/trends/{name}.md"), failed.built.log


@GROUP
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("docs/sources.bib", "a: is not closed"),
        ("docs/conclusion.yml", "statements: is missing"),
        ("docs/method.md", "description: is missing"),
        ("docs/data/verification.csv", "columns: has columns source, claim"),
        ("docs/charts/colored.json", "1:324: mark.color: uses the color #123456"),
        ("docs/assets/broken.css", "2:3: style: color has no value; expected a : after the name"),
        ("docs/assets/broken.js", "2:1: script: missing initializer for variable"),
        ("docs/trends/unknown-chart.md", "there is no chart 'smal'"),
        ("docs/trends/unknown-chart.md", "did you mean 'small'?"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(failed: Failed, path: str, said: str) -> None:
    assert any(said in line for line in failed.of(path)), failed.built.log


def test_everything_wrong_is_listed_at_once(project: Project) -> None:
    """What stops any build, what stops only a strict one, what only Markdown finds: one list."""
    prose = "So [@known2024thing, @later2025thing] and @known2024thing.\n\n"
    project.replace("docs/trends/alpha.md", "Prose on", f"{prose}Prose on")
    block = '/// nonsense | Title\nText\n///\n\n<p onclick="go()">Text</p>\n\n'
    project.replace("docs/trends/beta.md", "Prose on", f"{block}Prose on")
    failed = project.build("--strict")
    assert failed.code == 1
    said = ["semicolon", "is a citation without brackets", "'/// nonsense", "onclick"]
    assert len(failed.problems) == len(said)
    assert all(word in line for word, line in zip(said, failed.problems, strict=True)), failed.log


def test_what_may_not_stand_in_prose_is_named_in_its_line(project: Project) -> None:
    """In Markdown, in HTML, in entities; in a page and a picture beside them; nor what is made."""
    project.write("docs/method/index.html", "<p>Another page</p>")
    project.write("docs/data/report.json", "{}")
    project.write("docs/data/trend.schema.json", "{}")
    project.write(
        "docs/assets/a.svg", '<svg xmlns="http://www.w3.org/2000/svg">\n<g onload="a"/></svg>'
    )
    written = "<img/src=x/onerror=alert(1)>\n\n[x](javascript:alert(1))\n\n![x](//e.example/x)\n\n"
    entities = "[x](&#106;avascript:go)\n\n"
    project.replace("docs/trends/alpha.md", "Prose on", f"{written}Prose on")
    project.replace("docs/trends/beta.md", "Prose on", f"{entities}Prose on")
    first = project.read("docs/trends/alpha.md").split("<img/")[0].count("\n") + 1
    second = project.read("docs/trends/beta.md").split("[x](")[0].count("\n") + 1
    built = project.build("--strict")
    assert built.code == 1
    assert f"docs/trends/alpha.md:{first}:1: html: <img/src=x" in built.log
    assert f"docs/trends/alpha.md:{first + 2}:5: html: href=javascript:" in built.log
    assert f"docs/trends/alpha.md:{first + 4}:" in built.log
    assert f"docs/trends/beta.md:{second}:5: html: href=javascript:" in built.log
    assert "docs/method/index.html:1:1: file: is a page that nobody checks" in built.log
    assert "docs/data/report.json:1:1: file: has the address of a file that is made" in built.log
    assert "schema.json:1:1" not in built.log  # which editors' tools read beside the content
    assert "docs/assets/a.svg:2:1: html: onload= on <g> may not stand in a picture" in built.log
    assert not (project.root / "site").exists()


# Wrong in a strict build


def test_what_only_a_strict_build_refuses(after: After) -> None:
    """A number without a source, a block that Markdown leaves as text, a name that the frame of
    every page has."""
    places: dict[str, tuple[str, str]] = {
        "alpha": ("\nIt fell by 41%.\n", "{}:12: number: '41' names no source"),
        "beta": ("\n/// note\n    colour: red\n\nText.\n///\n", "{}:1: block: '/// note"),
    }
    expected = []
    for name, (more, said) in places.items():
        page = after.project.read(f"docs/trends/{name}.md")
        after.project.write(f"docs/trends/{name}.md", page + more)
        expected.append(f"docs/trends/{name}.md:{said.format(page.count(chr(10)) + 2)}")
    page = after.project.read("docs/method.md")
    after.project.write("docs/method.md", f"{page}\n## All {{ #drawer }}\n")
    lines = page.count("\n") + 2
    expected.append(f"docs/method.md:{lines}:8: id: 'drawer' names a part of every page")
    strict = after.project.build("--strict")
    assert strict.code == 1
    assert after.site == after.before
    for line in expected:
        assert line in strict.log
    assert after.project.build().code == 0
    assert after.site != after.before


@pytest.mark.parametrize(
    ("more", "options"),
    [
        ("trends/alpha.md|\nIt fell by 41%.\n", ("--strict", "-q")),
        ("trends/alpha.md|\n/// note\n    colour: red\n\nText.\n///\n", ("--strict",)),
        ("method.md|\n[gone](trends/alpha.md#gone)\n", ("--strict",)),
    ],
    ids=["a number without a source, quietly", "a block left as text", "a link to nowhere"],
)
def test_each_alone_fails_the_strict_build(
    project: Project, more: str, options: tuple[str, ...]
) -> None:
    path, text = more.split("|")
    project.write(f"docs/{path}", project.read(f"docs/{path}") + text)
    assert project.build(*options).code == 1


def test_an_address_that_moved_to_a_place_that_is_not_there(after: After) -> None:
    """A page knows its places only once it is built, so they are looked for in the built one."""
    rows = [
        "trends/alpha/#old,trends/alpha/#alpha-claim,2026-01-05,Renamed",
        "trends/alpha/#older,trends/beta/#beta-clam,2026-01-05,Renamed",
        "trends/beta/#beta-claim,sources/,2026-01-05,Gone",
        "sources/#gone2024,sources/#known2024thing,2026-01-05,Another",
    ]
    after.project.write("docs/data/moved.csv", "\n".join(["address,now,date,why", *rows, ""]))
    strict = after.project.build("--strict")
    said = [line.partition("docs/data/moved.csv:")[2] for line in strict.log.splitlines()]
    assert [line for line in said if line] == [
        (
            "3:21: now: trends/beta/#beta-clam is not there; expected an address of this site; did "
            "you mean 'trends/beta/#beta-claim'?"
        ),
        "4:1: address: trends/beta/#beta-claim is there; expected one that is gone",
    ]
    assert strict.code == 1 and after.site == after.before


def test_a_changed_claim_unsettles_exactly_its_statements(after: After) -> None:
    project = after.project
    text = project.read("docs/conclusion.yml")
    second = text[text.index("  - id: first") :].replace("first", "second").replace("alpha", "beta")
    project.write("docs/conclusion.yml", text + second)
    approve(project, "--all")
    project.replace("docs/trends/alpha.md", "It was 7 of 10.", "It was 6 of 10.")
    strict = project.build("--strict")
    assert strict.code == 1
    assert "Traceback" not in strict.log
    assert "evidence changed, not re-read: 'first'" in strict.log
    assert "'second'" not in strict.log
    assert after.site == after.before
    shown = project.build()
    page = (shown.site / "conclusion/index.html").read_text()
    assert page.count("Evidence changed, not re-read.") == 1
    report: dict[str, Any] = json.loads((shown.site / "data/report.json").read_text())
    states = report["conclusion"]["statements"]
    assert [item["state"] for item in states] == ["evidence changed, not re-read", "read"]
    said = approve(project, "frist")
    assert said.returncode == 2
    assert "did you mean 'first'?" in said.stderr
    assert approve(project, "first").returncode == 0
    assert project.build("--strict").code == 0
