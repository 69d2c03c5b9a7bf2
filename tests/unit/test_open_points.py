"""What waits for an editor, on which page it is shown, and that it is plain text there."""

from __future__ import annotations

import datetime as dt

import pytest
from llm_trends.compose import Site, compose
from llm_trends.core.readings import difference, parts_of, read_readings
from llm_trends.core.views.open_points import open_points
from llm_trends.editing.approval import approve
from llm_trends.editing.change import Project
from llm_trends.editing.due import due
from llm_trends.panel import overview, panel, points

from ..content import TODAY, collected, content, stored_run, trend
from .test_compose import FRAME

SECOND_HAND = trend("alpha", 1).replace("checked: abstract", "checked: secondary")
WAITING = {
    "watch": "watch: [{what: The next study.}]",
    "mind_changers": "mind_changers:\n  - {claim: alpha-claim, threshold: Ten of ten., "
    "source: known2024thing, by: 2026-06, verdict: does-not-hold}",
}


def said(today: dt.date = TODAY, **files: str) -> list[str]:
    return [
        f"{p.line} {p.field}: {p.message}" for p in open_points(collected(**files).report, today)
    ]


def test_a_finding_read_only_at_second_hand() -> None:
    (found, *others) = said(dt.date(2026, 2, 1), **{"trends/alpha.md": SECOND_HAND})
    assert found.endswith("'known2024thing' was read only at second hand; expected the text itself")
    assert found.split()[1] == "claims[0].evidence[1].checked:"
    assert not others


def test_a_date_that_has_passed_and_a_page_that_nobody_reviewed() -> None:
    page = trend("alpha", 1, **WAITING)
    assert said(dt.date(2026, 6, 30), **{"trends/alpha.md": page}) == []
    late = said(dt.date(2026, 7, 10), **{"trends/alpha.md": page})
    fields = [point.split()[1] for point in late]
    assert fields == ["reviewed:", "watch[0]:", "mind_changers[0].by:", "reviewed:"]  # beta as well
    assert "was 186 days ago" in late[0]
    assert late[2].endswith("2026-06 has passed; expected a look whether it came true: Ten of ten.")


@pytest.mark.parametrize(
    ("date", "last"),
    [("2026", (2026, 12, 31)), ("2026-02", (2026, 2, 28)), ("2026-02-03", (2026, 2, 3))],
)
def test_a_date_has_passed_when_all_of_it_is_over(date: str, last: tuple[int, int, int]) -> None:
    page = trend("alpha", 1, **{**WAITING, "reviewed": "reviewed: 2026-12-31"})
    page = page.replace("by: 2026-06", f"by: {date}")
    assert f"by: {date}" in page
    day = dt.date(*last)
    here = {"trends/alpha.md": page}
    assert not [one for one in said(day, **here) if "has passed" in one]
    assert [one for one in said(day + dt.timedelta(days=1), **here) if "has passed" in one]


def test_the_difference_of_two_readings_in_words() -> None:
    before = collected().report.claims["alpha#alpha-claim"].claim
    text = (
        trend("alpha", 1).replace("verdict: holds", "verdict: contested").replace("29 of", "30 of")
    )
    now = collected(**{"trends/alpha.md": text}).report.claims["alpha#alpha-claim"].claim
    found = difference(parts_of(before), parts_of(now))
    assert found == ("now.verdict", "a finding of later2025thing")
    assert difference(parts_of(now), parts_of(now)) == ()
    turned = {"turned_by.findings": "1", "turned_by.how": "2"}
    assert difference({"turned_by": "0"}, turned) == ("turned_by.findings", "turned_by.how")


def changed() -> Project:
    """Approved, and then a verdict changed."""
    files = {f"docs/{path}": raw for path, raw in content().items()}
    project = Project(files, TODAY)
    project = project.after(approve(project, ["first"]))
    page = project.text("docs/trends/alpha.md").replace("verdict: holds", "verdict: contested")
    return Project({**project.files, "docs/trends/alpha.md": page.encode()}, TODAY)


def test_a_statement_that_waits_names_claim_and_part() -> None:
    (warning,) = (w for w in changed().found.warnings if w.field == "statements[0].digest")
    assert "(alpha#alpha-claim: now.verdict)" in warning.message
    assert "hooks/edit.py approve first`" in warning.message


