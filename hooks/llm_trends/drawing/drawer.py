"""Drawing charts: Vega-Lite to SVG, in processes beside the build, once for each content.

No browser and no network: the data are put into the specification before it is compiled, and the
compiler may load nothing. What was drawn is kept below `.cache/`, under a key made from all that
goes into it, so that a rebuild draws only what changed, and starts no process if nothing did.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..core.charts.model import COMPUTED, Chart, Charts, Drawing, Drawn, layout
from ..core.charts.specification import SCHEMA
from ..core.places import CHARTS, DOCS
from ..core.problems import Problem
from .cache import Cache
from .process import Process, StartError
from .processes import AT_ONCE, Processes
from .svg import SvgError, UndrawnError
from .theme import NARROW, WIDE, config
from .worker import VEGA_LITE

LAYOUTS = ("wide", "narrow")
A_MARK = "expected a mark for each, with the field `words` as its `description`"
CODE = hashlib.sha256(
    b"".join(
        path.read_bytes()
        for path in sorted(Path(__file__).parent.rglob("*"))
        if path.suffix in (".py", ".conf", ".ttf")
    )
).hexdigest()
"""A drawing is as old as the code that made it."""


@dataclass
class Job:
    """One chart: the SVG of each layout that is there, and what is wrong with it."""

    chart: Chart
    svgs: dict[str, str]
    wrong: tuple[str, ...] = ()
    undrawn: tuple[int, ...] = ()
    """The numbers of the rows that have no mark."""

    @property
    def missing(self) -> list[str]:
        return [name for name in LAYOUTS if name not in self.svgs]

    @property
    def problems(self) -> Iterator[Problem]:
        """What is wrong, at the row if it is one of some that are not drawn."""
        path = DOCS + self.chart.path
        for wrong in self.wrong:
            yield Problem(path, 1, 1, "spec", wrong)
        if not self.undrawn:
            return
        count, of = len(self.undrawn), len(self.chart.rows)
        if count == of:
            yield Problem(path, 1, 1, "spec", f"draws none of {of} rows; {A_MARK}")
            return
        line = self.chart.rows[self.undrawn[0] - 1].line
        one = "is not drawn" if count == 1 else f"is one of {count} of {of} rows without a mark"
        yield Problem(DOCS + self.chart.table_path, line, 1, "row", f"{one}; {A_MARK}")


@dataclass(frozen=True)
class Pending:
    """Charts that are being drawn."""

    jobs: Sequence[Job]
    threads: Sequence[threading.Thread]

    def result(self) -> Drawn:
        """Wait. Every drawing by the chart's id; what cannot be drawn is a problem of its file."""
        for thread in self.threads:
            thread.join()
        drawings = {
            job.chart.id: Drawing(*(job.svgs[name] for name in LAYOUTS))
            for job in self.jobs
            if not job.missing
        }
        problems = tuple(problem for job in self.jobs if job.missing for problem in job.problems)
        return drawings, problems


@dataclass(frozen=True)
class Drawer:
    """Draws charts, keeping the drawings below `cache`."""

    cache: Path
    processes: Processes = field(default_factory=Processes)

    def prepare(self, files: Iterable[str]) -> None:
        """Make ready to draw, if charts are among `files` and no drawing is kept."""
        if any(path.startswith(CHARTS) for path in files) and not Cache(self.cache).any:
            self.processes.begin()

    def start(self, charts: Charts) -> Pending:
        """Begin to draw what is not kept; other work can be done meanwhile."""
        kept = Cache(self.cache)
        jobs = [Job(chart, _kept(kept, chart)) for chart in charts.by_id.values()]
        there = {*charts.by_id, *charts.broken}
        kept.prune({f"{name}.{form}" for name in there for form in LAYOUTS})
        queue = deque(job for job in jobs if job.missing)
        threads = [
            threading.Thread(target=_draw_all, args=(queue, kept, self.processes), daemon=True)
            for _ in range(min(AT_ONCE, len(queue)))
        ]
        for thread in threads:
            thread.start()
        return Pending(jobs, threads)


