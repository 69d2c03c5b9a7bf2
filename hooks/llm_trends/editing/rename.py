"""A new name for a trend or a claim, wherever the old one is used, and a way from the old address.

What is renamed is still what was read, so statements that were read stay read under new digests;
a statement that waits keeps waiting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..core.conclusion import digest_of
from ..core.files import CONCLUSION, HISTORY, READINGS, RECORD
from ..core.places import DOCS, run_place
from ..core.problems import unknown
from ..core.report import Report
from ..core.stored_run import made_of
from ..core.trend import Trend
from ..core.views.statements import READ, statements
from .approval import approved, readings
from .change import Change, Project, RefusedError, new_name, page_of
from .naming import Renaming, elsewhere, renamed_files
from .redirects import MOVED, Moves, moved
from .yaml_places import Scalar, replaced

TABLES = (DOCS + RECORD, DOCS + HISTORY, DOCS + READINGS, MOVED)


def rename_trend(project: Project, old: str, new: str) -> Change:
    """Another slug for a trend: its file, every reference to it, the record, and a redirect."""
    _readable(project, old)
    report = project.found.report
    if old not in report.by_slug:
        raise RefusedError(unknown("trend", old, report.by_slug))
    _free(new, report.by_slug, "trend")
    trend = report.by_slug[old]

    def scalar(found: Scalar) -> str | None:
        match found.path:
            case ("relations", _, "to") if found.value == old:
                return new
            case (
                ("relations", _, "claim")
                | ("statements", _, "rests_on", _)
                | (_, _, "pages" | "passages", _)  # of what readers look for, in the tests
            ):
                head, hash_, place = found.value.partition("#")
                if head == "timeline" and place.startswith(f"{old}-"):  # an event's own
                    return f"{head}#{new}{place.removeprefix(old)}"
                return f"{new}{hash_}{place}" if head == old else None
        return None

    page, moved = page_of(old), page_of(new)
    project.absent([moved])
    files: dict[str, bytes | None] = dict(
        renamed_files(project, Renaming(old, new, _naming_trend(trend), scalar))
    )
    files[moved] = files.get(page) or project.files[page]
    files[page] = None
    moves = {f"trends/{old}/": f"trends/{new}/"}
    moves |= {f"claims/{old}/{claim}.html": f"claims/{new}/{claim}.html" for claim in trend.claims}
    events = (pair.anchor for pair in report.events if pair.trend is trend)
    moves |= {f"timeline/#{at}": f"timeline/#{new}{at.removeprefix(old)}" for at in events}
    return _finished(project, files, moves, f"the trend {old} is now called {new}", old)


def rename_claim(project: Project, ref: str, new: str) -> Change:
    """Another id for a claim `trend#claim`: every reference to it, the record, and a redirect."""
    _readable(project, ref)
    report = project.found.report
    if ref not in report.claims:
        raise RefusedError(unknown("claim", ref, report.claims))
    slug, _, old = ref.partition("#")
    trend = report.by_slug[slug]
    _free(new, {**trend.claims, **trend.disagreements}, "claim")
    old_ = re.escape(old)
    here = re.compile(rf"(?<=\[\[#){old_}(?=[]|\\])|(?<=report\.claim\([\"']){old_}(?=[\"'])")

    def scalar(found: Scalar) -> str | None:
        match found.path:
            case (
                ("relations", _, "claim") | ("statements", _, "rests_on", _) | (_, _, "passages", _)
            ):
                return f"{slug}#{new}" if found.value == ref else None
        return None

    def own(found: Scalar) -> str | None:
        match found.path:
            case ("claims", _, "id") | ("mind_changers", _, "claim") | ("explorable", "claim"):
                return new if found.value == old else None
        return scalar(found)

    files: dict[str, bytes | None] = dict(
        renamed_files(project, Renaming(ref, f"{slug}#{new}", _naming_claim(slug, old), scalar))
    )
    page = f"{DOCS}{trend.page}"
    text = (files.get(page) or project.files[page]).decode()
    files[page] = here.sub(new, replaced(text, own)).encode()
    moves = {
        f"trends/{slug}/#{old}": f"trends/{slug}/#{new}",
        f"claims/{slug}/{old}.html": f"claims/{slug}/{new}.html",
    }
    return _finished(project, files, moves, f"the claim {ref} is now called {new}", old)


def _naming_trend(trend: Trend) -> re.Pattern[str]:
    """Wherever running text names a trend."""
    name, claims = re.escape(trend.slug), "|".join(map(re.escape, trend.claims))
    return re.compile(
        rf"(?<=\[\[){name}(?=[]|#\\])"  # [[old]], [[old#claim|words]]
        rf"|(?<=trends/){name}(?=\.md\b|[/\"'])"  # a link to the page, in Markdown or HTML
        rf"|(?<=claims/){name}(?=/)"
        rf"|(?<=\(){name}(?=\.md\b)"  # a link from another trend
        rf"|(?<=report\.figure\([\"']){name}(?=#)"
        rf"|(?<=  - to: ){name}(?=\n)|(?<= claim: ){name}(?=#)"  # the example of a guide
        rf"|(?<=\"trend\": \"){name}(?=\")"
        rf"|(?<![\w/#-]){name}(?=#(?:{claims})(?![\w-]))"  # a claim of it, wherever it is named
    )


def _naming_claim(slug: str, claim: str) -> re.Pattern[str]:
    """Wherever running text names a claim together with its trend."""
    trend, name = re.escape(slug), re.escape(claim)
    return re.compile(
        rf"(?<=\[\[{trend}#){name}(?=[]|\\])"  # [[trend#old]], [[trend#old|words]]
        rf"|(?<=trends/{trend}\.md#){name}\b(?!-)|(?<=\({trend}\.md#){name}\b(?!-)"
        rf"|(?<=trends/{trend}/#){name}\b(?!-)"  # its address
        rf"|(?<= claim: {trend}#){name}\b(?!-)"  # the example of a guide
        rf"|(?<![\w/#-]{trend}#)(?<={trend}#){name}(?![\w-])"
    )


def _readable(project: Project, name: str) -> None:
    """Raises `RefusedError` if something is wrong with what a rename rests on: the page, and those
    of all claims of a statement that names it, which else would not stay read."""
    resting = project.found.report.conclusion.statements
    refs = [
        ref
        for statement in resting
        if any(name in (one, one.partition("#")[0]) for one in statement.rests_on)
        for ref in statement.rests_on
    ]
    project.sound([*TABLES, DOCS + CONCLUSION, *map(page_of, [name, *refs])])


def _free(new: str, taken: Mapping[str, object], what: str) -> None:
    if new_name(new) in taken:
        raise RefusedError(f"there is a {what} '{new}' already; expected a name that is free")


def _finished(
    project: Project, files: dict[str, bytes | None], moves: Moves, said: str, old: str
) -> Change:
    """With the redirects, the digests of what was read, and the rest that names it."""
    files[MOVED] = moved(project, moves, said).encode()
    before = project.found.report
    after = project.after(Change(files)).found.report
    digests = dict(_digests(before, after))
    path = DOCS + CONCLUSION
    if digests:
        raw = files.get(path) or project.files[path]
        new = {index: {"digest": digest} for index, digest in digests.items()}
        files[path] = approved(raw, new)
        items = statements(after)
        read = [items[index].statement.id for index in digests]
        files[DOCS + READINGS] = readings(after, items, read).encode()
    files |= _runs(project, files)
    change = project.checked(Change(files))
    names = [f"{path}: {'deleted' if raw is None else 'written'}" for path, raw in files.items()]
    return Change(change.files, (f"{said}.", *sorted(names), *elsewhere(project, files, old)))


def _runs(project: Project, files: Mapping[str, bytes | None]) -> dict[str, bytes]:
    """Stored runs whose scripts or data name it: another address does not make them older."""
    after = project.after(Change(files)).content
    found: dict[str, bytes] = {}
    for folder, run in project.found.report.explorables.items():
        old, new = run.facts.made_of, made_of(folder, after)
        if old == made_of(folder, project.content) != new:
            path = run_place(folder)
            found[DOCS + path] = after[path].replace(old.encode(), new.encode(), 1)
    return found


def _digests(before: Report, after: Report) -> Iterator[tuple[int, str]]:
    """New digests of the statements that were read, by their numbers."""
    claims = {ref: pair.claim for ref, pair in after.claims.items()}
    for index, (item, now) in enumerate(
        zip(statements(before), after.conclusion.statements, strict=True)
    ):
        digest = digest_of(now.rests_on, claims)
        if item.state == READ and digest != now.digest:
            yield index, digest
