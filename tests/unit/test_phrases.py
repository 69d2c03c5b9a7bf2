from __future__ import annotations

import pytest
from llm_trends.core.text.phrases import Automaton, Target, stem

from .counting import steps

PHRASES = {
    "cache": Target("term", "cache"),
    "KV cache": Target("term", "kv-cache"),
    "KV cache eviction policy": Target("term", "policy"),
    "ARC": Target("term", "arc"),
    "open source": Target("trend", "open-source"),
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A cache and two caches.", ["cache", "caches"]),
        ("The KV cache is not a cache.", ["KV cache", "cache"]),
        ("KV cache eviction policies differ", ["KV cache eviction policies"]),
        ("KV cache eviction differs", ["KV cache"]),
        ("an arc is no ARC", ["ARC"]),
        ("cached and uncached", []),
        ("Open source, and open, source", ["Open source"]),
        ("open\nsource", ["open\nsource"]),
        ("the cache's size", ["cache's"]),
    ],
)
def test_longest_whole_words_with_plurals(text: str, found: list[str]) -> None:
    matches = Automaton(PHRASES).matches(text)
    assert [text[match.start : match.end] for match in matches] == found


PLURALS = "cache/caches policy/policies bias/biases LLM/LLMs branch/branches model/models"


@pytest.mark.parametrize("pair", PLURALS.split())
def test_singular_and_plural_share_a_stem(pair: str) -> None:
    singular, plural = pair.split("/")
    assert stem(singular) == stem(plural)


def test_short_words_and_acronyms_keep_what_no_plural_has() -> None:
    assert [stem(word) for word in ("gas", "bus", "maps", "KVs", "ARC")] == [
        *("gas", "bus", "map", "KV", "ARC")
    ]


def test_cost_depends_on_the_text_not_on_the_number_of_phrases() -> None:
    """Steps are counted: a hundred times as many phrases cost not one step more."""

    def count(phrases: int, words: int) -> int:
        many = {f"phrase number{n} of many": Target("term", str(n)) for n in range(phrases)}
        automaton = Automaton(many)
        return steps(lambda: list(automaton.matches("phrase of another kind " * words)))

    assert count(5000, 100) == count(50, 100)
    assert count(50, 200) < 2.1 * count(50, 100)
