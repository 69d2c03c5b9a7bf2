"""Rules that no single field can break: what must agree between fields, pages and sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pydantic import BaseModel

from .dates import PartialDate
from .names_twice import groups_twice, names_taken
from .places import DOCS, run_place
from .problems import Problem, unknown
from .references import Prose, missing_source, notation_faults
from .report import Report
from .sources.bibliography import Bibliography
from .text.positions import FieldPath
from .text.source_text import SourceText
from .trend import Trend

MAY_LIE_AHEAD = frozenset({"by"})
"""The fields whose dates are deadlines."""


def crosscheck(report: Report, prose: Iterable[Prose], today: dt.date) -> list[Problem]:
    """Every broken rule across the report. A report with problems must not be published."""
    found = [
        problem
        for trend in report.trends
        for problem in (
            *_of_trend(trend, report.bibliography, today),
            *_references(report, trend),
        )
    ]
    found += names_taken(report)
    if report.conclusion.data:
        data, source = report.conclusion.data, report.conclusion.source
        found += _fields(report.bibliography, source, data, today)
    found += _statements(report)
    found += _named_charts(report)
    found += _runs(report)
    found += [problem for page in prose for problem in notation_faults(report, page)]
    return sorted(set(found))


def fields(value: object, path: FieldPath = ()) -> Iterator[tuple[FieldPath, object]]:
    """Every leaf of a typed model with the path that leads to it."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from fields(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from fields(item, (*path, index))
    elif value is not None:
        yield path, value


@lru_cache(maxsize=8192)
def _of_trend(trend: Trend, bibliography: Bibliography, today: dt.date) -> tuple[Problem, ...]:
    """Remembered, since a save changes one trend or the sources."""
    source, data = trend.source, trend.data
    return (*_fields(bibliography, source, data, today), *groups_twice(source, data))


def _fields(
    bibliography: Bibliography, source: SourceText, data: BaseModel, today: dt.date
) -> Iterator[Problem]:
    """Whatever is a source or a date, wherever it stands."""
    for path, value in fields(data):
        if path[-1] == "source" and isinstance(value, str) and not bibliography.knows(value):
            yield source.problem(path, missing_source(bibliography, value))
        elif (
            isinstance(value, PartialDate)
            and path[-1] not in MAY_LIE_AHEAD
            and value.first_day > today
        ):
            yield source.problem(path, f"{value} is in the future; expected {today} or earlier")


def _references(report: Report, trend: Trend) -> Iterator[Problem]:
    """Names of trends, claims and folders that lead nowhere."""
    yield from _relations(report, trend)
    yield from _explorable(report, trend)
    yield from _mind_changers(trend)


def _relations(report: Report, trend: Trend) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    problem = trend.source.problem
    for index, relation in enumerate(trend.data.relations):
        where: FieldPath = ("relations", index)
        if relation.to == trend.slug:
            yield problem((*where, "to"), "is this trend itself; expected another trend")
        elif relation.to not in report.by_slug and relation.to not in report.unread:
            yield problem((*where, "to"), unknown("trend", relation.to, report.by_slug))
        elif (relation.to, relation.kind) in seen:
            wrong = f"a second '{relation.kind}' to '{relation.to}'; expected one"
            yield problem((*where, "kind"), wrong)
        seen.add((relation.to, relation.kind))
        if relation.claim and not _has_claim(report, relation.claim):
            yield problem((*where, "claim"), unknown("claim", relation.claim, report.claims))


def _explorable(report: Report, trend: Trend) -> Iterator[Problem]:
    """Where a stored run could not be read, nobody knows which experiments there are."""
    explorable = trend.data.explorable
    if not explorable:
        return
    if explorable.folder not in report.explorables and not report.unread_runs:
        wrong = unknown("explorable", explorable.folder, report.explorables)
        yield trend.source.problem(("explorable", "folder"), wrong)
    if explorable.claim not in trend.claims:
        wrong = unknown("claim", explorable.claim, trend.claims)
        yield trend.source.problem(("explorable", "claim"), wrong)


def _mind_changers(trend: Trend) -> Iterator[Problem]:
    for index, changer in enumerate(trend.data.mind_changers):
        where: FieldPath = ("mind_changers", index)
        if changer.claim not in trend.claims:
            wrong = unknown("claim", changer.claim, trend.claims)
            yield trend.source.problem((*where, "claim"), wrong)
        elif changer.verdict is trend.claims[changer.claim].now.verdict:
            wrong = f"is '{changer.verdict}', the verdict of today; expected another"
            yield trend.source.problem((*where, "verdict"), wrong)


def _has_claim(report: Report, ref: str) -> bool:
    return ref in report.claims or ref.partition("#")[0] in report.unread


def _statements(report: Report) -> Iterator[Problem]:
    source, seen = report.conclusion.source, set()
    for i, statement in enumerate(report.conclusion.statements):
        if statement.id in seen:
            wrong = f"'{statement.id}' stands twice; expected one"
            yield source.problem(("statements", i, "id"), wrong)
        seen.add(statement.id)
        for j, ref in enumerate(statement.rests_on):
            if not _has_claim(report, ref):
                path = ("statements", i, "rests_on", j)
                yield source.problem(path, unknown("claim", ref, report.claims))


def _named_charts(report: Report) -> Iterator[Problem]:
    """The charts that open a page; one that is there but broken has its own message."""
    named: list[tuple[SourceText, FieldPath, str, list[str]]] = [
        (trend.source, ("chart",), trend.data.chart, [c.id for c in report.charts_of(trend)])
        for trend in report.trends
        if trend.data.chart
    ]
    if data := report.conclusion.data:
        known = list(report.charts.by_id)
        named += [
            (report.conclusion.source, ("charts", index), name, known)
            for index, name in enumerate(data.charts)
        ]
    for source, path, name, known in named:
        if name not in known and name not in report.charts.broken:
            yield source.problem(path, unknown("chart", name, known))


def _runs(report: Report) -> Iterator[Problem]:
    """What stored runs say they rest on."""
    for folder, run in report.explorables.items():
        for key in run.facts.sources:
            if not report.bibliography.knows(key):
                path = f"{DOCS}{run_place(folder)}"
                yield Problem(path, 1, 1, "sources", missing_source(report.bibliography, key))
