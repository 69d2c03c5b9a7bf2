"""Citations, each format read back by a library that others wrote."""

from __future__ import annotations

import dataclasses
import json
import warnings

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from llm_trends.addresses import Addresses
from llm_trends.core.citing import formats
from llm_trends.core.citing.citation import Citation, Kind
from llm_trends.core.citing.works import Works, of_source
from llm_trends.core.dates import PartialDate
from llm_trends.core.report import Report
from llm_trends.core.sources.bibliography import read_bibliography
from llm_trends.core.sources.names import Name
from llm_trends.core.views import changes

from ..content import collected, trend

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from citeproc import Citation as Mention
    from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

ADDRESS = Addresses("https://example.org/llm/").published
RECORD = (
    "subject,source,what,reading,result,text_read,version,checked,date\n"
    "alpha#alpha-claim,known2024thing,7 of 10,first,confirmed,here,v1,full-text,2026-02-03\n"
    "alpha#alpha-claim,known2024thing,7 of 10,third,{result},here,v1,full-text,2026-03-04\n"
)
HARD = r"100% of 5_000 $ & more {in} ~a #1 ^2 \end: “quoted” größer"


def report(result: str = "confirmed") -> Report:
    return collected(**{"data/verification.csv": RECORD.format(result=result)}).report


def claim(result: str = "confirmed") -> Citation:
    found = report(result)
    return Works(found, ADDRESS).claim(found.claims["alpha#alpha-claim"])


def test_a_claim_is_cited_with_its_address_edition_date_and_version() -> None:
    assert formats.sentence(claim()).startswith(
        "The editors of LLM Trends 2024. “A claim about alpha.” LLM Trends 2024: Trend alpha. "
        "Edition 2026-02, last changed on 3 February 2026, version "
    )
    assert formats.sentence(claim()).endswith(" https://example.org/llm/trends/alpha/#alpha-claim")


def test_without_an_address_of_the_site_none_is_named() -> None:
    found = report()
    cited = Works(found, Addresses().published).claim(found.claims["alpha#alpha-claim"])
    for written in (formats.sentence(cited), formats.bibtex(cited), formats.ris(cited)):
        assert "alpha-claim" not in written.replace(cited.key, "")
    assert "URL" not in formats.csl(cited)


@pytest.mark.parametrize(
    ("result", "date"),
    [("confirmed", "2026-02-03"), ("corrected", "2026-03-04"), ("removed", "2026-03-04")],
)
def test_a_claim_is_as_old_as_its_last_change(result: str, date: str) -> None:
    """A reading that only confirms changes nothing."""
    assert str(claim(result).date) == date
    other = report(result)
    beta = other.claims["beta#beta-claim"]
    assert changes.claim_changed(other, beta) == beta.trend.data.reviewed


def test_another_content_is_another_version() -> None:
    changed = trend("alpha", 1).replace("It was 7 of 10.", "It was 8 of 10.")
    other = collected(**{"trends/alpha.md": changed}).report
    versions = {
        Works(found, ADDRESS).claim(found.claims["alpha#alpha-claim"]).version
        for found in (report(), report("corrected"), other)
    }
    assert len(versions) == 2


def hard() -> Citation:
    return dataclasses.replace(
        claim(), title=HARD, authors=(Name("Müller", "Jo", "Jr"), Name("A & B, Inc.")), volume="4"
    )


def test_bibtex_is_read_back() -> None:
    library = bibtexparser.parse_string(
        formats.bibtex(hard()),
        append_middleware=[LatexDecodingMiddleware()],
    )
    assert not library.failed_blocks
    [entry] = library.entries
    assert (entry.entry_type, entry.key) == ("online", hard().key)
    # The library knows the circumflex by its look, the accent above nothing.
    assert entry["title"].strip("{}").replace("ˆ", "^") == HARD
    assert entry["url"] == hard().url
    assert (entry["year"], entry["month"], entry["date"]) == ("2026", "2", "2026-02-03")
    assert entry["version"] == hard().version
    assert entry["edition"] == "2026-02"


def test_ris_is_read_back() -> None:
    [entry] = rispy.loads(formats.ris(hard()))
    assert entry["type_of_reference"] == "ELEC"
    assert entry["title"] == HARD
    assert entry["authors"] == ["Müller, Jo, Jr", "A & B Inc."]
    assert entry["urls"] == [hard().url]
    assert (entry["year"], entry["date"]) == ("2026", "2026/02/03/")
    assert f"Version {hard().version}" in entry["notes"]


