"""A file whose name is nearly that of one that is read is named, since else it is passed over."""

from __future__ import annotations

import pytest
from llm_trends.compose import Site, compose
from llm_trends.near_names import near_names

from ..content import content
from .test_compose import FRAME


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("synonyms.yaml", "synonyms.yml"),
        ("conclusions.yml", "conclusion.yml"),
        ("Sources.bib", "sources.bib"),
        ("sources.bibtex", "sources.bib"),
        ("sources.bib.bak", "sources.bib"),
        ("data/verifications.csv", "data/verification.csv"),
        ("data/moved.cvs", "data/moved.csv"),
        ("data/History.CSV", "data/history.csv"),
        ("charts/small.jsn", "charts/small.json"),
        ("charts/small.CSV", "charts/small.csv"),
        ("charts/new/small.csv", "charts/small.csv"),
        ("trends/delta.txt", "trends/delta.md"),
        ("trends/delta", "trends/delta.md"),
    ],
)
def test_it_names_the_file_that_was_meant(path: str, meant: str) -> None:
    (problem,) = near_names([path])
    assert str(problem).startswith(f"docs/{path}:1:1: file: is read by nobody; expected another")
    assert str(problem).endswith(f"did you mean 'docs/{meant}'?")


def test_all_other_files_are_published_in_silence() -> None:
    names = ("synonyms.yml", "data/moved.csv", "data/notes.csv", "data/trend.schema.json")
    others = ("charts/small.csv", "charts/README.md", "charts/a.png", "trends/a.png", "robots.txt")
    assert not [*near_names([*names, *others, "trends/delta.MD", "editions/2026-11.tar.xz"])]


def test_what_is_there_by_another_name_is_not_missing_too() -> None:
    files = content()
    del files["conclusion.yml"], files["sources.bib"]
    found = compose(files, FRAME, Site(), [*near_names(["conclusion.yaml", "sources.bibtex"])])
    assert [problem.path for problem in found.problems] == [
        "docs/conclusion.yaml",
        "docs/sources.bibtex",
    ]
