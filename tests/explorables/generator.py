"""The library's random numbers in Python, so that a model can be followed draw by draw."""

from __future__ import annotations

from collections.abc import Iterator

MASK = 2**64 - 1


def uniforms(seed: int, stream: int = 0) -> Iterator[float]:
    """The library's generator written anew: SplitMix64 fills xoshiro128**."""
    state, words = (stream << 32) | seed, []
    for _ in range(2):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
        words += [z & 0xFFFFFFFF, z >> 32]

    def rotate(x: int, k: int) -> int:
        return ((x << k) | (x >> (32 - k))) & 0xFFFFFFFF

    def following() -> int:
        result = rotate(words[1] * 5 & 0xFFFFFFFF, 7) * 9 & 0xFFFFFFFF
        shifted = words[1] << 9 & 0xFFFFFFFF
        words[2] ^= words[0]
        words[3] ^= words[1]
        words[1] ^= words[2]
        words[0] ^= words[3]
        words[2] ^= shifted
        words[3] = rotate(words[3], 11)
        return result

    while True:
        yield ((following() >> 5) * 2**26 + (following() >> 6)) / 2**53
