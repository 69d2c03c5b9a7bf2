"""The header of a trend page as typed, frozen data. These models are the contract with editors.

The JSON Schema that editors' tools use is generated from them, so every description here is
read by a person with a half-written header open.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from .dates import PartialDate
from .kinds_of_text import (
    Aliases,
    ClaimRef,
    Locator,
    Once,
    Reason,
    Scope,
    Sentence,
    Slug,
    SourceKey,
    Summary,
    Text,
    Words,
)
from .vocabulary import (
    Certainty,
    Checked,
    Lowered,
    Moment,
    RelationKind,
    Stance,
    Verdict,
)


class Model(BaseModel):
    """Frozen, and without unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    retired: ClassVar[Mapping[str, str]] = {}
    """Fields that once were, and what to write instead."""


class Evidence(Model):
    """One finding of one source about a claim."""

    id: Slug | None = Field(None, description="Only where something refers to the finding.")
    source: SourceKey = Field(description="Key of the entry in sources.bib.")
    at: Locator = Field(description="Where in the source: section, table, article, page.")
    public: PartialDate | None = Field(
        None,
        description="When the finding became public, if not with the source's first date.",
    )
    version: Words = Field(description="The text that was read: version, edition, day of reading.")
    scope: Scope = Field(
        description="Who or what was measured, how many, where, when, with which model version."
    )
    stance: Stance = Field(description="What the finding does to the claim.")
    indirect: Text | None = Field(
        None,
        description="Why it bears on the claim only by inference; absent if it measures what the "
        "claim states.",
    )
    vendor: bool = Field(False, description="The maker measured its own product.")
    finding: Text = Field(description="In our own words, with the number; no more than it says.")
    checked: Checked = Field(description="The text against which it was read.")

    @property
    def decides(self) -> bool:
        """Whether a verdict can rest on it: direct, and more than context."""
        return self.stance is not Stance.CONTEXT and self.indirect is None


class Judgment(Model):
    """A verdict at one point in time, and how far it can be relied on."""

    verdict: Verdict = Field(description="How the claim stands.")
    certainty: Certainty = Field(description="How far the verdict can be relied on.")
    lowered_by: Annotated[tuple[Lowered, ...], Once] = Field(
        (), description="What lowers the certainty."
    )
    reason: Reason = Field(description="One sentence of at most 25 words.")
    reasoning: Text = Field(description="Why the verdict follows from the evidence.")


class Turn(Model):
    """What moved a verdict between the end of 2024 and today."""

    findings: Annotated[tuple[Slug, ...], Once] = Field(
        min_length=1, description="The `id`s of the findings of this claim that moved it."
    )
    how: Sentence = Field(description="One sentence: how they moved the verdict.")


class Sought(Model):
    """A search that found nothing: what, where, when."""

    what: Text = Field(description="What was looked for.")
    where: Text = Field(description="Where it was looked for.")
    when: PartialDate


class Claim(Model):
    """A statement of the 2024 report, judged on what was known then and on what is known now."""

    retired: ClassVar[Mapping[str, str]] = {
        "verdict": "expected `then:` and `now:`, each with a verdict of its own",
        "reasoning": "expected it inside of `then:` and of `now:`",
        "followups": "expected each as a finding of `evidence`, with `public` as its date",
    }
    id: Slug = Field(description="Its name in the address, which never changes.")
    text: Words = Field(description="The statement, its meaning kept, in our words.")
    added: Text | None = Field(
        None,
        description="Only for a claim that the report does not make: why the trend cannot be "
        "judged without it.",
    )
    then: Judgment = Field(description="On what was public by 31 December 2024.")
    now: Judgment = Field(description="On what is public today.")
    turned_by: Turn | None = Field(
        None, description="Only where the verdicts differ: the findings that moved it."
    )
    evidence: tuple[Evidence, ...] = Field(
        min_length=1, description="The findings on both sides, in the order of their weight."
    )
    sought: tuple[Sought, ...] = Field((), description="Searches that found nothing.")

    @property
    def turned(self) -> bool:
        return self.then.verdict is not self.now.verdict

    def at(self, moment: Moment) -> Judgment:
        return self.then if moment is Moment.THEN else self.now


class Relation(Model):
    """How this trend acts on another one; `why` names the mechanism."""

    to: Slug = Field(description="The slug of the other trend.")
    kind: RelationKind = Field(description="How it acts on it.")
    why: Text = Field(description="By which mechanism.")
    claim: ClaimRef | None = Field(None, description="`trend#claim` that supports it.")


