from __future__ import annotations

from llm_trends.core.views.letters import OTHER, letters, other_names

from ..content import collected, trend


def test_terms_stand_under_their_first_letter_in_their_order() -> None:
    report = collected().report
    assert list(letters(report.terms)) == ["A", "B"]
    words = "terms:\n  - term: 8-bit number\n    definition: Small."
    named = collected(**{"trends/alpha.md": trend("alpha", 1, terms=words)}).report
    assert [slug for slug, _ in letters(named.terms)[OTHER]] == ["8-bit-number"]


def test_a_plural_beside_its_singular_is_not_another_name() -> None:
    words = "terms:\n  - term: agent\n    definition: Acts.\n    aliases: [agents, AI agents, bot]"
    named = collected(**{"trends/alpha.md": trend("alpha", 1, terms=words)}).report
    assert other_names(named.terms["agent"].term) == ["AI agents", "bot"]
