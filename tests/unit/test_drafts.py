"""A page that somebody is still writing keeps no other work from being done.

A command asks for sound files where it reads or changes them, and nowhere else.
"""

from __future__ import annotations

import pytest
from llm_trends.core.history import COLUMNS as HISTORY_COLUMNS
from llm_trends.core.sources import check_record
from llm_trends.core.views.statements import CHANGED, READ, statements
from llm_trends.editing.approval import approve
from llm_trends.editing.change import Change, Project, RefusedError
from llm_trends.editing.history import history
from llm_trends.editing.new_chart import new_chart
from llm_trends.editing.new_trend import new_explorable
from llm_trends.editing.record import OPTIONS, record
from llm_trends.editing.rename import rename_claim, rename_trend

from ..content import CONCLUSION, TODAY, content, trend

SECOND = """  - id: second
    report: It said that.
    text: It is that.
    rests_on: [beta#beta-claim]
    read: 2026-01-05
    digest: none
  - id: both
    report: It said both.
    text: It is both.
    rests_on: [alpha#alpha-claim, beta#beta-claim]
    read: 2026-01-05
    digest: none
"""
HISTORY = "docs/data/history.csv"
RECORD = "docs/data/verification.csv"
FIRST = "alpha#alpha-claim,judgment,,,contested,The first reading.,2026-01-05"
OTHER = "beta#beta-claim,judgment,,,contested,The first reading.,2026-01-05"
PAGE = trend("beta", 2)
BROKEN = PAGE.replace("title: Trend beta", 'title: "Trend beta')
DRAFTS = {
    "no YAML": BROKEN,
    "a field is missing": PAGE.replace("outlook: More of it.\n", ""),
    "an unknown verdict": PAGE.replace("verdict: holds", "verdict: hold"),
    "a source that is none": PAGE.replace("[@later2025thing]", "[@later]"),
    "no header": "## How beta works\n",
    "half a file": PAGE[: len(PAGE) // 2],
    "not UTF-8": PAGE.encode("utf-16"),
}
draft = pytest.mark.parametrize("text", DRAFTS.values(), ids=DRAFTS)
"""Of the page of beta, on which the statements `second` and `both` rest."""


def project(text: str | bytes = PAGE) -> Project:
    """With alpha's evidence changed after all was read."""
    files = content(
        **{
            "conclusion.yml": CONCLUSION + SECOND,
            "data/history.csv": "\n".join([",".join(HISTORY_COLUMNS), FIRST, OTHER, ""]),
            "data/verification.csv": ",".join(check_record.COLUMNS) + "\n",
        }
    )
    files["trends/alpha.md"] = files["trends/alpha.md"].replace(b"7 of 10", b"6 of 10")
    files["trends/beta.md"] = text.encode() if isinstance(text, str) else text
    made = Project({f"docs/{path}": raw for path, raw in files.items()}, TODAY)
    assert bool(made.found.problems) is (text != PAGE)
    return made


def states(of: Project) -> dict[str, str]:
    return {item.statement.id: item.state for item in statements(of.found.report)}


def named(refused: pytest.ExceptionInfo[RefusedError]) -> bool:
    """The page is named as the one to be mended, and no other."""
    lines = str(refused.value).splitlines()
    assert lines[-1] == "Mend this first, then again."
    return all(line.startswith("  docs/trends/beta.md:") for line in lines[1:-1])


@draft
def test_a_statement_that_does_not_rest_on_it_is_approved(text: str | bytes) -> None:
    before = project(text)
    after = before.after(approve(before, ["first"]))
    mended = Project({**after.files, "docs/trends/beta.md": PAGE.encode()}, TODAY)
    assert states(mended) == {"first": READ, "second": READ, "both": CHANGED}


@draft
@pytest.mark.parametrize("name", ["second", "both"])
def test_a_statement_that_rests_on_it_is_not(text: str | bytes, name: str) -> None:
    with pytest.raises(RefusedError) as refused:
        approve(project(text), ["first", name])
    assert named(refused)


@draft
def test_all_that_can_be_read_are_approved_and_the_others_named(text: str | bytes) -> None:
    before = project(text)
    listed, done = approve(before, []), approve(before, [], every=True)
    waiting = [
        "second cannot be read: docs/trends/beta.md",
        "both cannot be read: docs/trends/beta.md",
    ]
    assert listed.said[1].endswith("first, read 2026-01-05, rests on")
    assert listed.said[-2:] == tuple(waiting)
    assert not [line for line in listed.said[:-2] if "second" in line or "both" in line]
    assert done.said[0].startswith("first: read") and done.said[1:] == tuple(waiting)
    assert before.after(done).text("docs/conclusion.yml").count("read: 2026-01-05") == 2


@draft
def test_the_history_of_others_is_written(text: str | bytes) -> None:
    before = project(text)
    listed = history(before, [], "").said
    assert listed[0].startswith("alpha#alpha-claim: judgment: from 'contested' to ")
    assert not [line for line in listed if line.startswith("beta#")]
    said = "docs/trends/beta.md has problems; what changed in it is said when they are mended"
    assert listed[-1] == said
    change = history(before, ["alpha#alpha-claim"], "A study came.")
    assert "A study came." in before.after(change).text(HISTORY)
    with pytest.raises(RefusedError) as refused:
        history(before, ["beta#beta-claim"], "A study came.")
    assert named(refused)


@draft
def test_a_reading_of_another_source_is_recorded(text: str | bytes) -> None:
    before, none = project(text), dict.fromkeys(OPTIONS, "")
    after = before.after(record(before, "alpha#alpha-claim", "known2024thing", none))
    assert after.text(RECORD).count("alpha#alpha-claim,known2024thing") == 2
    if "beta" in before.found.report.unread:
        with pytest.raises(RefusedError) as refused:
            record(before, "beta#beta-claim", "known2024thing", none)
        assert named(refused)


@draft
def test_a_chart_and_an_explorable_of_another_page(text: str | bytes) -> None:
    before = project(text)
    row = "One,6,things,2024,known2024thing,Table 1."
    rows = [row, row.replace("One,6", "Two,4")]
    charted = before.after(new_chart(before, "bars", "alpha", "Is it?", "It is 6 and 4.", rows))
    assert "bars" in charted.found.report.charts.by_id
    after = before.after(new_explorable(before, "toy", "alpha#alpha-claim", "A toy"))
    assert "toy" in after.found.report.explorables


def apart(text: str) -> Project:
    """A draft of a third trend, with nothing that names the others."""
    whole = project()
    files = {**whole.files, "docs/trends/gamma.md": text.encode()}
    return Project(files, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "## Words\n",
        '---\ntitle: "Gam\nclaims:\n  - id: [\n---\n',
        "---\ntitle: Gamma\nnumber: 3\n---\n\nSee [[nothing]].\n",
    ],
)
def test_a_name_that_it_does_not_have_is_changed(text: str) -> None:
    before = apart(text)
    assert before.found.problems
    known = [problem.path for problem in before.found.problems]
    done: list[Change] = []
    done.append(rename_trend(before, "alpha", "delta"))
    done.append(rename_claim(before, "alpha#alpha-claim", "other"))
    for change in done:
        after = before.after(change)
        assert [problem.path for problem in after.found.problems] == known
        assert states(after) == states(before)