def test_csl_becomes_a_reference() -> None:
    items = json.loads(formats.csl_json(hard()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        bibliography.register(Mention([CitationItem(items[0]["id"])]))
        [reference] = [str(item) for item in bibliography.bibliography()]
    assert "Müller, J." in reference
    assert "A & B, Inc." in reference
    assert "2026" in reference
    assert HARD[:20] in reference


def test_a_list_that_goes_on_names_nobody_others() -> None:
    entry = (
        "@inproceedings{a2024b,\n title={T{\\'e}st},\n"
        " author={Bee, Ann and {The Board} and others},"
        "\n booktitle={Proceedings},\n year={2024},\n volume={3},\n number={2},\n pages={10--19},"
        "\n doi={10.1000/182},\n eprint={2401.00001},\n entrysubtype={paper},"
        "\n note={Read in a copy, {\\'a} jour}\n}\n"
    )
    [source] = read_bibliography("s.bib", entry).sources.values()
    cited = of_source(source)
    assert (cited.kind, cited.incomplete) == (Kind.CHAPTER, True)
    item = formats.csl(cited)
    assert item["author"] == [{"family": "Bee", "given": "Ann"}, {"literal": "The Board"}]
    assert item["note"] == f"Read in a copy, á jour. {formats.INCOMPLETE}"
    assert (item["title"], item["page"], item["DOI"]) == ("Tést", "10–19", "10.1000/182")
    [read] = rispy.loads(formats.ris(cited))
    assert read["authors"] == ["Bee, Ann", "The Board"]
    assert read["notes"] == ["Read in a copy, á jour", formats.INCOMPLETE]
    assert (read["start_page"], read["end_page"], read["doi"]) == ("10", "19", "10.1000/182")
    assert (read["volume"], read["number"]) == ("3", "2")


def test_a_work_is_dated_by_the_version_that_is_cited() -> None:
    """The year of the entry, though the work was public before."""
    entry = (
        "@article{a2024b,\n title={Test},\n author={Bee, Ann},\n journal={J},\n year={2024},"
        "\n origdate={2023-05},\n doi={10.1000/182},\n entrysubtype={paper}\n}\n"
    )
    [source] = read_bibliography("s.bib", entry).sources.values()
    assert of_source(source).date == PartialDate(2024)


def test_pages_and_the_whole() -> None:
    found = report("corrected")
    works = Works(found, ADDRESS)
    whole, beta = works.whole, works.page("trends/beta.md", "Trend beta")
    assert formats.sentence(whole) == (
        "The editors of LLM Trends 2024. LLM Trends 2024. Edition 2026-03, last changed on 4 March "
        "2026. https://example.org/llm/"
    )
    assert (beta.key, str(beta.date)) == ("llmtrends2024-beta", "2026-01-05")
    assert works.page("data/index.md", "Data").date == whole.date
    assert Works(collected(**{"trends/alpha.md": "", "trends/beta.md": ""}).report, ADDRESS).whole


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("booktitle={P}, year={2024}, month={11}, eprint={2401.00001}", "2024/11//"),
        ("booktitle={P}, year={2024}, month={11}, origdate={2024-01}", "2024/11//"),
        ("booktitle={P}, year={2024}, month={11}, origdate={2023-10}", "2024/11//"),
        ("journal={J}, year={2024}, eprint={2401.00001}", "2024///"),
        ("year={2024}, month={11}, eprint={2401.00001}", "2024/01//"),
        ("year={2024}, date={2024-03-02}, eprint={2401.00001}", "2024/03/02/"),
    ],
)
def test_a_source_has_the_date_of_the_version_that_is_cited(fields: str, date: str) -> None:
    """As in its BibTeX; a draft of before is no part of the volume in which the work appeared."""
    entry = f"@misc{{a2024b, title={{T}}, author={{Bee, Ann}}, url={{https://a.example/}}, {fields}"
    read = read_bibliography("s.bib", f"{entry}, entrysubtype={{paper}}}}\n")
    [source] = read.sources.values()
    [back] = rispy.loads(formats.ris(of_source(source)))
    assert back["date"] == date
    parts = formats.csl(of_source(source))["issued"]["date-parts"]
    assert parts == [[int(part) for part in date.split("/") if part]]
