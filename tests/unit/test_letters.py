from __future__ import annotations

from llm_trends.core.views.letters import OTHER, letters

from ..content import collected, trend


def test_terms_stand_under_their_first_letter_in_their_order() -> None:
    report = collected().report
    assert list(letters(report.terms)) == ["A", "B"]
    words = "terms:\n  - term: 8-bit number\n    definition: Small."
    named = collected(**{"trends/alpha.md": trend("alpha", 1, terms=words)}).report
    assert [slug for slug, _ in letters(named.terms)[OTHER]] == ["8-bit-number"]