class Event(Model):
    """Something that happened, on a date."""

    date: PartialDate
    what: Text = Field(description="What happened.")
    source: SourceKey = Field(description="Key of the entry in sources.bib.")


class Term(Model):
    """A word that this trend defines for the whole site."""

    term: Words = Field(description="The word.")
    aliases: Aliases = Field((), description="Other words for it.")
    definition: Text = Field(description="What it means.")
    source: SourceKey | None = Field(
        None, description="Key of the entry in sources.bib, where the definition needs one."
    )

    @property
    def slug(self) -> str:
        return slug_of(self.term)


class Figure(Model):
    """A number that prose prints by name, so that it stands in one place only."""

    id: Slug = Field(description="Its name, by which prose calls it.")
    value: float = Field(description="The number.")
    unit: Words = Field(description="Its unit.")
    text: Words = Field(description="The number as prose prints it.")
    as_of: PartialDate
    source: SourceKey = Field(description="Key of the entry in sources.bib.")
    at: Locator = Field(description="Where in the source.")


class Value(Model):
    """One source's value of a disputed quantity: what it counts, for whom, when, how weighted."""

    retired: ClassVar[Mapping[str, str]] = {
        "definition": "expected `counts`, `population` and `period`, and `weighting` if any"
    }
    value: float = Field(description="The number.")
    unit: Words = Field(description="Its unit.")
    counts: Text = Field(description="What is counted.")
    population: Text = Field(description="Of whom or of what.")
    period: Text = Field(description="When.")
    weighting: Text | None = Field(None, description="How it is weighted, if it is.")
    source: SourceKey = Field(description="Key of the entry in sources.bib.")
    at: Locator = Field(description="Where in the source.")


class Disagreement(Model):
    """A quantity on which good sources differ; like with like only."""

    id: Slug = Field(description="Its name in the address.")
    quantity: Words = Field(description="The quantity on which sources differ.")
    values: tuple[Value, ...] = Field(min_length=2, description="What each source says.")
    why: Text = Field(description="Why they differ, with the source that says so.")
    ours: bool = Field(False, description="`why` is our own reading, tested against both sources.")
    used: Text = Field(description="What we use, and why.")


class Watch(Model):
    """Something worth monitoring."""

    what: Text = Field(description="What to watch.")
    source: SourceKey | None = Field(None, description="Where to watch it.")


class MindChanger(Model):
    """A measurable line which, once crossed, changes a verdict."""

    claim: Slug = Field(description="The id of the claim, on the same page.")
    threshold: Text = Field(description="The line that would have to be crossed.")
    source: SourceKey = Field(description="The source in which that would be seen.")
    by: PartialDate
    verdict: Verdict = Field(description="The verdict that the claim would then get.")


class Explorable(Model):
    """An experiment that runs in the page: its folder below `docs/explorables/`, its claim."""

    folder: Slug
    claim: Slug = Field(description="The claim of this page that it tests.")


class Header(Model):
    """The YAML header of `docs/trends/<slug>.md`."""

    title: Words
    number: int = Field(ge=1, le=9999)
    summary: Summary = Field(description="The finding in at most 45 words.")
    reviewed: PartialDate
    sectors: Annotated[tuple[Slug, ...], Once] = ()
    aliases: Aliases = ()
    crosslinks: bool = Field(True, description="Link first mentions in this page's prose.")
    claims: tuple[Claim, ...] = Field(min_length=1)
    relations: tuple[Relation, ...] = ()
    events: tuple[Event, ...] = ()
    terms: tuple[Term, ...] = ()
    figures: tuple[Figure, ...] = ()
    chart: Slug | None = Field(
        None, description="The chart that shows the finding; it stands at the top of the page."
    )
    explorable: Explorable | None = None
    disagreements: tuple[Disagreement, ...] = ()
    outlook: Text
    watch: tuple[Watch, ...] = ()
    mind_changers: tuple[MindChanger, ...] = ()


@lru_cache(maxsize=4096)
def slug_of(words: str) -> str:
    """`KV cache` → `kv-cache`: the fragment under which a term stands in the glossary."""
    kept = "".join(letter if letter.isalnum() else " " for letter in words.casefold())
    return "-".join(kept.split())
