"""The history: its rows are read or named, and it ends at what the pages say."""

from __future__ import annotations

import csv
import datetime as dt

import pytest
from llm_trends.core.collect import collect
from llm_trends.core.files import HISTORY
from llm_trends.core.history import COLUMNS, Judged, Standing
from llm_trends.core.history_rows import read_history
from llm_trends.core.report import Report
from llm_trends.core.views.history import days, moves, of_claim
from llm_trends.core.vocabulary import Certainty, Moment, Verdict
from llm_trends.editing.change import Project, RefusedError
from llm_trends.editing.history import PATH, history
from llm_trends.editing.rename import rename_claim

from ..content import TODAY, collected, content, trend

HEAD = ",".join(COLUMNS)
STANDS = '"then: too-early, low; now: holds, moderate"'
FIRST = "alpha#alpha-claim,judgment,,,contested,The first reading.,2026-01-05"
LAST = f"alpha#alpha-claim,judgment,,contested,{STANDS},Judged twice.,2026-01-06"
RECORD = """subject,source,what,reading,result,text_read,version,checked,date
alpha#alpha-claim,known2024thing,7 of 10,third,corrected,the paper,v1,full-text,2026-01-06
"""


def table(*rows: str) -> str:
    return "\n".join([HEAD, *rows, ""])


def said(*rows: str) -> list[str]:
    """What is wrong with the rows by themselves."""
    return [str(problem) for problem in read_history("h.csv", table(*rows), TODAY).problems]


def warned(*rows: str, **files: str) -> list[str]:
    """What a strict build says of them."""
    found = collected(**{HISTORY: table(*rows), **files})
    assert not found.problems
    return [str(problem) for problem in found.warnings if HISTORY in str(problem)]


def report(*rows: str, **files: str) -> Report:
    found = collected(**{HISTORY: table(*rows), **files})
    assert not found.problems
    return found.report


def test_a_right_history_is_read_and_agrees_with_the_pages() -> None:
    assert said(FIRST, LAST) == []
    assert warned(FIRST, LAST) == []
    assert len(report(FIRST, LAST).history.rows) == 2


def test_all_bad_rows_are_named_and_a_cell_may_have_lines() -> None:
    two = 'alpha#alpha-claim,wording,,"Two\nlines.",New.,,2026-01-05'
    assert [one.split(": ")[0] for one in said(two, FIRST.replace(",contested", ","), LAST)] == [
        "h.csv:2:1",
        "h.csv:4:1",
    ]


def test_a_file_of_other_columns() -> None:
    text = "claim,when\n"
    problems = read_history("h.csv", text, TODAY).problems
    assert [str(one) for one in problems] == [
        f"h.csv:1:1: columns: has columns claim, when; expected {', '.join(COLUMNS)}"
    ]
    (problem,) = read_history("h.csv", f'{HEAD}\na,"b" c', TODAY).problems
    assert str(problem).startswith("h.csv:2:6: row: goes on after a closing quote")


@pytest.mark.parametrize("subject", ["../x#y", "alpha#", "Alpha#a b", "alpha/..#y", "a#b#c"])
def test_a_subject_is_named_as_a_claim_is_since_it_becomes_an_address(subject: str) -> None:
    (wrong,) = said(FIRST.replace("alpha#alpha-claim", subject))
    assert wrong.startswith("h.csv:2:1: subject:")
    assert "expected `trend#claim`" in wrong


def test_dates_and_chains() -> None:
    assert said(FIRST.replace("-05", "-07"), LAST) == [
        (
            "h.csv:3:1: date: 2026-01-06 stands after 2026-01-07 of line 2; expected the rows in "
            "the order of their dates"
        )
    ]
    assert said(FIRST, LAST.replace("contested", "holds")) == [
        "h.csv:3:1: was: is 'holds', but line 2 left 'contested'; expected that"
    ]
    assert said(LAST) == [
        "h.csv:2:1: was: is 'contested', but no row says since when; expected nothing"
    ]


