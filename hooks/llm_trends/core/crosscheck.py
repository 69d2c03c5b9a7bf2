"""Rules that no single field can break: what must agree between fields, pages and sources."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .dates import PartialDate
from .model import Event, Figure, MindChanger, Outcome, Term, Watch
from .problems import Problem, did_you_mean
from .report import Report, Trend
from .text.notation import Found, Link, place_of, scan
from .text.phrases import same_phrase
from .text.source_text import FieldPath, SourceText, dotted
from .views.statements import CHANGED, judged

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
    ]
)


@dataclass(frozen=True)
class Prose:
    """The prose of any page, trend or hand-written, to be checked for its notation."""

    source: SourceText
    trend: Trend | None = None


def crosscheck(report: Report, prose: Iterable[Prose], today: dt.date) -> list[Problem]:
    """Every broken rule across the report. A report with problems must not be published."""
    found = [
        problem
        for trend in report.trends
        for problem in (
            *_ids(trend),
            *_references(report, trend),
            *_dates(trend, today),
            *_followups(trend),
        )
    ]
    found += _numbers(report.trends)
    found += _phrases(report)
    found += _statements(report, today)
    found += [problem for page in prose for problem in _notation(report, page)]
    return sorted(set(found))


def stale_statements(report: Report) -> list[Problem]:
    """Statements whose claims changed since an editor read them; each message has the digest."""
    found = []
    for index, item in enumerate(judged(report)):
        if item.state == CHANGED:
            statement = item.statement
            wrong = (
                f"{CHANGED}: '{statement.id}' was read on {statement.read} at "
                f"{statement.digest}; its claims now have {item.digest}; expected an editor to "
                f"read them again and run `python hooks/approve.py {statement.id}`"
            )
            path: FieldPath = ("statements", index, "digest")
            found.append(_at(report.conclusion.source, path, wrong))
    return found


def _at(source: SourceText, path: FieldPath, wrong: str) -> Problem:
    line, column = source.place(path)
    return Problem(source.path, line, column, dotted(path), wrong)


def _ids(trend: Trend) -> Iterator[Problem]:
    """Whatever becomes an anchor of the page has one name each."""
    first: dict[str, FieldPath] = {}
    for name in ("claims", "figures", "disagreements"):
        for index, item in enumerate(getattr(trend.data, name)):
            path: FieldPath = (name, index, "id")
            if item.id in RESERVED:
                yield _at(
                    trend.source, path, f"'{item.id}' is the name of a section; expected another"
                )
            elif item.id in first:
                line = trend.source.place(first[item.id])[0]
                wrong = f"'{item.id}' stands twice; expected one (the first is on line {line})"
                yield _at(trend.source, path, wrong)
            first.setdefault(item.id, path)


def _references(report: Report, trend: Trend) -> Iterator[Problem]:
    sources, slugs, claims = report.bibliography.sources, report.by_slug, report.claims
    for path, key in _source_keys(trend):
        if not report.bibliography.knows(key):
            wrong = f"'{key}' is not in sources.bib; expected the key of an entry"
            yield _at(trend.source, path, wrong + did_you_mean(key, sources))
    seen: set[tuple[str, str]] = set()
    for index, relation in enumerate(trend.data.relations):
        where: FieldPath = ("relations", index)
        if relation.to == trend.slug:
            yield _at(trend.source, (*where, "to"), "is this trend itself; expected another trend")
        elif relation.to not in slugs and relation.to not in report.unread:
            wrong = f"there is no trend '{relation.to}'; expected one of {', '.join(slugs)}"
            yield _at(trend.source, (*where, "to"), wrong + did_you_mean(relation.to, slugs))
        elif (relation.to, relation.kind) in seen:
            wrong = f"a second '{relation.kind}' to '{relation.to}'; expected one"
            yield _at(trend.source, (*where, "kind"), wrong)
        seen.add((relation.to, relation.kind))
        if relation.claim and not _has_claim(report, relation.claim):
            wrong = f"there is no claim '{relation.claim}'; expected `trend#claim`"
            yield _at(trend.source, (*where, "claim"), wrong + did_you_mean(relation.claim, claims))
    if explorable := trend.data.explorable:
        if explorable.folder not in report.explorables:
            wrong = (
                f"there is no '{explorable.folder}' in docs/explorables; expected a folder of it"
            )
            hint = did_you_mean(explorable.folder, report.explorables)
            yield _at(trend.source, ("explorable", "folder"), wrong + hint)
        if explorable.claim not in trend.claims:
            wrong = f"there is no claim '{explorable.claim}' on this page; expected one of its ids"
            hint = did_you_mean(explorable.claim, trend.claims)
            yield _at(trend.source, ("explorable", "claim"), wrong + hint)
    for index, changer in enumerate(trend.data.mind_changers):
        if changer.claim not in trend.claims:
            wrong = f"there is no claim '{changer.claim}' on this page; expected one of its ids"
            path = ("mind_changers", index, "claim")
            yield _at(trend.source, path, wrong + did_you_mean(changer.claim, trend.claims))


def _source_keys(trend: Trend) -> Iterator[tuple[FieldPath, str]]:
    data = trend.data
    for i, claim in enumerate(data.claims):
        for j, item in enumerate(claim.evidence):
            yield ("claims", i, "evidence", j, "source"), item.source
        for j, followup in enumerate(claim.followups):
            if followup.source:
                yield ("claims", i, "followups", j, "source"), followup.source
    lists: dict[str, Sequence[Event | Term | Figure | Watch | MindChanger]] = {
        "events": data.events,
        "terms": data.terms,
        "figures": data.figures,
        "watch": data.watch,
        "mind_changers": data.mind_changers,
    }
    for name, entries in lists.items():
        for i, entry in enumerate(entries):
            if entry.source:
                yield (name, i, "source"), entry.source
    for i, disagreement in enumerate(data.disagreements):
        for j, value in enumerate(disagreement.values):
            yield ("disagreements", i, "values", j, "source"), value.source


def _has_claim(report: Report, ref: str) -> bool:
    return ref in report.claims or ref.partition("#")[0] in report.unread


def _dates(trend: Trend, today: dt.date) -> Iterator[Problem]:
    data = trend.data
    dates: list[tuple[FieldPath, PartialDate]] = [(("reviewed",), data.reviewed)]
    dates += [(("events", i, "date"), event.date) for i, event in enumerate(data.events)]
    dates += [(("figures", i, "as_of"), figure.as_of) for i, figure in enumerate(data.figures)]
    dates += [
        (("claims", i, "followups", j, "date"), followup.date)
        for i, claim in enumerate(data.claims)
        for j, followup in enumerate(claim.followups)
    ]
    for path, date in dates:
        if date.first_day > today:
            yield _at(trend.source, path, f"{date} is in the future; expected {today} or earlier")


def _followups(trend: Trend) -> Iterator[Problem]:
    for i, claim in enumerate(trend.data.claims):
        for j, followup in enumerate(claim.followups):
            if followup.source or followup.outcome is Outcome.UNRESOLVED:
                continue
            if followup.date.year > 2024:
                wrong = "has no source; expected one for a follow-up after 2024"
                yield _at(trend.source, ("claims", i, "followups", j), wrong)


def _numbers(trends: Iterable[Trend]) -> Iterator[Problem]:
    by_number: dict[int, list[Trend]] = defaultdict(list)
    for trend in trends:
        by_number[trend.data.number].append(trend)
    for number, sharing in by_number.items():
        for trend in sharing[1:]:
            wrong = f"{number} is taken by '{sharing[0].slug}'; expected a number of its own"
            yield _at(trend.source, ("number",), wrong)


def _phrases(report: Report) -> Iterator[Problem]:
    """A word must link to one place, and a term be defined once; plural forms count as one."""
    uses: dict[str, list[tuple[Trend, FieldPath]]] = defaultdict(list)
    for trend in report.trends:
        uses[trend.title].append((trend, ("title",)))
        for i, alias in enumerate(trend.data.aliases):
            uses[alias].append((trend, ("aliases", i)))
        for i, term in enumerate(trend.data.terms):
            uses[term.term].append((trend, ("terms", i, "term")))
            for j, alias in enumerate(term.aliases):
                uses[alias].append((trend, ("terms", i, "aliases", j)))
    for phrases in same_phrase(uses).values():
        (_, owner, owned), *others = [(phrase, *use) for phrase in phrases for use in uses[phrase]]
        for phrase, trend, path in others:
            if trend is not owner or _thing(path) != _thing(owned):
                wrong = (
                    f"'{phrase}' already links to {dotted(owned)} of '{owner.slug}'; "
                    "expected words that no other trend or term uses"
                )
                yield _at(trend.source, path, wrong)


def _thing(path: FieldPath) -> FieldPath:
    """The term that a path leads into, or nothing for the trend itself."""
    return path[:2] if path[0] == "terms" else ()


def _statements(report: Report, today: dt.date) -> Iterator[Problem]:
    source, seen = report.conclusion.source, set()
    for i, statement in enumerate(report.conclusion.statements):
        if statement.id in seen:
            yield _at(
                source, ("statements", i, "id"), f"'{statement.id}' stands twice; expected one"
            )
        seen.add(statement.id)
        if statement.read.first_day > today:
            wrong = f"{statement.read} is in the future; expected {today} or earlier"
            yield _at(source, ("statements", i, "read"), wrong)
        for j, ref in enumerate(statement.rests_on):
            if not _has_claim(report, ref):
                wrong = f"there is no claim '{ref}'; expected `trend#claim`"
                path = ("statements", i, "rests_on", j)
                yield _at(source, path, wrong + did_you_mean(ref, report.claims))


def _notation(report: Report, page: Prose) -> Iterator[Problem]:
    """Citations and links in prose and in the texts of the header."""
    source = page.source
    for found in scan(source.body):
        line, column = place_of(source.body, found.offset)
        for wrong in _faults(report, page.trend, found):
            yield Problem(source.path, line + source.body_line - 1, column, found.raw, wrong)
    for path, text in _texts(source.data, ()):
        for found in scan(text):
            for wrong in _faults(report, page.trend, found):
                yield _at(source, path, f"{found.raw} {wrong}")


def _texts(value: object, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, str) and "[" in value:
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))


def _faults(report: Report, trend: Trend | None, found: Found) -> Iterator[str]:
    if found.what is None:
        yield "is not a citation; expected `[@key]`, `[@key, Table 3]` or `[@a; @b]`"
    elif isinstance(found.what, Link):
        yield from _link_faults(report, trend, found.what)
    else:
        sources = report.bibliography.sources
        for cited in found.what:
            if not report.bibliography.knows(cited.key):
                wrong = f"'{cited.key}' is not in sources.bib; expected the key of an entry"
                yield wrong + did_you_mean(cited.key, sources)


def _link_faults(report: Report, trend: Trend | None, link: Link) -> Iterator[str]:
    slug = link.trend or (trend.slug if trend else "")
    if slug in report.unread or (link.kind == "term" and report.unread):
        return
    if link.kind == "term" and link.name not in report.terms:
        yield f"there is no term '{link.name}'; expected a term of the glossary" + did_you_mean(
            link.name, report.terms
        )
    elif link.kind in ("trend", "claim") and slug not in report.by_slug:
        yield (
            f"there is no trend '{slug}'; expected one of {', '.join(report.by_slug)}"
            + did_you_mean(slug, report.by_slug)
        )
    elif link.kind == "claim" and f"{slug}#{link.name}" not in report.claims:
        known = report.by_slug[slug].claims
        yield (
            f"'{slug}' has no claim '{link.name}'; expected one of {', '.join(known)}"
            + did_you_mean(link.name, known)
        )
