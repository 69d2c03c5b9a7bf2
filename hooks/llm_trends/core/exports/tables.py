"""The report as tables: one CSV each for claims, evidence, events, terms, relations and so on."""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Mapping, Sequence

from ..citing.works import Works
from ..history import COLUMNS as HISTORY_COLUMNS
from ..places import Address, term_place
from ..report import Report
from ..sources.check_record import COLUMNS as RECORD_COLUMNS
from ..text.notation import plain_text
from ..trend import ClaimAt
from ..vocabulary import Checked, Moment, Stance
from .table import Column, Table

TABLES = (
    *("claims", "evidence", "events", "terms", "relations", "disagreements"),
    *("verification", "history"),
)
"""The names of the tables, in the order of `tables`."""


def tables(report: Report, works: Works, address: Address) -> tuple[Table, ...]:
    """All tables but those of charts. `address` counts from the root of the site."""
    return (
        _claims(report, works, address),
        _evidence(report),
        _events(report),
        _terms(report, address),
        _relations(report),
        _disagreements(report),
        _record(report),
        _history(report),
    )


TREND = Column("trend", "Slug of the trend.")
CLAIM = Column("claim", "Id of the claim in its trend.")
SOURCE = Column("source", "Key of the source in sources.bib.")


def _claims(report: Report, works: Works, address: Address) -> Table:
    columns = [TREND, CLAIM, Column("url", "Its address, counted from the root of the site.")]
    columns += [Column("text", "What the report says, in our words.")]
    for moment in Moment:
        when = "by the end of 2024" if moment is Moment.THEN else "today"
        columns += [
            Column(f"{moment}_verdict", f"The verdict on what was public {when}."),
            Column(f"{moment}_certainty", "How far that verdict can be relied on."),
            Column(f"{moment}_lowered_by", "What lowers the certainty, parted by blanks."),
            Column(f"{moment}_reason", "The verdict's reason in one sentence."),
        ]
    columns += [Column("turned_by", "What moved the verdict, if it moved.")]
    columns += [Column(s, f"Findings whose stance is `{s}`.", "integer") for s in Stance]
    columns += [Column(c, f"Findings read in: {c}.", "integer") for c in Checked]
    columns += [Column("changed", "When the claim last changed.", "date")]
    columns += [Column("version", "Digest of its content.")]
    rows = tuple(_claim(pair, works, address) for pair in report.claims.values())
    return Table("data/claims.csv", "Claims", tuple(columns), rows, ("trend", "claim"))


def _claim(pair: ClaimAt, works: Works, address: Address) -> tuple[object, ...]:
    claim, cited = pair.claim, works.claim(pair)
    url = address(pair.place)
    row: list[object] = [pair.trend.slug, claim.id, url, plain_text(claim.text)]
    for moment in Moment:
        judgment = claim.at(moment)
        row += [judgment.verdict, judgment.certainty, " ".join(judgment.lowered_by)]
        row += [plain_text(judgment.reason)]
    row += [plain_text(claim.turned_by.how) if claim.turned_by else ""]
    row += [sum(item.stance is stance for item in claim.evidence) for stance in Stance]
    row += [sum(item.checked is kind for item in claim.evidence) for kind in Checked]
    return (*row, cited.date, cited.version)


def _evidence(report: Report) -> Table:
    columns = (
        TREND,
        CLAIM,
        Column("number", "Its place among the findings on the claim.", "integer"),
        Column("id", "Its id, if something refers to it."),
        SOURCE,
        Column("at", "Where in the source."),
        Column("public", "When the finding became public."),
        Column("version", "The text that was read."),
        Column("scope", "Who or what was measured."),
        Column("stance", "What the finding does to the claim."),
        Column("indirect", "Why it bears on the claim only by inference, if so."),
        Column("vendor", "Whether makers measured their own product.", "boolean"),
        Column("finding", "What the source found, in our words."),
        Column("checked", "The text against which it was read."),
    )
    rows = tuple(
        (
            *(pair.trend.slug, pair.claim.id, number, item.id or "", item.source, item.at),
            *(report.public(item) or "", item.version, plain_text(item.scope), item.stance),
            *(plain_text(item.indirect or ""), str(item.vendor).lower()),
            *(plain_text(item.finding), item.checked),
        )
        for pair in report.claims.values()
        for number, item in enumerate(pair.claim.evidence, start=1)
    )
    return Table("data/evidence.csv", "Evidence", columns, rows, ("trend", "claim", "number"))


