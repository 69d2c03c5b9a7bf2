"""The list of addresses that moved, with more of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from ..core import files
from ..core.moves import COLUMNS
from ..core.places import DOCS
from ..core.text.csv_rows import written_rows
from .change import Project

MOVED = DOCS + files.MOVED
Moves = Mapping[str, str]
"""Addresses from the root of the site, old to new."""


def moved(project: Project, moves: Moves, why: str) -> str:
    """The list of redirects with new ones; what led to an old address leads on to the new one."""
    text = project.files.get(MOVED, b"").decode()
    rows = list(csv.reader(io.StringIO(text)))[1:]
    fresh = {*moves.values()}
    kept = [[cells[0], _led_on(moves, cells[1]), *cells[2:]] for cells in rows if cells]
    kept = [cells for cells in kept if cells[0] not in fresh and cells[0] not in moves]
    new = ([address, now, str(project.today), why] for address, now in moves.items())
    return written_rows([COLUMNS, *kept, *new])


def _led_on(moves: Moves, address: str) -> str:
    """Where an address leads after the moves: itself, or a place in a page that moved."""
    page, hash_, place = address.partition("#")
    return moves.get(address) or f"{moves.get(page, page)}{hash_}{place}"
