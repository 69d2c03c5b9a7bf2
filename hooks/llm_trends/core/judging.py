"""The rules of a judgment: what a verdict may rest on, and how certain it may be.

After GRADE, the standard of evidence reviews in medicine. The Method page states the same rules
for readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .model import Claim, Evidence, Judgment
from .report import EDITION, Report
from .text.notation import cited_keys
from .text.positions import FieldPath
from .vocabulary import Certainty, Checked, Moment, Stance, Verdict

LAST_YEAR = int(EDITION)
READ = frozenset({Checked.FULL_TEXT, Checked.OFFICIAL_PAGE})
"""How a finding was read if it was read in the text itself."""
NEEDED: dict[Verdict, tuple[frozenset[Stance], ...]] = {
    Verdict.HOLDS: (frozenset({Stance.SUPPORTS}),),
    Verdict.HOLDS_WITH_LIMITS: (
        frozenset({Stance.SUPPORTS, Stance.QUALIFIES}),
        frozenset({Stance.QUALIFIES, Stance.DISPUTES}),
    ),
    Verdict.CONTESTED: (
        frozenset({Stance.SUPPORTS, Stance.QUALIFIES}),
        frozenset({Stance.DISPUTES, Stance.QUALIFIES}),
    ),
    Verdict.DOES_NOT_HOLD: (frozenset({Stance.DISPUTES, Stance.QUALIFIES}),),
    Verdict.TOO_EARLY: (),
}
"""For each verdict, groups of stances of which at least one finding must be there."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a part of a claim; `path` leads there from the claim."""

    path: FieldPath
    wrong: str


def faults(report: Report, claim: Claim) -> Iterator[Fault]:
    """Everything in which a claim's judgments break the rules."""
    then = report.findings(claim, Moment.THEN)
    yield from _ids(claim)
    yield from _later_sources(report, claim, then)
    for name, judgment, findings in (
        ("then", claim.then, then),
        ("now", claim.now, claim.evidence),
    ):
        for fault in _judgment(judgment, findings):
            yield Fault((name, *fault.path), fault.wrong)
    yield from _turn(report, claim)


def _ids(claim: Claim) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, item in enumerate(claim.evidence):
        if item.id in seen:
            yield Fault(("evidence", index, "id"), f"'{item.id}' stands twice; expected one")
        if item.id:
            seen.add(item.id)


def _later_sources(report: Report, claim: Claim, then: Sequence[Evidence]) -> Iterator[Fault]:
    known = {item.source for item in then}
    for field in ("reason", "reasoning"):
        for key in cited_keys(getattr(claim.then, field)):
            source = report.source(key)
            if source and source.date.year > LAST_YEAR and key not in known:
                yield Fault(
                    ("then", field),
                    f"cites '{key}', public since {source.date}; expected only what was public by "
                    f"31 December {EDITION}",
                )


def _judgment(judgment: Judgment, findings: Sequence[Evidence]) -> Iterator[Fault]:
    deciding = [item for item in findings if item.decides and item.checked is not Checked.SECONDARY]
    most, why = _most(deciding)
    if judgment.verdict is Verdict.TOO_EARLY and not findings:
        most, why = Certainty.LOW, "there is no finding"
    if judgment.certainty.rank < most.rank:
        yield Fault(
            ("certainty",), f"is '{judgment.certainty}', but {why}; expected at most '{most}'"
        )
    if judgment.certainty is Certainty.HIGH and judgment.lowered_by:
        yield Fault(("lowered_by",), "names reasons, but the certainty is 'high'; expected none")
    if judgment.certainty is not Certainty.HIGH and not judgment.lowered_by:
        yield Fault(
            ("certainty",),
            f"is '{judgment.certainty}' without a reason; expected `lowered_by` with at least one",
        )
    stances = {item.stance for item in findings}
    for group in NEEDED[judgment.verdict]:
        if not group & stances:
            expected = " or ".join(f"'{stance}'" for stance in Stance if stance in group)
            yield Fault(
                ("verdict",),
                f"is '{judgment.verdict}' without a finding that bears it out; expected at least "
                f"one of stance {expected}",
            )


def _most(deciding: Iterable[Evidence]) -> tuple[Certainty, str]:
    """The highest certainty that the deciding findings allow, and why not more."""
    found = list(deciding)
    if not found:
        return Certainty.LOW, "no direct finding decides it that was read at first hand"
    others = [item for item in found if not item.vendor]
    if not others:
        return Certainty.MODERATE, "all direct findings are the makers' own measurements"
    if len({item.source for item in others if item.checked in READ}) < 2:
        return (
            Certainty.MODERATE,
            "fewer than two independent direct findings were read in the text itself",
        )
    return Certainty.HIGH, ""


def _turn(report: Report, claim: Claim) -> Iterator[Fault]:
    turn = claim.turned_by
    if turn is None:
        if claim.turned:
            yield Fault(
                ("now", "verdict"),
                f"is '{claim.now.verdict}' and was '{claim.then.verdict}'; expected `turned_by` "
                "with the findings that moved it",
            )
        return
    if not claim.turned:
        yield Fault(("turned_by",), "stands beside two equal verdicts; expected it only for a turn")
    by_id = {item.id: item for item in claim.evidence if item.id}
    for index, name in enumerate(turn.findings):
        path: FieldPath = ("turned_by", "findings", index)
        if name not in by_id:
            known = ", ".join(by_id) or "an `id` on the finding that moved it"
            yield Fault(path, f"there is no finding '{name}'; expected {known}")
        elif report.is_early(by_id[name]):
            yield Fault(
                path, f"'{name}' was public by the end of {EDITION}; expected a later finding"
            )
