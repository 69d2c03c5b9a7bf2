"""From files to the report: read everything first, then say everything that is wrong.

Nothing here touches a disk: the files come as bytes by their address below `docs/`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import PurePosixPath
from typing import TypeVar

from . import editorial
from .charts.model import Charts, Drawing, with_drawings
from .charts.reading import read_charts
from .crosscheck import crosscheck
from .editions import edition_faults, is_archive, lost_sources, name_of
from .files import (
    CONCLUSION,
    MOVED,
    bibliography_of,
    conclusion_of,
    history_of,
    is_run,
    moves_of,
    readings_of,
    record_of,
    runs_of,
    synonyms_of,
)
from .guarding import guarded, guarded_faults
from .history import History
from .moves import Moves, leads_nowhere
from .places import CHARTS, DOCS, GENERATED, claim_stem, corrections_place
from .problems import OF_FILE, Problem
from .read_pages import HandWritten, read_pages, slugs
from .references import Prose
from .report import Report
from .stored_run import older_runs
from .text.csv_places import at_cells
from .text.page_links import page_link_faults
from .text.source_text import SourceText
from .views.history import reworded

T = TypeVar("T")


@dataclass(frozen=True)
class Collection:
    """What the files say. A file that could not be understood is missing here and in `problems`."""

    report: Report = field(default_factory=Report)
    pages: Mapping[str, HandWritten] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    """What is to be mended before publishing, though the pages can be shown as they are."""
    moves: Moves = field(default_factory=Moves)
    """Addresses that changed; no page is made of them."""

    def problems_of(self, path: str) -> list[Problem]:
        """The problems of one file below `docs/`, in order."""
        return [problem for problem in self.problems if problem.path == DOCS + path]

    @property
    def sources(self) -> dict[str, SourceText]:
        """What people wrote, by its address below `docs/`."""
        written = {trend.page: trend.source for trend in self.report.trends}
        written |= {path: page.source for path, page in self.pages.items()}
        return written | {CONCLUSION: self.report.conclusion.source}

    @property
    def faulty(self) -> frozenset[str]:
        """The files below `docs/` that have problems."""
        return frozenset(problem.path.removeprefix(DOCS) for problem in self.problems)


def charts_of(files: Mapping[str, bytes], today: dt.date) -> tuple[Charts, list[Problem]]:
    """The charts alone, so that they can be drawn while all else is read."""
    bibliography, _ = bibliography_of(files, today)
    charts, wrong = guarded(
        CHARTS, "read", lambda: read_charts(files, slugs(files), bibliography, today)
    )
    charts = charts or Charts()
    return replace(charts, problems=tuple(at_cells(charts.problems, files))), wrong


def collect(files: Mapping[str, bytes], today: dt.date) -> Collection:
    """Read and check all content. Never raises on content, however broken."""
    met = _Met()
    trends, pages = met(read_pages(files))
    history, editions = met(_history(files, today))
    moves = met(moves_of(files, today))
    runs = met(runs_of(files))
    charts = met(charts_of(files, today))
    met.problems += charts.problems
    report = Report(
        trends=trends,
        bibliography=met(bibliography_of(files, today)),
        conclusion=met(conclusion_of(files)),
        record=met(record_of(files, today)),
        explorables=runs,
        synonyms=met(synonyms_of(files)),
        readings=met(readings_of(files)),
        history=history,
        editions=editions,
        unread=frozenset(slugs(files)) - {trend.slug for trend in trends},
        charts=charts,
        unread_runs=_folders_of_runs(files) - runs.keys(),
    )
    prose = _prose(report, pages)
    met.problems += guarded_faults("", "checked", lambda: crosscheck(report, prose, today))
    met.problems += guarded_faults(MOVED, "checked", lambda: _lost_moves(report, moves, files))
    warnings = _warnings(report, [page.source for page in prose], files, met)
    problems = {*at_cells(met.problems, files)}
    return Collection(
        report, pages, tuple(sorted(problems)), tuple(at_cells(warnings, files)), moves
    )


class _Met:
    """The problems that are met on the way; what was read beside them is passed on."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def __call__(self, read: tuple[T, Iterable[Problem]]) -> T:
        value, wrong = read
        self.problems += wrong
        return value


