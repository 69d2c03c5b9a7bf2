"""The sources of a file: read, formatted, inherited from, published, remembered."""

from __future__ import annotations

import datetime as dt
import random
import re
from html import unescape
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
from llm_trends.core.dates import PartialDate
from llm_trends.core.sources import bibliography
from llm_trends.core.sources.bibliography import read_bibliography
from llm_trends.core.sources.source import read_source

from .bibtex_entries import entry, said, source

REAL = Path(__file__).parents[2] / "docs" / "sources.bib"
GOOD = """@inproceedings{dao2022flash,
  title = {{FlashAttention}: Fast and Memory-Efficient},
  author = {Dao, Tri and M{\\"u}ller, Jo and others},
  booktitle = {Proceedings}, year = {2022}, pages = {1--9},
  eprint = {2205.14135}, archiveprefix = {arXiv}, entrysubtype = {paper}
}
"""


def test_reads_and_formats() -> None:
    read = read_bibliography("docs/sources.bib", GOOD)
    source = read.sources["dao2022flash"]
    assert not read.problems
    assert source.label == "Dao et al. 2022"
    assert source.title == "FlashAttention: Fast and Memory-Efficient"
    assert source.authors.full == ("Tri Dao", "Jo Müller")
    assert source.url == "https://arxiv.org/abs/2205.14135"
    assert source.text == (
        "Tri Dao, Jo Müller, and others. FlashAttention: Fast and Memory-Efficient. "
        "Proceedings, 1–9, 2022. arXiv:2205.14135."
    )
    assert source.html == (
        'Tri Dao, Jo Müller, and others. <a href="https://arxiv.org/abs/2205.14135">'
        "FlashAttention: Fast and Memory-Efficient</a>. Proceedings, 1–9, 2022. arXiv:2205.14135."
    )
    assert (source.venue, source.doi, source.eprint) == ("Proceedings", "", "2205.14135")
    assert source.date == PartialDate(2022, 5)
    assert source.bibtex == GOOD


def test_an_identifier_is_a_link_where_the_title_leads_elsewhere() -> None:
    both = GOOD.replace("eprint = {", "doi = {10.1000/flash}, eprint = {")
    html = read_bibliography("docs/sources.bib", both).sources["dao2022flash"].html
    assert html.count("https://doi.org/10.1000/flash") == 1
    assert html.endswith(
        ' doi:10.1000/flash&nbsp;· <a href="https://arxiv.org/abs/2205.14135">arXiv:2205.14135</a>.'
    )


def test_names_every_fault_of_an_entry() -> None:
    text = (
        GOOD + "@artcle{a, year=2024}\n@misc{b, title={T}, year={24}, entrysubtype={papr}}\n" + GOOD
    )
    problems = said(text)
    assert any("did you mean 'article'?" in line for line in problems)
    assert any("b: has no author" in line for line in problems)
    assert any("b: has no identifier" in line for line in problems)
    assert any("did you mean 'paper'?" in line for line in problems)
    assert any("s.bib:8:27: b: has year '24'" in line for line in problems)
    assert any("s.bib:9:1: dao2022flash: stands twice" in line for line in problems)


def test_a_reference_is_text() -> None:
    written = source(
        title='A <think> tag & "quotes" in {LaTeX\'s} [[links]] *and* {`code`}',
        howpublished="<script>alert(1)</script>",
        url="https://example.org/?a=1&b='2'",
    )
    assert written.title == 'A <think> tag & "quotes" in LaTeX\'s [[links]] *and* `code`'
    assert written.html == (
        'Ann Bee. <a href="https://example.org/?a=1&amp;b=&#x27;2&#x27;">A &lt;think&gt; tag &amp; '
        '"quotes" in LaTeX\'s [[links]] *and* `code`</a>. '
        "&lt;script&gt;alert(1)&lt;/script&gt;, 2024."
    )


@pytest.mark.parametrize(
    ("fields", "reference"),
    [
        ({"journal": "J", "volume": "4", "number": "2", "pages": "1-9"}, "J, 4(2), 1–9, 2024."),
        ({"journal": "J", "volume": "4"}, "J, 4, 2024."),
        ({"institution": "I", "number": "7"}, "I, 7, 2024."),
        ({"booktitle": "", "publisher": "P"}, "P, 2024."),
        ({"doi": "10.1000/1", "eprint": "2401.00001"}, "2024. doi:10.1000/1 · arXiv:2401.00001."),
        ({"urldate": "2024-05-01"}, "2024. Read 1 May 2024."),
    ],
)
def test_where_it_appeared(fields: dict[str, str], reference: str) -> None:
    assert source(**fields).text == f"Ann Bee. A Title. {reference}"


