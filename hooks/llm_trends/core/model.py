"""The header of a trend page as typed, frozen data. These models are the contract with editors.

The JSON Schema that editors' tools use is generated from them, so every description here is
read by a person with a half-written header open.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from .dates import PartialDate


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


class Stance(StrEnum):
    """What a source does to a claim."""

    SUPPORTS = "supports"
    QUALIFIES = "qualifies"
    DISPUTES = "disputes"

    @property
    def plural(self) -> str:
        """What several sources do: `support`, `qualify`, `dispute`."""
        return self.value.replace("fies", "fy").removesuffix("s")


class Checked(StrEnum):
    """The text against which a finding was read."""

    FULL_TEXT = "full-text"
    ABSTRACT = "abstract"
    OFFICIAL_PAGE = "official-page"
    SECONDARY = "secondary"


class Outcome(StrEnum):
    """What later evidence did to a claim."""

    CONFIRMED = "confirmed"
    OVERTAKEN = "overtaken"
    REVERSED = "reversed"
    UNRESOLVED = "unresolved"


class RelationKind(StrEnum):
    """How one trend acts on another."""

    ENABLES = "enables"
    LIMITS = "limits"
    DEPENDS_ON = "depends-on"
    REGULATED_BY = "regulated-by"
    COMPETES_WITH = "competes-with"


def _at_most_45_words(text: str) -> str:
    if (count := len(text.split())) > 45:
        raise ValueError(f"has {count} words; expected at most 45")
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Summary = Annotated[Text, AfterValidator(_at_most_45_words)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
SourceKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_:-]*$")]
ClaimRef = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+#[a-z0-9-]+$")]


class Model(BaseModel):
    """Frozen, strict about unknown fields and about types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Evidence(Model):
    """One finding of one source about a claim."""

    source: SourceKey = Field(description="Key of the entry in sources.bib.")
    at: Text = Field(description="Where in the source: section, table, article, page.")
    stance: Stance
    finding: Text = Field(description="The finding in our own words, with its number.")
    checked: Checked


class FollowUp(Model):
    """What happened to a claim after 2024."""

    date: PartialDate
    outcome: Outcome
    note: Text
    source: SourceKey | None = Field(
        None,
        description="Required after 2024, unless the outcome is `unresolved` "
        "and the note says where evidence was sought.",
    )
    checked: Checked | None = None


class Claim(Model):
    """A statement of the 2024 report with our verdict."""

    id: Slug
    text: Text = Field(description="The statement, its meaning kept, in our words.")
    added: Text | None = Field(
        None,
        description="Only for a claim that the report does not make: why the trend cannot be "
        "judged without it.",
    )
    verdict: Verdict
    reasoning: Text = Field(description="Why the verdict follows from the evidence.")
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    followups: tuple[FollowUp, ...] = ()


class Relation(Model):
    """How this trend acts on another one; `why` names the mechanism."""

    to: Slug
    kind: RelationKind
    why: Text
    claim: ClaimRef | None = Field(None, description="`trend#claim` that supports it.")


class Event(Model):
    """Something that happened, on a date."""

    date: PartialDate
    what: Text
    source: SourceKey


class Term(Model):
    """A word that this trend defines for the whole site."""

    term: Text
    aliases: tuple[Text, ...] = ()
    definition: Text
    source: SourceKey | None = None

    @property
    def slug(self) -> str:
        return slug_of(self.term)


class Figure(Model):
    """A number that prose prints by name, so that it stands in one place only."""

    id: Slug
    value: float
    unit: Text
    text: Text = Field(description="The number as prose prints it.")
    as_of: PartialDate
    source: SourceKey
    at: Text


class Value(Model):
    """One source's value of a disputed quantity, with its definition."""

    value: float
    unit: Text
    definition: Text
    source: SourceKey
    at: Text | None = None


class Disagreement(Model):
    """A quantity on which good sources differ."""

    id: Slug
    quantity: Text
    values: tuple[Value, ...] = Field(min_length=2)
    why: Text
    used: Text


class Watch(Model):
    """Something worth monitoring."""

    what: Text
    source: SourceKey | None = None


class MindChanger(Model):
    """A measurable line which, once crossed, changes a verdict."""

    claim: Slug
    threshold: Text
    source: SourceKey
    by: PartialDate
    verdict: Verdict = Field(description="The verdict that the claim would then get.")


class Explorable(Model):
    """An experiment that runs in the page: its folder below `docs/explorables/`, its claim."""

    folder: Slug
    claim: Slug = Field(description="The claim of this page that it tests.")


class Header(Model):
    """The YAML header of `docs/trends/<slug>.md`."""

    title: Text
    number: int = Field(ge=1)
    summary: Summary = Field(description="The finding in at most 45 words.")
    reviewed: PartialDate
    sectors: tuple[Slug, ...] = ()
    aliases: tuple[Text, ...] = ()
    crosslinks: bool = Field(True, description="Link first mentions in this page's prose.")
    claims: tuple[Claim, ...] = Field(min_length=1)
    relations: tuple[Relation, ...] = ()
    events: tuple[Event, ...] = ()
    terms: tuple[Term, ...] = ()
    figures: tuple[Figure, ...] = ()
    explorable: Explorable | None = None
    disagreements: tuple[Disagreement, ...] = ()
    outlook: Text
    watch: tuple[Watch, ...] = ()
    mind_changers: tuple[MindChanger, ...] = ()


def slug_of(words: str) -> str:
    """`KV cache` → `kv-cache`: the fragment under which a term stands in the glossary."""
    kept = "".join(letter if letter.isalnum() else " " for letter in words.casefold())
    return "-".join(kept.split())
