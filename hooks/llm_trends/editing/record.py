"""Rows of the record of checks, with all that the page says of what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..core.files import RECORD
from ..core.places import DOCS
from ..core.problems import unknown
from ..core.report import Report
from ..core.sources.check_record import COLUMNS, Reading, Result, Section
from ..core.text.csv_rows import written_rows
from ..core.text.notation import plain_text
from .change import Change, Project, RefusedError, page_of

PATH = DOCS + RECORD
OPTIONS = {
    "what": "the number or the words that were compared; without: each finding",
    "text_read": "which text lay open; without: where the finding stands",
    "version": "of that text; without: that of the finding",
    "checked": "full-text, abstract, official-page or secondary; without: as the finding says",
    "result": "confirmed (without), corrected, removed or not-readable",
    "reading": "first, second, …; without: the one after the last",
}
FORMS = {
    "what": "--what '…', the number or the words that were compared",
    "text_read": "--text-read '…', its section or its address",
    "checked": "--checked full-text, abstract, official-page or secondary",
}


def record(project: Project, subject: str, source: str, stated: Mapping[str, str]) -> Change:
    """A row of today for each finding of a source in a claim, or one of what `stated` says.

    The reading is the one after the last; what, text, version and way of reading are those of the
    finding, where `stated` says nothing.
    """
    report = project.found.report
    unread = subject.partition("#")[0] in report.unread
    project.sound([PATH, *([page_of(subject)] if unread else [])])
    _known(report, subject, source, removed=stated["result"] == Result.REMOVED)
    last = max((_number(one.reading) for one in report.record.of(source, subject)), default=0)
    reading = [*Reading][min(last, len(Reading) - 1)].value
    own = {name: value for name, value in stated.items() if value}
    found = [*_findings(report, subject, source)]
    if "what" in own:  # one row, of whatever the words are about
        found = found if len(found) == 1 else [{}]
    base = {"reading": reading, "result": Result.CONFIRMED.value}
    rows = [{**base, **one, **own} for one in found or [{}]]
    if missing := [name for name in FORMS if name not in rows[0]]:
        lines = ["Missing, and not said on the page; expected with the command:"]
        raise RefusedError("\n".join([*lines, *(f"  {FORMS[name]}" for name in missing)]))
    made = [
        _written({**row, "subject": subject, "source": source, "date": str(project.today)})
        for row in rows
    ]
    return project.with_rows(PATH, COLUMNS, made)


def _known(report: Report, subject: str, source: str, removed: bool) -> None:
    """Raises `RefusedError` if the row would be about nothing."""
    slug, _, part = subject.partition("#")
    if slug not in report.by_slug:
        raise RefusedError(unknown("trend", slug, report.by_slug))
    parts = [*report.by_slug[slug].claims, *(section.value for section in Section)]
    if part not in parts and not removed:
        raise RefusedError(unknown(f"part of '{slug}'", part, parts))
    used = report.uses.get((slug, part), frozenset())
    if source not in used and not removed:
        raise RefusedError(unknown(f"source of {subject}", source, sorted(used)))


def _findings(report: Report, subject: str, source: str) -> Iterator[Mapping[str, str]]:
    """What the page says of each finding or figure of the source; of other parts nothing."""
    slug, _, part = subject.partition("#")
    if part == Section.FIGURES and slug in report.by_slug:
        for figure in report.by_slug[slug].data.figures:
            if figure.source == source:
                what = f"{figure.id}: {plain_text(figure.text)}"
                yield {"what": what, "text_read": plain_text(figure.at)}
    if pair := report.claims.get(subject):
        for item in pair.claim.evidence:
            if item.source == source:
                yield {
                    "what": plain_text(item.finding),
                    "text_read": plain_text(item.at),
                    "version": plain_text(item.version),
                    "checked": item.checked.value,
                }


def _number(reading: Reading) -> int:
    return [*Reading].index(reading) + 1


def _written(row: Mapping[str, str]) -> str:
    """A line of the file."""
    return written_rows([(" ".join(row.get(name, "").split()) for name in COLUMNS)])