def test_a_question_gets_no_full_stop() -> None:
    assert source(title="Why?").text == "Ann Bee. Why? 2024."


@pytest.mark.parametrize("title", ["", "{}", "?", "...", "TODO", "{tbd}", "\\emph{}"])
def test_a_title_is_one(title: str) -> None:
    [problem] = said(entry(title=title))
    assert problem.startswith("s.bib:2:12: one: has ")
    assert "title" in problem


def test_strings_are_put_in() -> None:
    text = '@string{Conf = "Conference"}\n' + entry().replace(
        "{2024},", '2024, booktitle = conf # " of " # {Note}, month = jan,'
    )
    found = read_bibliography("s.bib", text).sources["one"]
    assert found.text == "Ann Bee. A Title. Conference of Note, 2024."
    assert found.date == PartialDate(2024, 1)
    assert "booktitle = {Conference of Note}" in found.bibtex
    assert said(text.replace("Conf =", "Other =")) == [
        (
            "s.bib:5:28: one: has a booktitle conf, which no @string defines; "
            "expected `booktitle = {…},`"
        )
    ]


def test_a_string_defined_later_is_not_known() -> None:
    text = entry().replace("{A Title}", "later") + '@string{later = "x"}\n'
    assert said(text) == [
        "s.bib:2:11: one: has a title later, which no @string defines; expected `title = {…},`"
    ]


PROCEEDINGS = (
    "@proceedings{all, title = {All of It}, publisher = {P}, year = 2023, month = 7, "
    "doi = {10.1000/1}}\n"
)


def test_a_part_inherits_from_its_whole() -> None:
    read = read_bibliography("s.bib", entry(crossref="all") + PROCEEDINGS)
    assert not read.problems
    found = read.sources["one"]
    assert list(read.sources) == ["one"]  # the whole is no source of its own
    assert found.text == "Ann Bee. A Title. All of It, 2024."
    assert (found.date, found.doi) == (PartialDate(2024), "")
    assert "booktitle = {All of It}" in found.bibtex
    assert "crossref" not in found.bibtex
    late = read_bibliography("s.bib", entry(crossref="all", year=None) + PROCEEDINGS)
    assert late.sources["one"].date == PartialDate(2023, 7)


def test_a_whole_may_be_a_source_too() -> None:
    both = entry(crossref="two") + entry("two", publisher="P")
    assert list(read_bibliography("s.bib", both).sources) == ["one", "two"]
    faulty = entry(crossref="two") + entry("two", year="24")
    assert said(faulty) == ["s.bib:12:11: two: has year '24'; expected four digits, 1900 or later"]


def test_a_whole_that_is_missing_or_broken() -> None:
    assert said(entry(crossref="nope")) == [
        "s.bib:7:15: one: has crossref 'nope', which is no entry; expected the key of one"
    ]
    broken = entry(crossref="two") + "@book{two, title = }\n"
    read = read_bibliography("s.bib", broken)
    assert [problem.field for problem in read.problems] == ["two"]
    assert read.faulty == {"one", "two"}


@pytest.mark.parametrize(
    ("first", "second", "place"),
    [
        ({"doi": "10.1000/ABC"}, {"doi": "https://doi.org/10.1000/abc"}, "15:10"),
        ({"eprint": "2401.00001v2"}, {"eprint": "arXiv:2401.00001"}, "15:13"),
        ({"eprint": "2401.00001"}, {"doi": "10.48550/arXiv.2401.00001"}, "15:10"),
        ({"eprint": "2401.00001"}, {"url": "https://arxiv.org/pdf/2401.00001v1"}, "13:10"),
    ],
)
def test_one_work_has_one_entry(first: dict[str, str], second: dict[str, str], place: str) -> None:
    read = read_bibliography("s.bib", entry(**first) + entry("two", **second))
    [problem] = map(str, read.problems)
    assert problem.startswith(f"s.bib:{place}: two: has the same ")
    assert "'one' on line 1" in problem
    assert list(read.sources) == ["one", "two"]
    assert not read.faulty


