"""Your assumptions, your number: draws, hours, ranks and aggregates against NumPy and closed forms."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import islice
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from . import harness
from .generator import uniforms
from .harness import Watched

Compute = Callable[..., Any]
KEYS = ("exposed", "adopted", "time", "labor", "elasticity")
DRAWS = 4000

RUN = """
const steps = model.run(given);
let step = steps.next();
while (!step.done) step = steps.next();
return plain(step.value);
"""


def ranges(*limits: tuple[float, float], **changes: Any) -> dict[str, Any]:
    """Values of the model from one range per assumption, in the units of its controls."""
    values: dict[str, Any] = {"draws": DRAWS, "shape": "uniform", "jobs": 75, "seed": 1}
    for key, (low, high) in zip(KEYS, limits, strict=True):
        values |= {f"{key}Low": low, f"{key}High": high}
    return values | changes


WIDE = ranges((19.9, 60), (23, 100), (27, 30), (53.3, 100), (0.5, 2.5))


def drawn(values: dict[str, Any]) -> dict[str, np.ndarray]:
    """The model's draws, written down anew."""
    u = np.array(list(islice(uniforms(values["seed"]), 5 * values["draws"]))).reshape(-1, 5)
    found = {}
    for column, key in zip(u.T, KEYS, strict=True):
        unit = 1 if key == "elasticity" else 100
        low, high = values[f"{key}Low"] / unit, values[f"{key}High"] / unit
        if values["shape"] == "triangular":
            rising = np.sqrt(column / 2)
            falling = 1 - np.sqrt((1 - column) / 2)
            drawn = np.where(column < 0.5, rising, falling)
        else:
            drawn = column
        found[key] = low + (high - low) * drawn
    return found


def outcome(x: dict[str, Any]) -> np.ndarray:
    """Change in hours: needed per unit, times units sold at the lower price."""
    part = x["exposed"] * x["adopted"] * x["time"]
    sold = np.exp(-x["elasticity"] * np.log(1 - x["labor"] * part))
    return (1 - part) * sold - 1


def rank(x: np.ndarray) -> np.ndarray:
    return np.argsort(np.argsort(x))


@pytest.mark.parametrize("shape", ["uniform", "triangular"])
@pytest.mark.parametrize("seed", [1, 2, 77])
def test_all_draws_equal_numpy(compute: Compute, shape: str, seed: int) -> None:
    values = WIDE | {"shape": shape, "seed": seed}
    found = compute(RUN, "jobs/model", given=values)
    x = drawn(values)
    hours = outcome(x)
    product = x["exposed"] * x["adopted"] * x["time"] * x["labor"]
    for name, expected in (("hours", hours), ("heads", (1 + hours) ** 0.75 - 1), ("gain", product)):
        one = found[name]
        assert one["mean"] == pytest.approx(expected.mean(), abs=1e-12)
        quantiles = [one[key] for key in ("least", "low", "median", "high", "most")]
        np.testing.assert_allclose(quantiles, np.quantile(expected, [0, 0.1, 0.5, 0.9, 1]))
    assert found["fewer"] == np.mean(hours < 0) and found["more"] == np.mean(hours > 0)
    for driver in found["drivers"]:
        key = driver["key"]
        assert driver["rank"] == pytest.approx(np.corrcoef(rank(x[key]), rank(hours))[0, 1])
        middle = (values[f"{key}Low"] + values[f"{key}High"]) / 2
        known = outcome(x | {key: middle / (1 if key == "elasticity" else 100)})
        np.testing.assert_allclose(
            [driver["low"], driver["high"]], np.quantile(known, [0.1, 0.9]), atol=1e-12
        )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_histogram_equals_numpy(compute: Compute, seed: int) -> None:
    values = WIDE | {"seed": seed}
    bins = compute(RUN, "jobs/model", given=values)["bins"]
    hours = outcome(drawn(values))
    edges = bins["from"] + bins["step"] * np.arange(len(bins["hours"]) + 1)
    assert edges[0] <= hours.min() and hours.max() <= edges[-1] + 1e-12
    np.testing.assert_array_equal(np.histogram(hours, edges)[0], bins["hours"])
    np.testing.assert_array_equal(np.histogram((1 + hours) ** 0.75 - 1, edges)[0], bins["heads"])
    assert np.min(np.abs(edges)) < 1e-12


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_uniform_products_equal_closed_form(compute: Compute, seed: int) -> None:
    """The product of two uniform shares: mean 1/4, P(product <= z) = z - z ln z."""
    values = ranges((0, 100), (0, 100), (90, 90), (100, 100), (1, 1), draws=40000, seed=seed)
    gain = compute(RUN, "jobs/model", given=values)["gain"]
    error = 4 / np.sqrt(40000)  # four standard errors, in standard deviations
    assert gain["mean"] / 0.9 == pytest.approx(1 / 4, abs=error * np.sqrt(7 / 144))
    for name, q in (("low", 0.1), ("median", 0.5), ("high", 0.9)):
        z = gain[name] / 0.9
        assert z - z * np.log(z) == pytest.approx(q, abs=error / 2)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("shape", ["uniform", "triangular"])
