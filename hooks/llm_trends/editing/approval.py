"""Approving statements of the conclusion after their claims have been read."""

from __future__ import annotations

from collections.abc import Collection as Names
from collections.abc import Iterable, Iterator, Mapping

from ..core.files import CONCLUSION, READINGS
from ..core.history_rules import COMMAND
from ..core.places import DOCS
from ..core.problems import unknown
from ..core.readings import Parts, parts_of, written
from ..core.report import Report
from ..core.views.statements import CHANGED, StatementAt, changes, statements
from .change import Change, Project, RefusedError, page_of
from .yaml_places import Scalar, replaced

Fields = Mapping[int, Mapping[str, str]]
"""New values of fields of statements, which are counted from 0."""


def approve(project: Project, names: Names[str], every: bool = False) -> Change:
    """Give statements today's date, the present digest of their claims, and the marks of these.

    Without names, nothing is changed: it says which statements wait, and for what. A statement
    can be read if nothing is wrong with the pages of its claims.
    """
    project.sound([DOCS + CONCLUSION, DOCS + READINGS])
    report = project.found.report
    items = {item.statement.id: item for item in statements(report)}
    closed = {name: faulty for name, item in items.items() if (faulty := _faulty(project, item))}
    waiting = [n for n, item in items.items() if item.state == CHANGED and n not in closed]
    wanted = waiting if every else list(names)
    for name in wanted:
        if name not in items:
            raise RefusedError(unknown("statement", name, items))
        project.sound(closed.get(name, ()))
    later = tuple(f"{name} cannot be read: {', '.join(closed[name])}" for name in closed)
    if not wanted and not every:
        left = _unsettled(project, (items[name] for name in waiting))
        return Change(said=(*left, *_list(report, items, waiting), *later))
    today = str(project.today)
    new = {
        index: {"read": today, "digest": item.digest}
        for index, (name, item) in enumerate(items.items())
        if name in wanted
    }
    path = DOCS + CONCLUSION
    files = {DOCS + READINGS: readings(report, items.values(), wanted).encode()}
    if new:
        files[path] = approved(project.files[path], new)
    said = [f"{name}: read {today}, {items[name].digest}" for name in dict.fromkeys(wanted)]
    told = later if every else ()
    left = _unsettled(project, (items[name] for name in wanted))
    return Change(files, (*(said or [f"{CHANGED}: none"]), *told, *left))


def _faulty(project: Project, item: StatementAt) -> list[str]:
    """The pages of a statement's claims that have problems."""
    return sorted({page_of(ref) for ref in item.statement.rests_on} & project.faulty)


def _unsettled(project: Project, read: Iterable[StatementAt]) -> Iterator[str]:
    """What a strict build refuses in the claims of statements, as to mend it changes the claims; a
    row of the history changes none."""
    claims = {
        (pair.trend.source.path, f"claims[{pair.trend.data.claims.index(pair.claim)}]")
        for item in read
        for pair in item.claims
    }
    warned = (one for one in project.found.warnings if COMMAND not in one.message)
    if left := [one for one in warned if (one.path, one.field.partition(".")[0]) in claims]:
        yield "A strict build refuses this, and a claim that is mended is to be read again:"
        yield from (f"  {problem}" for problem in sorted(left))


def approved(raw: bytes, new: Fields) -> bytes:
    """The file with new values; every other byte is as it was."""

    def value(scalar: Scalar) -> str | None:
        match scalar.path:
            case ("statements", int(index), str(field)):
                return new.get(index, {}).get(field)
        return None

    return replaced(raw.decode("utf-8"), value).encode()


def readings(report: Report, items: Names[StatementAt], read: Names[str]) -> str:
    """The marks of all readings: those of the statements just `read`, and the others' of before."""

    def rows() -> Iterator[tuple[str, str, Mapping[str, Parts]]]:
        for item in items:
            name, digest = item.statement.id, item.statement.digest
            if name in read or item.digest == digest:
                yield name, item.digest, {pair.ref: parts_of(pair.claim) for pair in item.claims}
            else:
                yield name, digest, report.readings.claims.get((name, digest), {})

    return written(rows())


def _list(report: Report, items: Mapping[str, StatementAt], waiting: list[str]) -> Iterator[str]:
    """What an editor is to read again, each at its place, and the command that comes after."""
    if not waiting:
        yield f"{CHANGED}: none"
        return
    yield f"{CHANGED}:"
    order = list(items)
    for name in waiting:
        item, source = items[name], report.conclusion.source
        line, column = source.place(("statements", order.index(name)))
        yield f"  {source.path}:{line}:{column}: {name}, read {item.statement.read}, rests on"
        known = changes(report, item)
        for pair in item.claims:
            page = pair.trend.source
            line, column = page.place(("claims", pair.trend.data.claims.index(pair.claim)))
            said = f": changed in {known[pair.ref]}" if pair.ref in known else ""
            yield f"    {page.path}:{line}:{column}: {pair.ref}{said}"
        gone = [ref for ref in known if ref not in {pair.ref for pair in item.claims}]
        yield from (f"    {ref}: {known[ref]}" for ref in gone)
    yield f"Read them, then: .venv/bin/python hooks/edit.py approve {' '.join(waiting)}"