def test_a_verdict_that_changed_needs_a_row() -> None:
    turned = trend("alpha", 1).replace("verdict: holds\n", "verdict: contested\n")
    assert warned(FIRST, LAST, **{"trends/alpha.md": turned}) == [
        (
            "docs/trends/alpha.md:18:7: claims[0].now.verdict: is 'contested, moderate', but "
            "docs/data/history.csv:3 left 'holds, moderate'; expected a row of the change, which "
            '`.venv/bin/python hooks/edit.py history alpha#alpha-claim --why "…"` writes'
        )
    ]
    surer = trend("alpha", 1).replace("certainty: low", "certainty: very-low")
    (wrong,) = warned(FIRST, LAST, **{"trends/alpha.md": surer})
    assert "claims[0].then.verdict: is 'too-early, very-low', but" in wrong


def test_a_claim_without_a_row_is_new() -> None:
    assert warned() == []
    assert warned(FIRST, LAST, **{"trends/gamma.md": trend("gamma", 3)}) == []


def test_a_claim_that_is_gone() -> None:
    row = FIRST.replace("alpha#alpha-claim", "alpha#alpha-clam")
    (wrong,) = warned(row)
    assert wrong.startswith("docs/data/history.csv:2:1: subject: there is no claim 'alpha#alpha-cl")
    assert "did you mean 'alpha#alpha-claim'?" in wrong
    back = "alpha#alpha-clam,judgment,,contested,withdrawn,It was no claim.,2026-01-06"
    assert warned(row, back) == []


def test_wordings_end_at_what_stands() -> None:
    row = "conclusion#first,wording,,It was so.,It is so.,Read again.,2026-01-05"
    claim = "alpha#alpha-claim,wording,,An old one.,A claim about alpha.,Clearer.,2026-01-05"
    assert warned(row, claim) == []
    (wrong,) = warned(row.replace("It is so.", "It is not so."))
    assert wrong == (
        "docs/conclusion.yml:5:5: statements[0].text: is not what docs/data/history.csv:2 left; "
        "expected a row of the change there"
    )
    (wrong,) = warned(claim.replace("A claim", "The claim"))
    assert wrong.startswith("docs/trends/alpha.md:10:5: claims[0].text: is not what docs/data/")
    (wrong,) = warned(row.replace("first", "frist"))
    assert "there is no statement 'conclusion#frist'" in wrong


def test_a_source_that_took_the_place_of_another_is_cited() -> None:
    row = "alpha#alpha-claim,source,,old2023thing,known2024thing,Superseded.,2026-01-05"
    assert warned(row) == []
    (wrong,) = warned(row.replace("known2024thing", "know2024thing"))
    assert "is: 'know2024thing' is not used in alpha#alpha-claim" in wrong
    # … or has itself given way since
    middle = row.replace("known2024thing", "middle2024thing")
    assert warned(middle, row.replace("old2023thing", "middle2024thing")) == []
    # … or was taken out of the claim since
    removed = RECORD.replace("known2024thing", "middle2024thing").replace("corrected", "removed")
    assert warned(middle, **{"data/verification.csv": removed}) == []
    (wrong,) = warned(middle, **{"data/verification.csv": removed.replace("alpha-", "beta-")})
    assert "is: 'middle2024thing' is not used" in wrong


def test_the_source_of_a_finding_is_in_the_bibliography_or_was_taken_out() -> None:
    told = "alpha#alpha-claim,finding,later2025thng,It was 7.,It was 29.,Misread.,2026-01-06"
    (wrong,) = warned(FIRST, LAST, told)
    assert wrong.startswith("docs/data/history.csv:4:27: source: 'later2025thng' is not in sources")
    assert wrong.endswith("did you mean 'later2025thing'?")
    other = "alpha#alpha-claim,source,,later2025thng,later2025thing,The same work.,2026-01-06"
    assert warned(FIRST, LAST, told, other) == []
    removed = RECORD.replace("known2024thing", "later2025thng").replace("corrected", "removed")
    assert warned(FIRST, LAST, told, **{"data/verification.csv": removed}) == []
    assert warned(FIRST, LAST, told.replace("thng", "thing")) == []


def test_standings_are_read_as_they_are_written() -> None:
    for then in Verdict:
        for certainty in Certainty:
            stands = Standing(Judged(then, certainty), Judged(Verdict.HOLDS, Certainty.HIGH))
            assert Standing.parse(str(stands)) == stands
    assert str(Standing.parse("contested")) == "contested"


