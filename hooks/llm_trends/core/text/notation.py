"""The short notation of prose: citations `[@key, Table 3; @other]` and links `[[target|words]]`.

Both the Markdown extension, which renders it, and the checks, which name faults by line and
column, read it through this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

CITATION = r"\[(?P<items>@[^\[\]]+)\]"
LINK = r"\[\[(?P<target>[^\[\]|\n]+?)(?:\|(?P<words>[^\[\]]+?))?\]\]"
CITATION_ITEM = re.compile(r"^\s*@(?P<key>[A-Za-z][\w:-]*)\s*(?:,\s*(?P<at>.+?))?\s*$", re.DOTALL)
NOT_PROSE = re.compile(
    r"^(?P<fence>```+|~~~+).*?^(?P=fence)[ \t]*$"  # fenced code
    r"|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"  # code in a line
    r"|\\\(.+?\\\)|\\\[.+?\\\]"  # mathematics
    r"|<!--.*?-->",
    re.DOTALL | re.MULTILINE,
)


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
    """A piece of notation at an offset of the text; `what` is `None` if it is malformed."""

    offset: int
    raw: str
    what: tuple[Cited, ...] | Link | None


def parse_citation(items: str) -> tuple[Cited, ...] | None:
    """`@a, p. 3; @b` → its items, or `None` if one of them has no key."""
    matches = [CITATION_ITEM.match(item) for item in items.split(";")]
    if not all(matches):
        return None
    return tuple(Cited(match["key"], match["at"]) for match in matches if match)


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


def mask(text: str) -> str:
    """`text` with code, mathematics and comments blanked; offsets and lines stay the same."""
    return NOT_PROSE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def scan(text: str) -> Iterator[Found]:
    """Every citation and link in running text, in order."""
    for match in re.finditer(f"{LINK}|{CITATION}", mask(text)):
        if match["items"]:
            yield Found(match.start(), match[0], parse_citation(match["items"]))
        else:
            yield Found(match.start(), match[0], parse_link(match["target"], match["words"]))


def place_of(text: str, offset: int) -> tuple[int, int]:
    """(line, column) of an offset, counted from 1."""
    line = text.count("\n", 0, offset)
    return line + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def plain_text(text: str) -> str:
    """A field without its citations and links: for exports, labels and tooltips.

    Nothing else is notation in a field, so nothing else is taken away.
    """
    text = re.sub(rf"\s*{CITATION}", "", text)
    text = re.sub(LINK, lambda match: parse_link(match["target"], match["words"]).shown, text)
    return " ".join(text.split())


def cited_keys(text: str) -> tuple[str, ...]:
    """The keys of all sources that a text cites, each once, in order."""
    keys = (
        item.key for found in scan(text) if isinstance(found.what, tuple) for item in found.what
    )
    return tuple(dict.fromkeys(keys))
