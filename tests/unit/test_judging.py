"""What a verdict may rest on, and how certain it may be: the rules of the Method page."""

from __future__ import annotations

from typing import Any

import pytest
from llm_trends.core import judging
from llm_trends.core.model import Claim
from llm_trends.core.vocabulary import Verdict

from ..content import collected

REPORT = collected().report
CLAIM = REPORT.claims["alpha#alpha-claim"].claim


def changed(path: str, value: Any) -> Claim:
    """The claim with one field replaced; `path` as `now.certainty` or `evidence.0.vendor`."""
    data = CLAIM.model_dump()
    *way, last = path.split(".")
    inner: Any = data
    for part in way:
        inner = inner[int(part)] if part.isdigit() else inner[part]
    inner[last] = value
    return Claim.model_validate(data)


def faults(claim: Claim) -> list[str]:
    found = judging.faults(REPORT, claim)
    return [f"{'.'.join(map(str, fault.path))}: {fault.wrong}" for fault in found]


def test_a_claim_within_the_rules() -> None:
    assert not faults(CLAIM)


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("then.reasoning", "So [@later2025thing].", "then.reasoning: cites 'later2025thing'"),
        ("then.certainty", "high", "then.certainty: is 'high', but fewer than two independent"),
        ("now.lowered_by", (), "now.certainty: is 'moderate' without a reason"),
        ("turned_by", None, "now.verdict: is 'holds' and was 'too-early'"),
        ("turned_by.findings", ["gone"], "turned_by.findings.0: there is no finding 'gone'"),
        ("evidence.0.id", "second", "evidence.2.id: 'second' stands twice"),
        ("then.verdict", "does-not-hold", None),
        ("now.verdict", "does-not-hold", None),
        ("evidence.2.public", "2024-12-31", "turned_by.findings.0: 'second' was public by the end"),
    ],
)
def test_a_broken_rule_is_named(path: str, value: Any, expected: str | None) -> None:
    found = faults(changed(path, value))
    assert (not found) if expected is None else any(line.startswith(expected) for line in found)


def test_public_decides_not_the_source() -> None:
    early = changed("evidence.2.public", "2024-06")
    assert not any("cites" in line for line in faults(early))
    claim = early.model_copy(
        update={"then": early.then.model_copy(update={"reasoning": "So [@later2025thing]."})}
    )
    assert not any("cites" in line for line in faults(claim))


def everywhere(**values: Any) -> Claim:
    data = CLAIM.model_dump()
    data["evidence"] = [item | values for item in data["evidence"]]
    data["then"]["certainty"] = data["now"]["certainty"] = "moderate"
    return Claim.model_validate(data)


@pytest.mark.parametrize(
    ("values", "most"),
    [
        ({"stance": "context"}, "low"),
        ({"indirect": "Another thing."}, "low"),
        ({"checked": "secondary"}, "low"),
        ({"vendor": True}, None),
    ],
)
def test_certainty_has_its_limits(values: dict[str, Any], most: str | None) -> None:
    found = [line for line in faults(everywhere(**values)) if "certainty" in line]
    assert all(f"at most '{most}'" in line for line in found)
    assert len(found) == (2 if most else 0)


def test_high_needs_two_independent_findings_read_in_the_text() -> None:
    data = CLAIM.model_dump()
    data["now"] |= {"certainty": "high", "lowered_by": []}
    assert not faults(Claim.model_validate(data))
    data["evidence"][2]["vendor"] = True
    assert any("fewer than two" in line for line in faults(Claim.model_validate(data)))
    data["evidence"][2].update(vendor=False, checked="abstract")
    assert any("fewer than two" in line for line in faults(Claim.model_validate(data)))


def test_a_verdict_needs_a_finding_that_bears_it_out() -> None:
    data = CLAIM.model_dump()
    for item in data["evidence"]:
        item["stance"] = "qualifies"
    data["now"]["verdict"] = "holds"
    (line,) = [line for line in faults(Claim.model_validate(data)) if "bears it out" in line]
    assert "stance 'supports'" in line


def test_where_nothing_was_public_it_is_too_early_and_the_certainty_low() -> None:
    claim = everywhere(public="2025-02")
    assert claim.then.verdict is Verdict.TOO_EARLY
    expected = "then.certainty: is 'moderate', but there is no finding; expected at most 'low'"
    assert [line for line in faults(claim) if line.startswith("then.certainty")] == [expected]


def test_a_source_of_2024_may_be_cited_though_no_finding_is_of_it() -> None:
    data = CLAIM.model_dump()
    for item in data["evidence"]:
        item.update(source="later2025thing", public="2024-12")
    data["then"]["reasoning"] = "So [@known2024thing]."
    assert not any("cites" in line for line in faults(Claim.model_validate(data)))