def _kept(cache: Cache, chart: Chart) -> dict[str, str]:
    found = {name: cache.kept(f"{chart.id}.{name}", _key(chart, name)) for name in LAYOUTS}
    return {name: svg for name, svg in found.items() if svg is not None}


def _draw_all(queue: deque[Job], cache: Cache, processes: Processes) -> None:
    """Take charts from the queue until it is empty. A process serves until a chart ends it."""
    process: Process | None = None
    no_start = ""
    while (job := _next(queue)) is not None:
        if no_start:
            job.wrong = (no_start,)
            continue
        try:
            process = process if process and process.alive else processes.take()
            _draw(job, process, cache)
        except UndrawnError as error:
            job.undrawn = error.rows
        except SvgError as error:
            job.wrong = error.args
        except StartError as error:
            no_start = f"cannot be drawn: {error}; expected vl-convert to be installed and to start"
            job.wrong = (no_start,)
        except Exception as error:  # no chart may cost the others
            said = " ".join(str(error).split()) or type(error).__name__
            job.wrong = (f"cannot be drawn: {said}; expected the drawing process to run",)
    if process:
        processes.give(process)


def _next(queue: deque[Job]) -> Job | None:
    try:
        return queue.popleft()
    except IndexError:
        return None


def _draw(job: Job, process: Process, cache: Cache) -> None:
    missing = job.missing
    for name, svg in zip(missing, process.ask(_request(job.chart, missing)), strict=True):
        job.svgs[name] = svg
        cache.keep(f"{job.chart.id}.{name}", _key(job.chart, name), svg)


def _request(chart: Chart, layouts: Sequence[str]) -> dict[str, Any]:
    return {
        "name": chart.meta.alt,
        "rows": {row.words: number for number, row in enumerate(chart.rows, start=1)},
        "layouts": [
            {
                "prefix": f"chart-{chart.id}-{name}",
                "spec": specification(chart, name == "narrow"),
                "config": config(name == "narrow"),
            }
            for name in layouts
        ],
    }


def specification(chart: Chart, narrow: bool) -> dict[str, Any]:
    """The specification as it is compiled: with its data, and as wide as its layout."""
    spec = layout(chart.spec, narrow)
    spec["data"] = {"values": [dict(row) for row in chart.table]}
    composed = {"facet", "hconcat", "vconcat", "concat", "repeat"} & set(spec)
    faceted = {"row", "column", "facet"} & set(spec.get("encoding", {}))
    if not composed and not faceted:
        spec.setdefault("width", NARROW if narrow else WIDE)
        fit = "fit" if isinstance(spec.get("height"), int | float) else "fit-x"
        spec.setdefault("autosize", {"type": fit, "contains": "padding"})
    return spec


def published(chart: Chart, table: str) -> dict[str, Any]:
    """The specification as others can compile it, with its look; `table` is the CSV's address.

    Types are named, since a reader of CSV that guesses would take dates and names for others.
    """
    numbers = dict.fromkeys(sorted(chart.numeric), "number")
    parse = {**numbers, COMPUTED: "boolean"}
    return {
        "$schema": SCHEMA,
        "usermeta": chart.spec["usermeta"],
        "config": config(narrow=False),
        **specification(chart, narrow=False),
        "data": {"url": table, "format": {"type": "csv", "parse": parse}},
    }


def _key(chart: Chart, name: str) -> str:
    """What a drawing is made from, the code that makes it included."""
    return _digest(chart, name, VEGA_LITE, CODE, compiler())


@lru_cache(maxsize=1024)
def _digest(chart: Chart, name: str, *made_by: str) -> str:
    text = json.dumps([_request(chart, [name]), *made_by])
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def compiler() -> str:
    return version("vl-convert-python")