@draft
def test_a_name_that_it_has_is_not(text: str | bytes) -> None:
    """In beta's own page, and in the statement `both`, which else would be read no longer."""
    with pytest.raises(RefusedError) as refused:
        rename_trend(project(text), "alpha", "delta")
    assert named(refused)
    with pytest.raises(RefusedError) as refused:
        rename_trend(project(text), "beta", "delta")
    assert named(refused)


@pytest.mark.parametrize("text", ["---\ntitle: [\n---\n", "---\ntitle: G\n---\n[[alpha]]\n"])
def test_a_draft_that_names_it_is_mended_first(text: str) -> None:
    said = text.replace("title: [", "title: [ # of alpha")
    with pytest.raises(RefusedError, match=r"docs/trends/gamma\.md"):
        rename_trend(apart(said), "alpha", "delta")


def test_a_table_that_a_command_writes_is_mended_first() -> None:
    before = project()
    none = dict.fromkeys(OPTIONS, "")
    files = {**before.files, RECORD: before.files[RECORD] + b"alpha,b\n"}
    with pytest.raises(RefusedError, match=r"verification\.csv:2"):
        record(Project(files, TODAY), "alpha#alpha-claim", "known2024thing", none)
    files = {**before.files, HISTORY: before.files[HISTORY] + b"alpha,b\n"}
    with pytest.raises(RefusedError, match=r"history\.csv:4"):
        history(Project(files, TODAY), ["alpha#alpha-claim"], "Why.")
    files = {**before.files, "docs/data/readings.csv": b"alpha,b\n"}
    with pytest.raises(RefusedError, match=r"readings\.csv:1"):
        approve(Project(files, TODAY), ["first"])
