from __future__ import annotations

from llm_trends.core.views.scorecard import scorecard
from llm_trends.core.views.statements import statements
from llm_trends.core.vocabulary import Certainty, Verdict

from ..content import collected, trend

SAME = (
    trend("beta", 2)
    .replace("verdict: too-early", "verdict: holds")
    .replace("certainty: low", "certainty: moderate")
)
SAME = SAME[: SAME.index("    turned_by")] + SAME[SAME.index("    evidence:") :]


def test_every_claim_counts_once_and_turns_are_named() -> None:
    card = scorecard(collected(**{"trends/beta.md": SAME}).report)
    assert [pair.ref for pair in card.turned] == ["alpha#alpha-claim"]
    assert [pair.ref for pair in card.knowable] == ["beta#beta-claim"]
    assert [p.ref for p in card.matrix[Verdict.TOO_EARLY][Verdict.HOLDS]] == ["alpha#alpha-claim"]
    assert sum(len(cell) for row in card.matrix.values() for cell in row.values()) == 2
    assert (card.grew, card.fell) == (1, 0)


def test_a_statement_has_the_lowest_certainty_of_its_claims() -> None:
    low = SAME.replace("certainty: moderate", "certainty: low")
    files = {"trends/beta.md": low, "conclusion.yml": ""}
    files["conclusion.yml"] = (
        "summary: S.\nstatements:\n  - {id: a, report: R., text: T., read: 2026-01-05, "
        "digest: none, rests_on: [alpha#alpha-claim, beta#beta-claim]}\n"
    )
    (item,) = statements(collected(**files).report)
    assert item.certainty is Certainty.LOW
