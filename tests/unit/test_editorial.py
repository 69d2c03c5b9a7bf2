"""The rules that the Method page promises: what breaks one is named, and what keeps it is not."""

from __future__ import annotations

import pytest

from ..content import QUALIFYING, SOURCES, collected, trend

ALPHA = trend("alpha", 1)
SOUGHT = """    sought:
      - what: A finding against it.
        where: Two indexes of papers.
        when: 2026-01-04
"""
DISAGREES = """disagreements:
  - id: share
    quantity: The share of things.
    values:
      - {value: 7, unit: of ten, counts: things, population: all, period: May 2024,
         source: known2024thing, at: Table 1}
      - {value: 8, unit: of ten, counts: things, population: all, period: June 2024,
         source: later2025thing, at: page 2}
    why: WHY
    used: The first of them.
"""


def warned(text: str, sources: str = SOURCES) -> list[str]:
    """What a strict build says of the first trend."""
    found = collected(**{"trends/alpha.md": text, "sources.bib": sources})
    assert not found.problems
    lines = [problem for problem in found.warnings if problem.path == "docs/trends/alpha.md"]
    return [f"{problem.field}: {problem.message}" for problem in lines]


def changed(old: str, new: str) -> str:
    assert old in ALPHA
    return ALPHA.replace(old, new)


def test_a_page_within_the_rules() -> None:
    assert warned(ALPHA) == []


def test_a_claim_has_three_findings() -> None:
    (line,) = warned(changed(QUALIFYING, "").replace("stance: supports", "stance: disputes", 1))
    assert line == "claims[0].evidence: has 2 findings; expected at least 3"


def test_a_claim_has_a_finding_of_a_primary_source() -> None:
    """One is enough; news and commentary are secondary."""
    for kind in ("news", "commentary"):
        secondary = SOURCES.replace("{paper}", f"{{{kind}}}")
        (line,) = warned(ALPHA, secondary)
        assert line.startswith("claims[0].evidence: has no finding of a primary source")
        assert warned(ALPHA, SOURCES.replace("{paper}", f"{{{kind}}}", 1)) == []


@pytest.mark.parametrize("stance", ["supports", "context"])
def test_a_claim_has_a_finding_against_it_or_says_where_one_was_sought(stance: str) -> None:
    one_sided = changed("stance: qualifies", f"stance: {stance}")
    (line,) = warned(one_sided)
    assert line.startswith("claims[0].evidence: has no finding that qualifies or disputes")
    assert warned(one_sided.replace("    evidence:\n", f"{SOUGHT}    evidence:\n", 1)) == []
    assert warned(changed("stance: qualifies", "stance: disputes")) == []


def test_why_sources_differ_has_its_source_or_is_called_our_own_reading() -> None:
    def page(why: str) -> str:
        return changed("outlook: ", DISAGREES.replace("WHY", why) + "outlook: ")

    (line,) = warned(page("They count otherwise."))
    assert line.startswith("disagreements[0].why: cites no source; expected one, or `ours: true`")
    assert warned(page("They count otherwise [@later2025thing].")) == []
    assert warned(page("They count otherwise.\n    ours: true")) == []
