"""Drawing happens in other processes, within limits, and one chart costs no other."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from llm_trends.core.charts.model import Charts
from llm_trends.drawing import drawer, process
from llm_trends.drawing.drawer import Drawer
from llm_trends.drawing.painter import Painter, Picture
from llm_trends.drawing.processes import Processes
from llm_trends.drawing.svg import SvgError

from ..drawings import drawn_in
from ..projects import ROOT
from .conftest import ROWS, SPEC, Reader

ENDLESS = "replace('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a+)+$/, '')"


def three(reader: Reader, change: dict[str, Any]) -> Charts:
    """Three charts; `change` makes the second another."""
    texts: dict[str, str | bytes] = {}
    for name in ("first", "second", "third"):
        spec = {**SPEC, "data": {"url": f"{name}.csv"}, **(change if name == "second" else {})}
        texts |= {f"charts/{name}.json": json.dumps(spec), f"charts/{name}.csv": ROWS}
    charts = reader.files(texts)
    assert not charts.problems
    return charts


def test_a_chart_without_end_costs_no_other(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "SECONDS", 1.5)
    monkeypatch.setattr(drawer, "AT_ONCE", 1)
    charts = three(reader, {"transform": [{"calculate": ENDLESS, "as": "never"}]})
    drawings, problems = drawn_in(tmp_path, charts)
    assert set(drawings) == {"first", "third"}
    (problem,) = map(str, problems)
    assert problem.startswith("docs/charts/second.json:1:1: spec: is not drawn within 1.5 seconds")


def test_a_chart_that_ends_the_process_costs_no_other(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process is killed while it draws the second chart, whatever the reason may be."""
    monkeypatch.setattr(drawer, "AT_ONCE", 1)
    ask = process.Process.ask

    def killed(self: process.Process, request: dict[str, Any]) -> list[str]:
        if request["layouts"][0]["prefix"].startswith("chart-second"):
            os.kill(self._child.pid, signal.SIGKILL)
        return ask(self, request)

    monkeypatch.setattr(process.Process, "ask", killed)
    drawings, problems = drawn_in(tmp_path, three(reader, {}))
    assert set(drawings) == {"first", "third"}
    (problem,) = map(str, problems)
    assert problem.startswith("docs/charts/second.json:1:1: spec: ends the drawing process")
    assert "exit code -9" in problem


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits what is written to")
def test_a_chart_may_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "SECONDS", 120.0)
    layout: dict[str, Any] = {
        "spec": {**SPEC, "data": {"values": [{"value": 1}]}},
        "config": {},
        "prefix": "p",
    }
    layout["spec"]["transform"] = [{"calculate": "sequence(0, 1e8)", "as": "all"}]
    drawing = process.Process()
    with pytest.raises(SvgError, match=r"ends the drawing process .* 1 GB of memory"):
        drawing.ask({"name": "x", "rows": {}, "layouts": [layout]})
    assert not drawing.alive
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_500_000


def test_a_process_that_does_not_start_is_said_once_a_chart(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the compiler were not installed: an empty package stands in its place."""
    (tmp_path / "vl_convert.py").write_text("raise ImportError('no compiler here')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(drawer, "AT_ONCE", 1)
    started = []
    start = process.Process.__init__

    def counted(self: process.Process, draws: bool = True) -> None:
        started.append(self)
        start(self, draws)

    monkeypatch.setattr(process.Process, "__init__", counted)
    drawings, problems = drawn_in(tmp_path / "cache", three(reader, {}))
    assert not drawings
    assert len(problems) == 3
    assert all("no compiler here" in str(problem) for problem in problems)
    assert len(started) == 1


def test_no_process_is_started_for_what_is_kept(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    charts = three(reader, {})
    drawn = drawn_in(tmp_path, charts)

    def started(*arguments: Any, **settings: Any) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "Popen", started)
    assert drawn_in(tmp_path, charts) == drawn


def test_one_process_draws_and_paints(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is started before anybody knows what to draw, and ends with the last picture."""
    monkeypatch.setattr(drawer, "AT_ONCE", 1)
    started: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen.__init__

    def counted(self: subprocess.Popen[bytes], *arguments: Any, **settings: Any) -> None:
        started.append(self)
        start(self, *arguments, **settings)

    monkeypatch.setattr(subprocess.Popen, "__init__", counted)
    processes = Processes()
    drawing = Drawer(tmp_path / "charts", processes)
    drawing.prepare(["charts/first.json"])
    drawings, _ = drawing.start(three(reader, {})).result()
    painter = Painter(tmp_path / "pictures", processes)
    wanted = {f"{name}.png": Picture(made.wide) for name, made in drawings.items()}
    assert len(painter.start(wanted).result()) == 3
    assert len(started) == 1
    assert started[0].poll() is not None


def test_no_process_is_made_ready_for_nothing(tmp_path: Path) -> None:
    drawing = Drawer(tmp_path)
    for files, kept in ((["trends/alpha.md"], False), (["charts/a.json"], True)):
        if kept:
            (tmp_path / "a.wide.svg").touch()
        drawing.prepare(files)
        assert drawing.processes == Processes()


def test_only_what_changed_is_drawn(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other data, another look of one layout, another text for those who do not see it."""
    asked: list[str] = []
    ask = process.Process.ask

    def noted(self: process.Process, request: dict[str, Any]) -> list[str]:
        asked.extend(layout["prefix"] for layout in request["layouts"])
        return ask(self, request)

    monkeypatch.setattr(process.Process, "ask", noted)
    drawn_in(tmp_path, reader())
    both = ["chart-small-wide", "chart-small-narrow"]
    assert asked == both
    asked.clear()
    drawn_in(tmp_path, reader(rows=ROWS.replace("7,%", "6.9,%")))
    assert asked == both
    asked.clear()
    narrow = {**SPEC, "usermeta": {**SPEC["usermeta"], "narrow": {"height": 300}}}
    drawn, _ = drawn_in(tmp_path, reader(narrow, ROWS.replace("7,%", "6.9,%")))
    assert asked == both[1:]
    assert 'height="3' in drawn["small"].narrow


def test_other_work_can_be_done_meanwhile(reader: Reader, tmp_path: Path) -> None:
    drawing = Drawer(tmp_path)
    pending = drawing.start(three(reader, {}))
    assert any(thread.is_alive() for thread in pending.threads)
    drawings, problems = pending.result()
    assert list(drawings) == ["first", "second", "third"]
    assert not problems
    assert not any(thread.is_alive() for thread in pending.threads)
    drawing.processes.close()


def test_a_build_that_is_given_up_leaves_no_process(tmp_path: Path) -> None:
    """The build is killed while a chart is drawn that has no end."""
    program = f"""
import sys; sys.path.insert(0, {str(ROOT / "hooks")!r})
from llm_trends.drawing import drawer, process
process.SECONDS = 2.0
drawing = process.Process()
print(drawing._child.pid, flush=True)
spec = {{"data": {{"values": [{{}}]}}, "mark": "point",
         "transform": [{{"calculate": {ENDLESS!r}, "as": "never"}}]}}
layout = {{"spec": spec, "config": {{}}, "prefix": ""}}
drawing.ask({{"name": "x", "rows": {{}}, "layouts": [layout]}})
"""
    build = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert build.stdout
    child = int(build.stdout.readline())
    build.kill()
    build.wait()
    build.stdout.close()
    assert _ends(child)


def _ends(pid: int) -> bool:
    """Whether a process that is nobody's child any more is gone within some seconds."""
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False