def test_what_only_took_on_another_form_is_told_once() -> None:
    kept = LAST.replace("too-early, low", "contested, low").replace("holds, mod", "contested, mod")
    newest, oldest = days(
        report(
            FIRST,
            kept,
            "beta#beta-claim,judgment,,,contested,First.,2026-01-06",
            **{"trends/alpha.md": trend("alpha", 1)},
        )
    )
    assert [item.subject for item in newest.framed] == ["alpha#alpha-claim"]
    assert [item.subject for item in newest.first] == ["beta#beta-claim"]
    assert [item.subject for item in oldest.first] == ["alpha#alpha-claim"]
    assert newest.items == oldest.items == ()


def test_a_verdict_that_changed_is_told_by_itself_with_its_findings_beside() -> None:
    found = report(FIRST, LAST, **{"data/verification.csv": RECORD})
    newest, _ = days(found)
    (item,) = newest.items
    assert (item.title, item.place) == ("A claim about alpha.", "trends/alpha.md#alpha-claim")
    assert [(m.moment, m.was.words, m.now.words) for m in moves(item.rows[0])] == [
        (Moment.NOW, "contested", "holds (moderate certainty)"),
        (Moment.THEN, "contested", "too early (low certainty)"),
    ]
    assert [len(one.corrected) for one in newest.findings] == [1]
    assert [row.line for row in of_claim(found, "alpha#alpha-claim")] == [3]
    assert of_claim(found, "beta#beta-claim") == []


def project(*rows: str, **files: str) -> Project:
    found = content(**{HISTORY: table(*rows), **files})
    return Project({f"docs/{path}": raw for path, raw in found.items()}, TODAY)


def test_the_command_writes_the_row_of_a_change() -> None:
    turned = trend("alpha", 1).replace("verdict: holds\n", "verdict: contested\n")
    before = project(FIRST, LAST, **{"trends/alpha.md": turned})
    listed = history(before, [], "")
    assert not listed.files
    assert listed.said[0] == (
        "alpha#alpha-claim: judgment: from 'then: too-early, low; now: holds, moderate' to "
        "'then: too-early, low; now: contested, moderate'"
    )
    after = before.after(history(before, ["alpha#alpha-claim"], "A second study, “=1”, came."))
    assert not after.found.problems
    assert not [one for one in after.found.warnings if "history" in one.message]
    rows = list(csv.DictReader(after.text(PATH).splitlines()))
    assert after.text(PATH).startswith(table(FIRST, LAST))
    assert rows[-1]["date"] == str(TODAY)
    assert rows[-1]["why"] == "A second study, “=1”, came."
    with pytest.raises(RefusedError, match=r"alpha#alpha-claim is as docs/data/history.csv says"):
        history(after, ["alpha#alpha-claim"], "Again.")


def test_the_command_begins_the_history_of_a_claim_and_ends_it() -> None:
    before = Project({f"docs/{path}": raw for path, raw in content().items()}, TODAY)
    after = before.after(history(before, ["alpha#alpha-claim", "beta#beta-claim"], "First."))
    assert after.text(PATH) == table(
        f"alpha#alpha-claim,judgment,,,{STANDS},First.,{TODAY}",
        f"beta#beta-claim,judgment,,,{STANDS},First.,{TODAY}",
    )
    gone = project(FIRST.replace("alpha-claim", "gone"))
    ended = gone.after(history(gone, ["alpha#gone"], "It was no claim."))
    assert ended.text(PATH).endswith(f",contested,withdrawn,It was no claim.,{TODAY}\n")
    assert not [one for one in ended.found.warnings if "history" in one.path]


def test_the_command_refuses_in_a_sentence() -> None:
    before = project(FIRST, LAST)
    with pytest.raises(RefusedError, match="--why is missing; expected a sentence"):
        history(before, ["beta#beta-claim"], " ")
    with pytest.raises(RefusedError, match=r"there is no claim 'beta#beta-clam'.*did you mean"):
        history(before, ["beta#beta-clam"], "Why.")


def test_a_new_name_of_a_claim_reaches_its_history() -> None:
    before = project(FIRST, LAST)
    after = before.after(rename_claim(before, "alpha#alpha-claim", "renamed"))
    assert not after.found.problems
    assert after.text(PATH) == table(FIRST, LAST).replace("alpha-claim", "renamed")


def test_a_broken_history_says_nothing_of_the_pages() -> None:
    found = collect(content(**{HISTORY: table(FIRST, LAST, "x")}), dt.date(2026, 11, 24))
    assert [problem.path for problem in found.problems] == ["docs/data/history.csv"]
