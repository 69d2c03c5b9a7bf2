"""The words of our domain: verdicts, certainties, stances, relations, each with its words."""

from __future__ import annotations

from enum import StrEnum


class Moment(StrEnum):
    """A claim is judged twice: on what was public by the end of 2024, and on what is today."""

    THEN = "then"
    NOW = "now"

    @property
    def words(self) -> str:
        return "End of 2024" if self is Moment.THEN else "Today"


class Verdict(StrEnum):
    """How a claim of the 2024 report stands against the evidence."""

    HOLDS = "holds"
    HOLDS_WITH_LIMITS = "holds-with-limits"
    CONTESTED = "contested"
    DOES_NOT_HOLD = "does-not-hold"
    TOO_EARLY = "too-early"

    @property
    def words(self) -> str:
        return self.value.replace("-", " ").capitalize()

    def of(self, count: int) -> str:
        """What so many claims do: `1 holds`, `4 hold`, `7 do not hold`, `2 contested`."""
        words = self.words.lower()
        return words if count == 1 else words.replace("does", "do").replace("holds", "hold")


class Certainty(StrEnum):
    """How far a verdict can be relied on, after GRADE, from strong to weak."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very-low"

    @property
    def words(self) -> str:
        return self.value.replace("-", " ").capitalize()

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return list(Certainty).index(self)


class Lowered(StrEnum):
    """What lowered a certainty."""

    INDIRECT = "indirect"
    VENDOR_MEASURED = "vendor-measured"
    INCONSISTENT = "inconsistent"
    IMPRECISE = "imprecise"
    SINGLE_STUDY = "single-study"
    SECOND_HAND = "second-hand"

    @property
    def words(self) -> str:
        return LOWERED_WORDS[self]


LOWERED_WORDS = {
    Lowered.INDIRECT: "the evidence bears on the claim only by inference",
    Lowered.VENDOR_MEASURED: "measured by the makers themselves",
    Lowered.INCONSISTENT: "good sources disagree",
    Lowered.IMPRECISE: "wide intervals or small samples",
    Lowered.SINGLE_STUDY: "a single study",
    Lowered.SECOND_HAND: "read only in others' accounts",
}


class Stance(StrEnum):
    """What a finding does to a claim; `context` gives a number and decides nothing."""

    SUPPORTS = "supports"
    QUALIFIES = "qualifies"
    DISPUTES = "disputes"
    CONTEXT = "context"

    @property
    def singular(self) -> str:
        """What one finding does: `supports`, `gives context`."""
        return "gives context" if self is Stance.CONTEXT else self.value

    @property
    def plural(self) -> str:
        """What several findings do: `support`, `qualify`, `dispute`, `give context`."""
        return PLURAL[self]


PLURAL = {
    Stance.SUPPORTS: "support",
    Stance.QUALIFIES: "qualify",
    Stance.DISPUTES: "dispute",
    Stance.CONTEXT: "give context",
}


class Checked(StrEnum):
    """The text against which a finding was read."""

    FULL_TEXT = "full-text"
    ABSTRACT = "abstract"
    OFFICIAL_PAGE = "official-page"
    SECONDARY = "secondary"


class RelationKind(StrEnum):
    """How one trend acts on another."""

    ENABLES = "enables"
    LIMITS = "limits"
    DEPENDS_ON = "depends-on"
    REGULATED_BY = "regulated-by"
    COMPETES_WITH = "competes-with"


class SourceKind(StrEnum):
    """What a source is; the last two are secondary, all others primary."""

    PAPER = "paper"
    PREPRINT = "preprint"
    STATUTE = "statute"
    OFFICIAL = "official"
    STANDARD = "standard"
    MODEL_CARD = "model-card"
    RELEASE = "release"
    DATASET = "dataset"
    STATISTICS = "statistics"
    REPORT = "report"
    NEWS = "news"
    COMMENTARY = "commentary"

    @property
    def primary(self) -> bool:
        return self not in (SourceKind.NEWS, SourceKind.COMMENTARY)

    @property
    def words(self) -> str:
        return self.value.replace("-", " ")
