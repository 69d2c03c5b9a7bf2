"""The state of each statement of the conclusion, worked out from its claims as they are now."""

from __future__ import annotations

from dataclasses import dataclass

from ..conclusion import Statement, digest_of
from ..report import ClaimAt, Report
from ..vocabulary import Certainty

READ = "read"
CHANGED = "evidence changed, not re-read"


@dataclass(frozen=True)
class Judged:
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


def judged(report: Report) -> tuple[Judged, ...]:
    """All statements in the order of the file."""
    claims = {ref: pair.claim for ref, pair in report.claims.items()}
    return tuple(
        Judged(
            statement,
            tuple(report.claims[ref] for ref in statement.rests_on if ref in report.claims),
            digest_of(statement.rests_on, claims),
        )
        for statement in report.conclusion.statements
    )
