"""How the claims of 2024 fared: outcomes counted over claims and trends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ..model import Claim, FollowUp, Outcome, Verdict
from ..report import ClaimAt, Report


@dataclass(frozen=True)
class Scorecard:
    """Each claim counts once, by its latest follow-up; `None` counts those without one."""

    outcomes: Mapping[Outcome | None, int]
    table: Mapping[Verdict, Mapping[Outcome | None, int]]
    rows: tuple[tuple[ClaimAt, FollowUp | None], ...]


def latest(claim: Claim) -> FollowUp | None:
    """The newest follow-up; of two on one date, the one written last."""
    ordered = sorted(enumerate(claim.followups), key=lambda pair: (pair[1].date, pair[0]))
    return ordered[-1][1] if ordered else None


def scorecard(report: Report) -> Scorecard:
    """Count the latest outcome of every claim, in all and by verdict."""
    rows = tuple((pair, latest(pair.claim)) for pair in report.claims.values())
    outcomes: tuple[Outcome | None, ...] = (*Outcome, None)
    seen = Counter((pair.claim.verdict, found.outcome if found else None) for pair, found in rows)
    table = {v: {outcome: seen[v, outcome] for outcome in outcomes} for v in Verdict}
    totals = {outcome: sum(row[outcome] for row in table.values()) for outcome in outcomes}
    return Scorecard(totals, table, rows)
