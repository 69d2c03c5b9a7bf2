"""Three criteria of fairness: counts, bands and the search over thresholds against NumPy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

Compute = Callable[..., Any]
Numbers = NDArray[np.float64]

VALUES: dict[str, float] = {
    "size": 300, "baseA": 50, "baseB": 20, "qualityA": 2.1, "qualityB": 1.7,
    "thresholdA": 52, "thresholdB": 54.5, "tolerance": 4, "least": 5,
}  # fmt: skip
SETS = {3: (0, 1), 5: (0, 2), 6: (1, 2), 7: (0, 1, 2)}
MODULES = ("ethics-governance/model", "lib/random")

RUN = """
const finish = (steps) => { let s = steps.next(); while (!s.done) s = steps.next(); return s.value };
const both = model.groups(given);
"""


def run(compute: Compute, seed: int, **changes: float) -> Any:
    """Both groups and the result of a run."""
    given = VALUES | {"seed": seed} | changes
    return compute(RUN + "return plain([both, finish(model.run(given))])", *MODULES, given=given)


def arrays(group: Any) -> tuple[Numbers, NDArray[np.bool_]]:
    return np.array(group["scores"]), np.array(group["qualified"]) == 1


def shares(scores: Numbers, qualified: NDArray[np.bool_], threshold: float) -> Numbers:
    """s, t and v by boolean masks."""
    selected = scores >= threshold
    return np.array([selected.mean(), selected[qualified].mean(), qualified[selected].mean()])


def every(scores: Numbers, qualified: NDArray[np.bool_], least: float) -> tuple[Numbers, Numbers]:
    """s, t, v and wrong decisions at every score as threshold that selects enough."""
    thresholds = np.sort(scores)[::-1]
    table = np.array([shares(scores, qualified, x) for x in thresholds])
    errors = np.array([np.sum((scores >= x) != qualified) for x in thresholds])
    enough = table[:, 0] >= least - 1e-9
    return table[enough], errors[enough]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_shares_equal_numpy(compute: Compute, seed: int) -> None:
    both, found = run(compute, seed)
    expected = []
    for group, base, one, name in zip(both, (0.5, 0.2), found["chosen"], "AB", strict=True):
        scores, qualified = arrays(group)
        threshold = VALUES[f"threshold{name}"]
        expected.append(shares(scores, qualified, threshold))
        np.testing.assert_allclose([one["s"], one["t"], one["v"]], expected[-1], atol=1e-12)
        assert one["p"] == qualified.mean() == base
        assert one["wrong"] == np.sum((scores >= threshold) != qualified)
    gaps = [gap["gap"] for gap in found["gaps"]]
    np.testing.assert_allclose(gaps, expected[0] - expected[1], atol=1e-12)
    assert max(np.abs(gaps)) > 0.1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_search_equals_all_pairs_in_numpy(compute: Compute, seed: int) -> None:
    both, found = run(compute, seed)
    (a, wrong_a), (b, wrong_b) = (every(*arrays(group), 0.05) for group in both)
    off = np.abs(a[:, None, :] - b[None, :, :])
    wrong = wrong_a[:, None] + wrong_b[None, :]
    met = off <= 0.04 + 1e-9
    assert found["pairs"] == wrong.size
    for entry in found["sets"]:
        meets = met[:, :, SETS[entry["set"]]].all(axis=2)
        assert entry["pairs"] == meets.sum()
        if meets.any():
            best = entry["best"]
            assert best["a"]["wrong"] + best["b"]["wrong"] == wrong[meets].min()
            pair = [[best[g][key] for key in "stv"] for g in "ab"]
            assert (
                np.abs(np.subtract(pair[0], pair[1]))[list(SETS[entry["set"]])] <= 0.04 + 1e-9
            ).all()
        else:
            assert entry["best"] is None
    assert found["sets"][0]["pairs"] > 0
    assert found["closest"]["gap"] == pytest.approx(off.max(axis=2).min(), abs=1e-12)


LADDER = RUN + "return plain(both.map((group) => model.ladder(group, 1)))"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_both_selected_and_qualified_are_counted_from_either_side(
    compute: Compute, seed: int
) -> None:
    """s·v = t·p for every threshold, and Chouldechova's rate of wrong passes from p, t and v."""
    both, _ = run(compute, seed)
    ladders = compute(LADDER, *MODULES, given=VALUES | {"seed": seed})
    for group, ladder, p in zip(both, ladders, (0.5, 0.2), strict=True):
        scores, qualified = arrays(group)
        s, t, v = (np.array([step[key] for step in ladder]) for key in "stv")
        assert len(s) == len(scores)
        np.testing.assert_allclose(s * v, t * p, atol=1e-12)
        passed = [(scores[~qualified] >= step["threshold"]).mean() for step in ladder]
        np.testing.assert_allclose(p / (1 - p) * (1 - v) / v * t, passed, atol=1e-12)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_known_impossibility(compute: Compute, seed: int) -> None:
    """Without tolerance no pair meets all three if p differs; the same groups always can."""
    _, apart = run(compute, seed, tolerance=0)
    assert apart["sets"][3]["pairs"] == 0
    _, same = run(compute, seed, baseB=50, tolerance=0)
    assert same["sets"][3]["pairs"] >= 1  # at least: everybody is selected
    twins = RUN + (
        "const steps = model.ladder(both[0], 15);"
        "return plain([steps.length, finish(model.search(steps, steps, 0)).sets[3].pairs])"
    )
    count, pairs = compute(twins, *MODULES, given=VALUES | {"seed": seed})
    assert pairs >= count > 200


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_perfect_selector_selects_the_base_rate(compute: Compute, seed: int) -> None:
    perfect = {"qualityA": 20, "qualityB": 20, "thresholdA": 50, "thresholdB": 50}
    _, found = run(compute, seed, **perfect)
    for one, p in zip(found["chosen"], (0.5, 0.2), strict=True):
        assert [one["s"], one["t"], one["v"], one["wrong"]] == [p, 1, 1, 0]
    assert found["sets"][3]["pairs"] == 0