def test_keys() -> None:
    assert said(entry("a.b")) == [
        "s.bib:1:1: a.b: has the key 'a.b'; expected a letter, then letters, digits, _, : and -"
    ]
    [problem] = said(entry("Bee2024") + entry("bee2024", url="https://example.org/other"))
    assert problem.startswith("s.bib:8:1: bee2024: stands twice")


def test_a_faulty_entry_is_known() -> None:
    read = read_bibliography("s.bib", entry("bad", year="24") + entry())
    assert read.faulty == {"bad"}
    assert read.knows("bad")
    assert read.knows("one")
    assert not read.knows("other")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n\n",
        b"<!doctype html><style>@media (x) { a {} }</style>",
        b"% only a comment\n",
        b"@comment{x}",
        entry().encode() + b"\xff",
        entry().encode("utf-16-le"),
        entry().encode() + b"@misc{two,\n  title = {cut o",
        entry(title="A \x07 bell").encode(),
        entry().encode() + b"%" * 2_000_000,
    ],
)
def test_what_a_file_that_was_not_read_holds_is_not_known(content: bytes) -> None:
    """One problem, and no key is missing: it may stand in the part that could not be read."""
    read = read_bibliography("s.bib", content)
    assert len(read.problems) == 1
    assert read.unread
    assert read.knows("any")


@pytest.mark.parametrize(
    ("fields", "line", "said"),
    [
        ({"year": "2026"}, 4, "has the year 2026; expected 2025 or earlier"),
        (
            {"year": "2025"},
            4,
            (
                "has year 2025, in the future; expected 2024-11-30 or earlier, or `origdate` with "
                "the day when the work was first public"
            ),
        ),
        ({"month": "dec"}, 7, "has month 2024-12, in the future; expected 2024-11-30 or earlier"),
        ({"date": "2024-12-01"}, 7, "has date 2024-12-01, in the future; expected 2024-11-30 or "),
        ({"urldate": "2024-12-01"}, 7, "has urldate 2024-12-01, in the future; expected 2024-11-"),
        ({"urldate": "2025"}, 7, "has urldate 2025, in the future; expected 2024-11-30 or earlier"),
        ({"month": "nov"}, 0, ""),
        ({"urldate": "2024-11-30"}, 0, ""),
        ({"year": "2025", "origdate": "2024-10-01"}, 0, ""),
    ],
)
def test_no_date_lies_ahead(fields: dict[str, str], line: int, said: str) -> None:
    """But a volume may be of the next year, if the work is public already."""
    problems = read_bibliography("s.bib", entry(**fields), dt.date(2024, 11, 30)).problems
    expected = [(line, said)] if said else []
    assert [(one.line, one.message[: len(said)]) for one in problems] == expected


def test_only_what_changed_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = entry("one", title="First") + entry("two", title="Second", year="24")
    read_bibliography("s.bib", before)
    read: list[str] = []

    def noted(entry: Any) -> Any:
        read.append(entry.key)
        return read_source(entry)

    monkeypatch.setattr(bibliography, "read_source", noted)
    moved = read_bibliography("s.bib", "% a line\n" + before)
    assert [problem.line for problem in moved.problems] == [12]
    assert not read
    read_bibliography("s.bib", before.replace("First", "Third"))
    assert read == ["one"]


def test_a_library_that_raises_is_a_fault_of_the_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("of the library")

    monkeypatch.setattr("llm_trends.core.sources.source.formatted", broken)
    assert said("\n" + entry(title="That is read nowhere else")) == [
        (
            "s.bib:2:1: one: cannot be read (RuntimeError: of the library); "
            "expected plain text in its fields"
        )
    ]


def test_the_real_file_is_right_and_published_whole() -> None:
    read = read_bibliography("docs/sources.bib", REAL.read_bytes())
    assert not read.problems
    published = "\n".join(source.bibtex for source in read.sources.values())
    library = bibtexparser.parse_string(published)
    assert not library.failed_blocks
    assert [found.key for found in library.entries] == list(read.sources)
    for found in library.entries:
        assert found.fields_dict["title"].value


