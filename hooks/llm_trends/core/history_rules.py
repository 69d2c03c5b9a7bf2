"""Whether the history ends at what the pages say: else a change has no row, or a row no change.

A claim without a row is new since the last edition; its history begins when one is written.
"""

from __future__ import annotations

from collections.abc import Iterator

from .files import HISTORY
from .history import CONCLUSION_PART, WITHDRAWN, History, Kind, Row, Standing
from .places import DOCS
from .problems import Problem, did_you_mean, unknown
from .report import Report
from .sources.check_record import Result
from .text.notation import plain_text
from .text.positions import FieldPath
from .trend import ClaimAt
from .vocabulary import Moment

PATH = DOCS + HISTORY
COMMAND = ".venv/bin/python hooks/edit.py history"


def history_faults(report: Report) -> Iterator[Problem]:
    """Changes without a row, at the page that changed; rows about nothing, at the row."""
    if report.history.problems:
        return
    for row in report.history.last.values():
        yield from _end(report, row)
    for row in report.history.rows:
        if row.kind in (Kind.FINDING, Kind.SOURCE):
            yield from _sources(report, row)


def _end(report: Report, row: Row) -> Iterator[Problem]:
    """The last link of a chain against what stands."""
    part, _, name = row.subject.partition("#")
    if row.kind is Kind.METHOD or part in report.unread:
        return
    if part == CONCLUSION_PART:
        yield from _statement(report, row, name)
        return
    pair = report.claims.get(row.subject)
    if pair is None:
        if not withdrawn(report.history, row.subject):
            wrong = unknown("claim", row.subject, report.claims)
            rest = f"or, if it was taken back, a row whose `is` is '{WITHDRAWN}'"
            yield Problem(PATH, row.line, 1, "subject", f"{wrong}; {rest}")
    elif row.kind is Kind.JUDGMENT:
        yield from _judgment(row, pair)
    elif row.is_ != plain_text(pair.claim.text):
        yield _at_claim(pair, ("text",), _differs(row))


def _judgment(row: Row, pair: ClaimAt) -> Iterator[Problem]:
    stands, left = Standing.of(pair.claim), row.after
    if str(stands) == row.is_:
        return
    moment = Moment.NOW if left is None or left.now != stands.now else Moment.THEN
    wrong = (
        f"is '{stands.at(moment)}', but {PATH}:{row.line} left "
        f"'{left.at(moment) if left else row.is_}'; expected a row of the change, which "
        f'`{COMMAND} {pair.ref} --why "…"` writes'
    )
    yield _at_claim(pair, (moment.value, "verdict"), wrong)


def _statement(report: Report, row: Row, name: str) -> Iterator[Problem]:
    source = report.conclusion.source
    if report.conclusion.data is None:
        return
    for index, statement in enumerate(report.conclusion.statements):
        if statement.id == name:
            if row.is_ != plain_text(statement.text):
                yield source.problem(("statements", index, "text"), _differs(row))
            return
    known = [f"{CONCLUSION_PART}#{statement.id}" for statement in report.conclusion.statements]
    if len({*known}) < len(known):
        return  # one of two with the same id may be it
    yield Problem(PATH, row.line, 1, "subject", unknown("statement", row.subject, known))


def _sources(report: Report, row: Row) -> Iterator[Problem]:
    """Claims and sources that a row names, and that are not there."""
    part = row.subject.partition("#")[0]
    if report.bibliography.unread or report.record.problems or part in report.unread:
        return  # what cannot be read may say that it was removed
    if row.subject not in report.claims:
        if not withdrawn(report.history, row.subject):
            wrong = unknown("claim", row.subject, report.claims)
            yield Problem(PATH, row.line, 1, "subject", wrong)
    elif row.kind is Kind.FINDING:
        if not report.bibliography.knows(row.source) and not _taken_out(report, row):
            wrong = f"'{row.source}' is not in sources.bib; expected the key of an entry, or a row "
            wrong += "that says in the record of checks that it was removed"
            wrong += did_you_mean(row.source, report.bibliography.sources)
            yield Problem(PATH, row.line, 1, "source", wrong)
    elif row.kind is Kind.SOURCE:
        used = report.uses.get((part, row.subject.partition("#")[2]), frozenset())
        later = [one for one in report.history.about(row.subject) if one.line > row.line]
        given_way = any(one.was == row.is_ for one in later)
        if row.is_ not in used and not given_way and not _removed(report, row.is_, row.subject):
            wrong = f"'{row.is_}' is not used in {row.subject}; expected a source that it cites"
            yield Problem(PATH, row.line, 1, "is", wrong)


def _taken_out(report: Report, row: Row) -> bool:
    """Whether another source took the place of a row's source, or it was removed from the claim."""
    about = report.history.about(row.subject)
    replaced = any(one.kind is Kind.SOURCE and one.was == row.source for one in about)
    return replaced or _removed(report, row.source, row.subject)


def _removed(report: Report, source: str, subject: str) -> bool:
    """Whether the record of checks says that a source's finding was taken out of a claim."""
    return any(check.result is Result.REMOVED for check in report.record.of(source, subject))


def withdrawn(history: History, subject: str) -> bool:
    row = history.last.get((subject, Kind.JUDGMENT))
    return row is not None and row.is_ == WITHDRAWN


def _differs(row: Row) -> str:
    return f"is not what {PATH}:{row.line} left; expected a row of the change there"


def _at_claim(pair: ClaimAt, field: FieldPath, wrong: str) -> Problem:
    index = pair.trend.data.claims.index(pair.claim)
    return pair.trend.source.problem(("claims", index, *field), wrong)