BANDS = (
    RUN
    + """
const [first, again] = [1, 2].map(() => new random.Random(given.seed, 2));
const sizes = both.map((group) => group.scores.length);
const drawn = Array.from({ length: 80 }, () => sizes.map((size) => model.resample(size, first)));
const found = finish(model.bands(both, [given.thresholdA, given.thresholdB], again, 80));
return plain([both, drawn, found]);
"""
)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_bands_equal_numpy_quantiles_of_the_same_resamples(compute: Compute, seed: int) -> None:
    both, drawn, found = compute(BANDS, *MODULES, given=VALUES | {"seed": seed})
    groups = [arrays(group) for group in both]
    thresholds = (VALUES["thresholdA"], VALUES["thresholdB"])
    gaps = np.array([
        np.subtract(*(
            shares(scores[chosen], qualified[chosen], threshold)
            for (scores, qualified), threshold, chosen in zip(groups, thresholds, pair, strict=True)
        ))
        for pair in drawn
    ])  # fmt: skip
    low, high = np.quantile(gaps, [0.025, 0.975], axis=0)
    np.testing.assert_allclose([one["low"] for one in found], low, atol=1e-12)
    np.testing.assert_allclose([one["high"] for one in found], high, atol=1e-12)
    assert [one["defined"] for one in found] == [80, 80, 80]
    spread = np.ptp(np.reshape(drawn, (80, -1)), axis=0)
    assert (spread > 0).all()


def test_scores_have_the_means_and_the_spread_asked_for(compute: Compute) -> None:
    both, _ = run(compute, 1, size=2000, qualityA=2, qualityB=0)
    (scores, qualified), (flat, few) = map(arrays, both)
    assert scores[qualified].mean() == pytest.approx(60, abs=1)
    assert scores[~qualified].mean() == pytest.approx(40, abs=1)
    assert scores[qualified].std() == pytest.approx(10, abs=0.7)
    assert flat[few].mean() == pytest.approx(flat[~few].mean(), abs=2)
    assert len(set(scores) & set(flat)) == 0


def test_a_share_of_nobody_is_not_defined(compute: Compute) -> None:
    _, found = run(compute, 1, thresholdA=500)
    assert found["chosen"][0]["v"] is None and found["chosen"][0]["s"] == 0
    assert found["gaps"][2] == {"gap": None, "low": None, "high": None, "defined": 0}
    assert found["gaps"][0]["gap"] < 0


@pytest.mark.parametrize(
    ("tolerance", "least", "agreeing"),
    [(3, 10, 10), (6, 10, 10), (4, 5, 10), (5, 5, 1), (3, 2, 1), (6, 2, 0)],
)
def test_the_note_says_how_the_result_depends_on_the_setting(
    compute: Compute, tolerance: float, least: int, agreeing: int
) -> None:
    standard = {"size": 1000, "qualityB": 2.1, "thresholdB": 52}
    given = standard | {"tolerance": tolerance, "least": least}
    found = [run(compute, seed, **given)[1]["sets"][3]["pairs"] for seed in range(1, 11)]
    assert sum(pairs == 0 for pairs in found) == agreeing
