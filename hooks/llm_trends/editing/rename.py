"""A new name for a trend or a claim, wherever the old one is used, and a way from the old address.

What is renamed is still what was read, so statements that were read stay read under new digests;
a statement that waits keeps waiting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from ..core.conclusion import digest_of
from ..core.editions import is_archive
from ..core.files import CONCLUSION, HISTORY, READINGS, RECORD
from ..core.frame import DOCS
from ..core.kinds_of_text import SLUG
from ..core.problems import unknown
from ..core.readings import parts_of, written
from ..core.report import Report
from ..core.views.statements import READ, judged
from .approval import approved
from .change import Change, Project, RefusedError
from .redirects import MOVED, Moves, moved
from .yaml_places import Scalar, has_header, replaced

KEPT = f"{DOCS}data/"
"""What commands have written, such as the addresses that were published, stays as it is."""
BY_SUBJECT = frozenset({DOCS + RECORD, DOCS + HISTORY})
"""Except tables that name by `trend#claim` what their rows are about."""
LISTED = 5
"""Lines of a file that are named, if it holds the old name in more."""


def rename_trend(project: Project, old: str, new: str) -> Change:
    """Another slug for a trend: its file, every reference to it, the record, and a redirect."""
    report = project.sound().report
    if old not in report.by_slug:
        raise RefusedError(unknown("trend", old, report.by_slug))
    _free(new, report.by_slug, "trend")
    name, claims = re.escape(old), "|".join(map(re.escape, report.by_slug[old].claims))
    prose = re.compile(
        rf"(?<=\[\[){name}(?=[]|#\\])"  # [[old]], [[old#claim|words]]
        rf"|(?<=trends/){name}(?=\.md\b|/)"  # a link to the page, in Markdown or HTML
        rf"|(?<=\(){name}(?=\.md\b)"  # a link from another trend
        rf"|(?<=report\.figure\([\"']){name}(?=#)"
        rf"|(?<=  - to: ){name}(?=\n)|(?<= claim: ){name}(?=#)"  # the example of a guide
        rf"|(?<=\"trend\": \"){name}(?=\")"
        rf"|(?<![\w/#-]){name}(?=#(?:{claims})(?![\w-]))"  # a claim of it, wherever it is named
    )

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

    page, moved = f"docs/trends/{old}.md", f"docs/trends/{new}.md"
    project.absent([moved])
    files: dict[str, bytes | None] = dict(
        _everywhere(project, prose, new, scalar, _subject(old, new))
    )
    files[moved] = files.get(page) or project.files[page]
    files[page] = None
    trend = report.by_slug[old]
    moves = {f"trends/{old}/": f"trends/{new}/"}
    moves |= {f"claims/{old}/{claim}.html": f"claims/{new}/{claim}.html" for claim in trend.claims}
    events = (pair.anchor for pair in report.events if pair.trend is trend)
    moves |= {f"timeline/#{at}": f"timeline/#{new}{at.removeprefix(old)}" for at in events}
    return _finished(project, files, moves, f"the trend {old} is now called {new}", old)


def rename_claim(project: Project, ref: str, new: str) -> Change:
    """Another id for a claim `trend#claim`: every reference to it, the record, and a redirect."""
    report = project.sound().report
    if ref not in report.claims:
        raise RefusedError(unknown("claim", ref, report.claims))
    slug, _, old = ref.partition("#")
    trend = report.by_slug[slug]
    _free(new, {**trend.claims, **trend.disagreements}, "claim")
    trend_, old_ = re.escape(slug), re.escape(old)
    prose = re.compile(
        rf"(?<=\[\[{trend_}#){old_}(?=[]|\\])"
        rf"|(?<=trends/{trend_}\.md#){old_}\b(?!-)|(?<=\({trend_}\.md#){old_}\b(?!-)"
        rf"|(?<=trends/{trend_}/#){old_}\b(?!-)"
        rf"|(?<= claim: {trend_}#){old_}\b(?!-)"
        rf"|(?<![\w/#-]{trend_}#)(?<={trend_}#){old_}(?![\w-])"
    )
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
        _everywhere(project, prose, new, scalar, _subject(ref, f"{slug}#{new}"))
    )
    page = f"{DOCS}{trend.page}"
    text = (files.get(page) or project.files[page]).decode()
    files[page] = here.sub(new, replaced(text, own)).encode()
    moves = {
        f"trends/{slug}/#{old}": f"trends/{slug}/#{new}",
        f"claims/{slug}/{old}.html": f"claims/{slug}/{new}.html",
    }
    return _finished(project, files, moves, f"the claim {ref} is now called {new}", old)


def _free(new: str, taken: Mapping[str, object], what: str) -> None:
    if not re.fullmatch(SLUG, new):
        wrong = f"'{new}' is no name; expected lower-case words joined by hyphens"
        raise RefusedError(wrong)
    if new in taken:
        raise RefusedError(f"there is a {what} '{new}' already; expected a name that is free")


def _subject(old: str, new: str) -> Callable[[str], str]:
    """Renames the subject of a row of the record, `trend#part`."""

    def renamed(subject: str) -> str:
        if "#" in old:
            return new if subject == old else subject
        head, hash_, part = subject.partition("#")
        return f"{new}{hash_}{part}" if head == old else subject

    return renamed


def _everywhere(
    project: Project,
    prose: re.Pattern[str],
    new: str,
    scalar: Callable[[Scalar], str | None],
    subject: Callable[[str], str],
) -> Iterator[tuple[str, bytes]]:
    """The files that name it, with the new name; of the tests, where they name an address, a claim
    or what a search should find."""
    for path, raw in project.files.items():
        if path.startswith(KEPT) and path not in BY_SUBJECT:
            continue
        if is_archive(path.removeprefix(DOCS)):
            continue
        text = raw.decode("utf-8")
        if path in BY_SUBJECT:
            changed = _record(text, subject)
        else:
            has_fields = path.endswith(".yml") or has_header(path, text)
            changed = replaced(text, scalar) if has_fields else text
            changed = prose.sub(new, changed)
        if changed != text:
            yield path, changed.encode()


def _record(text: str, subject: Callable[[str], str]) -> str:
    """A table whose first cells are subjects; all others stay byte for byte as they are."""
    lines = text.splitlines(keepends=True)
    out: list[str] = []
    quoted = False
    for line in lines:
        first, comma, rest = line.partition(",")
        out.append(line if quoted else f"{subject(first)}{comma}{rest}")
        quoted ^= line.count('"') % 2 == 1
    return "".join(out)


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
        files[DOCS + READINGS] = _readings(before, after, digests).encode()
    change = project.checked(Change(files))
    names = [f"{path}: {'deleted' if raw is None else 'written'}" for path, raw in files.items()]
    return Change(change.files, (f"{said}.", *sorted(names), *_elsewhere(project, files, old)))


def _digests(before: Report, after: Report) -> Iterator[tuple[int, str]]:
    """New digests of the statements that were read, by their numbers."""
    claims = {ref: pair.claim for ref, pair in after.claims.items()}
    for index, (item, now) in enumerate(
        zip(judged(before), after.conclusion.statements, strict=True)
    ):
        digest = digest_of(now.rests_on, claims)
        if item.state == READ and digest != now.digest:
            yield index, digest


def _readings(before: Report, after: Report, digests: Mapping[int, str]) -> str:
    """The marks under the new digests; those of other statements as they were."""

    def rows() -> Iterator[tuple[str, str, Mapping[str, Mapping[str, str]]]]:
        for index, item in enumerate(judged(after)):
            name, digest = item.statement.id, item.statement.digest
            if index in digests:
                parts = {pair.ref: parts_of(pair.claim) for pair in item.claims}
                yield name, digests[index], parts
            else:
                yield name, digest, before.readings.claims.get((name, digest), {})

    return written(rows())


def _elsewhere(project: Project, files: Mapping[str, bytes | None], old: str) -> Iterator[str]:
    """Files outside of what was renamed that name it too, for the editor to look at."""
    word = re.compile(rf"[\"'/#]{re.escape(old)}[\"'/#]|(?<![\w-]){re.escape(old)}#")
    for path, raw in {**project.files, **files}.items():
        if path.startswith("tests/") and raw:
            lines = enumerate(raw.decode("utf-8", "replace").splitlines(), start=1)
            if found := [str(number) for number, line in lines if word.search(line)]:
                more = ", …" if len(found) > LISTED else ""
                at = f"line{'s' if len(found) > 1 else ''} {', '.join(found[:LISTED])}{more}"
                yield f"{path}: names it too, in {at}; look whether it is meant"
