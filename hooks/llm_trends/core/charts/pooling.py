"""A random-effects mean of several estimates, after DerSimonian and Laird (1986).

Studies differ in what they measure, so the variance between them (`tau2`) is estimated from
their spread (`q`) and added to each study's own variance before weighting.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Z95 = 1.959964
"""Half the width of a 95% interval in standard errors."""


@dataclass(frozen=True)
class Estimate:
    """One study's effect and its standard error, on a scale where errors are near normal."""

    effect: float
    error: float


@dataclass(frozen=True)
class Pooled:
    """The mean over studies with its 95% interval; `i2` is the share of spread between studies."""

    effect: float
    low: float
    high: float
    tau2: float
    q: float
    i2: float
    count: int


def pooled(estimates: Sequence[Estimate]) -> Pooled:
    """Raises `ValueError` on fewer than two estimates, on an error that is not positive, and on
    numbers too large, too small or too far apart to compute with."""
    if len(estimates) < 2:
        raise ValueError("a pooled estimate needs at least two studies")
    if any(not item.error > 0 for item in estimates):
        raise ValueError("a study's interval has no width")
    try:
        mean = _pooled(estimates)
    except ArithmeticError:
        mean = None
    if mean is None or not all(map(math.isfinite, (mean.effect, mean.low, mean.high, mean.i2))):
        raise ValueError("the studies' intervals differ too much in width to be weighed")
    return mean


def _pooled(estimates: Sequence[Estimate]) -> Pooled:
    weights = [item.error**-2 for item in estimates]
    fixed = _mean(estimates, weights)
    q = sum(w * (item.effect - fixed) ** 2 for w, item in zip(weights, estimates, strict=True))
    freedom = len(estimates) - 1
    scale = sum(weights) - sum(w**2 for w in weights) / sum(weights)
    tau2 = max(0.0, (q - freedom) / scale)
    random = [1 / (item.error**2 + tau2) for item in estimates]
    effect = _mean(estimates, random)
    half = Z95 / math.sqrt(sum(random))
    i2 = max(0.0, (q - freedom) / q) if q else 0.0
    return Pooled(effect, effect - half, effect + half, tau2, q, i2, len(estimates))


def percent_change(value: float, low: float, high: float) -> Estimate:
    """A change in percent with its 95% interval, as the logarithm of the ratio.

    On that scale halving and doubling are equally far from no change, and the error is the width
    of the interval whichever way it leans around the value.
    """
    inner, outer = _log_ratio(low), _log_ratio(high)
    return Estimate(_log_ratio(value), abs(outer - inner) / (2 * Z95))


def as_percent(log_ratio: float) -> float:
    """The change in percent that a logarithm of a ratio stands for."""
    return 100 * math.expm1(log_ratio)


def _log_ratio(percent: float) -> float:
    if percent <= -100:
        raise ValueError(f"a change of {percent:g}% leaves nothing to compare")
    return math.log1p(percent / 100)


def _mean(estimates: Sequence[Estimate], weights: Sequence[float]) -> float:
    total = sum(w * item.effect for w, item in zip(weights, estimates, strict=True))
    return total / sum(weights)
