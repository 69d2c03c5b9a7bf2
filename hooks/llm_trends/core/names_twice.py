"""What may stand once only: names, numbers, claims, phrases that link, and groups of fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from pydantic import BaseModel

from .groups import grouped
from .problems import Problem
from .report import Report
from .text.notation import plain_text
from .text.phrases import WORD, same_phrase
from .text.positions import FieldPath, dotted
from .text.source_text import SourceText
from .trend import Trend

RESERVED = frozenset(
    [
        "claims",
        "charts",
        "disagreements",
        "outlook",
        "what-would-change-our-mind",
        "timeline",
        "related",
        "sources",
        "cite",
        "try-it",
        "watch",
    ]
)
"""Names of sections, which are anchors of a trend page."""


def groups_twice(source: SourceText, value: BaseModel, path: FieldPath = ()) -> Iterator[Problem]:
    """Groups of fields that stand twice in one list, word for word."""
    for name in type(value).model_fields:
        field = getattr(value, name)
        for index, item in enumerate(field if isinstance(field, tuple) else ()):
            if isinstance(item, BaseModel):
                here = (*path, name, index)
                if (same := field.index(item)) != index:
                    wrong = f"is what {dotted((*path, name, same))} says; expected it once"
                    yield source.problem(here, wrong)
                yield from groups_twice(source, item, here)


def name_faults(trend: Trend) -> Iterator[Problem]:
    """Whatever becomes an anchor of the page has one name each; else none can be referred to."""
    first: dict[str, FieldPath] = {}
    for name in ("claims", "figures", "disagreements"):
        for index, item in enumerate(getattr(trend.data, name)):
            path: FieldPath = (name, index, "id")
            if item.id in RESERVED:
                yield trend.source.problem(
                    path, f"'{item.id}' is the name of a section; expected another"
                )
            elif item.id in first:
                line = trend.source.place(first[item.id])[0]
                wrong = f"'{item.id}' stands twice; expected one (the first is on line {line})"
                yield trend.source.problem(path, wrong)
            first.setdefault(item.id, path)


def names_taken(report: Report) -> Iterator[Problem]:
    """Numbers, claims, phrases and addresses of terms that another page has already.

    Of a page that is a copy of another, only that is said.
    """
    copies = {copy: original for original, copy in _copies(report.trends)}
    for copy, original in copies.items():
        wrong = f"is a copy of {original.source.path}; expected a title, a number, aliases, claims"
        yield Problem(copy.source.path, 1, 1, "file", f"{wrong} and terms of its own")
    if copies:
        rest = tuple(trend for trend in report.trends if trend not in copies)
        report = replace(report, trends=rest)
    yield from _numbers(report.trends)
    yield from _claims_twice(report)
    phrases = [*_phrases(report)]
    yield from phrases
    said = {(problem.path, problem.field) for problem in phrases}
    yield from (one for one in _anchors(report) if (one.path, one.field) not in said)


def _copies(trends: Sequence[Trend]) -> Iterator[tuple[Trend, Trend]]:
    """Each page and a later one that says the same: a file that was copied and not changed yet."""
    said = ((trend.title, *(claim.text for claim in trend.data.claims)) for trend in trends)
    for original, *copies in grouped(zip(said, trends, strict=True)).values():
        yield from ((original, copy) for copy in copies)


def _numbers(trends: Iterable[Trend]) -> Iterator[Problem]:
    for number, sharing in grouped((trend.data.number, trend) for trend in trends).items():
        for trend in sharing[1:]:
            first = sharing[0].source
            there = f"{first.path}:{first.place(('number',))[0]}"
            wrong = f"{number} is taken by '{sharing[0].slug}' ({there}); expected another"
            yield trend.source.problem(("number",), wrong)


def _claims_twice(report: Report) -> Iterator[Problem]:
    """A claim is judged once: signs and capitals do not make it another."""
    first: dict[str, tuple[Trend, FieldPath]] = {}
    for trend in report.trends:
        for index, claim in enumerate(trend.data.claims):
            path: FieldPath = ("claims", index, "text")
            words = _words(claim.text)
            owner, owned = first.setdefault(words, (trend, path))
            if (owner, owned) != (trend, path):
                there = f"{owner.source.path}:{owner.source.place(owned)[0]}"
                wrong = f"says what {dotted(owned)} of '{owner.slug}' says ({there}); expected it"
                yield trend.source.problem(path, f"{wrong} once, and a relation to that claim")


@lru_cache(maxsize=8192)
def _words(text: str) -> str:
    return " ".join(WORD.findall(plain_text(text).casefold()))


def linking(report: Report) -> Mapping[str, Sequence[tuple[Trend, FieldPath]]]:
    """Each phrase that links, with the fields that say it."""
    uses: dict[str, list[tuple[Trend, FieldPath]]] = defaultdict(list)
    for trend in report.trends:  # names first, so that an alias which clashes is at fault
        uses[trend.title].append((trend, ("title",)))
        for i, term in enumerate(trend.data.terms):
            uses[term.term].append((trend, ("terms", i, "term")))
    for trend in report.trends:
        for i, alias in enumerate(trend.data.aliases):
            uses[alias].append((trend, ("aliases", i)))
        for i, term in enumerate(trend.data.terms):
            for j, alias in enumerate(term.aliases):
                uses[alias].append((trend, ("terms", i, "aliases", j)))
    return uses


def _phrases(report: Report) -> Iterator[Problem]:
    """A word must link to one place, and a term be defined once; plural forms count as one."""
    uses = linking(report)
    for phrases in same_phrase(uses).values():
        if len(phrases) == 1 and len(uses[phrases[0]]) == 1:
            continue
        (_, owner, owned), *others = [(phrase, *use) for phrase in phrases for use in uses[phrase]]
        for phrase, trend, path in others:
            if trend is not owner or _thing(path) != _thing(owned):
                there = f"{owner.source.path}:{owner.source.place(owned)[0]}"
                wrong = (
                    f"'{phrase}' already links to {dotted(owned)} of '{owner.slug}' ({there}); "
                    "expected words that no other trend or term uses"
                )
                yield trend.source.problem(path, wrong)


def _anchors(report: Report) -> Iterator[Problem]:
    """Two terms whose names differ only in signs would share one address of the glossary."""
    first: dict[str, Trend] = {}
    for trend in report.trends:
        for index, term in enumerate(trend.data.terms):
            path: FieldPath = ("terms", index, "term")
            if not term.slug:
                wrong = f"'{term.term}' has no letter or digit; expected a word"
                yield trend.source.problem(path, wrong)
            elif term.slug in first:
                wrong = (
                    f"'{term.term}' has the address glossary/#{term.slug}, as a term of "
                    f"'{first[term.slug].slug}' has; expected another name"
                )
                yield trend.source.problem(path, wrong)
            first.setdefault(term.slug, trend)


def _thing(path: FieldPath) -> FieldPath:
    """The term that a path leads into, or nothing for the trend itself."""
    return path[:2] if path[0] == "terms" else ()
