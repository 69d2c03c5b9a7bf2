"""Addresses that changed: `docs/data/moved.csv` has a row for each, with the old address and the
new one from the root of the site, the day, and why."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .places import EDITIONS
from .problems import Problem, cut, did_you_mean
from .text.csv_cells import Cells
from .text.csv_rows import FORMULA, csv_rows, date_in
from .text.positions import Place

COLUMNS = ("address", "now", "date", "why")
LONGEST = 200
"""Letters of an address: a file system takes no name of many more."""
ADDRESS = re.compile(r"(?=.)(?:[\w-]+/)*(?:[\w-]+\.html)?(?:#[\w.:+-]+)?")
"""A page, or a place in one. A folder's name has no point, so that no address leads out of the
site or to a file of it."""


@dataclass(frozen=True)
class Move:
    """From an old address to the new one, as `trends/x/#claim`, and where they stand."""

    old: str
    new: str
    line: int
    now_at: Place

    @property
    def is_page(self) -> bool:
        return "#" not in self.old


@dataclass(frozen=True)
class Moves:
    """The rows that are right, in the order of the file."""

    rows: tuple[Move, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_moves(path: str, text: str, today: dt.date) -> Moves:
    """All rows, each wrong for one reason at most."""
    moves: dict[str, Move] = {}
    rows, faults = csv_rows(path, text, COLUMNS)
    problems = list(faults)
    named = {fault.line for fault in faults}
    found = Cells(text)
    for line, cells in rows:
        if line in named:
            continue
        old, new, *_ = cells
        if wrong := _wrong(cells, today):
            problems.append(Problem(path, line, 1, *wrong))
        elif old in moves:
            said = f"{old} has moved before; expected once (the first is on line {moves[old].line})"
            problems.append(Problem(path, line, 1, "address", said))
        else:
            moves[old] = Move(old, new, line, found.place(line, COLUMNS.index("now")))
    problems += [
        Problem(path, *move.now_at, "now", further)
        for move in moves.values()
        if (further := _further(move, moves))
    ]
    return Moves(tuple(moves.values()), tuple(problems))


def _wrong(cells: list[str], today: dt.date) -> tuple[str, str] | None:
    """The field and what is wrong with it."""
    old, new, day, why = cells
    for name, cell in zip(COLUMNS, cells, strict=True):
        if not cell.strip():
            return name, "is empty; expected four filled cells"
    for name, cell in (("address", old), ("now", new)):
        if len(cell) > LONGEST or not ADDRESS.fullmatch(cell):
            expected = "expected one like trends/efficiency/#some-claim"
            near = _respelt(cell)
            hint = f"; did you mean '{near}'?" if near else ""
            return name, f"'{cut(cell)}' is no address of a page; {expected}{hint}"
    if old == new:
        return "now", "is the address before; expected where that is now"
    if why.startswith(FORMULA):  # published as it stands
        return "why", f"'{cut(why)}' is a formula to a spreadsheet; expected words"
    date = date_in(day, today)
    return ("date", date) if isinstance(date, str) else None


def _respelt(cell: str) -> str:
    """How an address may have been meant: `/trends/x`, `trends/x.md#claim`."""
    page, _, name = cell.strip().partition("#")
    page = page.strip("/").removesuffix(".md")
    meant = f"{page}/#{name}" if name else f"{page}/"
    return meant if len(meant) <= LONGEST and ADDRESS.fullmatch(meant) else ""


def _further(move: Move, moves: dict[str, Move]) -> str:
    """What is wrong with a move to what has moved as well: nobody is led on twice."""
    if not (second := moves.get(move.new)):
        return ""
    if second.new == move.old:
        return f"leads to {move.new}, which leads back; expected where both are now"
    return f"{move.new} has moved, too; expected {second.new}, as line {second.line} says"


def leads_nowhere(
    path: str, moves: Moves, pages: Collection[str], sure: Collection[str]
) -> Iterator[Problem]:
    """Moves to a page that is not among `pages`, of those below the folders that are `sure`.

    A frozen edition has pages of its own. Places in pages are only known once these are built.
    """
    old = {move.old for move in moves.rows}
    for move in moves.rows:
        page = move.new.partition("#")[0]
        if page in pages or move.new in old or page.startswith(EDITIONS):
            continue
        if page.startswith("claims/") and not page.startswith(tuple(sure)):
            continue
        hint = did_you_mean(page, sorted(pages))
        wrong = f"{page} is not there; expected an address of this site{hint}"
        yield Problem(path, *move.now_at, "now", wrong)
