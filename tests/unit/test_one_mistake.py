"""One mistake is one problem, where it was made: what only follows from it is not said."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from llm_trends.contents import contents, is_content
from llm_trends.core.charts.quoted import at_its_text
from llm_trends.core.collect import collect, with_problems
from llm_trends.core.problems import Problem

from ..charts.conftest import ROWS, SPEC, with_encoding, with_meta
from ..content import CONCLUSION, SOURCES, TODAY, content, stored_run, trend
from .test_compose import MORE, site

ALPHA = trend("alpha", 1)
ALREADY = "docs/trends/gamma.md:14:5: claims[0].evidence: has 1 findings"
"""What a strict build says of the third trend of these tests anyway."""


def said(**files: str | bytes) -> list[str]:
    """All that a strict build would say."""
    found = collect(content(**{**MORE, **files}), TODAY)
    lines = [str(problem) for problem in sorted({*found.problems, *found.warnings})]
    return [line for line in lines if not line.startswith(ALREADY)]


def one(**files: str | bytes) -> str:
    lines = said(**files)
    assert len(lines) == 1, lines
    return lines[0]


def alpha(old: str, new: str) -> str:
    assert old in ALPHA
    return one(**{"trends/alpha.md": ALPHA.replace(old, new, 1)})


def chart(spec: Any = SPEC, rows: str = ROWS) -> str:
    return one(**{"charts/small.json": json.dumps(spec), "charts/small.csv": rows})


@pytest.mark.parametrize("name", ["Title", "titel", "tіtle"])
def test_a_field_with_a_wrong_name_is_not_missing_too(name: str) -> None:
    line = alpha("title: Trend", f"{name}: Trend")
    assert line.startswith(f"docs/trends/alpha.md:2:1: {name}: is not a field here")
    assert line.endswith("did you mean 'title'?")


def test_what_repeats_a_refused_part_within_it_is_not_said() -> None:
    line = alpha("sectors: [software]", "sectors: &a [*a, *a]")
    assert line.startswith("docs/trends/alpha.md:6:10: sectors: begins with &a")


def test_words_for_a_page_that_is_not_there_name_the_page_that_is_meant() -> None:
    """A page that people write is known too, and a trend has its words in its own header."""
    line = one(**{"synonyms.yml": "pages:\n  data/index.md: [CSV]\n  glosary.md: [jargon]\n"})
    assert line.startswith("docs/synonyms.yml:3:3: pages.glosary.md: there is no page 'glosary.md'")
    assert line.endswith("did you mean 'glossary.md'?")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "groups:\n  - [price, cost]\n  - [fee, Cost]\n",
            "3:11: groups[1][1]: 'cost' stands twice; expected it once (the first is on line 2)",
        ),
        (
            "groups:\n  - [data  center, price, Data center]\n",
            (
                "2:27: groups[0][2]: 'data center' stands twice; expected it once "
                "(the first is on line 2)"
            ),
        ),
        (
            "pages:\n  data/index.md: [CSV, table]\n  method.md: [CSV, rules, csv]\n",
            (
                "3:27: pages.method.md[2]: 'csv' stands twice; expected it once "
                "(the first is on line 3)"
            ),
        ),
    ],
)
def test_the_search_knows_a_word_of_one_group(text: str, place: str) -> None:
    """A word for two pages is right: it finds both."""
    assert one(**{"synonyms.yml": text}) == f"docs/synonyms.yml:{place}"


@pytest.mark.parametrize(
    ("old", "new", "place", "wrong"),
    [
        ("[software]", "[software, law, law]", "6:1: sectors", "names 'law' twice"),
        ("[single-study]", "[indirect, indirect]", "14:7: claims[0].then.lowered_by", "twice"),
        ("[alpha things]", "[alpha, alpha]", "7:1: aliases", "names 'alpha' twice"),
        ("[alpha things]", "[alpha x, Alpha  X]", "7:1: aliases", "names 'Alpha X' twice"),
        ("[alpha things]", "[a]", "7:11: aliases[0]", "has no 2 letters or digits"),
        ("[alpha things]", "['---']", "7:11: aliases[0]", "says nothing"),
        ("[alpha things]", "[Trend beta]", "7:11: aliases[0]", "already links to title of 'beta'"),
        ("title: Trend alpha", "title: '\u200d'", "2:1: title", "says nothing"),
        ("number: 1", "number: 10000", "3:1: number", "is '10000'; expected 9999 or less"),
    ],
)
def test_what_is_doubled_or_says_nothing_is_named(
    old: str, new: str, place: str, wrong: str
) -> None:
    line = alpha(old, new)
    assert line.startswith(f"docs/trends/alpha.md:{place}: ")
    assert wrong in line


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("id: alpha-claim", "id: Alpha_Claim", "alpha-claim"),
        ("id: alpha-claim", "id: alpha claim", "alpha-claim"),
        ("id: alpha-claim", "id: alpha#alpha-claim", "alpha-claim"),
        ("id: alpha-claim", "id: gpt-4.1", "gpt-4-1"),
        ("id: alpha-claim", "id: “alpha-claim”", "alpha-claim"),
        ("id: alpha-claim", "id: alpha\u00ad-claim", "alpha-claim"),
        ("id: alpha-claim", "id: 'ü'", ""),
    ],
)
def test_a_name_of_another_form_is_spelt_out(old: str, new: str, meant: str) -> None:
    line = next(line for line in said(**{"trends/alpha.md": ALPHA.replace(old, new, 1)}))
    assert ": claims[0].id: " in line and "is not of the right form; expected lower-case" in line
    assert line.endswith(f"; did you mean '{meant}'?" if meant else "joined by hyphens")


@pytest.mark.parametrize(
    "ref", ["alpha/alpha-claim", "alpha.alpha-claim", "trends/alpha.md#alpha-claim"]
)
def test_a_claim_of_another_form_is_spelt_out(ref: str) -> None:
    line = one(**{"conclusion.yml": CONCLUSION.replace("alpha#alpha-claim", ref)})
    assert line.endswith("expected `trend#claim`; did you mean 'alpha#alpha-claim'?")


ROW_OF_RECORD = (
    "alpha#alpha-claim,known2024thing,7 of 10,third,confirmed,the paper,v1,full-text,2026-01-05\n"
)


@pytest.mark.parametrize(
    ("old", "new", "said_of"),
    [
        ("full-text", "full-text ", "2:71: checked: 'full-text ' begins or ends with a blank"),
        ("alpha#alpha-claim", " alpha#alpha-claim", "2:1: subject: ' alpha#alpha-claim' begins or"),
        ("known2024thing", "", "2:19: source: is empty; expected a source that it cites"),
        ("alpha#alpha-claim", "alpha#event", "2:1: subject: there is no claim or section of"),
        ("third", "", "2:42: reading: is empty; expected one of first"),
        ("2026-01-05", "", "2:81: date: is empty; expected YYYY"),
    ],
)
def test_a_cell_is_wrong_for_one_reason(old: str, new: str, said_of: str) -> None:
    head = "subject,source,what,reading,result,text_read,version,checked,date\n"
    rows = head + ROW_OF_RECORD.replace(old, new, 1)
    line = one(**{"data/verification.csv": rows})
    assert line.startswith(f"docs/data/verification.csv:{said_of}")
    assert not new.endswith("event") or line.endswith("did you mean 'events'?")


@pytest.mark.parametrize("more", [ROWS.splitlines()[0], ",,,,,", "a;b;c"])
def test_a_row_that_is_none_is_one_mistake(more: str) -> None:
    said_of = "docs/charts/small.csv:5:1: row: "
    assert chart(rows=f"{ROWS}{more}\n").startswith(said_of)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ('"12,5"', "12.5"),
        ('"1,250"', "1250"),
        ('"1,250,000.5"', "1250000.5"),
        ("1 250", "1250"),
        ("12.5%", "12.5"),
        ("$12", "12"),
        ("\u221212", "-12"),
        ("+.5", "0.5"),
        ("-.5", "-0.5"),
        ("12.", "12"),
        ("012", "12"),
        ("many", ""),
        ("1.2.3", ""),
        ("~12", ""),
        ("12\u201315", ""),
    ],
)
def test_a_number_of_another_form_is_spelt_out(cell: str, meant: str) -> None:
    line = chart(rows=ROWS.replace("12.5", cell, 1))
    assert line.startswith("docs/charts/small.csv:2:7: value: is '")
    assert line.endswith(f"; did you mean '{meant}'?" if meant else "; expected a number")


def test_a_chart_of_a_wrong_name_is_not_missing_too() -> None:
    """Its partner waits for it."""
    said_of = "1:1: file: is no name for a chart; expected lower-case words joined by hyphens"
    files = {"charts/small.json": json.dumps(SPEC), "charts/Small.csv": ROWS}
    assert one(**files) == f"docs/charts/Small.csv:{said_of}; did you mean 'small'?"
    assert one(**{"charts/small.json": json.dumps(SPEC)}).startswith(
        "docs/charts/small.json:1:1: file: there is no docs/charts/small.csv beside it"
    )


def test_fields_that_may_have_any_name_are_not_listed() -> None:
    """Those of the group around them are others."""
    line = chart(with_meta(columns="x"))
    assert line.endswith("usermeta.columns: is 'x'; expected fields of the form `name: value`")


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("/old/", "old/"),
        ("old", "old/"),
        ("trends/alpha.md", "trends/alpha/"),
        ("trends/alpha#old", "trends/alpha/#old"),
        ("old/#", "old/"),
        ("o ld/", ""),
        ("../old/", ""),
    ],
)
def test_an_address_of_another_form_is_spelt_out(cell: str, meant: str) -> None:
    rows = f"address,now,date,why\n{cell},trends/beta/,2026-01-05,Renamed\n"
    line = one(**{"data/moved.csv": rows})
    assert line.startswith(f"docs/data/moved.csv:2:1: address: '{cell}' is no address of a page")
    assert line.endswith(f"; did you mean '{meant}'?" if meant else "/#some-claim")


def test_a_page_that_is_a_copy_is_one_mistake() -> None:
    line = one(**{"trends/alpha2.md": ALPHA})
    assert line.startswith("docs/trends/alpha2.md:1:1: file: is a copy of docs/trends/alpha.md; ")
    changed = said(**{"trends/alpha2.md": ALPHA.replace("title: Trend alpha", "title: Another")})
    assert [line.split(": ")[1] for line in changed] == [
        "number",
        "aliases[0]",
        "claims[0].text",
        "terms[0].term",
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[[@known2024thing]]", "`[@known2024thing]`"),
        ("[[trends/beta]]", "'beta'"),
        ("[[/trends/beta.md]]", "'beta'"),
        ("[[Term:beta-word]]", "`[[term:beta-word]]`"),
        ("[[glossary#beta-wrd]]", "`[[term:beta-word]]`"),
        ("[[method]]", ""),
    ],
)
def test_a_link_of_another_form_is_spelt_out(written: str, meant: str) -> None:
    line = alpha("Prose on", f"{written} on")
    assert line.endswith(
        f"; did you mean {meant}?" if meant else "expected one of alpha, beta, gamma"
    )


@pytest.mark.parametrize("sign", ["layer", "hconcat"])
def test_views_beside_a_mark(sign: str) -> None:
    line = chart({**SPEC, sign: [{"mark": "rule"}]})
    assert line.endswith(f": {sign}: stands beside `mark`; expected one of the two")


def test_what_follows_from_a_refused_part_is_not_said() -> None:
    """Fields of data of its own, and a field that the grammar does not have there either."""
    spec = {name: part for name, part in SPEC.items() if name != "mark"}
    own = {"data": {"values": [{"v": 1}]}, "mark": "rule", "encoding": {"x": {"field": "v"}}}
    line = chart({**spec, "layer": [{"mark": "bar"}, own]})
    assert ": layer[1].data: brings data of its own; " in line
    line = chart(with_encoding(x={**SPEC["encoding"]["x"], "scale": {"domain": {"signal": "d"}}}))
    assert ": encoding.x.scale.domain.signal: is computed while somebody looks; " in line


def test_an_empty_file_of_fields_is_empty() -> None:
    for text in ("", "# A remark.\n"):
        line = one(**{"synonyms.yml": text})
        assert (
            line
            == "docs/synonyms.yml:1:1: header: is empty; expected lines of the form `name: value`"
        )


def test_a_blank_that_is_no_space_is_one_mistake() -> None:
    line = alpha("    text: A claim", "\u00a0   text: A claim")
    assert line.startswith("docs/trends/alpha.md:10:1: header: begins with U+00A0, a blank that is")


@pytest.mark.parametrize("page", ["trends/alpha.md", "method.md"])
def test_right_links_of_every_kind_are_no_mistake(page: str) -> None:
    """In a page that is no trend, too, where no claim is meant without its trend."""
    links = "[[beta]] [[beta#beta-claim|words]] [[term:beta-word]] [[!beta]] [@known2024thing]"
    before = content(**MORE)[page].decode()
    assert not said(**{page: f"{before}\n{links}\n"})


def test_an_edition_without_its_digest_is_one_mistake() -> None:
    rows = "subject,kind,source,was,is,why,date\n2026-01,edition,,,,Frozen.,2026-01-05\n"
    line = one(**{"data/history.csv": rows})
    assert line.endswith(":2:19: is: is empty; expected the SHA-256 of its archive")


def test_a_record_that_cannot_be_read_is_all_that_is_said() -> None:
    """It may say that the source of an older finding was taken out."""
    rows = "subject,kind,source,was,is,why,date\n"
    rows += "alpha#alpha-claim,judgment,,,contested,First.,2026-01-05\n"
    rows += (
        'alpha#alpha-claim,judgment,,contested,"then: too-early, low; now: holds, moderate",Read,'
    )
    rows += (
        "2026-01-05\nalpha#alpha-claim,finding,gone2024thing,It was 3.,It was 4.,Read.,2026-01-05\n"
    )
    line = one(**{"data/history.csv": rows, "data/verification.csv": "subject;source\n"})
    assert line.startswith(
        "docs/data/verification.csv:1:1: columns: has its columns separated by ';'; "
    )


def test_an_entry_without_its_sign_is_not_missing_too() -> None:
    line = one(**{"sources.bib": SOURCES.replace("@article{later", "article{later")})
    assert line.startswith(
        "docs/sources.bib:10:1: later2025thing: 'article{later2025thing,' begins"
    )


def test_a_cell_of_a_row_that_is_cut_wrongly_is_not_judged() -> None:
    line = chart(rows=ROWS.replace("Second,", "Second, third,"))
    assert line.startswith("docs/charts/small.csv:3:1: row: has 7 fields; expected 6, one with a ")


RECORD = (
    "subject,source,what,reading,result,text_read,version,checked,date\n"
    "alpha#alpha-claim,known2024thing,7 of 10,third,confirmed,the paper,v1,full-text,2026-01-05\n"
)


@pytest.mark.parametrize(
    ("old", "new", "said_of"),
    [
        (
            "alpha#",
            "alhpa#",
            ":2:1: subject: there is no trend 'alhpa'; expected one of alpha, beta",
        ),
        (
            "#alpha-claim",
            "#alpha-clam",
            ":2:1: subject: there is no claim or section of 'alpha' 'alpha-clam'",
        ),
        ("known2024thing", "known2024thin", ":2:19: source: 'known2024thin' is not used in alpha#"),
    ],
)
def test_a_row_about_nothing_says_what_was_meant(old: str, new: str, said_of: str) -> None:
    line = one(**{"data/verification.csv": RECORD.replace(old, new, 1)})
    assert line.startswith(f"docs/data/verification.csv{said_of}")
    right = old.strip("#")
    assert line.endswith(f"did you mean '{right}'?")


@pytest.mark.parametrize("text", ["A claim about beta.", "a  claim about *beta*!"])
def test_a_claim_is_judged_in_one_trend(text: str) -> None:
    """Those of one trend too, where each has its own name and findings."""
    there = "says what claims[0].text of 'alpha' says (docs/trends/alpha.md:10); expected it once"
    line = one(**{"trends/alpha.md": ALPHA.replace("A claim about alpha.", text)})
    assert line.startswith(f"docs/trends/beta.md:10:5: claims[0].text: {there}")
    claims = ALPHA[ALPHA.index("  - id: alpha-claim") : ALPHA.index("relations:")]
    second = claims.replace("id: alpha-claim", "id: again").replace("id: second", "id: other")
    second = second.replace("[second]", "[other]").replace("A claim", "A (claim)")
    line = alpha(claims, claims + second)
    assert line.endswith(f"{there}, and a relation to that claim"), line


def test_a_statement_rests_on_a_claim_once() -> None:
    text = CONCLUSION.replace("[alpha#alpha-claim]", "[alpha#alpha-claim, alpha#alpha-claim]")
    assert one(**{"conclusion.yml": text}).startswith(
        "docs/conclusion.yml:6:5: statements[0].rests_on: names 'alpha#alpha-claim' twice"
    )


def test_no_claim_is_judged_without_its_sources() -> None:
    faulty = SOURCES.replace("year = {2024}", "year = {20x4}")
    assert one(**{"sources.bib": faulty}).startswith("docs/sources.bib:5:11: known2024thing")
    assert one(**{"sources.bib": "<html>404</html>"}).startswith("docs/sources.bib:1:1: file")


@pytest.mark.parametrize(
    ("head", "wrong"),
    [
        ("label;value;unit;date;source;note", "has its columns separated by ';'"),
        ("label ,value,unit,date,source,note", "'label ' is no name"),
        ("Label,Value,unit,date,source,note", "begins with 'Label'"),
        ("label,label,unit,date,source,note", ""),
        ("label,vаlue,unit,date,source,note", "'vаlue' is no name"),
        ("sep=,", "begins with 'sep='"),
    ],
)
def test_a_specification_is_not_read_against_a_broken_head(head: str, wrong: str) -> None:
    lines = said(
        **{
            "charts/small.json": json.dumps(SPEC),
            "charts/small.csv": ROWS.replace("label,value,unit,date,source,note", head, 1),
        }
    )
    assert all(line.startswith("docs/charts/small.csv:1:") for line in lines)
    assert len(lines) == (1 if wrong else 2), lines  # a name that stands twice, one that is gone
    assert wrong in lines[0]


@pytest.mark.parametrize(
    "data",
    [
        {"values": [{"value": 1}]},
        {"url": "small.csv", "values": []},
        {"sequence": {"start": 0, "stop": 5}},
        {"url": "small.csv", "format": {"type": "csv"}},
        [],
        None,
    ],
)
def test_data_of_another_kind_are_one_mistake(data: Any) -> None:
    assert "small.json:1:" in chart({**SPEC, "data": data})


@pytest.mark.parametrize(
    "item",
    [
        "  - {date: 2024-03, what: Something of gamma., source: known2024thing}\n",
        "  - {what: A thing., source: known2024thing}\n",
        "      - {what: Another., where: Everywhere., when: 2026-01-05}\n",
    ],
)
def test_what_stands_twice_word_for_word(item: str) -> None:
    gamma = MORE["trends/gamma.md"]
    line = one(**{"trends/gamma.md": gamma.replace(item, item * 2, 1)})
    at = gamma[: gamma.index(item)].count("\n") + 2
    assert line.startswith(f"docs/trends/gamma.md:{at}:") and "expected it once" in line


@pytest.mark.parametrize("filler", ["-", "…", "'?'", "N/A", "' tba. '"])
@pytest.mark.parametrize("field", ["outlook: More of it.", "scope: Ten things.", "at: Table 1"])
def test_a_text_says_something(field: str, filler: str) -> None:
    name, _, _ = field.partition(": ")
    changed = MORE["trends/gamma.md"].replace(field, f"{name}: {filler}".replace(": -", ": '-'"))
    assert "says nothing; expected some text" in one(**{"trends/gamma.md": changed})


@pytest.mark.parametrize(
    ("value", "text", "wrong"),
    [
        ("3", "4 things", "says 4, but `value` is 3"),
        ("1200000", "1.3 million", "says 1.3"),
        ("3", "3 of 9 things", ""),
        ("-0.23", "−0.23 (95% interval −0.39 to −0.07)", ""),
        ("1200000", "1.2 million", ""),
        ("9", "nine of 148", ""),
        ("1.0e+25", "10²⁵", ""),
    ],
)
def test_a_figure_is_printed_as_it_is(value: str, text: str, wrong: str) -> None:
    figure = f"value: {value}, unit: things, text: '{text}'"
    changed = MORE["trends/gamma.md"].replace(
        "value: 3, unit: things, text: three things", figure, 1
    )
    found = said(**{"trends/gamma.md": changed})
    assert len(found) == bool(wrong), found
    assert wrong in "".join(found)


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("A known thing", "A <i>known</i> thing", "a title with <i> of HTML"),
        ("A known thing", "Known &amp; unknown", "a title with &amp; of HTML"),
        ("Journal of Things", "TBD", "has the journal 'TBD'"),
        ("Known, Ann and Other, Bob", "TBD", "has the author 'TBD'"),
    ],
)
def test_what_no_work_is_called(old: str, new: str, wrong: str) -> None:
    assert wrong in one(**{"sources.bib": SOURCES.replace(old, new, 1)})


@pytest.mark.parametrize("field", ["title", "description"])
@pytest.mark.parametrize("words", ["[[alpha]]", "TODO"])
def test_words_of_a_drawing_are_words(field: str, words: str) -> None:
    assert f": {field}: " in chart({**SPEC, field: words})


def test_no_row_is_later_than_its_chart() -> None:
    line = chart(rows=ROWS.replace("2024-05", "2024-06", 2).replace("2024-06", "2024-07", 1))
    assert ": usermeta.as_of: is 2024-05, but docs/charts/small.csv:2 is of 2024-07" in line
    assert not said(
        **{
            "charts/small.json": json.dumps(SPEC),
            "charts/small.csv": ROWS.replace("12.5,%,2024-05", "12.5,%,2024-05-31").replace(
                "7,%,2024-05", "7,%,2024"
            ),
        }
    )


@pytest.mark.parametrize(
    ("rows", "meta", "place"),
    [
        (ROWS.replace("Table 2", "TODO"), {}, "small.csv:4:34: note"),
        (ROWS, {"alt": "TBD"}, "usermeta.alt"),
        (ROWS, {"finding": "It rose [@known2024thing]."}, "usermeta.finding"),
    ],
)
def test_what_is_left_open_in_a_chart(rows: str, meta: dict[str, Any], place: str) -> None:
    assert place in chart(with_meta(**meta), rows)


@pytest.mark.parametrize(
    "field",
    [
        "title: Trend gamma",
        "text: A claim about gamma.",
        "at: Table 1",
        "version: arXiv v1",
        "term: gamma word",
        "aliases: [gamma phrase",
        "unit: things",
        "text: three things",
        "at: page 2",
    ],
)
@pytest.mark.parametrize("notation", ["[@known2024thing]", "[[alpha]]", "\\(x\\)"])
def test_fields_that_are_shown_as_written_hold_no_notation(field: str, notation: str) -> None:
    name, _, words = field.partition(": ")
    bracket, words = ("[" if words[0] == "[" else ""), words.lstrip("[")
    changed = MORE["trends/gamma.md"].replace(field, f"{name}: {bracket}'{words} {notation}'", 1)
    assert changed != MORE["trends/gamma.md"]
    assert "which is no notation here" in one(**{"trends/gamma.md": changed})


def test_a_mark_without_a_column_is_one_mistake() -> None:
    line = chart(with_meta(mark="A value"))
    assert line.startswith("docs/charts/small.json:1:")
    assert "usermeta.mark: reads 'A value. Source: Known and Other 2024.' for every row" in line


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("doi = {10.1000/x?via=y}", "has doi '10.1000/x?via=y'"),
        ("url = {https://e.example:99999/x}", "whose port is none; expected one from 1"),
        ("url = {http://127.0.0.1/x}", "the name of a host that all readers reach"),
        ("url = {https://e.example/?a=1&amp;b=2}", "the sign & alone"),
        ("eprint = {2712.00001}", "a month to come"),
        ("url = {https://e.example/}, tittle = {A}", "did you mean 'title'?"),
    ],
)
def test_what_leads_nowhere_is_named_at_its_field(field: str, wrong: str) -> None:
    entry = SOURCES.split("\n\n")[0].replace("known2024thing", "other2024")
    added = entry.replace("doi = {10.1000/known}", field)
    line = one(**{"sources.bib": f"{SOURCES}\n{added}\n"})
    assert line.startswith("docs/sources.bib:24:")
    assert wrong in line


@pytest.mark.parametrize(
    "field", ["subtitle", "booktitle", "annote", "file", "keywords", "abstract"]
)
def test_fields_that_others_use_are_let_be(field: str) -> None:
    assert not said(**{"sources.bib": SOURCES.replace("  year", f"  {field} = {{A}},\n  year", 1)})


def test_a_string_has_one_meaning() -> None:
    twice = '@string{j = "One"}\n@string{j = "Two"}\n'
    assert one(**{"sources.bib": twice + SOURCES}).startswith(
        "docs/sources.bib:2:14: string: defines j a second time"
    )


@pytest.mark.parametrize("path", ["index.md", "claims.md", "data.md", "trends/index.md"])
def test_no_page_takes_the_place_of_one_that_is_made(path: str) -> None:
    page = "---\ntitle: A\ndescription: B.\n---\n# A\n"
    assert one(**{path: page}).startswith(f"docs/{path}:1:1: file: has the address of a page")


def test_an_archive_that_nobody_froze_is_not_opened() -> None:
    made = site(content(**{"editions/2026-01.tar.xz": b"no archive"}))
    assert [problem.path for problem in made.problems] == ["docs/editions/2026-01.tar.xz"]


def test_a_claim_that_never_stood_cannot_be_taken_back() -> None:
    rows = (
        "subject,kind,source,was,is,why,date\n"
        "alpha#old-claim,judgment,,,withdrawn,Why.,2026-01-05\n"
    )
    made = site(content(**{"data/history.csv": rows}))
    assert [str(problem).split("; ")[0] for problem in made.problems] == [
        "docs/data/history.csv:2:27: was: is empty"
    ]


def test_a_formula_of_the_conclusion_is_read() -> None:
    made = site(
        content(**{"conclusion.yml": CONCLUSION.replace("It said so.", r"It said \( x^ \).")})
    )
    assert [problem.path for problem in made.problems] == ["docs/conclusion.yml"]
    assert made.problems[0].line == 4


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("</table>", "", (2, 1)),
        ("</table>", "</table>\n\n</div>", (4, 1)),
        ("<table>", "<title>Page</title><table>", (2, 1)),
        ("<table>", f"<table>\n{'<div>' * 250}{'</div>' * 250}", (3, 996)),
    ],
)
def test_a_stored_run_is_whole(old: str, new: str, place: tuple[int, int]) -> None:
    run = {"explorables/toy/fallback.html": stored_run().replace(old, new, 1)}
    made = site(content(**run))
    assert [(p.path, p.line, p.column) for p in made.problems] == [
        ("docs/explorables/toy/fallback.html", *place)
    ]


SECOND = ALPHA[ALPHA.index("  - id: alpha-claim") : ALPHA.index("relations:")]


@pytest.mark.parametrize("name", ["alpha-claim", "timeline"])
def test_a_name_that_is_no_name_silences_what_refers_to_it(name: str) -> None:
    """Rows and statements about a claim that lost its name to another are not wrong by that."""
    other = SECOND.replace("id: alpha-claim", f"id: {name}").replace("A claim", "Another claim")
    lines = said(
        **{
            "trends/alpha.md": ALPHA.replace(SECOND, SECOND + other),
            "data/history.csv": "subject,kind,source,was,is,why,date\n"
            "alpha#alpha-claim,judgment,,,contested,First.,2026-01-05\n",
        }
    )
    assert len(lines) == 1, lines
    assert lines[0].startswith("docs/trends/alpha.md:49:5: claims[1].id: ")


def test_rows_about_one_claim_that_is_gone_are_one_mistake() -> None:
    """The statement that rested on it has another digest only by that."""
    row = "alpha#old,known2024thing,{},third,confirmed,the paper,v1,full-text,2026-01-05\n"
    head = "subject,source,what,reading,result,text_read,version,checked,date\n"
    record = head + row.format("one thing") + row.format("another")
    lines = said(
        **{
            "data/verification.csv": record,
            "conclusion.yml": CONCLUSION.replace("[alpha#alpha-claim]", "[alpha#old]"),
        }
    )
    assert [line.split(": ")[0] for line in lines] == [
        "docs/conclusion.yml:6:16",
        "docs/data/verification.csv:2:1",
    ]
    assert lines[1].endswith("; also at 3:1")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("findings: [second]", "findings: [secnd]", "24:18: claims[0].turned_by.findings[0]"),
        ("scope: Ten things", "public: 2030\n        scope: Ten things", "30:9: claims[0]"),
        ("source: known2024thing", "source: known2024", "27:9: claims[0].evidence[0].source"),
    ],
)
def test_a_claim_that_is_wrong_in_itself_is_not_to_be_read_again_yet(
    old: str, new: str, place: str
) -> None:
    files = content(**MORE)
    changed = ALPHA.replace(old, new, 1).encode()
    found = collect(files | {"trends/alpha.md": changed}, TODAY)
    lines = [str(one) for one in sorted({*found.problems, *found.warnings})]
    (line,) = [line for line in lines if not line.startswith(ALREADY)]
    assert line.startswith(f"docs/trends/alpha.md:{place}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("####### Seven", "0:1: ####### Seven: is a heading of a level that there is not"),
        ("* One\n** Two", "1:1: ** Two: is a list of another dialect"),
        ("A[^1].\n\n[^1]: note", "0:2: [^1]: is a footnote of another dialect"),
        ("[a](alpha .md)", "0:3: ](: has an address that is not closed"),
        ("![[x.png]]", "0:1: ![[x.png]]: is an embedded page of another dialect"),
    ],
)
def test_a_sign_of_another_dialect_brings_no_second_message(text: str, said: str) -> None:
    line, _, rest = said.partition(":")
    at = ALPHA.count("\n") + 2 + int(line)
    assert one(**{"trends/alpha.md": f"{ALPHA}\n{text}\n"}).startswith(
        f"docs/trends/alpha.md:{at}:{rest}"
    )


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ("<![CDATA[x<br>]]>", "<![CDATA[x may not stand in a stored run"),
        ('<svg><image href="x.png"/></svg>', "<image> may not stand in a stored run"),
        ("<form>a</form>", "<form> may not stand in a stored run"),
        ("<video></video>", "<video> may not stand in a stored run"),
        ("<svg><foreignObject>a</foreignObject></svg>", "<foreignObject> may not stand"),
        ("<p>a&#x202e;b</p>", "&#x202e;, which stands for U+202E"),
        ("<p>a&#27;b</p>", "&#27;, which stands for U+001B"),
    ],
)
def test_what_a_stored_run_may_not_hold(added: str, said: str) -> None:
    made = site(content(**{"explorables/toy/fallback.html": stored_run() + added + "\n"}))
    (line,) = map(str, made.problems)
    assert line.startswith("docs/explorables/toy/fallback.html:3:")
    assert said in line


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (["known2024"], "'known2024' is not in sources.bib; expected the key of an entry; did you"),
        (["known2024thing", "known2024thing"], "names 'known2024thing' twice"),
    ],
)
def test_what_a_stored_run_rests_on(sources: list[str], said: str) -> None:
    assert said in one(**{"explorables/toy/fallback.html": stored_run(sources=sources)})


@pytest.mark.parametrize(
    ("why", "said"),
    [("First. ", "'First. ' begins or ends with a blank"), ("x" * 20_001, "has 20,001 characters")],
)
def test_a_cell_is_what_it_looks_like(why: str, said: str) -> None:
    row = 'subject,kind,source,was,is,why,date\nalpha#alpha-claim,judgment,,,"then: '
    row += f'too-early, low; now: holds, moderate",{why},2026-01-05\n'
    assert one(**{"data/history.csv": row}).startswith("docs/data/history.csv:2:75: why: ")
    assert said in one(**{"data/history.csv": row})


@pytest.mark.parametrize("path", ["notes.markdown", "trends/delta.MD", "a.mkd"])
def test_a_page_ends_as_all_pages_do(path: str) -> None:
    """The site generator makes a page of each of these, which nobody would have checked."""
    assert is_content(path)
    assert one(**{path: "# A\n"}).startswith(f"docs/{path}:1:1: file: is no page of this site")


@pytest.mark.parametrize("path", ["sources.bib", "conclusion.yml"])
def test_what_is_no_file_is_not_missing_too(path: str, tmp_path: Path) -> None:
    files = {name: raw for name, raw in content(**MORE).items() if name != path}
    os.mkfifo(tmp_path / path)
    problems = with_problems(collect(files, TODAY), contents(tmp_path, [path])[1]).problems
    assert [problem.message for problem in problems if problem.path == f"docs/{path}"] == [
        "is no file; expected text"
    ]


ITEM = ALPHA[ALPHA.index("  - id: alpha-claim") : ALPHA.index("relations:")]
OTHER = ITEM.replace("alpha-claim", "beta-claim").replace("A claim about", "Words about")
OTHER = OTHER.replace("id: second", "id: third").replace("[second]", "[third]")
TWO = ALPHA.replace("relations:", f"{OTHER}relations:", 1)
NO_DASH = "has no dash; expected `- ` before the first field of an item"
AGAIN = "stands twice, as do fields below; expected `- ` before the first field of an item"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - id: alpha-claim", "    id: alpha-claim", f"9:5: claims.id: {NO_DASH}"),
        ("  - id: alpha-claim", "  id: alpha-claim", f"9:3: claims.id: {NO_DASH}"),
        ("  - id: beta-claim", "    id: beta-claim", f"49:5: claims[0].id: {AGAIN}"),
        ("  - id: beta-claim", "  id: beta-claim", f"49:3: header: {NO_DASH}"),
        (
            "    - source: known2024thing\n        at: Table",
            "      source: known2024thing\n        at: Table",
            f"27:9: claims[0].evidence.source: {NO_DASH}",
        ),
        ("  - id: second", "    id: second", f"42:9: claims[0].evidence[1].source: {AGAIN}"),
        ("  - date: 2024-03", "    date: 2024-03", f"94:5: events.date: {NO_DASH}"),
    ],
)
def test_a_missing_dash_is_named_where_it_is_missing(old: str, new: str, said: str) -> None:
    """It was named at the next item, or once for each field below it."""
    assert not [line for line in said_of(TWO) if "dash" in line or "twice" in line]
    (line,) = said_of(TWO.replace(old, new, 1))
    assert line.startswith(f"docs/trends/alpha.md:{said}")


def said_of(page: str) -> list[str]:
    return said(**{"trends/alpha.md": page})


def test_a_field_that_an_item_has_twice_lacks_no_dash() -> None:
    (line,) = said_of(TWO.replace("    text: Words", "    text: More words\n    text: Words"))
    assert line.endswith("claims[1].text: stands twice; expected one (the first is on line 50)")


@pytest.mark.parametrize("begins", ["@article{", "@article{,", "@article", "@article known,"])
def test_an_entry_without_its_key_is_one_mistake(begins: str) -> None:
    """Whatever cites a key that is not there may mean this one."""
    line = one(**{"sources.bib": SOURCES.replace("@article{known2024thing,", begins, 1)})
    assert line.startswith("docs/sources.bib:1:1: ") and "expected `@type{key,`" in line


@pytest.mark.parametrize(
    ("reason", "end"),
    [
        ("One study was public. A second one agrees.", "public."),
        ("It is so [@known2024thing]. The rest is not.", "[@known2024thing]."),
        ("Was it so? It was.", "so?"),
        ("It rose to 4. Then it fell.", "4."),
    ],
)
def test_a_reason_is_one_sentence(reason: str, end: str) -> None:
    line = alpha("One study of alpha was public.", reason)
    assert line.startswith("docs/trends/alpha.md:15:7: claims[0].then.reason: ")
    assert line.endswith(f"goes on after '{end}' with a second sentence; expected one")
    assert "claims[0].turned_by.how: " in alpha("A second study came.", reason)


@pytest.mark.parametrize(
    "reason",
    ["The U.S. Congress and J. Smith et al. Found it.", "Fig. A of e.g. OpenAI Inc. Has v. B."],
)
def test_a_full_stop_of_an_abbreviation_ends_no_sentence(reason: str) -> None:
    assert not said_of(ALPHA.replace("One study of alpha was public.", reason, 1))


BACKWARDS = "which run backwards; expected the lower one first"


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ("58--13", "58–13"),
        ("1--3, 9--7", "9–7"),
        ("123--19", "123–19"),
        ("e58--e13", "e58–e13"),
        ("23:35--23:1", "23:35–23:1"),
        *((right, "") for right in ("13--58", "123--31", "3-1--3-20", "S12--S30", "23:1--23:35")),
    ],
)
def test_pages_run_forwards(pages: str, said: str) -> None:
    text = SOURCES.replace("year = {2024}", f"pages = {{{pages}}}, year = {{2024}}")
    lines = said_with(text)
    expected = [f"docs/sources.bib:5:12: known2024thing: has pages {said}, {BACKWARDS}"]
    assert lines == (expected if said else [])


def said_with(bibliography: str) -> list[str]:
    return said(**{"sources.bib": bibliography})


def test_pages_of_a_finding_and_of_a_citation_run_forwards() -> None:
    assert f"evidence[0].at: 'pages 9–7' has pages 9–7, {BACKWARDS}" in alpha(
        "Table 1", "pages 9–7"
    )
    line = alpha("Prose on the", "Prose [@known2024thing, pp. 12-11] on the")
    assert line.endswith(f"[@known2024thing, pp. 12-11]: has pages 12-11, {BACKWARDS}")
    assert not said_of(ALPHA.replace("Table 1", "page 5-3, Table 4-2"))


def test_rows_about_no_statement_are_named() -> None:
    rows = "".join(f"{name},abc,alpha#alpha-claim,id=abc\n" for name in ("first", "frist"))
    line = one(**{"data/readings.csv": f"statement,digest,claim,parts\n{rows}"})
    assert line == (
        "docs/data/readings.csv:3:1: statement: there is no statement 'frist'; expected one of "
        "first; did you mean 'first'? (`.venv/bin/python hooks/edit.py approve --all` drops the "
        "row)"
    )
    head = "subject,kind,source,was,is,why,date\n"
    row = "conclusion#first,judgment,,,holds,First.,2026-01-05\n"
    line = one(**{"data/history.csv": head + row})
    assert line.endswith("2:1: subject: is 'conclusion#first'; expected `trend#claim`")


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("source: known2024thing", 'source: "[@known2024thing]"', "known2024thing"),
        ("source: known2024thing", "source: known2024thing,", "known2024thing"),
        ("to: beta", "to: beta.md", "beta"),
    ],
)
def test_a_name_in_signs_of_another_place_is_spelt_out(old: str, new: str, meant: str) -> None:
    assert alpha(old, new).endswith(f"; did you mean '{meant}'?")


def test_a_claim_of_the_page_without_its_sign_is_meant_as_one() -> None:
    line = alpha("Prose on", "Prose [[alpha-claim]] on")
    assert line.endswith("; did you mean the claim of this page, `[[#alpha-claim]]`?")
    line = alpha("Prose on", "Prose [[nope]] on")
    assert line.endswith("there is no trend 'nope'; expected one of alpha, beta, gamma")


def test_a_term_that_another_trend_has_is_one_mistake() -> None:
    """It has the same address too, which only follows."""
    assert "'beta word' already links to" in alpha("term: alpha word", "term: beta word")


@pytest.mark.parametrize("name", ["events", "claims", "relations"])
def test_a_name_without_its_colon_is_named_itself(name: str) -> None:
    line = alpha(f"{name}:", name)
    assert ":1: header: is no field; expected `name: value`" in line
    line = one(**{"synonyms.yml": "groups\n  - [price, cost]\n"})
    assert line.startswith("docs/synonyms.yml:1:1: header: is no field; expected")


def test_a_parameter_that_is_not_there_is_named_where_it_is_asked_for() -> None:
    """Only the drawing finds it, without a place."""
    asked = {"condition": {"param": "nope", "value": "#000"}, "value": "#111"}
    raw = json.dumps(with_encoding(color=asked), indent=1).encode()
    said_of = 'does not compile: Error: Unrecognized signal name: "nope"; expected a Vega-Lite'
    (found,) = at_its_text(Problem("docs/charts/small.json", 1, 1, "spec", said_of), raw)
    assert found.field == "encoding.color.condition.param" and found.line > 20
    assert found.message.startswith("names 'nope', which is no parameter; expected one of `params`")
