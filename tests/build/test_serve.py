"""`mkdocs serve` with an editor at work: a broken header shows at once and costs nothing."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator

import pytest

from ..charts.conftest import ROWS, SPEC
from ..projects import ENVIRONMENT, Project, free_port


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def server(project: Project, port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    with (project.root / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=project.root, env=ENVIRONMENT, stdout=log, stderr=subprocess.STDOUT
        )
        yield process
        process.terminate()
        process.wait(10)


def page(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=20) as answer:
        return str(answer.read().decode())


def until(port: int, path: str, holds: Callable[[str], bool], seconds: float = 40) -> str:
    """The page once it is as expected; if it never is, the last one seen is in the message."""
    end, seen = time.monotonic() + seconds, ""
    while time.monotonic() < end:
        try:
            seen = page(port, path)
        except OSError:
            seen = "no answer"
        if holds(seen):
            return seen
        time.sleep(0.3)
    raise AssertionError(f"{path} never came to be as expected:\n{seen[:3000]}")


def test_breaks_and_recovers(project: Project, port: int, server: subprocess.Popen[bytes]) -> None:
    until(port, "trends/alpha/", lambda text: "What alpha comes to." in text)
    project.replace("docs/trends/alpha.md", "verdict: holds", "verdict: hold")
    broken = until(port, "trends/alpha/", lambda text: "1 problem to mend" in text)
    assert "did you mean &#39;holds&#39;?" in broken
    assert "What alpha comes to." in broken
    assert "docs/trends/alpha.md:18:7" in broken
    assert "1 problem to mend" in page(port, "")
    assert "problem to mend" not in page(port, "trends/beta/")

    project.replace("docs/trends/beta.md", "What beta comes to.", "What beta has become.")
    until(port, "trends/beta/", lambda text: "What beta has become." in text)

    project.replace("docs/trends/alpha.md", "verdict: hold\n", "verdict: contested\n")
    mended = until(port, "trends/alpha/", lambda text: "problem to mend" not in text)
    assert "Contested" in mended

    project.write("docs/trends/alpha.md", "---\ntitle: [\n---\n")
    until(
        port,
        "trends/alpha/",
        lambda text: "alpha.md:2:8: title" in text and "alpha comes to" in text,
    )
    assert server.poll() is None
    log = project.read("serve.log")
    assert "docs/trends/alpha.md:18:7: claims[0].now.verdict: is 'hold'" in log
    assert "Traceback" not in log


def test_a_broken_chart_stays_as_it_was(
    project: Project, port: int, request: pytest.FixtureRequest
) -> None:
    """Named where the editor looks: on the chart's page, on the home page, beside all charts."""
    project.write("docs/charts/small.json", json.dumps(SPEC))
    project.write("docs/charts/small.csv", ROWS)
    request.getfixturevalue("server")
    until(port, "trends/alpha/", lambda text: 'id="chart-small"' in text)
    project.replace("docs/charts/small.csv", "Second,30", "Second,many")
    broken = until(port, "trends/alpha/", lambda text: "1 problem to mend" in text)
    assert "docs/charts/small.csv:3:1: value: is &#39;many&#39;; expected a number" in broken
    assert 'aria-label="Second: 30 %.' in broken
    for path in ("", "data/"):
        assert "docs/charts/small.csv:3:1" in page(port, path)
    assert "problem to mend" not in page(port, "trends/beta/")

    project.replace("docs/charts/small.csv", "Second,many", "Second,31")
    project.replace("docs/charts/small.json", "second is 30", "second is 31")
    project.replace("docs/charts/small.json", "12.5, 30 and", "12.5, 31 and")
    mended = until(port, "trends/alpha/", lambda text: 'aria-label="Second: 31 %.' in text)
    assert "problem to mend" not in mended


def test_starts_on_broken_content(
    project: Project, port: int, request: pytest.FixtureRequest
) -> None:
    project.write("docs/trends/alpha.md", "no header at all\n")
    request.getfixturevalue("server")
    shown = until(port, "trends/alpha/", lambda text: "header: there is none" in text)
    assert "Problems in trends/alpha.md" in shown
    assert "What beta comes to." in page(port, "trends/beta/")
    assert "Traceback" not in project.read("serve.log")
