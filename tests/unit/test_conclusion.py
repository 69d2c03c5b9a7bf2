from __future__ import annotations

from llm_trends.core.conclusion import digest_of
from llm_trends.core.vocabulary import Certainty

from ..content import collected

CLAIM = collected().report.claims["alpha#alpha-claim"].claim


def test_layout_and_order_do_not_count_but_every_field_does() -> None:
    claims = {"t#a": CLAIM, "t#b": CLAIM.model_copy(update={"id": "b"})}
    digest = digest_of(("t#a", "t#b"), claims)
    assert digest == digest_of(("t#b", "t#a"), claims)
    now = CLAIM.now.model_copy(update={"certainty": Certainty.LOW})
    evidence = CLAIM.evidence[:-1]
    for field, value in (("text", "B."), ("now", now), ("evidence", evidence)):
        changed = {**claims, "t#a": CLAIM.model_copy(update={field: value})}
        assert digest_of(("t#a", "t#b"), changed) != digest
    assert digest_of(("t#a",), claims) != digest
