"""What the search finds: small records, each leading to the thing itself, as files for the browser.

They come in pieces, fetched when the search is first used. The preview of a link needs the first
piece only. Each is a script, since a browser reads scripts from disk too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum

FOLDER = "search/"
FORMAT = 1
"""To be raised when the form of a record changes: a page that was opened before then says that it
is older than the search."""


@dataclass(frozen=True)
class Section:
    """A piece of prose under a heading; `anchor` is empty for what stands before the first."""

    anchor: str
    title: str
    text: str


class Kind(StrEnum):
    """What a record leads to."""

    CLAIM = "claim"
    TERM = "term"
    TREND = "trend"
    CHART = "chart"
    STATEMENT = "statement"
    DISAGREEMENT = "disagreement"
    EXPLORABLE = "explorable"
    PAGE = "page"
    SECTION = "section"
    EVENT = "event"
    FINDING = "finding"
    """Searched as part of the claim at whose place it stands, and shown there if it was found."""
    SOURCE = "source"


PIECE = {
    Kind.SECTION: "prose",
    Kind.EVENT: "prose",
    Kind.FINDING: "prose",
    Kind.SOURCE: "sources",
}
"""The piece that a kind of record is in; all others are in the first, `answers`."""
NAMES = ("answers", "prose", "sources")


@dataclass(frozen=True)
class Record:
    """One answer, in plain text. Empty fields are not written, but for the home page's `at`."""

    kind: Kind
    at: str
    """Where it stands, counted from the root of the site: `glossary/#kv-cache`."""
    title: str
    text: str = ""
    """What is shown below the title, cut to what was looked for."""
    under: str = ""
    """The title of the trend or page that it belongs to."""
    names: tuple[str, ...] = ()
    """Other words for the same thing."""
    more: tuple[str, ...] = ()
    """What is searched too, and shown only where it was found."""
    judged: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    """Of a claim, by moment: verdict, certainty, reason."""


def pieces(records: Iterable[Record], synonyms: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """The files that hold all records.

    Each names the state that all were made of, so that a browser that got one file before a
    publication and the other after it can tell.
    """
    found = [(PIECE.get(record.kind, NAMES[0]), _written(record)) for record in records]
    same = [list(group) for group in synonyms]
    state = hashlib.sha256(_json([found, same]).encode()).hexdigest()[:12]
    made: dict[str, str] = {}
    for name in NAMES:
        held = [written for piece, written in found if piece == name]
        data = {"piece": name, "format": FORMAT, "state": state, "records": held}
        if name == NAMES[0]:
            data["same"] = same
        made[f"{FOLDER}{name}.js"] = f"siteSearch.receive({_json(data)});\n"
    return made


def _written(record: Record) -> dict[str, object]:
    return {name: value for name, value in asdict(record).items() if value or name == "at"}


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
