"""Rows of the history for what has changed since its last rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..core.files import CONCLUSION, HISTORY
from ..core.history import (
    COLUMNS,
    CONCLUSION_PART,
    WITHDRAWN,
    Kind,
    Standing,
    written_row,
)
from ..core.history_rules import COMMAND, withdrawn
from ..core.places import DOCS
from ..core.problems import unknown
from ..core.report import Report
from ..core.text.notation import plain_text
from .change import Change, Project, RefusedError, page_of

PATH = DOCS + HISTORY
Ends = Mapping[str, Sequence[tuple[Kind, str, str]]]
"""By subject, what of it changed: from what to what. A claim without a row comes from nothing."""


def history(project: Project, subjects: Sequence[str], why: str) -> Change:
    """Write a row of today for each change of the subjects, with `why`.

    Without subjects, nothing is changed: it says which wait.
    """
    project.sound([PATH, *map(_written_in, subjects)])
    report = project.found.report
    found = dict(waiting_in(report))
    waiting = {ref: ends for ref, ends in found.items() if _written_in(ref) not in project.faulty}
    if not subjects:
        return Change(said=(*_list(waiting), *_unknown_yet(project)))
    if not why.strip():
        raise RefusedError('--why is missing; expected a sentence, or "Why is not recorded."')
    for subject in subjects:
        known = {*waiting, *report.claims}
        if subject not in known:
            raise RefusedError(unknown("claim", subject, sorted(known)))
        if subject not in waiting:
            raise RefusedError(f"{subject} is as {PATH} says; expected one that changed")
    rows = [
        written_row(subject, kind, was, is_, " ".join(why.split()), project.today)
        for subject in dict.fromkeys(subjects)
        for kind, was, is_ in waiting[subject]
    ]
    return project.with_rows(PATH, COLUMNS, rows)


def waiting_in(report: Report) -> Iterator[tuple[str, list[tuple[Kind, str, str]]]]:
    """What stands otherwise than the history says, or not in it at all."""
    last = report.history.last
    for ref, pair in report.claims.items():
        now = {Kind.JUDGMENT: str(Standing.of(pair.claim))}
        if (ref, Kind.WORDING) in last:
            now[Kind.WORDING] = plain_text(pair.claim.text)
        was = {kind: last[ref, kind].is_ if (ref, kind) in last else "" for kind in now}
        if ends := [(kind, was[kind], now[kind]) for kind in now if was[kind] != now[kind]]:
            yield ref, ends
    for statement in report.conclusion.statements:
        row = last.get((f"{CONCLUSION_PART}#{statement.id}", Kind.WORDING))
        if row and row.is_ != plain_text(statement.text):
            yield row.subject, [(Kind.WORDING, row.is_, plain_text(statement.text))]
    for (subject, kind), row in last.items():
        gone = kind is Kind.JUDGMENT and subject not in report.claims
        if gone and not withdrawn(report.history, subject):
            yield subject, [(kind, row.is_, WITHDRAWN)]


def _written_in(subject: str) -> str:
    """The file that says how a claim or a statement stands."""
    of_conclusion = subject.partition("#")[0] == CONCLUSION_PART
    return DOCS + CONCLUSION if of_conclusion else page_of(subject)


def _unknown_yet(project: Project) -> Iterator[str]:
    """The files of which nothing is said, since they are to be mended first."""
    parts = [*project.found.report.by_slug, *project.found.report.unread, CONCLUSION_PART]
    for path in sorted({*map(_written_in, parts)} & project.faulty):
        yield f"{path} has problems; what changed in it is said when they are mended"


def _list(waiting: Ends) -> Iterator[str]:
    for subject, ends in waiting.items():
        for kind, was, is_ in ends:
            yield (
                f"{subject}: {kind}: from '{was}' to '{is_}'"
                if was
                else (f"{subject}: {kind}: '{is_}', without a row so far")
            )
    if waiting:
        yield f'Write each with its reason: {COMMAND} {next(iter(waiting))} --why "…"'
    else:
        yield f"{PATH} is as the pages are."
