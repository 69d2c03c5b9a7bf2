"""What the search finds: small records, each leading to the thing itself, as files for the browser.

They come in pieces, fetched when the search is first used. The preview of a link needs the first
piece only. Each is a script, since a browser reads scripts from disk too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

from .core.text.typography import typographic

FOLDER = "search/"
FORMAT = 2
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
    AHEAD = "ahead"
    """What may come and what would change a verdict: it repeats the words of what is settled."""
    CORRECTIONS = "corrections"
    """What a trend's findings said before: its title has the words of the trend's own."""
    EDITING = "editing"
    """A section for editors, which few readers look for."""
    EVENT = "event"
    FINDING = "finding"
    """Searched as part of the claim at whose place it stands, and shown there if it was found."""
    SOURCE = "source"


PIECE = {
    Kind.SECTION: "prose",
    Kind.AHEAD: "prose",
    Kind.EDITING: "prose",
    Kind.EVENT: "prose",
    Kind.FINDING: "prose",
    Kind.SOURCE: "sources",
}
"""The piece that a kind of record is in; all others are in the first, `answers`."""
NAMES = ("answers", "prose", "sources")


@dataclass(frozen=True)
class Record:
    """One answer, in plain text."""

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
    """The files that hold all records, by trend and by field, since like packs well with like.

    What is empty is written as 0.
    Each names the state that all were made of, so that a browser that got one file before a
    publication and the other after it can tell.
    """
    together = sorted(records, key=lambda record: record.under)
    found = [(PIECE.get(record.kind, NAMES[0]), _read(asdict(record))) for record in together]
    same = [list(group) for group in synonyms]
    state = hashlib.sha256(_json([found, same]).encode()).hexdigest()[:12]
    made: dict[str, str] = {}
    for name in NAMES:
        held = [written for piece, written in found if piece == name]
        columns = {field.name: [one[field.name] or 0 for one in held] for field in fields(Record)}
        data = {"piece": name, "format": FORMAT, "state": state, "columns": columns}
        if name == NAMES[0]:
            data["same"] = same
        made[f"{FOLDER}{name}.js"] = f"siteSearch.receive({_json(data)});\n"
    return made


def _read(value: Any) -> Any:
    """A record as it is shown: its words with the marks that pages have."""
    if isinstance(value, str):
        return typographic(value)
    if isinstance(value, dict):
        return {name: _read(item) for name, item in value.items()}
    return [_read(item) for item in value] if isinstance(value, list | tuple) else value


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
