"""One trend, and what it holds together with it: its claims, terms, events and relations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from .model import Claim, Disagreement, Event, Figure, Header, Relation, Term
from .places import claim_place, claim_stem, trend_place
from .text.notation import cited_keys
from .text.source_text import SourceText
from .vocabulary import Moment, Verdict


@dataclass(frozen=True, eq=False)
class Trend:
    """One trend page: its slug, its data and its prose, and the text they were read from.

    Compared by identity, as its text is: a page is read once for its bytes, so what follows from
    it alone can be remembered by it.
    """

    slug: str
    data: Header
    source: SourceText

    @property
    def body(self) -> str:
        return self.source.body

    @property
    def page(self) -> str:
        """The address of its source file below `docs/`."""
        return trend_place(self.slug)

    @property
    def title(self) -> str:
        return self.data.title

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        return {claim.id: claim for claim in self.data.claims}

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        return {figure.id: figure for figure in self.data.figures}

    @cached_property
    def disagreements(self) -> Mapping[str, Disagreement]:
        return {item.id: item for item in self.data.disagreements}

    @cached_property
    def uses(self) -> Mapping[str, frozenset[str]]:
        """The sources that each of its parts uses: a claim by its id, else a section."""
        return {part: frozenset(keys) for part, keys in _uses(self)}

    def tally(self, moment: Moment) -> Mapping[Verdict, int]:
        """Claims by verdict, every verdict named, in the order of `Verdict`."""
        count = Counter(claim.at(moment).verdict for claim in self.data.claims)
        return {verdict: count[verdict] for verdict in Verdict}


@dataclass(frozen=True)
class ClaimAt:
    """A claim together with the trend that makes it."""

    trend: Trend
    claim: Claim

    @property
    def ref(self) -> str:
        return f"{self.trend.slug}#{self.claim.id}"

    @property
    def place(self) -> str:
        return claim_place(self.trend.slug, self.claim.id)

    @property
    def stem(self) -> str:
        """Of the files about it alone."""
        return claim_stem(self.trend.slug, self.claim.id)


@dataclass(frozen=True)
class TermAt:
    trend: Trend
    term: Term


@dataclass(frozen=True)
class EventAt:
    """An event together with the trend that tells of it; `anchor` is its place in the timeline."""

    trend: Trend
    event: Event
    anchor: str


@dataclass(frozen=True)
class RelationAt:
    """A relation seen from both of its ends."""

    origin: Trend
    relation: Relation
    target: Trend


def _uses(trend: Trend) -> Iterator[tuple[str, Iterable[str]]]:
    data = trend.data
    for claim in data.claims:
        judged = f"{claim.then.reasoning} {claim.now.reasoning}"
        yield claim.id, [*(item.source for item in claim.evidence), *cited_keys(judged)]
    yield "events", [event.source for event in data.events]
    yield "figures", [figure.source for figure in data.figures]
    values = [value.source for item in data.disagreements for value in item.values]
    whys = [key for item in data.disagreements for key in cited_keys(f"{item.why} {item.used}")]
    yield "disagreements", [*values, *whys]
    yield "mind_changers", [item.source for item in data.mind_changers]
    terms = [term.source for term in data.terms if term.source]
    told = [key for term in data.terms for key in cited_keys(term.definition)]
    yield "terms", [*terms, *told]
    yield "prose", [*cited_keys(f"{trend.body} {data.summary} {data.outlook}"), *terms]
