from __future__ import annotations

from llm_trends.core.conclusion import digest_of
from llm_trends.core.vocabulary import Certainty

from ..content import CONCLUSION, collected

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


def test_each_statement_has_a_name_of_its_own() -> None:
    two = CONCLUSION + CONCLUSION.partition("statements:\n")[2].replace("alpha", "beta")
    problems = [str(problem) for problem in collected(**{"conclusion.yml": two}).problems]
    assert problems == [
        "docs/conclusion.yml:9:5: statements[1].id: 'first' stands twice; expected one"
    ]
    other = two.replace("id: first", "id: second", 1)
    assert not collected(**{"conclusion.yml": other}).problems
