"""Who wrote a source: persons, organizations in braces, and lists that are none."""

from __future__ import annotations

import pytest

from .bibtex_entries import entry, said, source


@pytest.mark.parametrize(
    ("written", "authors", "label"),
    [
        ("Bee, Ann", ["Ann Bee"], "Bee"),
        ("Ann Bee and Cee Dee", ["Ann Bee", "Cee Dee"], "Bee and Dee"),
        ("Bee, A. AND Dee, C.\n  and Gee, E.", ["A. Bee", "C. Dee", "E. Gee"], "Bee et al."),
        ("Bee, Ann and others", ["Ann Bee"], "Bee et al."),
        ("van der Berg, Jan", ["Jan van der Berg"], "van der Berg"),
        ("King, Jr., Martin Luther", ["Martin Luther King, Jr."], "King"),
        ("Garc{\\'i}a M{\\'a}rquez, G. J.", ["G. J. García Márquez"], "García Márquez"),
        ("{Bank of New York}", ["Bank of New York"], "Bank of New York"),
        ("{Barnes and Noble}", ["Barnes and Noble"], "Barnes and Noble"),
        ("{Art, Bee and Office, UK}", ["Art, Bee and Office, UK"], "Art, Bee and Office, UK"),
        ("{AT\\&T} and Bank, Anna", ["AT&T", "Anna Bank"], "AT&T and Bank"),
        ("Voltaire", ["Voltaire"], "Voltaire"),
        ("OpenAI", ["OpenAI"], "OpenAI"),
    ],
)
def test_authors(written: str, authors: list[str], label: str) -> None:
    found = source(author=written)
    assert list(found.authors.full) == authors
    assert found.label == f"{label} 2024"


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("Ann Bee, Cee Dee, Eff Gee", "lists 'Ann Bee, Cee Dee, Eff Gee' as one author"),
        ("Bee, Dee, Gee, Ell", "lists 'Bee, Dee, Gee, Ell' as one author"),
        ("Ann Bee, Cee Dee and Eff Gee", "lists 'Ann Bee, Cee Dee' as one author"),
        ("A. Bee; C. Dee", "lists 'A. Bee; C. Dee' as one author"),
        ("Bee, A. & Dee, C.", "lists 'Bee, A. & Dee, C.' as one author"),
        ("Bee, A. \\& Dee, C.", "lists 'Bee, A. \\& Dee, C.' as one author"),
        ("{Bee, Ann and Dee, Cee}", "has a list of persons in braces"),
        ("Federal Reserve Bank of New York", "has an organization 'Federal Reserve Bank of New"),
        ("European Commission", "has an organization 'European Commission' without braces"),
        ("Doctors for Bees", "has an organization 'Doctors for Bees' without braces"),
        ("The Economist", "has an organization 'The Economist' without braces"),
        ("OpenAI, Inc.", "has an organization 'OpenAI, Inc.' without braces"),
        ("Bee, Ann et al.", "has an author 'Bee, Ann et al.'; expected `and others`"),
        ("Bee, Ann and Others", "has an author 'Others'; expected `and others`"),
        ("Bee, Ann and {others}", "has an author '{others}'; expected `and others`"),
        ("others", "has an author 'others'; expected `and others`"),
        ("others and Bee, Ann", "has an author 'others'; expected `and others`"),
        ("Bee, Ann and", "has an author 'Bee, Ann and'; expected a name on each side of `and`"),
        ("and Bee, Ann", "has an author 'and Bee, Ann'; expected a name on each side of `and`"),
        ("", "has no author"),
        ("{}", "has no author"),
        ("{{}}", "has no author"),
        (",", "has an author ',' without a name"),
        (", Ann", "has an author ', Ann' without a name"),
        ("?", "has an author '?' without a name"),
        ("Bee1, Ann and Dee2, Cee", "has an author 'Bee1, Ann' with 1 in it"),
        ("Bee, Ann <ann@example.org>", "has an author 'Bee, Ann <ann@example.org>' with < in it"),
        ("Bee, Ann and Bee, Ann", "lists 'Bee, Ann' twice; expected each author once"),
        ("Ann Bee / Cee Dee", "lists 'Ann Bee / Cee Dee' as one author"),
        ("Ann Bee | Cee Dee", "lists 'Ann Bee | Cee Dee' as one author"),
        ("M&#xfc;ller, A", "has an author with &#xfc; of HTML"),
        ("{100% Corp}", "has an author with a %"),
        ("\\foo{x}, Ann", "has an author with the LaTeX command \\foo"),
    ],
)
def test_no_author(written: str, wrong: str) -> None:
    [problem] = said(entry(author=written))
    assert problem.startswith("s.bib:3:")
    assert f": one: {wrong}" in problem
    assert "; expected " in problem


@pytest.mark.parametrize(
    ("names", "more", "listed"),
    [
        (2, "", "A Bee and B Bee"),
        (2, " and others", "A Bee, B Bee, and others"),
        (8, "", "A Bee, B Bee, C Bee, D Bee, E Bee, F Bee, G Bee, and H Bee"),
        (9, "", "A Bee, B Bee, C Bee, and 6 others"),
        (9, " and others", "A Bee, B Bee, C Bee, and others"),
    ],
)
def test_a_long_list_says_how_many_it_leaves_out(names: int, more: str, listed: str) -> None:
    found = source(author=" and ".join(f"Bee, {sign}" for sign in "ABCDEFGHI"[:names]) + more)
    assert found.text.startswith(f"{listed}. ")
    assert len(found.authors.full) == names


def test_a_name_is_found_at_its_place() -> None:
    [problem] = said(entry(author="Bee, Ann and\n    Dee, Cee and\n    Ell; Emm and Gee, E."))
    assert problem.startswith("s.bib:5:5: one: lists 'Ell; Emm'")
