"""A new name reaches every place of the old one, and nothing else changes."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable

import pytest
from llm_trends.core.moves import read_moves
from llm_trends.core.stored_run import digest_of
from llm_trends.core.views.statements import READ, statements
from llm_trends.editing.approval import approve
from llm_trends.editing.change import Change, Project, RefusedError
from llm_trends.editing.command import texts
from llm_trends.editing.redirects import MOVED
from llm_trends.editing.rename import rename_claim, rename_trend
from llm_trends.hosting.moved import checked

from ..charts.conftest import ROWS, SPEC
from ..content import TODAY, content, stored_run, trend
from ..projects import ROOT

PROSE = """
## How beta works

See [[alpha]], [[alpha#alpha-claim|the claim]], [it](alpha.md#alpha-claim) and
{{ report.figure("alpha#n") }}.
The word alpha, alpha-like things stay.
"""
FIGURES = """figures:
  - {id: n, value: 3, unit: things, text: three, as_of: 2024, source: known2024thing, at: p. 2}"""
CHANGERS = """mind_changers:
  - {claim: alpha-claim, threshold: Ten., source: known2024thing, by: 2027-06, verdict: contested}
"""
RECORD = """subject,source,what,reading,result,text_read,version,checked,date
alpha#alpha-claim,known2024thing,7,first,confirmed,"a text, of
alpha#two lines",,full-text,2026-01-05
beta#beta-claim,known2024thing,7,first,confirmed,the text,,full-text,2026-01-05
"""
Step = Callable[[Project], Change]
WORDS = '{"lead": "A <a href=\\"../../trends/alpha/#alpha-claim\\">toy</a>"}'


@pytest.fixture
def project() -> Project:
    beta = trend("beta", 2).split("\n## ")[0]
    beta = beta.replace(
        "why: Reason of beta.", "why: Reason of beta.\n    claim: alpha#alpha-claim"
    )
    alpha = (
        trend("alpha", 1, figures=FIGURES)
        + '\n{{ report.claim("alpha-claim") }} and [[#alpha-claim|this]]\n'
    )
    alpha = alpha.replace("outlook:", f"{CHANGERS}outlook:", 1)
    files = content(
        **{
            "trends/alpha.md": alpha,
            "trends/beta.md": beta + PROSE,
            "data/verification.csv": RECORD,
            "charts/small.csv": ROWS,
            "charts/small.json": json.dumps(SPEC),
            "explorables/alpha/words.json": WORDS,
            "data/addresses.txt": "trends/alpha/\ntrends/alpha/#alpha-claim\n",
        }
    )
    drawn = Project({f"docs/{path}": raw for path, raw in files.items()}, TODAY)
    assert not drawn.found.problems
    return drawn.after(approve(drawn, ["first"]))


def test_a_trend_with_all_that_refers_to_it(project: Project) -> None:
    after = project.after(rename_trend(project, "alpha", "gamma"))
    assert not after.found.problems
    beta = after.text("docs/trends/beta.md")
    assert "[[gamma]], [[gamma#alpha-claim|the claim]], [it](gamma.md#alpha-claim)" in beta
    assert 'report.figure("gamma#n")' in beta
    assert "to: gamma" in beta and "claim: gamma#alpha-claim" in beta
    assert "The word alpha, alpha-like things" in beta
    assert "docs/trends/alpha.md" not in after.files and "docs/trends/gamma.md" in after.files
    assert "rests_on: [gamma#alpha-claim]" in after.text("docs/conclusion.yml")
    assert "trends/gamma/#alpha-claim" in after.text("docs/explorables/alpha/words.json")
    assert after.found.report.charts.by_id["small"].meta.trend == "gamma"
    published = after.text("docs/data/addresses.txt")
    assert published == "trends/alpha/\ntrends/alpha/#alpha-claim\n"
    record = list(csv.reader(after.text("docs/data/verification.csv").splitlines(keepends=True)))
    assert [row[0] for row in record[1:]] == ["gamma#alpha-claim", "beta#beta-claim"]
    assert record[1][5] == "a text, of\nalpha#two lines"
    rows = list(csv.reader(after.text(MOVED).splitlines()))
    assert [row[:3] for row in rows[1:]] == [
        ["trends/alpha/", "trends/gamma/", str(TODAY)],
        ["claims/alpha/alpha-claim.html", "claims/gamma/alpha-claim.html", str(TODAY)],
        ["timeline/#alpha-2024-03", "timeline/#gamma-2024-03", str(TODAY)],
    ]


def test_tests_that_name_it_are_told_once_a_file(project: Project) -> None:
    tests = {
        "tests/search/other.yml": b"- [alphabet, beta#x]\n- [alpha#heading]\n",
        "tests/site/test_x.py": b'"alpha"\n' * 7,
        "tests/site/test_y.py": b"the word alpha and alphas\n",
    }
    said = rename_trend(Project({**project.files, **tests}, TODAY), "alpha", "gamma").said
    assert [line for line in said if line.startswith("tests/")] == [
        "tests/search/other.yml: names it too, in line 2; look whether it is meant",
        "tests/site/test_x.py: names it too, in lines 1, 2, 3, 4, 5, …; look whether it is meant",
    ]


def test_tests_are_renamed_where_no_doubt_is(project: Project) -> None:
    queries = (
        "own:\n  - {{q: alpha, pages: [{0}, beta], passages: [{0}#{1}, timeline#{0}-2024-03]}}\n"
    )
    claims = "{0}#{1}\nbeta#{1}\n"
    script = 'get("/trends/{0}/#{1}", "{0}#{1}", "trends/{0}", "/claims/{0}/x.html")\n'
    tests = {
        "tests/search/queries.yml": queries,
        "tests/site/statements.txt": claims,
        "tests/site/test_x.py": script,
    }
    files = {path: text.format("alpha", "alpha-claim").encode() for path, text in tests.items()}
    before = Project({**project.files, **files}, project.today)
    after = before.after(rename_trend(before, "alpha", "gamma"))
    for path, text in tests.items():
        assert after.text(path) == text.format("gamma", "alpha-claim")
    last = after.after(rename_claim(after, "gamma#alpha-claim", "new-claim"))
    assert last.text("tests/search/queries.yml") == queries.format("gamma", "new-claim")
    assert last.text("tests/site/test_x.py") == script.format("gamma", "new-claim")
    assert last.text("tests/site/statements.txt") == "gamma#new-claim\nbeta#alpha-claim\n"


def test_a_stored_run_is_as_old_as_before(project: Project) -> None:
    """Its view says another address, and that is all."""
    view, home = b"'../../trends/alpha/'", "docs/explorables/toy"
    for made_of in (digest_of({"view.js": view}), "0" * 12):
        run = stored_run(made_of=made_of).encode()
        files = {f"{home}/view.js": view, f"{home}/fallback.html": run}
        before = Project({**project.files, **files}, TODAY)
        after = before.after(rename_trend(before, "alpha", "gamma"))
        assert after.text(f"{home}/view.js") == "'../../trends/gamma/'"
        assert after.found.warnings == before.found.warnings
        known = [p.field for p in after.found.warnings if p.path.startswith(home)]
        assert known == ([] if made_of.strip("0") else ["made_of"])


def test_in_tests_of_explorables_the_name_of_a_folder_means_it(project: Project) -> None:
    tests = {f"tests/{folder}/test_x.py": b'"alpha"\n' for folder in ("explorables", "site")}
    both = Project({**project.files, **tests}, TODAY)
    alone = {path: raw for path, raw in both.files.items() if "/explorables/alpha/" not in path}
    for before, count in ((both, 1), (Project(alone, TODAY), 2)):
        said = rename_trend(before, "alpha", "gamma").said
        assert len([line for line in said if line.startswith("tests/")]) == count


def test_a_claim_with_all_that_refers_to_it(project: Project) -> None:
    after = project.after(rename_claim(project, "alpha#alpha-claim", "other"))
    assert not after.found.problems
    alpha, beta = after.text("docs/trends/alpha.md"), after.text("docs/trends/beta.md")
    assert "- id: other" in alpha and "claim: other, threshold" in alpha
    assert 'report.claim("other") }} and [[#other|this]]' in alpha
    assert "[[alpha#other|the claim]], [it](alpha.md#other)" in beta
    assert "rests_on: [alpha#other]" in after.text("docs/conclusion.yml")
    assert "trends/alpha/#other" in after.text("docs/explorables/alpha/words.json")
    assert "trends/alpha/#alpha-claim,trends/alpha/#other" in after.text(MOVED)
    assert "\nalpha#other,known2024thing,7" in after.text("docs/data/verification.csv")


@pytest.mark.parametrize(
    ("there", "back"),
    [
        (lambda p: rename_trend(p, "alpha", "gamma"), lambda p: rename_trend(p, "gamma", "alpha")),
        (
            lambda p: rename_claim(p, "alpha#alpha-claim", "other"),
            lambda p: rename_claim(p, "alpha#other", "alpha-claim"),
        ),
    ],
)
def test_there_and_back_is_as_before(project: Project, there: Step, back: Step) -> None:
    away = project.after(there(project))
    home = away.after(back(away))
    left = home.files[MOVED].decode().splitlines()[1:]
    assert all(
        "alpha-claim" in line.split(",")[1] or "alpha" in line.split(",")[1] for line in left
    )
    assert {p: raw for p, raw in home.files.items() if p != MOVED} == project.files


def test_a_chain_of_moves_leads_to_the_last_name(project: Project) -> None:
    once = project.after(rename_trend(project, "alpha", "gamma"))
    twice = once.after(rename_trend(once, "gamma", "delta"))
    rows = [row[:2] for row in csv.reader(twice.text(MOVED).splitlines())]
    assert ["trends/alpha/", "trends/delta/"] in rows and ["trends/gamma/", "trends/delta/"] in rows
    assert not [row for row in rows if row[1] == "trends/gamma/"]


def test_a_claim_and_then_its_trend(project: Project) -> None:
    once = project.after(rename_claim(project, "alpha#alpha-claim", "other"))
    twice = once.after(rename_trend(once, "alpha", "gamma"))
    rows = [row[:2] for row in csv.reader(twice.text(MOVED).splitlines())]
    assert ["trends/alpha/#alpha-claim", "trends/gamma/#other"] in rows
    assert ["claims/alpha/alpha-claim.html", "claims/gamma/other.html"] in rows


def test_what_was_read_stays_read_and_what_waits_waits(project: Project) -> None:
    after = project.after(rename_trend(project, "alpha", "gamma"))
    (item,) = statements(after.found.report)
    assert item.state == READ
    page = project.text("docs/trends/alpha.md").replace("verdict: holds", "verdict: too-early")
    waiting = Project({**project.files, "docs/trends/alpha.md": page.encode()}, TODAY)
    after = waiting.after(rename_trend(waiting, "alpha", "gamma"))
    (item,) = statements(after.found.report)
    assert item.state != READ


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("alfa", "gamma", "there is no trend 'alfa'; expected one of alpha, beta; did you mean"),
        ("alpha", "beta", "there is a trend 'beta' already"),
        ("alpha", "Gamma Ray", "expected lower-case words joined by hyphens"),
        ("alpha", "../gamma", "expected lower-case words joined by hyphens"),
    ],
)
def test_a_trend_that_cannot_be_renamed(project: Project, old: str, new: str, said: str) -> None:
    with pytest.raises(RefusedError, match=".*" + said.replace("(", r"\(")):
        rename_trend(project, old, new)


@pytest.mark.parametrize(
    ("ref", "new", "said"),
    [
        ("alpha#nothing", "other", "there is no claim"),
        ("alpha", "other", "there is no claim"),
        ("alpha#alpha-claim", "alpha-claim", "there is a claim 'alpha-claim' already"),
        ("alpha#alpha-claim", "two words", "expected lower-case"),
    ],
)
def test_a_claim_that_cannot_be_renamed(project: Project, ref: str, new: str, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        rename_claim(project, ref, new)


def test_faulty_content_is_mended_first(project: Project) -> None:
    page = project.text("docs/trends/beta.md").replace("verdict: holds", "verdict: hold")
    faulty = Project({**project.files, "docs/trends/beta.md": page.encode()}, TODAY)
    with pytest.raises(RefusedError, match="did you mean 'holds'"):
        rename_trend(faulty, "alpha", "gamma")


def test_every_real_trend_and_claim_can_be_renamed() -> None:
    """One of each, in the real content: nothing is wrong afterwards, every statement is read."""
    real = Project(texts(ROOT), dt.datetime.now(dt.UTC).date())
    known = len(real.found.warnings)
    moved = real.after(rename_trend(real, "efficiency", "frugality"))
    moved = moved.after(rename_claim(moved, "frugality#unit-price-falls", "prices"))
    assert not moved.found.problems and len(moved.found.warnings) == known
    for path, raw in moved.files.items():
        if path.startswith("docs/trends/") or path == "docs/conclusion.yml":
            assert b"[[efficiency" not in raw and b"efficiency#" not in raw, path


def test_a_release_finds_every_old_place_after_two_renames(project: Project) -> None:
    """As the record of addresses is checked: a page moved, and then a claim on it."""
    after = project.after(rename_trend(project, "alpha", "gamma"))
    after = after.after(rename_claim(after, "gamma#alpha-claim", "other"))
    found = read_moves(MOVED, after.text(MOVED), after.today)
    moves, problems = found.rows, found.problems
    there = {"trends/gamma/", "trends/gamma/#other", "claims/gamma/other.html"}
    there |= {"timeline/#gamma-2024-03", "trends/beta/"}
    published = after.text("docs/data/addresses.txt").split()
    assert not problems and not list(checked(moves, published, there))
    (lost,) = checked(moves, ["trends/alpha/#gone"], there)
    assert "was published and is gone" in lost.message
