"""Finding the words that deserve a link: an automaton over words, linear in the text.

Phrases are stored word by word in a tree. Matching walks it once from each word, so the cost
depends on the length of the text and of the longest phrase, never on how many phrases there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ..groups import grouped

WORD = re.compile(r"\w+(?:[-'’./]\w+)*")
NOT_PLURAL = ("ss", "us", "is", "as")


@dataclass(frozen=True)
class Target:
    """What a phrase links to: a trend or a glossary term."""

    kind: str
    slug: str


@dataclass
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    target: Target | None = None


@dataclass(frozen=True)
class Match:
    start: int
    end: int
    target: Target


def stem(word: str) -> str:
    """The form under which a word is looked up, one for singular and plural.

    It need not be a word: `cache` and `caches` → `cach`, `policies` → `policy`. Acronyms keep
    their capitals, so that `ARC` never matches `arc`; `LLMs` → `LLM`.
    """
    word = word.removesuffix("'s").removesuffix("’s")
    if sum(letter.isupper() for letter in word) > 1:
        return word.removesuffix("s")
    word = word.casefold()
    if len(word) < 4:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("es"):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(NOT_PLURAL):
        word = word[:-1]
    return word.removesuffix("e")


@lru_cache(maxsize=8192)
def stems(phrase: str) -> tuple[str, ...]:
    """The words of a phrase, each as it is looked up."""
    return tuple(map(stem, WORD.findall(phrase)))


class Automaton:
    """All phrases at once; `matches` gives the leftmost longest ones without overlap."""

    def __init__(self, phrases: Mapping[str, Target]) -> None:
        self._root = _Node()
        for phrase, target in phrases.items():
            node = self._root
            for word in stems(phrase):
                node = node.next.setdefault(word, _Node())
            if node is not self._root:
                node.target = target

    def matches(self, text: str) -> Iterator[Match]:
        words = list(WORD.finditer(text))
        stems = [stem(word[0]) for word in words]
        at = 0
        while at < len(words):
            end, target = self._longest(text, words, stems, at)
            if target:
                yield Match(words[at].start(), words[end].end(), target)
            at = end + 1 if target else at + 1

    def _longest(
        self, text: str, words: list[re.Match[str]], stems: list[str], at: int
    ) -> tuple[int, Target | None]:
        node, best, found = self._root, at, None
        for index in range(at, len(words)):
            if index > at and text[words[index - 1].end() : words[index].start()].strip():
                break
            following = node.next.get(stems[index])
            if following is None:
                break
            node = following
            if node.target:
                best, found = index, node.target
        return best, found


def same_phrase(phrases: Iterable[str]) -> dict[tuple[str, ...], list[str]]:
    """Phrases grouped by what the automaton takes them for; a group of two is ambiguous."""
    return grouped((stems(phrase), phrase) for phrase in phrases)
