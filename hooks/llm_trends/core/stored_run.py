"""The stored run of an explorable: what a page shows of it where no script runs."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import islice

TITLE = ("<h3>", "</h3>")
CLAIM = ("<p>Claim under test: ", "</p>")
VERDICT = ('<p class="ex-verdict">', "</p>")
SIGN = ('<span aria-hidden="true">', "</span>")
SENTENCE_END = re.compile(r"\.(?= |$)")
SOURCE = re.compile(r'href="[./]*sources/#([^"]+)"')
TAG = re.compile(r"<[^<>]+>")


@dataclass(frozen=True)
class StoredRun:
    """HTML without blank lines, which would end it inside Markdown; the rest is plain text."""

    html: str
    claim: str
    """What the toy tests, as a sentence about the toy."""
    verdict: str
    """What its experiment said, the first sentence of it: `Held. At least half …`"""
    title: str = ""
    written: str = ""
    """The file as it is, whose lines are those of problems."""
    sources: tuple[str, ...] = ()
    """The keys of those that it links, each once."""


def read_stored_run(text: str) -> StoredRun:
    """Raises `ValueError` if the text holds no experiment."""
    claim, verdict = _between(text, CLAIM), _between(text, VERDICT)
    if sign := _between(verdict, SIGN):
        verdict = verdict.replace(f"{SIGN[0]}{sign}{SIGN[1]}", "")
    said = _plain(verdict)
    ends = [end.end() for end in islice(SENTENCE_END.finditer(said), 2)]
    if not claim or len(ends) < 2:
        raise ValueError("holds no claim and verdict; expected what store.py writes")
    if text.count(VERDICT[0]) > 1:
        raise ValueError("holds several verdicts; expected one experiment")
    lines = "\n".join(line for line in text.splitlines() if line.strip())
    sources = tuple(dict.fromkeys(SOURCE.findall(text)))
    return StoredRun(
        lines, _plain(claim), said[: ends[1]], _plain(_between(text, TITLE)), text, sources
    )


def _between(text: str, signs: tuple[str, str]) -> str:
    """What stands between the first opening sign and the next closing one."""
    after = text.partition(signs[0])[2]
    inside, closed, _ = after.partition(signs[1])
    return inside if closed else ""


def _plain(markup: str) -> str:
    return " ".join(html.unescape(TAG.sub("", markup)).split())
