"""Links by name, `[words][name]`, and the lines that give the addresses, `[name]: address`.

Markdown passes over in silence what does not fit together: a name without an address stays as raw
text, an address that no link asks for is shown nowhere, and of two for one name the last counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .left_blocks import Left

REFERENCE = re.compile(r"\[(?P<words>[^\[\]\n]+)\] ?\[(?P<name>[^\[\]\n]*)\]")
DEFINED = re.compile(r"^ {0,3}\[(?P<name>[^\[\]^][^\[\]]*)\]: *\S+", re.MULTILINE)
BRACKETS = re.compile(r"\[([^\[\]]+)\]")
LOST = "refers to an address that is not given; expected `[words](address)`"
AGAIN = "gives a second address to a name; expected one, or another name"
UNUSED = "gives an address that no link asks for; expected `[words][name]` in the text, or nothing"


def given(text: str) -> frozenset[str]:
    """The names that have an address."""
    return frozenset(_plain(found["name"]) for found in DEFINED.finditer(text))


def nameless(text: str, names: frozenset[str]) -> Iterator[Left]:
    """Links by a name that has no address."""
    for found in REFERENCE.finditer(text):
        if _plain(found["name"] or found["words"]) not in names:
            yield Left(found.start(), found[0], LOST)


def addresses_amiss(text: str) -> Iterator[Left]:
    """Addresses for a name that has one already, or that no link asks for."""
    defined = list(DEFINED.finditer(text))
    if not defined:
        return
    asked = {_plain(name) for name in BRACKETS.findall(DEFINED.sub("", text))}
    met: set[str] = set()
    for found in defined:
        name = _plain(found["name"])
        if name in met or name not in asked:
            yield Left(found.start(), found[0].strip(), AGAIN if name in met else UNUSED)
        met.add(name)


def _plain(name: str) -> str:
    """A name as Markdown compares it."""
    return " ".join(name.lower().split())
