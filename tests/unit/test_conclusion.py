from __future__ import annotations

from llm_trends.core.conclusion import digest_of
from llm_trends.core.model import Claim, Verdict

CLAIM = Claim.model_validate(
    {
        "id": "a",
        "text": "A.",
        "verdict": "holds",
        "reasoning": "R.",
        "evidence": [
            {"source": "k", "at": "p", "stance": "supports", "finding": "F.", "checked": "abstract"}
        ],
    }
)


def test_layout_and_order_do_not_count_but_every_field_does() -> None:
    claims = {"t#a": CLAIM, "t#b": CLAIM.model_copy(update={"id": "b"})}
    digest = digest_of(("t#a", "t#b"), claims)
    assert digest == digest_of(("t#b", "t#a"), claims)
    for field, value in (("text", "B."), ("reasoning", "S."), ("verdict", Verdict.CONTESTED)):
        changed = {**claims, "t#a": CLAIM.model_copy(update={field: value})}
        assert digest_of(("t#a", "t#b"), changed) != digest
    assert digest_of(("t#a",), claims) != digest
