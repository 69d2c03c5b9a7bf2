"""Addresses that changed: a row that leads nowhere, or elsewhere, is one line in any build."""

from __future__ import annotations

import pytest
from llm_trends.core.moves import COLUMNS

from ..content import collected

HEAD = "address,now,date,why\n"
RIGHT = (
    "trends/gone/,trends/alpha/,2026-01-05,Renamed",
    "trends/alpha/#gone,trends/alpha/#alpha-claim,2026,Renamed",
    "claims/alpha/gone.html,claims/alpha/alpha-claim.html,2026-01,Renamed",
    "sources/#gone2024it,sources/,2026-01-05,No longer cited",
    "old/,editions/2026-11/trends/alpha/,2026-01-05,Only there",
    'data/old/,data/,2026-01-05,"Moved, because ""of"" <b>that</b>"',
    "#old,#answers,2026-01-05,On the home page",
)
WRONG = {
    "trends/gone/,trends/alhpa/,2026-01-05,X": (
        "now: trends/alhpa/ is not there; expected an address of this site; "
        "did you mean 'trends/alpha/'?"
    ),
    "a/,claims/alpha/alpha-clam.html,2026-01-05,X": "did you mean 'claims/alpha/alpha-claim.html'?",
    "../../etc/x.html,trends/alpha/,2026-01-05,X": "address: '../../etc/x.html' is no address",
    "a/../../b/,trends/alpha/,2026-01-05,X": "address: 'a/../../b/' is no address",
    "/trends/gone/,trends/alpha/,2026-01-05,X": "address: '/trends/gone/' is no address",
    "trends,trends/alpha/,2026-01-05,X": "address: 'trends' is no address of a page",
    "data/report.json/,trends/alpha/,2026-01-05,X": "address: 'data/report.json/' is no address",
    "a//b/,trends/alpha/,2026-01-05,X": "address: 'a//b/' is no address",
    f"{'a' * 200}/,trends/alpha/,2026-01-05,X": f"address: '{'a' * 57}…' is no address of a page",
    "a/,https://e.org/,2026-01-05,X": "now: 'https://e.org/' is no address",
    "a/,javascript:x,2026-01-05,X": "now: 'javascript:x' is no address",
    "<b>a</b>/,trends/alpha/,2026-01-05,X": "address: '<b>a</b>/' is no address",
    '"a/#b"" onclick=""c",trends/alpha/,2026-01-05,X': "address: 'a/#b\" onclick=\"c' is no",
    "a/;return 200/,trends/alpha/,2026-01-05,X": "address: 'a/;return 200/' is no address",
    "trends/alpha/,trends/alpha/,2026-01-05,X": "now: is the address before",
    "a/,trends/alpha/,2026-13-05,X": "date: '2026-13-05' ",
    "a/,trends/alpha/,2099-01-05,X": "date: 2099-01-05 is in the future",
    "a/,trends/alpha/,05.01.2026,X": "date: '05.01.2026' ",
    "a/,trends/alpha/,2026-01-05,": "why: is empty",
    'a/,trends/alpha/,2026-01-05,"=HYPERLINK(""x"")"': "why: '=HYPERLINK(\"x\")' is a formula",
    "a/,trends/alpha/,2026-01-05,+renamed": "why: '+renamed' is a formula to a spreadsheet",
    "a/,trends/alpha/,2026-01-05,@SUM(1)": "why: '@SUM(1)' is a formula",
    "a/,,2026-01-05,X": "now: is empty",
    "a/,  ,2026-01-05,X": "now: is empty",
    "a/, trends/alpha/,2026-01-05,X": "now: ' trends/alpha/' begins or ends with a blank",
    "a/,trends/alpha/,2026-01-05": "row: has 3 fields; expected 4",
    "a/,trends/alpha/,2026-01-05,X,Y": "row: has 5 fields; expected 4",
    "a/,trends/alpha/,2026-01-05,TODO": "why: ",
    'a/,"trends,2026-01-05,X': "row: has a quote that is not closed",
}


def said(*rows: str) -> list[str]:
    text = HEAD + "".join(f"{row}\n" for row in rows)
    found = collected(**{"data/moved.csv": text})
    assert [trend.slug for trend in found.report.trends] == ["alpha", "beta"]  # nothing is lost
    return [str(problem) for problem in found.problems]


def test_moves_that_are_right() -> None:
    assert said(*RIGHT) == []


@pytest.mark.parametrize("row", WRONG)
def test_a_wrong_row_is_one_line(row: str) -> None:
    (problem,) = said(RIGHT[0].replace("gone", "first"), row)
    path, line, column, field, _ = problem.split(":", 4)
    at = COLUMNS.index(field.strip()) if field.strip() in COLUMNS else 1 if '"trends' in row else 0
    assert (path, line) == ("docs/data/moved.csv", "3")
    assert int(column) == len("".join(f"{cell}," for cell in row.split(",")[:at])) + 1
    assert WRONG[row] in problem and "expected" in problem


def test_nobody_is_led_on_twice_or_in_a_ring() -> None:
    chain = said("a/,b/,2026-01-05,X", "b/,trends/alpha/,2026-01-06,Y")
    assert chain == [
        "docs/data/moved.csv:2:4: now: b/ has moved, too; expected trends/alpha/, as line 3 says"
    ]
    ring = said("a/,b/,2026-01-05,X", "b/,a/,2026-01-06,Y")
    assert [one.split(":")[1] for one in ring] == ["2", "3"]
    assert all("which leads back; expected where both are now" in one for one in ring)


def test_an_address_moves_once() -> None:
    (twice,) = said("a/,trends/alpha/,2026-01-05,X", "a/,trends/beta/,2026-01-06,Y")
    assert ":3:1: address: a/ has moved before; expected once (the first is on line 2)" in twice


@pytest.mark.parametrize(
    ("raw", "wrong"),
    [
        (b"", "1:1: columns: has columns none"),
        (b"old,new\n", "1:1: columns: has columns old, new"),
        (HEAD.encode() + b"a/,trends/alpha/,2026-01-05,\xe4\n", "2:29: encoding: byte 0xe4"),
        (HEAD.encode("utf-16"), "1:1: encoding: is saved as UTF-16"),
        (HEAD.encode() + b"a/,trends/alpha/,2026-01-05,\0\n", "2:29: encoding: holds U+0000"),
        (HEAD.encode() + b"<<<<<<< HEAD\n", "2:1: file: holds <<<<<<<"),
    ],
)
def test_what_is_no_list_of_addresses(raw: bytes, wrong: str) -> None:
    (problem,) = collected(**{"data/moved.csv": raw}).problems
    assert str(problem).startswith(f"docs/data/moved.csv:{wrong}")


def test_a_card_of_a_faulty_trend_may_be_there() -> None:
    """What follows from another mistake is not said."""
    rows = HEAD + "a/,claims/alpha/some.html,2026-01-05,X\nb/,trends/alpha/,2026-01-05,X\n"
    found = collected(**{"data/moved.csv": rows, "trends/alpha.md": "---\ntitle: [\n---\n"})
    assert not [one for one in found.problems if "moved" in one.path]
