"""The state of each statement of the conclusion, worked out from its claims as they are now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..conclusion import Statement, digest_of
from ..readings import difference, parts_of
from ..report import Report
from ..trend import ClaimAt
from ..vocabulary import Certainty

READ = "read"
CHANGED = "evidence changed, not re-read"


@dataclass(frozen=True)
class StatementAt:
    """A statement, the claims it rests on, and whether they are as an editor last read them."""

    statement: Statement
    claims: tuple[ClaimAt, ...]
    digest: str

    @property
    def certainty(self) -> Certainty | None:
        """The lowest certainty, today, of the claims that the statement needs."""
        found = (pair.claim.now.certainty for pair in self.claims)
        return max(found, key=lambda certainty: certainty.rank, default=None)

    @property
    def state(self) -> str:
        return READ if self.digest == self.statement.digest else CHANGED


def statements(report: Report) -> tuple[StatementAt, ...]:
    """All statements in the order of the file."""
    claims = {ref: pair.claim for ref, pair in report.claims.items()}
    return tuple(
        StatementAt(
            statement,
            tuple(report.claims[ref] for ref in statement.rests_on if ref in report.claims),
            digest_of(statement.rests_on, claims),
        )
        for statement in report.conclusion.statements
    )


def changes(report: Report, item: StatementAt) -> dict[str, str]:
    """By claim `trend#claim`, what changed since the statement was read.

    Empty if nothing did, or if nobody noted how the claims were at that reading.
    """
    read = report.readings.claims.get((item.statement.id, item.statement.digest))
    if item.state == READ or read is None:
        return {}

    def found() -> Iterator[tuple[str, str]]:
        for pair in item.claims:
            if pair.ref not in read:
                yield pair.ref, "new to the statement"
            elif parts := difference(read[pair.ref], parts_of(pair.claim)):
                yield pair.ref, ", ".join(parts)
        for ref in read:
            if ref not in report.claims or ref not in item.statement.rests_on:
                yield ref, "no longer among its claims"

    return dict(found())
