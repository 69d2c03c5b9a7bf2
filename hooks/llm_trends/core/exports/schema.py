"""What the published JSON files hold. Their JSON Schemas are made of these models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, Field
from pydantic_core import to_json

from ..kinds_of_text import Slug, Text
from ..model import (
    Claim,
    Disagreement,
    Event,
    Figure,
    MindChanger,
    Model,
    Relation,
    Term,
    Watch,
)
from ..vocabulary import Certainty

DIALECT = "https://json-schema.org/draft/2020-12/schema"
VERSION = "2.0.0"
"""Of the schemas of published files: the first number changes when something that was there is
gone or means something else, the second when something is added, the third for words."""
PLAIN = "plain"
PLAIN_SCHEMA = {
    "description": "The fields of this object that hold notation (citations `[@key]`, links "
    "`[[trend#claim]]`), without it. Absent if none does.",
    "type": "object",
    "additionalProperties": {"type": "string"},
}
FROM_ROOT = "Its address, counted from the root of the site."
Place = Annotated[str, Field(json_schema_extra={"format": "uri-reference"})]
Address = Annotated[str, Field(json_schema_extra={"format": "uri"})]
Date = Annotated[str, Field(pattern="^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
REF = "`trend#claim`"


class ClaimOut(Claim):
    """A claim with its address."""

    url: Place = Field(description=FROM_ROOT)
    changed: Date = Field(description="When the claim or a finding on it last changed.")
    version: Text = Field(description="Twelve hexadecimal digits, others for another content.")


class DisagreementOut(Disagreement):
    """A quantity on which good sources differ, with its address."""

    url: Place = Field(description=FROM_ROOT)


class TermOut(Term):
    """A term with its address and its trend."""

    url: Place = Field(description=FROM_ROOT)
    trend: Slug = Field(description="The slug of the trend that defines it.")


class TrendOut(Model):
    """A trend with all that stands in the header of its page."""

    slug: Slug = Field(description="Its name in addresses.")
    number: int = Field(description="Its number in the report.")
    title: Text = Field(description="Its name.")
    summary: Text = Field(description="The finding in at most 45 words.")
    url: Place = Field(description=FROM_ROOT)
    reviewed: Date = Field(description="When an editor last read the whole page.")
    changed: Date = Field(description="When something on the page last changed.")
    sectors: tuple[Slug, ...] = Field(description="Where it is used.")
    claims: tuple[ClaimOut, ...] = Field(description="What the report says about it, judged.")
    relations: tuple[Relation, ...] = Field(description="How it acts on other trends.")
    events: tuple[Event, ...] = Field(description="What happened, in the order of the page.")
    terms: tuple[Term, ...] = Field(description="The words that it defines.")
    figures: tuple[Figure, ...] = Field(description="Numbers that its prose prints by name.")
    disagreements: tuple[DisagreementOut, ...] = Field(description="Where sources differ.")
    outlook: Text = Field(description="What comes next.")
    watch: tuple[Watch, ...] = Field(description="What is worth monitoring.")
    mind_changers: tuple[MindChanger, ...] = Field(description="What would change a verdict.")


class UseOut(Model):
    """Something that uses a source."""

    kind: Text = Field(
        description="What it is: claim, prose, chart, event, figure, term, disagreement, "
        "mind-changer, watch, experiment, or change if a source gave way to another."
    )
    ref: Text = Field(description=f"Which one: {REF} for a claim, a slug, a chart's id.")
    url: Place = Field(description="Where it stands, counted from the root of the site.")


class SourceOut(Model):
    """A source and everything on the site that cites it."""

    key: Text = Field(description="Its key in sources.bib.")
    type: Text = Field(description="What it is: paper, preprint, statute, news and so on.")
    primary: bool = Field(description="Whether it speaks for itself rather than of another.")
    title: Text = Field(description="Its title.")
    authors: tuple[Text, ...] = Field(description="The authors that are known, in order.")
    more_authors: bool = Field(description="Whether there are more authors than are named.")
    year: int = Field(description="The year of the version that is cited.")
    date: Date = Field(description="When the work was first public.")
    venue: Text | None = Field(None, description="Where it appeared.")
    doi: Text | None = Field(None, description="Its DOI, without an address around it.")
    arxiv: Text | None = Field(None, description="Its number in the arXiv, without a version.")
    url: Address = Field(description="Where the work is.")
    page: Place = Field(description="Its entry here, counted from the root of the site.")
    reference: Text = Field(description="The whole reference as text.")
    cited_by: tuple[UseOut, ...] = Field(description="Everything on the site that uses it.")


class StatementOut(Model):
    """A statement of the conclusion and whether its claims are as last read."""

    id: Slug = Field(description="Its name.")
    text: Text = Field(description="What the evidence lets us conclude.")
    rests_on: tuple[Text, ...] = Field(description=f"The claims that carry it, each {REF}.")
    certainty: Certainty | None = Field(description="The lowest of the claims that carry it.")
    read: Date = Field(description="When an editor last read the claims together.")
    state: Text = Field(description="`read`, or `evidence changed, not re-read`.")


class ConclusionOut(Model):
    """The conclusion."""

    summary: str = Field(description="The conclusion in short.")
    statements: tuple[StatementOut, ...] = Field(description="Its statements, in order.")


class ChartOut(Model):
    """A chart with the addresses of its forms."""

    id: Slug = Field(description="Its name in addresses.")
    trend: Slug = Field(description="The slug of its trend.")
    title: Text = Field(description="The question that it answers.")
    finding: Text = Field(description="The answer in one sentence.")
    alt: Text = Field(description="What it shows, with its main numbers.")
    as_of: Date = Field(description="The state of its data.")
    changed: Date = Field(description="When its data last changed.")
    version: Text = Field(description="Twelve hexadecimal digits, others for another content.")
    svg: Place = Field(description="The drawing as SVG, counted from the root of the site.")
    png: Place = Field(description="The drawing as PNG, counted from the root of the site.")
    csv: Place = Field(description="Its data, counted from the root of the site.")
    spec: Place = Field(description="Its Vega-Lite specification, counted from the root.")
    sources: tuple[Text, ...] = Field(description="The keys of all sources in its data.")
    url: Place = Field(description=FROM_ROOT)


class PublishedFile(Model):
    """What every published JSON file says of itself."""

    schema_: Place = Field(alias="$schema", description="Where the schema of this file is.")
    schema_version: Text = Field(description="The version of that schema.")
    license: Address = Field(description="The license of the content.")


class ReportOut(PublishedFile):
    """The whole report as data."""

    edition: Text = Field(description="The year of the report that is judged.")
    changed: Date | None = Field(None, description="When something in it last changed.")
    trends: tuple[TrendOut, ...] = Field(description="All trends, by number.")
    sources: tuple[SourceOut, ...] = Field(description="All sources, in the order of sources.bib.")
    terms: tuple[TermOut, ...] = Field(description="All terms, in alphabetical order.")
    conclusion: ConclusionOut = Field(description="The conclusion and its statements.")
    charts: tuple[ChartOut, ...] = Field(description="All charts, by id.")


class OwnerOut(Model):
    """The trend that a claim is part of."""

    slug: Slug = Field(description="Its name in addresses.")
    title: Text = Field(description="Its name.")
    url: Place = Field(description=FROM_ROOT)


class CitationOut(Model):
    """How to cite a claim."""

    text: Text = Field(description="As a sentence.")
    bibtex: Text = Field(description="As an entry of BibTeX.")
    ris: Text = Field(description="As a record of RIS.")
    csl: dict[str, Any] = Field(description="As an item of CSL-JSON.")


class ClaimFile(PublishedFile):
    """A claim with all that one needs to use it elsewhere."""

    ref: Text = Field(description=f"The claim: {REF}.")
    trend: OwnerOut = Field(description="The trend that it is part of.")
    claim: ClaimOut = Field(description="The claim, both judgments, and the evidence.")
    sources: tuple[SourceOut, ...] = Field(description="The sources of its evidence.")
    card: Place = Field(description="The claim as a small page that others may frame.")
    citation: CitationOut = Field(description="How to cite it.")


def schema_of(model: type[BaseModel], name: str, address: str) -> str:
    """The JSON Schema of a published file, at the address where it is published itself."""
    schema = model.model_json_schema(mode="serialization", by_alias=True)
    for part in (schema, *schema["$defs"].values()):
        if part.get("type") == "object" and "properties" in part:
            part["properties"][PLAIN] = PLAIN_SCHEMA
    head = {"$schema": DIALECT, "$id": address, "title": name, "version": VERSION}
    return as_json({**schema, **head})


def as_json(value: Mapping[str, Any]) -> str:
    """Indented, for people who look into it."""
    return f"{to_json(value, indent=2).decode()}\n"