def _warnings(
    report: Report, written: Sequence[SourceText], files: Mapping[str, bytes], met: _Met
) -> list[Problem]:
    """What is to be mended before publishing; a check that breaks off is a problem that is met."""
    known = tuple(met.problems)
    checks: tuple[Callable[[], list[Problem]], ...] = (
        lambda: editorial.warnings(report, written, known),
        lambda: _page_links(report, written, files),
        lambda: [*lost_sources(report.editions, report.bibliography)],
        lambda: [*older_runs(report.explorables, files)],
    )
    found = (met(guarded("", "checked", check)) for check in checks)
    return sorted({*chain(*filter(None, found))})


def _history(
    files: Mapping[str, bytes], today: dt.date
) -> tuple[tuple[History, dict[str, bytes]], list[Problem]]:
    """The history, and the archives of editions that are as it has them.

    Where it could not be read whole, no archive is doubted.
    """
    history, wrong = history_of(files, today)
    unfrozen = [] if wrong else list(edition_faults(files, history))
    faulty = {problem.path for problem in unfrozen}
    archives = (path for path in files if is_archive(path) and DOCS + path not in faulty)
    return (history, {name_of(path): files[path] for path in archives}), [*wrong, *unfrozen]


def _folders_of_runs(files: Iterable[str]) -> frozenset[str]:
    return frozenset(PurePosixPath(path).parent.name for path in files if is_run(path))


def with_problems(collection: Collection, found: Iterable[Problem]) -> Collection:
    """The same content with more faults, found by a later check.

    A file that is there and cannot be read, or by another name, is not missing too.
    """
    more = {*found}
    of_files = [problem for problem in more if problem.field in OF_FILE]
    there = {problem.path for problem in of_files}
    there |= {problem.message.rpartition("did you mean '")[2][:-2] for problem in of_files}
    known = (one for one in collection.problems if not (one.path in there and _is_missing(one)))
    return replace(collection, problems=tuple(sorted({*known, *more})))


def _is_missing(problem: Problem) -> bool:
    return problem.field == "file" and problem.message.startswith("is missing")


def with_charts_drawn(
    collection: Collection, drawings: Mapping[str, Drawing], found: Sequence[Problem]
) -> Collection:
    """The same content with its charts drawn; a chart that could not be drawn is a faulty one."""
    charts = with_drawings(collection.report.charts, drawings, found)
    report = replace(collection.report, charts=charts)
    return with_problems(replace(collection, report=report), charts.problems)


def _prose(report: Report, pages: Mapping[str, HandWritten]) -> list[Prose]:
    prose = [Prose(trend.source, trend) for trend in report.trends]
    prose += [Prose(page.source) for page in pages.values()]
    return [*prose, Prose(report.conclusion.source)]


def _page_links(
    report: Report, written: Iterable[SourceText], files: Iterable[str]
) -> list[Problem]:
    """Links that lead to no page; a page that could not be read is one."""
    known = _known_pages(report, files)
    return [wrong for source in written for wrong in page_link_faults(source, known)]


def _known_pages(report: Report, files: Iterable[str]) -> frozenset[str]:
    corrections = map(corrections_place, reworded(report))
    return frozenset([*(path for path in files if path.endswith(".md")), *GENERATED, *corrections])


def _lost_moves(report: Report, moves: Moves, files: Iterable[str]) -> list[Problem]:
    """Moves to no page. The cards of claims are known of trends that could be read."""
    stems = (path.removesuffix(".md") for path in _known_pages(report, files))
    pages = {f"{stem}/".removesuffix("index/") for stem in stems}
    pages |= {f"{pair.stem}.html" for pair in report.claims.values()}
    sure = [claim_stem(trend.slug, "") for trend in report.trends]
    return list(leads_nowhere(DOCS + MOVED, moves, pages, sure))