def test_marks_of_an_older_reading_say_nothing() -> None:
    project = changed()
    marks = project.text("docs/data/readings.csv").replace("first,", "first,0")
    older = Project({**project.files, "docs/data/readings.csv": marks.encode()}, TODAY)
    (warning,) = (w for w in older.found.warnings if w.field == "statements[0].digest")
    assert "now.verdict" not in warning.message


@pytest.mark.parametrize(
    ("text", "line"),
    [("a,b\n", 1), ("statement,digest,claim,parts\nfirst,1,alpha#a,x=\n", 2)],
)
def test_a_faulty_file_of_marks_is_named(text: str, line: int) -> None:
    (problem,) = read_readings("docs/data/readings.csv", text).problems
    assert problem.line == line and "expected" in problem.message


def built(project: Project) -> Site:
    return compose(
        {p.removeprefix("docs/"): raw for p, raw in project.files.items()}, FRAME, Site()
    )


def test_each_page_has_its_own_points_and_one_page_has_all() -> None:
    site = built(changed())
    shown = {
        path: panel(site, FRAME.templates, TODAY, path)
        for path in ("/trends/alpha/", "/trends/beta/", "/conclusion/")
    }
    assert "now.verdict" in shown["/trends/alpha/"] and "now.verdict" in shown["/conclusion/"]
    assert "docs/conclusion.yml:" in shown["/trends/alpha/"]
    assert "now.verdict" not in shown["/trends/beta/"]
    assert 'href="../../open-points/"' in shown["/trends/beta/"]
    assert panel(site, FRAME.templates, TODAY, "/nowhere/") == ""
    everything = overview(site, FRAME.templates, TODAY)
    assert everything.count("<li") == len(points(site, TODAY).all) > 1


def test_what_is_wrong_comes_first_and_is_told_on_every_page() -> None:
    """A mistake late in a file is not hidden by what is due before it, nor by being elsewhere."""
    before = compose(content(**{"trends/alpha.md": SECOND_HAND}), FRAME, Site())
    page = SECOND_HAND + "\nSee [[betta]].\n"
    site = compose(content(**{"trends/alpha.md": page}), FRAME, before)
    alpha = panel(site, FRAME.templates, TODAY, "/trends/alpha/")
    assert alpha.index("betta") < alpha.index("second hand") and "<details" in alpha
    assert "1 to mend, 2 due on this page" in alpha
    beta = panel(site, FRAME.templates, TODAY, "/trends/beta/")
    assert "For editors: 1 due on this page" in beta and " open>" in beta
    assert "To mend elsewhere:" in beta and "<code>docs/trends/alpha.md</code>" in beta
    everything = overview(site, FRAME.templates, TODAY)
    assert everything.index("<h2>Wrong") < everything.index("betta") < everything.index("<h2>Due")


def test_what_is_due_is_told_in_the_same_order_by_the_command() -> None:
    files = {f"docs/{path}": raw for path, raw in content().items()}
    files["docs/trends/alpha.md"] = (SECOND_HAND + "\nSee [[betta]].\n").encode()
    said = due(Project(files, TODAY)).said
    assert said[0] == "wrong, and stops every build:" and "betta" in said[1]
    assert [*said].index("due:") > 1 and "second hand" in "".join(said[-4:])
    assert said[-1].endswith("open points; of macros and HTML in prose, a build alone knows")


def test_an_older_run_of_an_explorable_is_told_by_the_command() -> None:
    beside: dict[str, str | bytes] = {
        "explorables/toy/model.js": b"1",
        "explorables/toy/fallback.html": stored_run(),
    }
    files = {f"docs/{path}": raw for path, raw in content(**beside).items()}
    stops = due(Project(files, TODAY)).said[1]
    assert stops.startswith("  docs/explorables/toy/fallback.html:1:")
    assert stops.endswith("`.venv/bin/python -m tests.explorables.store toy` writes")


def test_what_stands_in_content_is_text_in_the_panel() -> None:
    page = trend("alpha", 1, watch="watch: [{what: <script>alert(1)</script>}]")
    site = compose(content(**{"trends/alpha.md": page}), FRAME, Site())
    html = panel(site, FRAME.templates, dt.date(2027, 1, 1), "/trends/alpha/")
    assert "&lt;script&gt;" in html and "<script" not in html
