"""The random-effects mean against a case worked by hand."""

from __future__ import annotations

import math

import pytest
from llm_trends.core.charts.pooling import Estimate, as_percent, percent_change, pooled


def test_three_studies_by_hand() -> None:
    """Effects 0, 1, 2 with errors 0.5 each.

    Weights 4, 4, 4; fixed mean 1; Q = 4(1 + 0 + 1) = 8; df = 2; C = 12 - 48/12 = 8;
    tau2 = (8 - 2) / 8 = 0.75; random weights 1 / (0.25 + 0.75) = 1, so mean 1, error 1/sqrt(3).
    """
    mean = pooled([Estimate(0, 0.5), Estimate(1, 0.5), Estimate(2, 0.5)])
    assert mean.effect == pytest.approx(1)
    assert mean.q == pytest.approx(8)
    assert mean.tau2 == pytest.approx(0.75)
    assert mean.i2 == pytest.approx(0.75)
    assert mean.high - mean.low == pytest.approx(2 * 1.959964 / math.sqrt(3))


def test_unequal_errors_by_hand() -> None:
    """Effects 0 and 1, errors 1 and 0.5: weights 1, 4; fixed 0.8; Q = 0.64 + 0.16 = 0.8 < df,
    so tau2 = 0 and the mean stays 0.8 with error 1/sqrt(5)."""
    mean = pooled([Estimate(0, 1), Estimate(1, 0.5)])
    assert (mean.tau2, mean.i2) == (0, 0)
    assert mean.effect == pytest.approx(0.8)
    assert mean.high == pytest.approx(0.8 + 1.959964 / math.sqrt(5))


def test_percent_and_back() -> None:
    estimate = percent_change(-50, -75, 0)
    assert as_percent(estimate.effect) == pytest.approx(-50)
    assert estimate.error == pytest.approx(math.log(4) / (2 * 1.959964))


UNPOOLED: tuple[tuple[list[Estimate], str], ...] = (
    ([], "at least two studies"),
    ([Estimate(1, 1)], "at least two studies"),
    ([Estimate(1, 1), Estimate(2, 0)], "no width"),
    ([Estimate(1, 1), Estimate(2, 1e-200)], "differ too much in width"),
)


@pytest.mark.parametrize(("studies", "said"), UNPOOLED)
def test_what_cannot_be_pooled(studies: list[Estimate], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        pooled(studies)


def test_nothing_left_to_compare() -> None:
    with pytest.raises(ValueError, match="leaves nothing"):
        percent_change(-100, -100, 0)
