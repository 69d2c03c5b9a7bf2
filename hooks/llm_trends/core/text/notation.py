"""The short notation of prose: citations `[@key, Table 3; @other]` and links `[[target|words]]`.

Both the Markdown extension, which renders it, and the checks, which name faults by line and
column, read it through this module. In a row of a table the bar of a link would end the cell, so
there it is written `[[target\\|words]]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..problems import cut
from .blocks import bars
from .not_prose import Formula, Prose, prose

CITATION = r"\[(?P<items>@[^\[\]]+)\]"
LINK = r"\[\[(?P<target>[^\[\]|\\\n]+)(?:\\?\|(?P<words>[^\[\]]+))?\]\]"
NOTATION = re.compile(f"{LINK}|{CITATION}")
FIELD = re.compile(rf"{LINK}|{CITATION}|\\\((?P<latex>(?:[^\\]|\\[^()])+)\\\)")
ITEM = re.compile(r"@(?P<key>[A-Za-z][\w:-]*)(?:\s*,\s*(?P<at>[^\s;][^;]*))?")
NEXT_KEY = re.compile(r"(?<![\s,])[\s,]+(?=@[A-Za-z])")
LOOSE_SIGN = re.compile(r"@\s+")
EMPTY_PLACE = re.compile(r",\s*$")
NO_COMMA = re.compile(r"(@[A-Za-z](?:[\w:-]*\w)?)[\s:]+(?=[^\s,:@])")

NO_KEYS = frozenset({"arxiv", "doi", "http", "https", "isbn", "url"})
"""What addresses and numbers of works begin with, and no key is."""


@dataclass(frozen=True)
class Cited:
    """One item of a citation: a source and, where given, the place in it."""

    key: str
    at: str | None


@dataclass(frozen=True)
class Link:
    """`[[…]]`. `kind` is trend, claim, term or plain; `trend` is empty for this very page."""

    kind: str
    trend: str
    name: str
    words: str | None

    @property
    def shown(self) -> str:
        """The words that stand for the link where nothing can be looked up."""
        return self.words or self.name.replace("-", " ") or self.trend.replace("-", " ")


@dataclass(frozen=True)
class Found:
    """A piece of notation at an offset of the text.

    Either `what` is what it says, or `fault` is what is wrong with how it is written.
    """

    offset: int
    raw: str
    what: tuple[Cited, ...] | Link | None
    fault: str = ""


def parse_citation(items: str) -> tuple[Cited, ...] | None:
    """`@a, p. 3; @b` → its items, or `None` if one of them is not a key and perhaps a place."""
    found = []
    for item in items.split(";"):
        match = ITEM.fullmatch(item.strip())
        if not match or NEXT_KEY.search(f",{match['at'] or ''}"):
            return None
        found.append(Cited(match["key"], match["at"]))
    return tuple(found)


def citation_fault(items: str) -> str:
    """What is wrong with a citation, and how it was probably meant."""
    if NEXT_KEY.search(items):
        wrong = "has no semicolon between its sources; expected `[@a; @b]`"
    else:
        wrong = "is not a citation; expected `[@key]`, `[@key, Table 3]` or `[@a; @b]`"
    parts = [
        NO_COMMA.sub(r"\1, ", EMPTY_PLACE.sub("", part.strip()))
        for part in NEXT_KEY.sub("; ", LOOSE_SIGN.sub("@", items)).split(";")
        if part.strip()
    ]
    meant = "; ".join(parts)
    known = parse_citation(meant)
    if known and not any(cited.key.lower() in NO_KEYS for cited in known):
        wrong += f"; did you mean `[{cut(meant)}]`?"
    return wrong


def parse_link(target: str, words: str | None) -> Link:
    """`efficiency`, `efficiency#claim`, `#claim`, `term:kv-cache`; `!words` is never linked."""
    target = target.strip()
    if target.startswith("!"):
        return Link("plain", "", "", target[1:].strip())
    if target.startswith("term:"):
        return Link("term", "", target[5:].strip(), words)
    trend, hash_, claim = target.partition("#")
    return Link("claim" if hash_ else "trend", trend.strip(), claim.strip(), words)


def citation(key: str, at: str | None) -> str:
    """The notation for one source; a semicolon in the place would begin another one."""
    return f"[@{key}, {at.replace(';', ',')}]" if at else f"[@{key}]"


def scan(text: str) -> Iterator[Found]:
    """Every citation and link in running text, in order."""
    return scan_prose(prose(text))


def scan_prose(page: Prose) -> Iterator[Found]:
    """As `scan`, for a text that was taken apart already, such as `SourceText.prose`."""
    for run in page.runs:
        cells = set(bars(page.text, run)) if run.row else set()
        for match in NOTATION.finditer(page.text, run.start, run.end):
            yield _found(match, not cells.isdisjoint(range(match.start(), match.end())))


def scan_field(text: str) -> Iterator[Found | Formula]:
    """All notation that a field of a header may hold, in order; all else in it is text."""
    for match in FIELD.finditer(text):
        if match["latex"]:
            yield Formula(match.start(), match["latex"], "inline")
        else:
            yield _found(match, cut_by_a_bar=False)


def _found(match: re.Match[str], cut_by_a_bar: bool) -> Found:
    what: tuple[Cited, ...] | Link | None = None
    if cut_by_a_bar:
        meant = match[0].replace("|", "\\|", 1)
        expected = "a place without one" if match["items"] else f"`{cut(meant)}`"
        fault = f"has a bar, which ends the cell of the table; expected {expected}"
    elif match["items"]:
        what = parse_citation(match["items"])
        fault = "" if what else citation_fault(match["items"])
    else:
        what, fault = parse_link(match["target"], match["words"]), ""
    return Found(match.start(), match[0], what, fault)


def plain_text(text: str) -> str:
    """A field without its citations and links: for exports, labels and tooltips.

    Nothing else is notation in a field, so nothing else is taken away.
    """
    text = re.sub(f" ?{CITATION}", "", " ".join(text.split()))
    text = re.sub(LINK, lambda match: parse_link(match["target"], match["words"]).shown, text)
    return " ".join(text.split())


@lru_cache(maxsize=8192)
def cited_keys(text: str) -> tuple[str, ...]:
    """The keys of all sources that a text cites, each once, in order."""
    keys = (
        item.key for found in scan(text) if isinstance(found.what, tuple) for item in found.what
    )
    return tuple(dict.fromkeys(keys))
