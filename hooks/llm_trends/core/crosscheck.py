"""Rules that no single field can break: what must agree between fields, pages and sources."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pydantic import BaseModel

from .dates import PartialDate
from .frame import DOCS
from .places import run_place
from .problems import Problem, unknown
from .references import Prose, missing_source, notation_faults
from .report import Report, Trend
from .sources.bibliography import Bibliography
from .text.notation import plain_text
from .text.phrases import WORD, same_phrase
from .text.source_text import FieldPath, SourceText, dotted

RESERVED = frozenset(
    [
        "claims",
        "charts",
        "disagreements",
        "outlook",
        "what-would-change-our-mind",
        "timeline",
        "related",
        "sources",
        "cite",
        "try-it",
        "watch",
    ]
)
"""Names of sections, which are anchors of a trend page."""
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
    found += _numbers(report.trends)
    found += _claims_twice(report)
    found += _phrases(report)
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


@lru_cache(maxsize=1024)
def _of_trend(trend: Trend, bibliography: Bibliography, today: dt.date) -> tuple[Problem, ...]:
    """Remembered, since a save changes one trend or the sources."""
    source, data = trend.source, trend.data
    return (*_fields(bibliography, source, data, today), *_twice(source, data))


def _twice(source: SourceText, value: BaseModel, path: FieldPath = ()) -> Iterator[Problem]:
    """Groups of fields that stand twice in one list, word for word."""
    for name in type(value).model_fields:
        field = getattr(value, name)
        for index, item in enumerate(field if isinstance(field, tuple) else ()):
            if isinstance(item, BaseModel):
                here = (*path, name, index)
                if (same := field.index(item)) != index:
                    wrong = f"is what {dotted((*path, name, same))} says; expected it once"
                    yield source.problem(here, wrong)
                yield from _twice(source, item, here)


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


def name_faults(trend: Trend) -> Iterator[Problem]:
    """Whatever becomes an anchor of the page has one name each; else none can be referred to."""
    first: dict[str, FieldPath] = {}
    for name in ("claims", "figures", "disagreements"):
        for index, item in enumerate(getattr(trend.data, name)):
            path: FieldPath = (name, index, "id")
            if item.id in RESERVED:
                yield trend.source.problem(
                    path, f"'{item.id}' is the name of a section; expected another"
                )
            elif item.id in first:
                line = trend.source.place(first[item.id])[0]
                wrong = f"'{item.id}' stands twice; expected one (the first is on line {line})"
                yield trend.source.problem(path, wrong)
            first.setdefault(item.id, path)


def _references(report: Report, trend: Trend) -> Iterator[Problem]:
    """Names of trends, claims and folders that lead nowhere."""
    seen: set[tuple[str, str]] = set()
    for index, relation in enumerate(trend.data.relations):
        where: FieldPath = ("relations", index)
        if relation.to == trend.slug:
            yield trend.source.problem(
                (*where, "to"), "is this trend itself; expected another trend"
            )
        elif relation.to not in report.by_slug and relation.to not in report.unread:
            yield trend.source.problem(
                (*where, "to"), unknown("trend", relation.to, report.by_slug)
            )
        elif (relation.to, relation.kind) in seen:
            wrong = f"a second '{relation.kind}' to '{relation.to}'; expected one"
            yield trend.source.problem((*where, "kind"), wrong)
        seen.add((relation.to, relation.kind))
        if relation.claim and not _has_claim(report, relation.claim):
            wrong = unknown("claim", relation.claim, report.claims)
            yield trend.source.problem((*where, "claim"), wrong)
    if explorable := trend.data.explorable:
        if explorable.folder not in report.explorables and not report.unread_runs:
            wrong = unknown("explorable", explorable.folder, report.explorables)
            yield trend.source.problem(("explorable", "folder"), wrong)
        if explorable.claim not in trend.claims:
            wrong = unknown("claim", explorable.claim, trend.claims)
            yield trend.source.problem(("explorable", "claim"), wrong)
    for index, changer in enumerate(trend.data.mind_changers):
        if changer.claim not in trend.claims:
            wrong = unknown("claim", changer.claim, trend.claims)
            yield trend.source.problem(("mind_changers", index, "claim"), wrong)
        elif changer.verdict is trend.claims[changer.claim].now.verdict:
            wrong = f"is '{changer.verdict}', the verdict of today; expected another"
            yield trend.source.problem(("mind_changers", index, "verdict"), wrong)


def _has_claim(report: Report, ref: str) -> bool:
    return ref in report.claims or ref.partition("#")[0] in report.unread


def _numbers(trends: Iterable[Trend]) -> Iterator[Problem]:
    by_number: dict[int, list[Trend]] = defaultdict(list)
    for trend in trends:
        by_number[trend.data.number].append(trend)
    for number, sharing in by_number.items():
        for trend in sharing[1:]:
            wrong = f"{number} is taken by '{sharing[0].slug}'; expected a number of its own"
            yield trend.source.problem(("number",), wrong)


def _claims_twice(report: Report) -> Iterator[Problem]:
    """A claim is judged once: signs and capitals do not make it another."""
    first: dict[str, tuple[Trend, FieldPath]] = {}
    for trend in report.trends:
        for index, claim in enumerate(trend.data.claims):
            path: FieldPath = ("claims", index, "text")
            words = " ".join(WORD.findall(plain_text(claim.text).casefold()))
            owner, owned = first.setdefault(words, (trend, path))
            if (owner, owned) != (trend, path):
                there = f"{owner.source.path}:{owner.source.place(owned)[0]}"
                wrong = f"says what {dotted(owned)} of '{owner.slug}' says ({there}); expected it"
                yield trend.source.problem(path, f"{wrong} once, and a relation to that claim")


def _phrases(report: Report) -> Iterator[Problem]:
    """A word must link to one place, and a term be defined once; plural forms count as one."""
    uses: dict[str, list[tuple[Trend, FieldPath]]] = defaultdict(list)
    for trend in report.trends:  # names first, so that an alias which clashes is at fault
        uses[trend.title].append((trend, ("title",)))
        for i, term in enumerate(trend.data.terms):
            uses[term.term].append((trend, ("terms", i, "term")))
    for trend in report.trends:
        for i, alias in enumerate(trend.data.aliases):
            uses[alias].append((trend, ("aliases", i)))
        for i, term in enumerate(trend.data.terms):
            for j, alias in enumerate(term.aliases):
                uses[alias].append((trend, ("terms", i, "aliases", j)))
    for phrases in same_phrase(uses).values():
        (_, owner, owned), *others = [(phrase, *use) for phrase in phrases for use in uses[phrase]]
        for phrase, trend, path in others:
            if trend is not owner or _thing(path) != _thing(owned):
                there = f"{owner.source.path}:{owner.source.place(owned)[0]}"
                wrong = (
                    f"'{phrase}' already links to {dotted(owned)} of '{owner.slug}' ({there}); "
                    "expected words that no other trend or term uses"
                )
                yield trend.source.problem(path, wrong)
    yield from _anchors(report)


def _anchors(report: Report) -> Iterator[Problem]:
    """Two terms whose names differ only in signs would share one address of the glossary."""
    first: dict[str, Trend] = {}
    for trend in report.trends:
        for index, term in enumerate(trend.data.terms):
            path: FieldPath = ("terms", index, "term")
            if not term.slug:
                wrong = f"'{term.term}' has no letter or digit; expected a word"
                yield trend.source.problem(path, wrong)
            elif term.slug in first:
                wrong = (
                    f"'{term.term}' has the address glossary/#{term.slug}, as a term of "
                    f"'{first[term.slug].slug}' has; expected another name"
                )
                yield trend.source.problem(path, wrong)
            first.setdefault(term.slug, trend)


def _thing(path: FieldPath) -> FieldPath:
    """The term that a path leads into, or nothing for the trend itself."""
    return path[:2] if path[0] == "terms" else ()


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
