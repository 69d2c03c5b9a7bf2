"""From files to the report: read everything first, say everything that is wrong, then settle.

Nothing here touches a disk: the files come as bytes by their address below `docs/`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from .charts.model import Charts, Drawing, with_drawings
from .charts.reading import read_charts
from .conclusion import Conclusion, ConclusionData
from .crosscheck import Prose, crosscheck, stale_statements
from .model import Header, Model, Text
from .problems import Problem
from .report import Report, Trend
from .sources.bibliography import Bibliography, read_bibliography
from .sources.check_record import Verification, read_verification
from .stored_run import StoredRun, read_stored_run
from .text import source_text
from .text.source_text import SourceText
from .text.unsourced_numbers import unsourced_numbers
from .text.validation import validate

BIBLIOGRAPHY = "sources.bib"
CONCLUSION = "conclusion.yml"
VERIFICATION = "data/verification.csv"
EXPLORABLES = "explorables/*/fallback.html"
DOCS = "docs/"
"""Problems name a file as an editor sees it, from the root of the repository."""


class PageData(Model):
    """The header of a hand-written page."""

    title: Text
    description: Text


@dataclass(frozen=True)
class HandWritten:
    """A page that people write and that is no trend."""

    path: str
    data: PageData
    source: SourceText


@dataclass(frozen=True)
class Collection:
    """What the files say. A file that could not be understood is missing here and in `problems`."""

    report: Report = field(default_factory=Report)
    pages: Mapping[str, HandWritten] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    """What is to be mended before publishing, though the pages can be shown as they are."""

    def problems_of(self, path: str) -> list[Problem]:
        """The problems of one file below `docs/`, in order."""
        return [problem for problem in self.problems if problem.path == DOCS + path]

    @property
    def sources(self) -> dict[str, SourceText]:
        """What people wrote, by its address below `docs/`."""
        written = {trend.page: trend.source for trend in self.report.trends}
        return written | {path: page.source for path, page in self.pages.items()}

    @property
    def faulty(self) -> frozenset[str]:
        """The files below `docs/` that have problems."""
        return frozenset(problem.path.removeprefix(DOCS) for problem in self.problems)


def collect(files: Mapping[str, bytes], today: dt.date) -> Collection:
    """Read and check all content. Never raises on content, however broken."""
    problems: list[Problem] = []
    trends: list[Trend] = []
    pages: dict[str, HandWritten] = {}
    for path in sorted(path for path in files if path.endswith(".md")):
        source = source_text.read(DOCS + path, files[path])
        if path.startswith("trends/"):
            header, wrong = validate(source, Header)
            if header:
                trends.append(Trend(PurePosixPath(path).stem, header, source))
        else:
            data, wrong = validate(source, PageData)
            if data:
                pages[path] = HandWritten(path, data, source)
        problems.extend(wrong)
    report = Report(
        tuple(sorted(trends, key=lambda trend: (trend.data.number, trend.slug))),
        _bibliography(files, problems),
        _conclusion(files, problems),
    )
    pages_there = {
        path[len("trends/") : -len(".md")] for path in files if path.startswith("trends/")
    }
    report = replace(
        report,
        verification=_verification(files, report.bibliography, problems),
        explorables=_explorables(files, problems),
        unread=frozenset(pages_there - set(report.by_slug)),
    )
    prose = [Prose(trend.source, trend) for trend in report.trends]
    prose += [Prose(page.source) for page in pages.values()]
    prose += [Prose(report.conclusion.source)]
    slugs = [
        path[len("trends/") : -len(".md")] for path in sorted(files) if path.startswith("trends/")
    ]
    bibliography = report.bibliography
    charts = read_charts(files, slugs, bibliography.sources, bibliography.knows, today)
    report = replace(report, charts=charts)
    problems += charts.problems
    problems += report.bibliography.problems
    problems += crosscheck(report, prose, today)
    warnings = stale_statements(report)
    warnings += [problem for trend in report.trends for problem in unsourced_numbers(trend.source)]
    return Collection(report, pages, tuple(sorted(set(problems))), tuple(sorted(warnings)))


def settle(now: Collection, before: Collection) -> Collection:
    """The best state that can be shown: faulty files as they last were, all others as they are.

    A file that was never right is left out; whoever links to it shows plain words instead.
    """
    faulty = now.faulty
    kept = {trend.slug: trend for trend in now.report.trends if trend.page not in faulty}
    kept |= {
        trend.slug: trend
        for trend in before.report.trends
        if trend.page in faulty and trend.slug not in kept
    }
    sources = dict(before.report.bibliography.sources) if BIBLIOGRAPHY in faulty else {}
    sources |= now.report.bibliography.sources
    conclusion = before.report if CONCLUSION in faulty else now.report
    report = Report(
        tuple(sorted(kept.values(), key=lambda trend: (trend.data.number, trend.slug))),
        replace(now.report.bibliography, sources=sources),
        conclusion.conclusion,
        now.report.verification,
        now.report.explorables,
        charts=_settled_charts(now, before),
    )
    pages = {path: page for path, page in now.pages.items() if path not in faulty}
    pages |= {path: page for path, page in before.pages.items() if path in faulty}
    return Collection(report, pages, now.problems, now.warnings)


def with_charts_drawn(
    collection: Collection, drawings: Mapping[str, Drawing], found: Iterable[Problem]
) -> Collection:
    """The same content with its charts drawn; a chart that could not be drawn is a faulty one."""
    charts = with_drawings(collection.report.charts, drawings, found)
    report = replace(collection.report, charts=charts)
    return with_problems(replace(collection, report=report), charts.problems)


def _settled_charts(now: Collection, before: Collection) -> Charts:
    """A broken chart stays as it was last drawn."""
    charts, old = now.report.charts, before.report.charts.by_id
    kept = {name: old[name] for name in sorted(charts.broken & set(old))}
    shown = {**charts.by_id, **kept}
    return replace(charts, by_id=dict(sorted(shown.items())), broken=charts.broken - set(kept))


def with_problems(collection: Collection, found: Iterable[Problem]) -> Collection:
    """The same content with more faults, found by a later check."""
    return replace(collection, problems=tuple(sorted({*collection.problems, *found})))


def _decoded(files: Mapping[str, bytes], name: str, problems: list[Problem]) -> str | None:
    text = source_text.decode(DOCS + name, files[name])
    if isinstance(text, str):
        return text
    problems.extend(text.problems)
    return None


def _bibliography(files: Mapping[str, bytes], problems: list[Problem]) -> Bibliography:
    path = DOCS + BIBLIOGRAPHY
    if BIBLIOGRAPHY not in files:
        problems.append(Problem(path, 1, 1, "file", "is missing; expected the sources in BibTeX"))
        return Bibliography()
    text = _decoded(files, BIBLIOGRAPHY, problems)
    return Bibliography() if text is None else read_bibliography(path, text)


def _verification(
    files: Mapping[str, bytes], bibliography: Bibliography, problems: list[Problem]
) -> Verification:
    """The record may be missing; claims do not depend on it."""
    if VERIFICATION not in files:
        return Verification()
    text = _decoded(files, VERIFICATION, problems)
    if text is None:
        return Verification()
    faulty = (problem.field for problem in bibliography.problems)
    record = read_verification(DOCS + VERIFICATION, text, {*bibliography.sources, *faulty})
    problems.extend(record.problems)
    return record


def _explorables(files: Mapping[str, bytes], problems: list[Problem]) -> dict[str, StoredRun]:
    found: dict[str, StoredRun] = {}
    for path in sorted(path for path in files if PurePosixPath(path).match(EXPLORABLES)):
        text = _decoded(files, path, problems)
        if text is None:
            continue
        try:
            found[PurePosixPath(path).parent.name] = read_stored_run(text)
        except ValueError as error:
            problems.append(Problem(DOCS + path, 1, 1, "file", str(error)))
    return found


def _conclusion(files: Mapping[str, bytes], problems: list[Problem]) -> Conclusion:
    path = DOCS + CONCLUSION
    if CONCLUSION not in files:
        problems.append(Problem(path, 1, 1, "file", "is missing; expected the statements in YAML"))
        return Conclusion()
    source = source_text.read_data(path, files[CONCLUSION])
    data, wrong = validate(source, ConclusionData)
    problems.extend(wrong)
    return Conclusion(data, source)
