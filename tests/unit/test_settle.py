"""While editing, a faulty file of any kind stays as it last was, and takes nothing else along."""

from __future__ import annotations

import pytest
from llm_trends.core.collect import Collection, collect
from llm_trends.core.settle import settle

from ..content import TODAY, collected, content, stored_run

RUN = "explorables/toy/fallback.html"
RECORD = "data/verification.csv"
ROWS = (
    "subject,source,what,reading,result,text_read,version,checked,date\n"
    "alpha#alpha-claim,known2024thing,7 of 10,third,confirmed,the paper,v1,full-text,2026-01-05\n"
)
HISTORY = "data/history.csv"
MOVED = "data/moved.csv"
CHANGES = (
    "subject,kind,source,was,is,why,date\n"
    "conclusion#first,wording,,It was so.,It is so.,Read again.,2026-01-05\n"
)
MOVES = "address,now,date,why\ntrends/gone/,trends/alpha/,2026-01-05,Renamed\n"
MORE = {RUN: stored_run(), RECORD: ROWS, HISTORY: CHANGES, MOVED: MOVES}
GOOD = collected(**MORE)
BROKEN = {
    "trends/alpha.md": "---\ntitle: [a\n---\n",
    "method.md": "# no header\n",
    "sources.bib": "@article{known2024thing, title = {",
    "conclusion.yml": "statements: 7\n",
    RECORD: "claim,figure\n",
    HISTORY: "claim,when\n",
    MOVED: "old,new\n",
    RUN: "<p>nothing</p>",
}


def settled(path: str, broken: str | bytes) -> Collection:
    files = content(**MORE) | {path: broken if isinstance(broken, bytes) else broken.encode()}
    return settle(collect(files, TODAY), GOOD)


def test_the_small_report_is_right() -> None:
    assert not GOOD.problems
    assert GOOD.report.record.checks
    assert GOOD.report.explorables
    assert GOOD.moves.rows


@pytest.mark.parametrize("path", BROKEN)
@pytest.mark.parametrize("broken", ["its own", "not text", "empty"])
def test_each_kind_of_file_keeps_its_last_good_state(path: str, broken: str) -> None:
    kinds: dict[str, str | bytes] = {
        "its own": BROKEN[path],
        "not text": b"\xff\xfe\x00a",
        "empty": b"",
    }
    now = settled(path, kinds[broken])
    assert now.problems
    assert all(problem.path == f"docs/{path}" for problem in now.problems), now.problems
    report, good = now.report, GOOD.report
    assert report.trends == good.trends
    assert dict(report.bibliography.sources) == dict(good.bibliography.sources)
    assert report.conclusion.data == good.conclusion.data
    assert report.record.checks == good.record.checks
    assert dict(report.explorables) == dict(good.explorables)
    assert dict(now.pages) == dict(GOOD.pages)
    assert now.moves.rows == GOOD.moves.rows


def test_a_file_that_was_never_right_is_left_out() -> None:
    files = content(**MORE) | {"trends/alpha.md": b"---\ntitle: [a\n---\n"}
    now = settle(collect(files, TODAY), Collection())
    assert [trend.slug for trend in now.report.trends] == ["beta"]


def test_files_without_faults_are_as_they_are_now() -> None:
    files = content(**MORE)
    files["trends/beta.md"] = files["trends/beta.md"].replace(b"Trend beta", b"Trend new")
    files["trends/alpha.md"] = b""
    now = settle(collect(files, TODAY), GOOD)
    assert [trend.title for trend in now.report.trends] == ["Trend alpha", "Trend new"]