def test_hours_by_elasticity_alone_equal_closed_form(
    compute: Compute, shape: str, seed: int
) -> None:
    """With all else known, hours are an increasing function of the elasticity."""
    values = ranges((60, 60), (100, 100), (30, 30), (100, 100), (0.5, 2.5))
    found = compute(
        RUN, "jobs/model", given=values | {"draws": 40000, "shape": shape, "seed": seed}
    )
    base = np.log(1 - 0.18)
    at = {"uniform": (0.7, 1.5, 2.3), "triangular": (0.5 + np.sqrt(0.2), 1.5, 2.5 - np.sqrt(0.2))}
    for name, elasticity in zip(("low", "median", "high"), at[shape], strict=True):
        assert found["hours"][name] == pytest.approx(np.exp((1 - elasticity) * base) - 1, abs=0.01)
    fewer = {"uniform": 0.25, "triangular": 0.125}[shape]
    assert found["fewer"] == pytest.approx(fewer, abs=0.01)
    if shape == "uniform":
        mean = (np.exp(-1.5 * base) - np.exp(0.5 * base)) / (-2 * base) - 1
        assert found["hours"]["mean"] == pytest.approx(mean, abs=0.003)
    drivers = {d["key"]: d for d in found["drivers"]}
    assert drivers["elasticity"]["rank"] == pytest.approx(1)
    assert all(drivers[key]["fixed"] and drivers[key]["rank"] == 0 for key in KEYS[:4])


def test_ranks_by_hand(compute: Compute) -> None:
    found = compute(
        "return plain(model.ranks(Float64Array.from([3, 1, 3, 2, 9, 3])))", "jobs/model"
    )
    assert found == [4, 1, 4, 2, 6, 4]


@pytest.mark.parametrize("part", [0.01, 0.1, 0.4])
@pytest.mark.parametrize("labor", [0.5, 0.8, 1.0])
def test_hours_by_hand(compute: Compute, part: float, labor: float) -> None:
    """Unit elasticity and labor alone leave hours as they are; without demand they fall by the saving."""
    nothing, none, even, slope = compute(
        """const { hours, even } = model, [part, labor] = given;
        return plain([hours(part, 1, 1), hours(part, labor, 0), hours(part, labor, even(part, labor)),
          hours(1e-6, labor, 2) / 1e-6])""",
        "jobs/model",
        given=[part, labor],
    )
    assert nothing == pytest.approx(0, abs=1e-12) and even == pytest.approx(0, abs=1e-12)
    assert none == pytest.approx(-part)
    assert slope == pytest.approx(2 * labor - 1, abs=1e-4)


def test_aggregates_as_published(compute: Compute) -> None:
    acemoglu, baily, saved, corrected = compute(
        """const { ACEMOGLU, BAILY, costSaved } = hulten, cost = costSaved(0.3);
        return plain([hulten.hulten(ACEMOGLU), hulten.hulten(BAILY), cost, hulten.hulten({ ...BAILY, saving: cost })])""",
        "jobs/hulten",
    )
    assert f"{100 * acemoglu:.2f}%" == "0.66%"
    assert f"{100 * baily:.0f}%" == "18%"
    assert f"{100 * saved:.0f}%" == "23%" and f"{100 * corrected:.0f}%" == "14%"
    assert round(baily / acemoglu) == 27
    assert round(0.6 / (0.199 * 0.23)) == 13 and round(0.3 / 0.144, 1) == 2.1


def definition() -> dict[str, Any]:
    text = (harness.EXPLORABLES / "jobs" / "definition.json").read_text(encoding="utf-8")
    return json.loads(text)


@pytest.mark.parametrize(
    ("label", "product"), [("Acemoglu’s inputs", "0.66%"), ("Baily, Brynjolfsson", "18%")]
)
def test_buttons_reproduce_the_published_numbers(
    page: Page, address: str, label: str, product: str
) -> None:
    harness.open_element(page, address, "jobs")
    page.get_by_role("button", name=label).click()
    harness.wait(page, "jobs")
    row = page.locator(".ex-aggregate-table tbody tr").first.locator("td")
    assert row.last.text_content() == product  # the tables are folded
    # Every draw has it, too, while hours still go either way.
    drawn_row = page.locator(".ex-table tbody tr").nth(2).locator("td")
    assert drawn_row.nth(1).text_content() == drawn_row.nth(2).text_content() == product
    assert harness.experiment(page, "jobs") == "held"


@pytest.mark.parametrize("preset", [p for p in definition()["presets"] if p.get("fails")])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_failing_settings_have_one_sign(
    compute: Compute, preset: dict[str, Any], seed: int
) -> None:
    values = {key: p["default"] for key, p in definition()["parameters"].items()}
    found = compute(RUN, "jobs/model", given=values | preset["values"] | {"seed": seed})
    assert {found["fewer"], found["more"]} == {0, 1}


@pytest.mark.parametrize(
    ("fewer", "verdict"),
    [(0.5, "held"), (0.89, "held"), (0.1, "held"), (0.91, "did not hold"), (0, "did not hold")],
)
def test_verdict(compute: Compute, fewer: float, verdict: str) -> None:
    found = compute(
        "return plain(model.experiment.judge(Array(10).fill({ fewer: given, more: 1 - given })))",
        "jobs/model",
        given=fewer,
    )
    assert found["verdict"] == verdict


def test_a_reversed_range_is_corrected_and_said(watched: Watched, address: str) -> None:
    page = watched.page
    query = "?jobs.elasticityLow=2&jobs.elasticityHigh=1"
    harness.open_element(page, address, "jobs", query)
    assert "2 is used for both" in page.inner_text(".ex-notice")
    assert page.get_by_label("Elasticity of demand, to").input_value() == "2"
    assert watched.complaints == []


def test_sources_stand_on_the_page() -> None:
    sources = definition()["text"]["sources"]
    page = (harness.DOCS / "trends" / "jobs.md").read_text(encoding="utf-8")
    for key in ("acemoglu2025simple", "baily2023machines", "brynjolfsson2025canaries"):
        assert f'"../../trends/jobs/#ref-{key}"' in sources and f"@{key}" in page
    assert '"../../trends/jobs/#net-effect-debated"' in sources
    assert "id: net-effect-debated" in page
