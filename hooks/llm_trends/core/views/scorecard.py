"""What could be said in 2024 and what turned out otherwise: claims by both of their verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ..groups import grouped
from ..model import Judgment
from ..report import Report
from ..trend import ClaimAt
from ..vocabulary import Certainty, Moment, Verdict

W = TypeVar("W", Verdict, Certainty)


@dataclass(frozen=True)
class Scorecard:
    """`matrix[then][now]` are the claims of that pair of verdicts, every pair named."""

    matrix: Mapping[Verdict, Mapping[Verdict, tuple[ClaimAt, ...]]]
    certainty: Mapping[Certainty, Mapping[Certainty, tuple[ClaimAt, ...]]]
    turned: tuple[ClaimAt, ...]
    knowable: tuple[ClaimAt, ...]
    """Decided by the end of 2024 as today, with at least moderate certainty."""

    @property
    def grew(self) -> int:
        """How many claims are judged with more certainty today than by the end of 2024."""
        return self._moved(-1)

    @property
    def fell(self) -> int:
        return self._moved(1)

    def _moved(self, sign: int) -> int:
        return sum(
            len(pairs)
            for then, row in self.certainty.items()
            for now, pairs in row.items()
            if (now.rank - then.rank) * sign > 0
        )


def scorecard(report: Report) -> Scorecard:
    """Every claim counts once in each table, in the order of the report."""
    pairs = tuple(report.claims.values())
    return Scorecard(
        matrix=_crossed(pairs, Verdict, lambda judgment: judgment.verdict),
        certainty=_crossed(pairs, Certainty, lambda judgment: judgment.certainty),
        turned=tuple(pair for pair in pairs if pair.claim.turned),
        knowable=tuple(pair for pair in pairs if _knowable(pair)),
    )


def _crossed(
    pairs: Iterable[ClaimAt], words: type[W], word_of: Callable[[Judgment], W]
) -> dict[W, dict[W, tuple[ClaimAt, ...]]]:
    """By the word that a claim got then, and by the one that it has now."""
    met = grouped(((word_of(p.claim.then), word_of(p.claim.now)), p) for p in pairs)
    return {then: {now: tuple(met.get((then, now), ())) for now in words} for then in words}


def _knowable(pair: ClaimAt) -> bool:
    then = pair.claim.at(Moment.THEN)
    decided = then.verdict is not Verdict.TOO_EARLY and not pair.claim.turned
    return decided and then.certainty.rank <= Certainty.MODERATE.rank
