"""The rules that the Method page promises, and whatever else must be mended before publishing.

Their breaches are warnings: the pages can be shown as they are, and a strict build refuses them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from . import judging
from .charts.unsupported_numbers import NUMBER as NUMBERS
from .charts.unsupported_numbers import unsupported
from .files import READINGS, RECORD
from .history_rules import history_faults
from .model import Claim
from .places import DOCS
from .problems import Problem, did_you_mean, unknown
from .report import Report
from .sources.bibliography import Bibliography
from .sources.check_record import Check, Result, Section
from .text.date_forms import date_forms
from .text.leftovers import leftovers, together
from .text.notation import cited_keys
from .text.positions import FieldPath, dotted
from .text.source_text import SourceText
from .text.unsourced_numbers import unsourced_numbers
from .trend import Trend
from .views.statements import CHANGED, changes, statements
from .vocabulary import Stance

NUMBER = "number"
"""Not looked for beside what has to be mended first, such as notation that was not understood."""
APPROVE = ".venv/bin/python hooks/edit.py approve"
SCALES = (1, 1e3, 1e6, 1e9, 1e12)
IN_WORDS = re.compile(
    r"[⁰¹²³⁴-⁹]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half)\b", re.IGNORECASE
)
LEAST = 3
"""How many findings a claim needs."""
AGAINST = frozenset({Stance.QUALIFIES, Stance.DISPUTES})


def warnings(
    report: Report, written: Iterable[SourceText], problems: Iterable[Problem] = ()
) -> list[Problem]:
    """Everything that a strict build refuses, sorted by place.

    `written` are all pages, `problems` what is wrong with them already.
    """
    found = [
        problem for trend in report.trends for problem in _of_trend(trend, report.bibliography)
    ]
    found += _statements(report, {*found, *problems})
    found += _readings(report)
    found += together(_record(report))
    found += together(history_faults(report))
    sources = tuple(written)
    found += [problem for source in sources for problem in date_forms(source)]
    raw = {problem for one in sources for problem in leftovers(one, report.bibliography.keys)}
    left = {(problem.path, problem.line) for problem in (*found, *raw) if problem.field != NUMBER}
    kept = {
        problem
        for problem in found
        if problem.field != NUMBER or (problem.path, problem.line) not in left
    }
    return sorted({*kept, *together(raw)})


@lru_cache(maxsize=8192)
def _of_trend(trend: Trend, bibliography: Bibliography) -> tuple[Problem, ...]:
    """What follows from a trend and the sources alone; remembered, since a save changes one."""
    alone = Report((trend,), bibliography)
    return (
        *_claims(alone, trend),
        *_unsourced_numbers(trend.source),
        *_disagreements(trend),
        *_figures(trend),
    )


@lru_cache(maxsize=8192)
def _unsourced_numbers(source: SourceText) -> tuple[Problem, ...]:
    """Remembered by itself, since a source that changes adds no number to a page."""
    return tuple(unsourced_numbers(source))


def _claims(report: Report, trend: Trend) -> Iterator[Problem]:
    for index, claim in enumerate(trend.data.claims):
        where: FieldPath = ("claims", index)
        if not all(report.source(item.source) for item in claim.evidence):
            continue  # what is wrong with a source is said there
        for fault in judging.faults(report, claim):
            yield trend.source.problem((*where, *fault.path), fault.wrong)
        for wrong in _evidence(report, claim):
            yield trend.source.problem((*where, "evidence"), wrong)


def _evidence(report: Report, claim: Claim) -> Iterator[str]:
    if len(claim.evidence) < LEAST:
        yield f"has {len(claim.evidence)} findings; expected at least {LEAST}"
    sources = [source for item in claim.evidence if (source := report.source(item.source))]
    if sources and not any(source.kind.primary for source in sources):
        yield "has no finding of a primary source; expected at least one"
    if not claim.sought and not any(item.stance in AGAINST for item in claim.evidence):
        yield (
            "has no finding that qualifies or disputes the claim; expected one, or `sought` with "
            "where it was looked for"
        )


def _disagreements(trend: Trend) -> Iterator[Problem]:
    for index, item in enumerate(trend.data.disagreements):
        if not item.ours and not cited_keys(item.why):
            wrong = "cites no source; expected one, or `ours: true` if it is our own reading"
            yield trend.source.problem(("disagreements", index, "why"), wrong)


def _figures(trend: Trend) -> Iterator[Problem]:
    """The number that prose prints is the value, in thousands or millions too, or is in words."""
    for index, figure in enumerate(trend.data.figures):
        written = NUMBERS.findall(figure.text)
        values = [str(figure.value / scale) for scale in SCALES]
        if len([*unsupported(figure.text, values, 0)]) < len(written) or IN_WORDS.search(
            figure.text
        ):
            continue
        for first in written[:1]:
            wrong = f"says {first}, but `value` is {figure.value:g}; expected the same number"
            yield trend.source.problem(("figures", index, "text"), wrong)


def _statements(report: Report, problems: Collection[Problem]) -> Iterator[Problem]:
    """Statements whose claims have changed since they were read together.

    A claim that is not there, or wrong in itself, is to be mended first, which may change it back.
    """
    wrong_in = {(problem.path, problem.field.partition(".")[0]) for problem in problems}
    for index, item in enumerate(statements(report)):
        missing = len(item.claims) < len(item.statement.rests_on)
        faulty = any(
            (pair.trend.source.path, dotted(("claims", pair.trend.data.claims.index(pair.claim))))
            in wrong_in
            for pair in item.claims
        )
        if item.state == CHANGED and not missing and not faulty:
            statement = item.statement
            what = [f"{ref}: {changed}" for ref, changed in changes(report, item).items()]
            said = f" ({'; '.join(what)})" if what else ""
            wrong = (
                f"{CHANGED}: '{statement.id}' was read with the claims at {statement.digest}; they "
                f"now have {item.digest}{said}; expected an "
                "editor to read them again and run "
                f"`{APPROVE} {statement.id}`"
            )
            yield report.conclusion.source.problem(("statements", index, "digest"), wrong)


def _readings(report: Report) -> Iterator[Problem]:
    """Marks of a statement that is not there; the command that approves writes none."""
    names = [statement.id for statement in report.conclusion.statements]
    for name, line in report.readings.lines.items():
        if names and name not in names:
            wrong = f"{unknown('statement', name, names)} (`{APPROVE} --all` drops the row)"
            yield Problem(DOCS + READINGS, line, 1, "statement", wrong)


def _record(report: Report) -> Iterator[Problem]:
    """A row about nothing: its claim or section does not use its source."""
    if report.bibliography.unread:
        return
    for check in report.record.checks:
        used = report.uses.get((check.trend, check.part), frozenset())
        if check.source not in used and (wrong := _about_nothing(report, check)):
            yield Problem(DOCS + RECORD, check.line, 1, *wrong)


def _about_nothing(report: Report, check: Check) -> tuple[str, str] | None:
    """What is wrong with a row whose source is not used there."""
    if check.trend in report.unread or (check.part == Section.CHARTS and report.charts.broken):
        return None  # what cannot be read may use it
    trend = report.by_slug.get(check.trend)
    if trend is None:
        return "subject", unknown("trend", check.trend, report.by_slug)
    known = [*trend.claims, *(section.value for section in Section)]
    if check.part not in known:
        if check.result is Result.REMOVED:
            return None
        return "subject", unknown(f"claim or section of '{check.trend}'", check.part, known)
    if check.result is Result.REMOVED:
        return None
    said = f"'{check.source}' is not used in {check.subject}" if check.source else "is empty"
    wrong = f"{said}; expected a source that it cites"
    used = report.uses.get((check.trend, check.part), frozenset())
    return "source", wrong + did_you_mean(check.source, sorted(used))
