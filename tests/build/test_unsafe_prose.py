"""What may not stand in prose is named where it was written, in Markdown as in HTML."""

from __future__ import annotations

from ..projects import Project


def test_each_is_named_in_its_line(project: Project) -> None:
    written = "<img/src=x/onerror=alert(1)>\n\n[x](javascript:alert(1))\n\n![x](//e.example/x)\n\n"
    project.replace("docs/trends/alpha.md", "Prose on", f"{written}Prose on")
    first = project.read("docs/trends/alpha.md").split("<img/")[0].count("\n") + 1
    built = project.build("--strict")
    assert built.code == 1
    assert f"docs/trends/alpha.md:{first}:1: html: <img/src=x" in built.log
    assert f"docs/trends/alpha.md:{first + 2}:5: html: href=javascript:" in built.log
    assert f"docs/trends/alpha.md:{first + 4}:" in built.log
    assert not (project.root / "site").exists()


def test_an_address_in_entities_is_named_in_its_line(project: Project) -> None:
    project.replace("docs/trends/alpha.md", "Prose on", "[x](&#106;avascript:go)\n\nProse on")
    at = project.read("docs/trends/alpha.md").split("[x](")[0].count("\n") + 1
    built = project.build("--strict")
    assert f"docs/trends/alpha.md:{at}:1: html: href=javascript:" in built.log
