"""DOI, arXiv number, address: one form, and safe in a page."""

from __future__ import annotations

import pytest

from .bibtex_entries import entry, said, source

SICI = "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.1137/1.9780000000", "10.1137/1.9780000000"),
        ("https://doi.org/10.1137/1.9780000000", "10.1137/1.9780000000"),
        ("http://dx.doi.org/10.1002%2Fabc", "10.1002/abc"),
        ("doi:10.1137/1", "10.1137/1"),
        ("DOI 10.1137/1", "10.1137/1"),
        ("10.1007/978-3-032-00942-5\\_12", "10.1007/978-3-032-00942-5_12"),
        ("10.1007/978-3-032-00942-5{\\_}12", "10.1007/978-3-032-00942-5_12"),
        ("\\url{https://doi.org/10.1137/1}", "10.1137/1"),
        (SICI, SICI),
    ],
)
def test_doi(written: str, doi: str) -> None:
    found = source(doi=written, url=None)
    assert found.doi == doi
    assert found.url == f"https://doi.org/{doi}".replace("<", "%3C").replace(">", "%3E")
    assert f'<a href="{found.url}">A Title</a>' in found.html
    assert found.text.endswith(f" doi:{doi}.")
    assert f"doi = {{{doi}}}" in found.bibtex


@pytest.mark.parametrize(
    "written",
    ["10.1/x", "10.1137", "10.1137/", "www.x.org", "10.1137/a b", "11.1137/1",
     '10.1137/" onmouseover="x', "10.1137/<b>\\foo", "١٠.1137/1"],
)  # fmt: skip
def test_no_doi(written: str) -> None:
    [problem] = said(entry(doi=written))
    assert problem.startswith("s.bib:7:10: one: has doi '")
    assert problem.endswith("'; expected a DOI such as 10.1000/182")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("2401.00001", "2401.00001"),
        ("arXiv:2401.00001v2", "2401.00001"),
        ("https://arxiv.org/abs/2401.00001", "2401.00001"),
        ("https://arxiv.org/pdf/2401.00001v12.pdf", "2401.00001"),
        ("1003.0146", "1003.0146"),
        ("cs/0301001", "cs/0301001"),
        ("arXiv: math.GT/0309136v1", "math.GT/0309136"),
        ("hep-th/9901001", "hep-th/9901001"),
    ],
)
def test_arxiv(written: str, number: str) -> None:
    found = source(eprint=written, url=None, archiveprefix="arXiv")
    assert found.eprint == number
    assert found.url == f"https://arxiv.org/abs/{number}"
    assert found.text.endswith(f" arXiv:{number}.")


@pytest.mark.parametrize(
    "written",
    ["2401.0001", "2413.00001", "2400.00001", "1501.0001", "2401.00001v",
     "cs/0313001", "240100001", '2401.00001" onclick="x', "٢401.00001", "https://hal.science/1"],
)  # fmt: skip
def test_no_arxiv(written: str) -> None:
    [problem] = said(entry(eprint=written))
    assert problem.startswith("s.bib:7:13: one: has eprint '")
    assert problem.endswith("'; expected an arXiv number such as 2401.00001 or cs/0301001")


@pytest.mark.parametrize("name", ["archiveprefix", "eprinttype"])
def test_another_archive(name: str) -> None:
    for number in ("2401.00001", "hal-123"):
        [problem] = said(entry(eprint=number, **{name: "HAL"}))
    assert f"has {name} 'HAL'; expected arXiv" in problem


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://link.example.org/x-5{\\_}12", "https://link.example.org/x-5_12"),
        ("https://e.org/a\\_1\\%20\\&b=\\#c", "https://e.org/a_1%20&b=#c"),
        ("\\url{https://e.org/~x}", "https://e.org/~x"),
        ("https://e.org/\\~{}x{\\textasciitilde}y", "https://e.org/~x~y"),
        ("HTTP://E.org", "http://e.org"),
        ("https://e.org:65535/", "https://e.org:65535/"),
        ("https://e.org:8080?q=a_(b)", "https://e.org:8080?q=a_(b)"),
        ("{https://e.org/%C3%9C}", "https://e.org/%C3%9C"),
    ],
)
def test_address(written: str, address: str) -> None:
    found = source(url=written)
    assert found.url == address
    assert f"url = {{{address}}}" in found.bibtex


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)",
        "data:text/html,<b>",
        "file:///etc/passwd",
        "https://",
        "https://localhost/x",
        "https://e..org/",
        "https://e.org:123456/",
        "https://user:word@e.org/",
        "https://example.org@e.org/",
        "https://e.org\\@example.org",
        "https://e.org/a b",
        "https://e.org/a\n    b",
        "https://e.org/100%",
        'https://e.org/" onmouseover="x',
        "https://e.org/<b>",
        "https://e.org/a b) ![x](https://example.org/t.png",
        "https://e.org/a\\foo",
        "https://e.org/" + "x" * 2_000,
    ],
)
def test_no_address(written: str) -> None:
    [problem] = said(entry(url=written))
    assert problem.startswith("s.bib:5:10: one: has url '")
    assert problem.endswith("'; expected an absolute address such as https://example.org/page")
    assert len(problem) < 250


