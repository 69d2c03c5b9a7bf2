"""Real builds of small drawn projects: what works, what fails, and what a failure leaves alone."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from ..content import trend
from ..projects import Project, approve


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_small_project_builds_strictly_and_twice_the_same(project: Project) -> None:
    first = project.build("--strict")
    assert first.code == 0, first.log
    assert "WARNING" not in first.log
    before = tree(first.site)
    again = project.build("--strict")
    assert again.code == 0
    assert tree(again.site) == before


def test_relations_stand_at_both_ends(project: Project) -> None:
    project.replace("docs/trends/alpha.md", "kind: enables", "kind: limits")
    built = project.build()
    alpha = (built.site / "trends/alpha/index.html").read_text()
    beta = (built.site / "trends/beta/index.html").read_text()
    assert ">limits</em>" in alpha
    assert ">is limited by</em>" in beta
    assert "stated there" in beta


def many_claims(count: int, wrong: int = -1) -> str:
    """A thousand of them, say; one may have a verdict that does not exist."""
    return "claims:\n" + "\n".join(
        f"""  - id: c{n}
    text: Claim {n}.
    then: {{verdict: {"hold" if n == wrong else "holds"}, certainty: low, lowered_by: [indirect],
      reason: R, reasoning: R}}
    now: {{verdict: holds, certainty: low, lowered_by: [indirect], reason: R, reasoning: R}}
    evidence:
      - {{source: known2024thing, at: a, version: v1, scope: S, stance: supports, finding: F,
         checked: abstract}}
      - {{source: known2024thing, at: b, version: v1, scope: S, stance: qualifies, finding: F,
         checked: abstract}}
      - {{source: known2024thing, at: c, version: v1, scope: S, stance: context, finding: F,
         checked: abstract}}"""
        for n in range(count)
    )


BROKEN: dict[str, bytes] = {
    "broken YAML": b"---\ntitle: [a\n---\n",
    "no header": b"# Only prose\n",
    "empty page": b"",
    "not UTF-8": trend("alpha", 1).encode().replace(b"A claim", b"A cl\xe4im"),
    "a thousand claims, one wrong": trend("alpha", 1, claims=many_claims(1000, 700)).encode(),
    "unknown macro": (trend("alpha", 1) + "\n{{ report.clam('x') }}\n").encode(),
    "deep nesting": b"---\ntitle: " + b"[" * 3000 + b"\n---\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_bad_input_is_located_and_costs_nothing(project: Project, name: str) -> None:
    assert project.build().code == 0
    before = tree(project.root / "site")
    project.write("docs/trends/alpha.md", BROKEN[name])
    failed = project.build()
    assert failed.code == 1
    assert "Traceback" not in failed.log
    assert failed.problems, failed.log
    assert all(line.startswith("docs/trends/alpha.md:") for line in failed.problems)
    assert tree(project.root / "site") == before
    assert not list(project.root.glob("*.building*"))


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        ("docs/sources.bib", "@article{a, title = {", "a: is not closed"),
        ("docs/conclusion.yml", "summary: S\n", "statements: is missing"),
        ("docs/method.md", "---\ntitle: M\n---\n", "description: is missing"),
        ("docs/data/verification.csv", "source,claim\n", "columns: has columns source, claim"),
    ],
)
def test_other_files_are_checked_too(project: Project, path: str, content: str, said: str) -> None:
    project.write(path, content)
    failed = project.build()
    assert failed.code == 1
    assert "Traceback" not in failed.log
    assert any(line.startswith(f"{path}:") and said in line for line in failed.problems), failed.log


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


def test_notes_for_people_are_no_pages(project: Project) -> None:
    project.write("docs/README.md", "# Notes\n")
    project.write("docs/trends/README.md", "# Notes on trends\n")
    built = project.build("--strict")
    assert built.code == 0, built.log
    assert not [path for path in tree(built.site) if "README" in path]
    assert "Notes" not in (built.site / "index.html").read_text()


def test_what_is_unusual_but_right_works(project: Project) -> None:
    page = trend("alpha", 1)
    project.write("docs/trends/alpha.md", b"\xef\xbb\xbf" + page.replace("\n", "\r\n").encode())
    project.write("docs/trends/beta.md", trend("beta", 2, claims=many_claims(1000)))
    built = project.build("--strict")
    assert built.code == 0, built.log
    report = json.loads((built.site / "data/report.json").read_text())
    assert len(report["trends"][1]["claims"]) == 1000


def test_a_changed_claim_unsettles_exactly_its_statements(project: Project) -> None:
    text = project.read("docs/conclusion.yml")
    second = text[text.index("  - id: first") :].replace("first", "second").replace("alpha", "beta")
    project.write("docs/conclusion.yml", text + second)
    approve(project, "--all")
    assert project.build("--strict").code == 0
    before = tree(project.root / "site")
    project.replace("docs/trends/alpha.md", "It was 7 of 10.", "It was 6 of 10.")
    strict = project.build("--strict")
    assert strict.code == 1
    assert "Traceback" not in strict.log
    assert "evidence changed, not re-read: 'first'" in strict.log
    assert "'second'" not in strict.log
    assert tree(project.root / "site") == before
    shown = project.build()
    page = (shown.site / "conclusion/index.html").read_text()
    assert page.count("Evidence changed, not re-read.") == 1
    states = json.loads((shown.site / "data/report.json").read_text())["conclusion"]["statements"]
    assert [item["state"] for item in states] == ["evidence changed, not re-read", "read"]
    said = approve(project, "frist")
    assert said.returncode == 2
    assert "did you mean 'first'?" in said.stdout
    assert approve(project, "first").returncode == 0
    assert project.build("--strict").code == 0


def test_an_unsourced_number_fails_the_strict_build(project: Project) -> None:
    page = project.read("docs/trends/alpha.md")
    project.write("docs/trends/alpha.md", page + "\nIt fell by 41%.\n")
    line = page.count("\n") + 2
    strict = project.build("--strict")
    assert strict.code == 1
    assert f"docs/trends/alpha.md:{line}:12: number: '41' names no source" in strict.log
    assert project.build().code == 0


def test_a_block_that_markdown_leaves_as_text_is_named(project: Project) -> None:
    page = project.read("docs/trends/alpha.md")
    project.write("docs/trends/alpha.md", page + "\n/// note\n    colour: red\n\nText.\n///\n")
    strict = project.build("--strict")
    assert strict.code == 1
    line = page.count("\n") + 2
    assert f"docs/trends/alpha.md:{line}:1: block: '/// note" in strict.log


def test_a_link_to_nowhere_fails_the_strict_build(project: Project) -> None:
    page = project.read("docs/method.md")
    project.write("docs/method.md", page + "\n[gone](trends/alpha.md#gone)\n")
    assert project.build("--strict").code == 1


def test_page_order_and_file_order_do_not_matter(project: Project) -> None:
    assert project.build().code == 0
    before = tree(project.root / "site")
    for name in ("beta", "alpha"):
        path = project.root / f"docs/trends/{name}.md"
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
        os.utime(path, (1, 1))
    assert project.build().code == 0
    assert tree(project.root / "site") == before


def test_a_quiet_strict_build_is_as_strict(project: Project) -> None:
    page = project.read("docs/trends/alpha.md")
    project.write("docs/trends/alpha.md", page + "\nIt fell by 41%.\n")
    assert project.build("--strict", "-q").code == 1