@pytest.mark.parametrize(
    "text",
    [
        '@string{c = "C"}\n' + entry().replace("{A Title}", 'c # " on " # {Title}'),
        entry().replace("{A Title}", '"A {"}quoted{"} {\\"U}ber Title"'),
        entry().replace("@misc{", "@misc(").rstrip()[:-1] + ")",
        entry(crossref="all") + PROCEEDINGS,
        entry(doi="https://doi.org/10.1000/a\\_b"),
        entry().replace("@misc{", "@misc\n {"),
        entry(month="feb", title="Braces \\{ in \\} pairs"),
    ],
)
def test_what_is_published_reads_alike_elsewhere(text: str) -> None:
    [found] = read_bibliography("s.bib", text).sources.values()
    library = bibtexparser.parse_string(found.bibtex)
    assert not library.failed_blocks
    [elsewhere] = library.entries
    assert elsewhere.key == "one"
    again = read_bibliography("s.bib", found.bibtex).sources["one"]
    assert (again.text, again.html, again.date) == (found.text, found.html, found.date)
    assert elsewhere.fields_dict.keys() >= {"title", "author", "year", "url", "entrysubtype"}


PIECES = [
    *'{}"\\%$#,=\n~@()&;_<>',
    *(" and ", "others", "@misc{x,", "@string{", "@comment{", "\\emph{", '\\"', "--", "{}", "\0"),
    *("\u2028", "é", "javascript:", "10.1000/", "crossref = {one}", "title = {}", "[[a|"),
]


def broken(random_: random.Random) -> bytes:
    """A small file with a few accidents."""
    text = entry(title="The {T} {\\'E}", doi="10.1000/1") + GOOD + entry("two", month="jan")
    raw = bytearray(text.encode())
    for _ in range(random_.randint(1, 6)):
        at = random_.randrange(len(raw))
        if random_.random() < 0.6:
            raw[at:at] = random_.choice(PIECES).encode()
        elif random_.random() < 0.9:
            del raw[at : at + random_.randint(1, 20)]
        else:
            raw[at : at + 1] = bytes([random_.randrange(256)])
    return bytes(raw)


@pytest.mark.parametrize("seed", range(300))
def test_whatever_the_bytes(seed: int) -> None:
    raw = broken(random.Random(seed))
    read = read_bibliography("s.bib", raw)
    lines = raw.count(b"\n") + 1
    for problem in read.problems:
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert "\n" not in str(problem)
        assert "cannot be read" not in problem.message
    for found in read.sources.values():
        bare = re.sub(r'<a href="https?://[^"<>\s]+">|</a>', "", found.html)
        assert "<" not in bare
        assert unescape(bare) == found.text
        assert "others" not in found.authors.full
    published = "\n".join(source.bibtex for source in read.sources.values())
    assert [e.key for e in bibtexparser.parse_string(published).entries] == list(read.sources)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (entry(crossref="one"), ["7:15: one: has crossref 'one', the entry itself; expected"]),
        (
            entry(crossref="two") + entry("two", crossref="one"),
            [
                "15:15: two: has crossref 'one', which has crossref 'two' in turn; expected",
                "7:15: one: has crossref 'two', which has crossref 'one' in turn; expected",
            ],
        ),
        ("@misc{a, crossref = {a}}\n", ["1:22: a: has crossref 'a', the entry itself; expected"]),
    ],
)
def test_a_whole_stands_alone(text: str, wrong: list[str]) -> None:
    lines = sorted(line.removeprefix("s.bib:") for line in said(text))
    assert len(lines) == len(wrong)
    assert all(line.startswith(start) for line, start in zip(lines, wrong, strict=True)), lines


@pytest.mark.parametrize("name", ["journal", "howpublished", "volume", "pages"])
@pytest.mark.parametrize("text", ["-", "…", "?", "n/a"])
def test_what_is_shown_says_something(name: str, text: str) -> None:
    [problem] = said(entry(**{name: text}))
    assert f": one: has the {name} '{text}'; expected that of the work" in problem


@pytest.mark.parametrize(
    "text",
    ["TY  - JOUR\nTI  - A Title\nER  - \n", "\\bibitem{x} A Title.\n", '[{"title": "A Title"}]\n'],
)
def test_an_entry_of_another_format_is_not_lost(text: str) -> None:
    [problem] = said(entry() + text)
    assert "begins no entry, so it would be lost" in problem


def test_fields_of_another_entry_are_not_lost() -> None:
    assert said(entry(xdata="all"))[0].startswith("s.bib:7:12: one: has xdata, which is not read")


@pytest.mark.parametrize("reference", ["&#xE9;", "&#233;", "&frac12;", "&eacute;"])
def test_a_reference_of_html_is_no_text(reference: str) -> None:
    [problem] = said(entry(title=f"Caf{reference}"))
    assert f"has a title with {reference} of HTML" in problem