@pytest.mark.parametrize(
    ("field", "written", "meant"),
    [
        ("url", "www.e.org", "https://www.e.org"),
        ("url", "//e.org/x", "https://e.org/x"),
        ("url", "e.org/x", "https://e.org/x"),
        ("url", "ftp://e.org/x", "https://e.org/x"),
        ("url", "https:/e.org", "https://e.org"),
        ("url", "https//e.org", "https://e.org"),
        ("url", "htps://e.org", "https://e.org"),
        ("url", "http:/e.org", "http://e.org"),
        ("url", "<https://e.org/x>", "https://e.org/x"),
        ("url", "https://e.org/x, accessed 2024", "https://e.org/x"),
        ("url", "https://e.org/Übersicht", "https://e.org/%C3%9Cbersicht"),
        ("url", "https://ü.org/", "https://xn--tda.org/"),
        ("url", "https://e.org/a|b%20c", "https://e.org/a%7Cb%20c"),
        ("doi", "https://www.nature.com/articles/10.1000/A_1", "10.1000/A_1"),
        ("doi", "https://doi.org/10.1000/182#sec-2", "10.1000/182"),
        ("doi", "10.1000/182.", "10.1000/182"),
        ("doi", "10.1000/182?casa_token=x", "10.1000/182"),
        ("eprint", "2401.00001 [cs.CL]", "2401.00001"),
        ("eprint", "2401,00001", "2401.00001"),
    ],
)
def test_what_was_meant_is_asked(field: str, written: str, meant: str) -> None:
    [problem] = said(entry(**{field: written}))
    assert f": one: has {field} '" in problem
    assert problem.endswith(f"; did you mean '{meant}'?")
    assert not said(entry(**{field: meant}))


def test_an_empty_identifier_is_none() -> None:
    assert said(entry(url="", doi="{}", eprint=" ")) == [
        "s.bib:1:1: one: has no identifier; expected one of doi, eprint (arXiv), url"
    ]


def test_the_address_of_a_source() -> None:
    assert source(doi="10.1000/1", eprint="2401.00001").url == "https://example.org/one"
    assert source(doi="10.1000/1", eprint="2401.00001", url=None).url == "https://doi.org/10.1000/1"


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("https://doi.org/", "which names no work"),
        ("https://www.doi.org/", "which names no work"),
        ("https://doi.org/182", "which names no work"),
        ("https://arxiv.org/abs/", "which names no work"),
        ("https://arxiv.org/pdf/2413.00001", "which names no work"),
        ("https://e.org:65536/", "whose port is none; expected one from 1 to 65535"),
        ("https://e.org:0/", "whose port is none"),
        ("http://printer.local/x", "the name of a host that all readers reach"),
        ("https://wiki.internal/x", "the name of a host that all readers reach"),
        ("https://example.org/a,", "with a sign of the text around it"),
        ("https://example.org/a;", "with a sign of the text around it"),
        ("https://example.org/a)", "with a sign of the text around it"),
        ("https://example.123/a", "expected an absolute address"),
        ("https://-e-.example/a", "expected an absolute address"),
        (f"https://{'a' * 64}.example/a", "expected an absolute address"),
    ],
)
def test_an_address_that_finds_nothing(written: str, wrong: str) -> None:
    [problem] = said(entry(url=written))
    assert problem.startswith("s.bib:5:10: one: has url '")
    assert wrong in problem


@pytest.mark.parametrize(
    "written",
    [
        "https://doi.org/10.1000/182",
        "https://www.doi.org/the-identifier/",
        "https://arxiv.org/",
        "https://arxiv.org/abs/2401.00001v2#page=3",
        "https://example.org/Bee_(insect)",
        "https://example.org/Bee_Inc.",
        "https://xn--bcher-kva.example/a",
        "https://a_b.example.org/a",
    ],
)
def test_an_address_that_finds_something(written: str) -> None:
    assert source(url=written).url == written


def test_a_place_in_a_page_is_no_part_of_a_doi() -> None:
    [problem] = said(entry(doi="https://doi.org/10.1000/182#sec-2"))
    assert problem.endswith("expected a DOI such as 10.1000/182; did you mean '10.1000/182'?")
    assert source(doi="10.1000/a#b").doi == "10.1000/a#b"
