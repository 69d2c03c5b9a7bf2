"""Relations read from either end, and the matrix of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..groups import grouped
from ..report import Report
from ..trend import RelationAt, Trend
from ..vocabulary import RelationKind

FORWARD: Mapping[RelationKind, str] = {
    RelationKind.ENABLES: "enables",
    RelationKind.LIMITS: "limits",
    RelationKind.DEPENDS_ON: "depends on",
    RelationKind.REGULATED_BY: "is regulated by",
    RelationKind.COMPETES_WITH: "competes with",
}
REVERSE: Mapping[RelationKind, str] = {
    RelationKind.ENABLES: "is enabled by",
    RelationKind.LIMITS: "is limited by",
    RelationKind.DEPENDS_ON: "is needed by",
    RelationKind.REGULATED_BY: "regulates",
    RelationKind.COMPETES_WITH: "competes with",
}
MOST = 40
"""Beyond this many trends a square matrix is neither legible nor affordable."""


@dataclass(frozen=True)
class Neighbour:
    """One relation seen from one trend: `label` reads on from this trend's name."""

    label: str
    trend: Trend
    at: RelationAt
    outward: bool


def neighbours(report: Report, trend: Trend) -> list[Neighbour]:
    """All relations of a trend, its own first, then those that others state about it."""
    own = [
        Neighbour(FORWARD[r.relation.kind], r.target, r, True) for r in report.relations_from(trend)
    ]
    others = [
        Neighbour(REVERSE[r.relation.kind], r.origin, r, False) for r in report.relations_to(trend)
    ]
    return own + others


def matrix(report: Report) -> list[tuple[Trend, list[list[RelationAt]]]]:
    """Rows of (trend, one list of relations a column), or nothing if there are too many trends."""
    if len(report.trends) > MOST:
        return []
    cells = grouped(((one.origin.slug, one.target.slug), one) for one in report.relations)
    return [
        (row, [cells.get((row.slug, column.slug), []) for column in report.trends])
        for row in report.trends
    ]
