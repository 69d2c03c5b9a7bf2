"""`mkdocs serve` with an editor at work: a broken header shows at once and costs nothing."""

from __future__ import annotations

import io
import json
import urllib.error
import urllib.request
import zipfile

import pytest

from ..charts.conftest import ROWS, SPEC
from ..projects import Project
from .conftest import ALPHA, TOGETHER
from .serving import Served, serve


@TOGETHER
def test_breaks_and_recovers(served: Served) -> None:
    project = served.project
    project.replace("docs/trends/alpha.md", "verdict: holds", "verdict: hold")
    served.until_shown("trends/alpha/", "1 problem to mend")
    broken = served.page("trends/alpha/")
    assert "did you mean &#39;holds&#39;?" in broken
    assert ALPHA in broken
    assert "docs/trends/alpha.md:18:7" in broken
    assert "1 problem to mend" in served.page("")
    assert "problem to mend" not in served.page("trends/beta/")

    project.replace("docs/trends/beta.md", "What beta comes to.", "What beta has become.")
    served.until_shown("trends/beta/", "What beta has become.")

    project.replace("docs/trends/alpha.md", "verdict: hold\n", "verdict: contested\n")
    served.until(lambda: "problem to mend" not in served.page("trends/alpha/"))
    assert "Contested" in served.page("trends/alpha/")

    project.write("docs/trends/alpha.md", "---\ntitle: [\n---\n")
    served.until_shown("trends/alpha/", "alpha.md:2:8: title")
    assert "alpha comes to" in served.page("trends/alpha/")
    assert served.process.poll() is None
    assert "docs/trends/alpha.md:18:7: claims[0].now.verdict: is 'hold'" in served.log
    assert "Traceback" not in served.log


@TOGETHER
def test_the_panel_for_editors_is_served_and_never_built(served: Served) -> None:
    project = served.project
    project.replace("docs/trends/alpha.md", "It was 7 of 10.", "It was 6 of 10.")
    served.until_shown("trends/alpha/", "alpha#alpha-claim: a finding of known2024thing")
    page = served.page("trends/alpha/")
    assert page.count('class="editor-panel"') == 1
    assert "docs/conclusion.yml:" in page and 'href="../../open-points/"' in page
    assert "a finding of known2024thing" in served.page("open-points/")
    project.replace("docs/trends/alpha.md", "It was 6 of 10.", "It was 7 of 10.")
    served.until(lambda: "alpha#alpha-claim: a finding" not in served.page("trends/alpha/"))

    built = project.build()
    assert built.code == 0, built.log
    assert not (built.site / "open-points").exists()
    for path in built.site.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"editor-panel" not in content and b"open-points" not in content, path


@TOGETHER
def test_the_panel_says_what_only_the_conversion_finds(served: Served) -> None:
    """Tags are looked at by us, links by MkDocs, anchors by MkDocs when it knows all pages."""
    project = served.project
    before = project.read("docs/trends/beta.md")
    written = "\nA <b>bold word, [one](nowhere.md), [two](alpha.md#nowhere).\n"
    project.write("docs/trends/beta.md", before + written)
    line = before.count("\n") + 2
    for column in (3, 23, 42):
        served.until_shown("trends/beta/", f"docs/trends/beta.md:{line}:{column}</code>")
    assert "&lt;b&gt; is not closed" in served.page("open-points/")
    project.write("docs/trends/beta.md", before)
    served.until(lambda: f"beta.md:{line}:" not in served.page("trends/beta/"))


@TOGETHER
def test_a_broken_chart_stays_as_it_was(served: Served) -> None:
    """Named where the editor looks: on the chart's page, on the home page, beside all charts."""
    project = served.project
    project.write("docs/charts/small.csv", ROWS)
    project.write("docs/charts/small.json", json.dumps(SPEC))
    served.until_shown("trends/alpha/", 'id="chart-small"')
    project.replace("docs/charts/small.csv", "Second,30", "Second,many")
    served.until_shown("trends/alpha/", "1 problem to mend")
    broken = served.page("trends/alpha/")
    assert "docs/charts/small.csv:3:8: value: is &#39;many&#39;; expected a number" in broken
    assert 'aria-label="Second: 30 %.' in broken
    for path in ("", "data/"):
        assert "docs/charts/small.csv:3:8" in served.page(path)
    assert "problem to mend" not in served.page("trends/beta/")

    project.replace("docs/charts/small.csv", "Second,many", "Second,31")
    project.replace("docs/charts/small.json", "second is 30", "second is 31")
    project.replace("docs/charts/small.json", "12.5, 30 and", "12.5, 31 and")
    served.until_shown("trends/alpha/", 'aria-label="Second: 31 %.')
    served.until(lambda: "problem to mend" not in served.page("trends/alpha/"))


def test_starts_on_broken_content(project: Project) -> None:
    project.write("docs/trends/alpha.md", "no header at all\n")
    with serve(project) as running:
        running.until_shown("trends/alpha/", "header: there is none")
        assert "Problems in trends/alpha.md" in running.page("trends/alpha/")
        assert "What beta comes to." in running.page("trends/beta/")
        assert "Traceback" not in running.log


@TOGETHER
def test_exports_are_made_on_request_from_the_last_save(served: Served) -> None:
    project = served.project
    claim = "claims/alpha/alpha-claim.json"
    assert json.loads(served.page(claim))["claim"]["now"]["verdict"] == "holds"
    project.replace("docs/trends/alpha.md", "verdict: holds", "verdict: contested")
    served.until_shown("trends/alpha/", "Contested")
    assert json.loads(served.page(claim))["claim"]["now"]["verdict"] == "contested"
    address = f"http://127.0.0.1:{served.port}/llm-trends-2024.zip"
    with urllib.request.urlopen(address, timeout=60) as answer:
        held = zipfile.ZipFile(io.BytesIO(answer.read()))
    assert json.loads(held.read(claim))["claim"]["now"]["verdict"] == "contested"
    with pytest.raises(urllib.error.HTTPError):
        served.page("claims/alpha/no-claim.json")