def _events(report: Report) -> Table:
    columns = (
        Column("date", "When it happened: a year, a month or a day."),
        TREND,
        Column("what", "What happened."),
        SOURCE,
    )
    rows = tuple(
        (item.event.date, item.trend.slug, plain_text(item.event.what), item.event.source)
        for item in report.events
    )
    return Table("data/events.csv", "Events", columns, rows)


def _terms(report: Report, address: Address) -> Table:
    columns = (
        Column("term", "The term."),
        Column("aliases", "Other words for it, parted by semicolons."),
        Column("definition", "What it means."),
        TREND,
        SOURCE,
        Column("url", "Its address, counted from the root of the site."),
    )
    rows = tuple(
        (
            *(pair.term.term, "; ".join(pair.term.aliases), plain_text(pair.term.definition)),
            *(pair.trend.slug, pair.term.source or "", address(term_place(slug))),
        )
        for slug, pair in report.terms.items()
    )
    return Table("data/terms.csv", "Terms", columns, rows, ("term",))


def _relations(report: Report) -> Table:
    columns = (
        Column("from", "Slug of the trend that acts."),
        Column("kind", "How it acts."),
        Column("to", "Slug of the trend that it acts on."),
        Column("why", "By which mechanism."),
        Column("claim", "The claim that supports it, `trend#claim`, if one does."),
    )
    rows = tuple(
        (
            *(item.origin.slug, item.relation.kind, item.target.slug),
            *(plain_text(item.relation.why), item.relation.claim or ""),
        )
        for item in report.relations
    )
    return Table("data/relations.csv", "Relations", columns, rows)


def _disagreements(report: Report) -> Table:
    columns = (
        TREND,
        Column("id", "Id of the disagreement in its trend."),
        Column("quantity", "The quantity on which sources differ."),
        Column("value", "One source's value.", "number"),
        Column("unit", "The unit of the value."),
        Column("counts", "What is counted."),
        Column("population", "Of whom or of what."),
        Column("period", "When."),
        Column("weighting", "How it is weighted, if it is."),
        SOURCE,
        Column("at", "Where in the source."),
        Column("why", "Why the sources differ."),
        Column("ours", "Whether that is our own reading.", "boolean"),
        Column("used", "What we use."),
    )
    return Table("data/disagreements.csv", "Disagreements", columns, tuple(_values(report)))


def _values(report: Report) -> Iterator[tuple[object, ...]]:
    for trend in report.trends:
        for item in trend.data.disagreements:
            for value in item.values:
                yield (
                    *(trend.slug, item.id, plain_text(item.quantity), value.value, value.unit),
                    *(plain_text(value.counts), plain_text(value.population)),
                    *(plain_text(value.period), plain_text(value.weighting or "")),
                    *(value.source, value.at, plain_text(item.why), str(item.ours).lower()),
                    plain_text(item.used),
                )


RECORD_MEANS = {
    "subject": "What was read: `trend#claim` or `trend#section`.",
    "source": SOURCE.means,
    "what": "What the source is cited for.",
    "reading": "Which reading it was: first, second, and so on to fifteenth.",
    "result": "What came of it.",
    "text_read": "The text that was read.",
    "version": "Its version.",
    "checked": "What kind of text it was.",
    "date": "When it was read.",
}


def _record(report: Report) -> Table:
    address, title = "data/verification.csv", "The record of checks"
    return _kept(address, title, RECORD_COLUMNS, RECORD_MEANS, report.record.checks)


HISTORY_MEANS = {
    "subject": "What changed: `trend#claim`, `conclusion#statement`, `method` or an edition.",
    "kind": "judgment, wording, finding, source, method or edition.",
    "source": "Key of the source in sources.bib whose finding changed.",
    "was": "What stood before; empty for a claim that was judged for the first time.",
    "is": "What has stood since; of an edition the digest of its archive.",
    "why": "Why it was changed.",
    "date": "Since when.",
}


def _history(report: Report) -> Table:
    address, title = "data/history.csv", "What changed, since when and why"
    return _kept(address, title, HISTORY_COLUMNS, HISTORY_MEANS, report.history.rows)


def _kept(
    address: str,
    title: str,
    names: Sequence[str],
    means: Mapping[str, str],
    items: Sequence[object],
) -> Table:
    """A table that the repository keeps, published as it is; `is` is a word of Python's own."""
    columns = tuple(Column(name, means[name]) for name in names)
    fields = [f"{name}_" if keyword.iskeyword(name) else name for name in names]
    rows = tuple(tuple(getattr(item, field) for field in fields) for item in items)
    return Table(address, title, columns, rows)
