"""The command that writes a row of the record of checks, and the findings that have none yet."""

from __future__ import annotations

import csv

import pytest
from llm_trends.core.views.open_points import open_points
from llm_trends.editing.change import Change, Project, RefusedError
from llm_trends.editing.record import OPTIONS, PATH, record

from ..content import TODAY, content

CLAIM, SOURCE = "alpha#alpha-claim", "later2025thing"
KNOWN = "known2024thing"
HEAD = "subject,source,what,reading,result,text_read,version,checked,date\n"
OTHER = f"{CLAIM},known2024thing,7 of 10,first,confirmed,the paper,v1,abstract,2026-01-05\n"


def project(rows: str = HEAD + OTHER) -> Project:
    files = content(**{"data/verification.csv": rows})
    return Project({f"docs/{path}": raw for path, raw in files.items()}, TODAY)


def recorded(before: Project, subject: str = CLAIM, source: str = SOURCE, **said: str) -> Change:
    return record(before, subject, source, {**dict.fromkeys(OPTIONS, ""), **said})


def last(change: Change) -> list[str]:
    raw = change.files[PATH]
    assert raw
    return [*csv.reader(raw.decode().splitlines())][-1]


def test_a_row_says_what_the_finding_says() -> None:
    before = project()
    claim = before.found.report.claims[CLAIM].claim
    (finding,) = (item for item in claim.evidence if item.source == SOURCE)
    change = recorded(before)
    today = str(TODAY)
    assert last(change) == [
        *(CLAIM, SOURCE, finding.finding, "first", "confirmed"),
        *(finding.at, finding.version, finding.checked.value, today),
    ]
    assert (change.files[PATH] or b"").startswith((HEAD + OTHER).encode())
    again = recorded(before.after(change), what="29 of 40, only", result="corrected")
    assert last(again)[2:5] == ["29 of 40, only", "second", "corrected"]
    assert not before.after(again).found.problems


def test_a_finding_without_a_row_waits_until_it_has_one() -> None:
    def waiting(of: Project) -> list[str]:
        points = open_points(of.found.report, TODAY)
        return [str(point) for point in points if f"record {CLAIM}" in point.message]

    before = project()
    (point,) = waiting(before)
    assert "claims[0].evidence[2].source: 'later2025thing' has no row in" in point
    assert f"hooks/edit.py record {CLAIM} {SOURCE}` writes" in point
    assert waiting(before.after(recorded(before))) == []
    assert waiting(project(HEAD)) == []  # whoever keeps no record owes it nothing
    assert waiting(project(f"{HEAD}{OTHER}one,cell\n")) == []  # the row may be one that is broken


def test_each_finding_of_a_source_has_a_row_of_its_own() -> None:
    change = recorded(project(), CLAIM, KNOWN)
    rows = [*csv.reader((change.files[PATH] or b"").decode().splitlines())][-2:]
    assert [row[2:4] for row in rows] == [
        ["It was 7 of 10.", "second"],
        ["Three of them were small.", "second"],
    ]


@pytest.mark.parametrize(
    ("subject", "source", "said"),
    [
        ("alpha", SOURCE, "there is no part of 'alpha' ''; expected one of alpha-claim, events"),
        ("alfa#alpha-claim", SOURCE, "there is no trend 'alfa'; expected one of alpha, beta"),
        ("alpha#alpha-clam", SOURCE, "did you mean 'alpha-claim'?"),
        (CLAIM, "late2025thing", "did you mean 'later2025thing'?"),
        ("alpha#terms", SOURCE, "there is no source of alpha#terms 'later2025thing'"),
    ],
)
def test_a_row_about_nothing_is_refused(subject: str, source: str, said: str) -> None:
    with pytest.raises(RefusedError, match="expected") as refused:
        recorded(project(), subject, source)
    assert said in str(refused.value)


def test_what_the_page_does_not_say_is_asked_for_at_once() -> None:
    before = project()
    with pytest.raises(RefusedError) as refused:
        recorded(before, "alpha#events", KNOWN)
    assert [line.split()[0] for line in str(refused.value).splitlines()[1:]] == [
        "--what",
        "--text-read",
        "--checked",
    ]
    with pytest.raises(RefusedError, match="checked: is 'read'; expected one of full-text"):
        recorded(before, "alpha#events", KNOWN, what="2024", text_read="p. 1", checked="read")
    change = recorded(
        before, "alpha#events", KNOWN, what="2024", text_read="p. 1", checked="abstract"
    )
    assert last(change)[1:4] == [KNOWN, "2024", "first"]


def test_a_figure_says_all_but_how_it_was_read() -> None:
    figure = "id: share, value: 7, unit: of 10, text: 7 of 10, as_of: 2024, at: p. 2"
    page = (
        content()["trends/alpha.md"]
        .decode()
        .replace("events:", f"figures: [{{{figure}, source: {KNOWN}}}]\nevents:")
    )
    before = Project({**project().files, "docs/trends/alpha.md": page.encode()}, TODAY)
    with pytest.raises(RefusedError) as refused:
        recorded(before, "alpha#figures", KNOWN)
    assert str(refused.value).count("--") == 1
    change = recorded(before, "alpha#figures", KNOWN, checked="abstract")
    assert last(change)[2:6] == ["share: 7 of 10", "first", "confirmed", "p. 2"]
