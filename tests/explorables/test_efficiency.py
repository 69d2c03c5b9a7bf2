"""Lose the needle: attention against NumPy, counts against formulas, memory against hand values."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from . import harness
from .harness import Compute

N, WINDOW, STRIDE, GLOBALS, K = 96, 24, 7, 5, 12
VALUES = {
    "length": N, "distance": 40, "distractors": 9, "layers": 1,
    "window": WINDOW, "stride": STRIDE, "globals": GLOBALS, "k": K,
}  # fmt: skip
PATTERNS = ["exact", "window", "strided", "global", "topk"]
KEY, STATE, INDEX, SHARPNESS = 32, 48, 8, 24

LAYER = """
const { states, queries, place, answer, codes } = model.haystack(given.values, new random.Random(given.seed));
const tally = { pairs: 0, multiplications: 0 };
const steps = model.layer(given.pattern, states, queries, given.values, tally);
let step = steps.next();
while (!step.done) step = steps.next();
return plain({ states, queries, place, answer, codes, out: step.value, ...tally });
"""


def layer(compute: Compute, pattern: Any, seed: Any = 1, **changes: Any) -> Any:
    given = {"values": VALUES | changes, "pattern": pattern, "seed": seed}
    return compute(LAYER, "efficiency/model", "lib/random", given=given)


def mask(pattern: Any, queries: Any, keys: Any) -> Any:
    """Which pairs the pattern computes, written down anew."""
    i, j = np.indices((N, N))
    causal = j <= i
    if pattern == "exact":
        return causal
    if pattern == "window":
        return causal & (i - j < WINDOW)
    if pattern == "strided":
        return causal & ((i - j) % STRIDE == 0)
    if pattern == "global":
        return causal & ((i - j < WINDOW) | (j < GLOBALS))
    index = np.where(causal, queries[:, :INDEX] @ keys[:, :INDEX].T, -np.inf)
    rank = np.argsort(np.argsort(-index, axis=1), axis=1)
    return causal & (rank < K)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_attention_equals_numpy(compute: Compute, pattern: str, seed: int) -> None:
    found = layer(compute, pattern, seed)
    states = np.reshape(found["states"], (N, STATE))
    queries = np.reshape(found["queries"], (N, KEY))
    keys = states[:, :KEY]
    seen = mask(pattern, queries, keys)
    scores = np.where(seen, SHARPNESS * queries @ keys.T, -np.inf)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    expected = weights / weights.sum(axis=1, keepdims=True) @ states
    np.testing.assert_allclose(np.reshape(found["out"], (N, STATE)), expected, atol=1e-10)
    assert found["pairs"] == seen.sum()


def hand_pairs(pattern: Any) -> Any:
    if pattern == "exact":
        return N * (N + 1) // 2
    if pattern == "window":
        return WINDOW * (WINDOW + 1) // 2 + (N - WINDOW) * WINDOW
    if pattern == "strided":
        return sum(i // STRIDE + 1 for i in range(N))
    if pattern == "global":
        extra = GLOBALS * (GLOBALS + 1) // 2 + (N - WINDOW - GLOBALS) * GLOBALS
        return hand_pairs("window") + extra
    return K * (K + 1) // 2 + (N - K) * K


@pytest.mark.parametrize("pattern", PATTERNS)
def test_counts_equal_hand_formulas(compute: Compute, pattern: str) -> None:
    found = layer(compute, pattern)
    indexer = INDEX * N * (N + 1) // 2 if pattern == "topk" else 0
    assert found["pairs"] == hand_pairs(pattern)
    assert found["multiplications"] == hand_pairs(pattern) * (KEY + STATE) + indexer


def test_haystack(compute: Compute) -> None:
    found = layer(compute, "exact")
    states = np.reshape(found["states"], (N, STATE))
    needle = states[found["place"], :KEY]
    assert found["place"] == N - 1 - VALUES["distance"]
    np.testing.assert_allclose(states[found["place"], KEY:], found["codes"][found["answer"]])
    likeness = np.delete(states[:, :KEY] @ needle, found["place"])
    assert np.sum(np.abs(likeness - 0.8) < 1e-9) == VALUES["distractors"]


RUN = """
const steps = model.run(given);
let step = steps.next();
while (!step.done) step = steps.next();
return plain(Object.fromEntries(step.value.patterns.map((p) => [p.name, [p.found, p.kept]])));
"""


@pytest.mark.parametrize(
    ("changes", "pattern", "low", "high"),
    [
        ({"distance": 23}, "window", 7, 8),
        ({"distance": 24}, "window", 0, 3),
        ({"distance": 46, "layers": 2}, "window", 7, 8),
        ({"distance": 47, "layers": 2}, "window", 0, 3),
        ({"distance": 42}, "strided", 7, 8),
        ({"distance": 43}, "strided", 0, 3),
        ({"distance": 91}, "global", 7, 8),
        ({"distance": 90}, "global", 0, 3),
        ({"distance": 90}, "exact", 8, 8),
    ],
)
def test_reach_of_a_pattern(
    compute: Compute, changes: dict[str, Any], pattern: str, low: int, high: int
) -> None:
    given = VALUES | {"seed": 1, "pattern": pattern} | changes
    found = compute(RUN, "efficiency/model", given=given)
    assert low <= found[pattern][0] <= high
    assert found["exact"][1] == found["strided"][1] == found["topk"][1] == N
    assert found["window"][1] == WINDOW and found["global"][1] == WINDOW + GLOBALS


# Bytes of the cache by hand: model, tokens, bits.
CACHES = [
    ("llama-3.2-1b", 131072, 16, 2 * 16 * 8 * 64 * 131072 * 2),
    ("llama-3.2-3b", 8192, 16, 939_524_096),
    ("llama-3.1-8b", 131072, 16, 17_179_869_184),
    ("llama-3.1-70b", 131072, 16, 42_949_672_960),
    ("llama-3.1-405b", 131072, 16, 67_645_734_912),
    ("mistral-7b", 32768, 16, 4_294_967_296),
    ("mixtral-8x7b", 32768, 8, 2_147_483_648),
    ("qwen-2.5-7b", 1000, 16, 57_344_000),
    ("qwen-2.5-72b", 1000, 16, 327_680_000),
    ("phi-3-mini", 1000, 16, 393_216_000),
    ("gemma-2-9b", 8192, 16, 2_113_929_216),
    ("deepseek-v3", 1000, 16, 70_272_000),
]


def entries() -> Any:
    text = (harness.EXPLORABLES / "efficiency" / "models.json").read_text(encoding="utf-8")
    return {entry["key"]: entry for entry in json.loads(text)["models"]}


@pytest.mark.parametrize(("key", "tokens", "bits", "expected"), CACHES)
def test_cache_by_hand(compute: Compute, key: str, tokens: Any, bits: Any, expected: Any) -> None:
    given = [entries()[key], tokens, bits]
    assert (
        compute("return plain(memory.cacheBytes(...given))", "efficiency/memory", given=given)
        == expected
    )


def test_weights_and_sources(compute: Compute) -> None:
    given = [entries()["llama-3.1-8b"], 4]
    found = compute("return plain(memory.weightBytes(...given))", "efficiency/memory", given=given)
    assert found == 8_030_261_248 / 2
    assert {key for key, *_ in CACHES} == set(entries())
    assert all(entry["source"].startswith("https://") for entry in entries().values())
