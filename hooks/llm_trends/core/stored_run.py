"""The stored run of an explorable: what a page shows of it where no script runs."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

CLAIM = re.compile(r"<p>Claim under test: (.*?)</p>", re.DOTALL)
VERDICT = re.compile(r'<p class="ex-verdict">(.*?)</p>', re.DOTALL)
SIGN = re.compile(r'<span aria-hidden="true">.*?</span>')
SENTENCE = re.compile(r"\S.*?\.(?= |$)")
TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class StoredRun:
    """HTML without blank lines, which would end it inside Markdown; the rest is plain text."""

    html: str
    claim: str
    """What the toy tests, as a sentence about the toy."""
    verdict: str
    """What its experiment said, the first sentence of it: `Held. At least half …`"""


def read_stored_run(text: str) -> StoredRun:
    """Raises `ValueError` if the text holds no experiment."""
    claim, verdict = CLAIM.search(text), VERDICT.search(text)
    said = SENTENCE.findall(_plain(SIGN.sub("", verdict[1]))) if verdict else []
    if not claim or len(said) < 2:
        raise ValueError("holds no claim and verdict; expected what store.py writes")
    lines = "\n".join(line for line in text.splitlines() if line.strip())
    return StoredRun(lines, _plain(claim[1]), " ".join(said[:2]))


def _plain(markup: str) -> str:
    return " ".join(html.unescape(TAG.sub("", markup)).split())
