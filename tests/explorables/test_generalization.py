"""Draw five points: network, Reptile and errors against NumPy, the averaged start against -1.62 cos x."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

from . import harness
from .harness import Compute, Watched

Array = NDArray[np.float64]
SIZES = (1, 32, 32, 1)
FOLDER = "generalization"
GRID = np.arange(-20, 21) / 4
VALUES: dict[str, Any] = {
    "shape": "sine",
    "frequency": 1,
    "steps": 10,
    "rate": 0.02,
    "points": "drawn",
}
MODULES = ("generalization/curves", "lib/random")


def unpack(parameters: Array) -> list[tuple[Array, Array]]:
    """Weights and biases of each layer."""
    layers, at = [], 0
    for wide, tall in pairwise(SIZES):
        weights = parameters[at : at + wide * tall].reshape(tall, wide)
        layers.append((weights, parameters[at + wide * tall : at + wide * tall + tall]))
        at += wide * tall + tall
    return layers


def values(parameters: Array, x: Array) -> list[Array]:
    """What every layer holds, one row for each input."""
    layers = unpack(parameters)
    held = [x[:, None]]
    for i, (weights, bias) in enumerate(layers):
        total = held[-1] @ weights.T + bias
        held.append(total if i == len(layers) - 1 else np.tanh(total))
    return held


def predict(parameters: Array, x: Array) -> Array:
    return values(parameters, x)[-1][:, 0]


def gradient(parameters: Array, points: Array) -> Array:
    """Of half the mean squared error, by the chain rule over the whole batch."""
    held = values(parameters, points[:, 0])
    delta = (held[-1] - points[:, 1:]) / len(points)
    parts: list[Array] = []
    for i, (weights, _) in reversed(list(enumerate(unpack(parameters)))):
        parts[:0] = [(delta.T @ held[i]).ravel(), delta.sum(axis=0)]
        delta = (delta @ weights) * (1 - held[i] ** 2)
    return np.concatenate(parts)


def adapt(parameters: Array, points: Array, steps: int, rate: float) -> Array:
    for _ in range(steps):
        parameters = parameters - rate * gradient(parameters, points)
    return parameters


def height(task: dict[str, Any], x: Array) -> Array:
    amplitude, phase = task["amplitude"], task["phase"]
    if task["shape"] == "line":
        return amplitude * (2 * phase / np.pi - 1) * x / 5
    return amplitude * np.sin(task["frequency"] * x - phase)


def stored(name: str) -> Array:
    text = (harness.EXPLORABLES / FOLDER / "starts.json").read_text(encoding="utf-8")
    return np.array(json.loads(text)[name])


START = "const net = curves.network(new random.Random(given.seed, 1));"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_network_and_gradient_equal_numpy(compute: Compute, seed: int) -> None:
    points = np.random.default_rng(seed).uniform(-5, 5, size=(7, 2))
    start, out, slopes, stepped = compute(
        START
        + """const start = net.parameters.slice();
        const out = given.points.map(([x]) => net.forward([x])[0]);
        const slopes = net.gradient(given.points.map(([x]) => [x]), given.points.map(([, y]) => [y])).gradient;
        curves.step(net, given.points, 0.03);
        return plain([start, out, slopes, net.parameters])""",
        *MODULES,
        given={"seed": seed, "points": points.tolist()},
    )
    start = np.array(start)
    assert start.size == 1153 and np.std(start[:32]) > 0.5
    np.testing.assert_allclose(out, predict(start, points[:, 0]), atol=1e-12)
    np.testing.assert_allclose(slopes, gradient(start, points), atol=1e-12)
    np.testing.assert_allclose(stepped, adapt(start, points, 1, 0.03), atol=1e-12)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("kind", ["reptile", "averaged"])
def test_training_equals_numpy(compute: Compute, seed: int, kind: str) -> None:
    """Three curves of training from the same draws."""
    curves, inner, batch, rate, move = 3, 10, 10, 0.02, 0.5
    start, draws, found = compute(
        START
        + """const draw = new random.Random(given.seed, given.kind === 'reptile' ? 2 : 3);
        const draws = Array.from({ length: 900 }, () => draw.uniform());
        return plain([net.parameters, draws, starts[given.kind](3, given.seed)])""",
        *MODULES,
        "generalization/starts",
        given={"seed": seed, "kind": kind},
    )
    uniform = iter(draws)

    def new_task() -> dict[str, Any]:
        amplitude, phase = 0.1 + 4.9 * next(uniform), np.pi * next(uniform)
        return {"shape": "sine", "frequency": 1, "amplitude": amplitude, "phase": phase}

    def point(task: dict[str, Any]) -> Array:
        x = np.array(10 * next(uniform) - 5)
        return np.array([x, height(task, x)])

    theta = np.array(start)
    for i in range(curves):
        if kind == "reptile":
            task, inside = new_task(), theta
            for _ in range(inner):
                inside = adapt(inside, np.array([point(task) for _ in range(batch)]), 1, rate)
            theta = theta + move * (1 - i / curves) * (inside - theta)
        else:
            for s in range(inner):
                points = np.array([point(new_task()) for _ in range(batch)])
                left = 1 - (i * inner + s) / (curves * inner)
                theta = adapt(theta, points, 1, rate * left)
    assert np.max(np.abs(theta - start)) > 0.01
    np.testing.assert_allclose(found, theta, atol=1e-10)


def test_curves_of_the_family(compute: Compute) -> None:
    tasks, points = compute(
        """const r = new random.Random(5);
        const tasks = Array.from({ length: 2000 }, () => curves.drawTask(r));
        return plain([tasks, tasks.map((task) => curves.drawPoints(r, task, 5))])""",
        *MODULES,
    )
    amplitudes = np.array([task["amplitude"] for task in tasks])
    phases = np.array([task["phase"] for task in tasks])
    for drawn, low, high in ((amplitudes, 0.1, 5.0), (phases, 0, np.pi)):
        assert low <= drawn.min() and drawn.max() <= high
        assert abs(drawn.mean() - (low + high) / 2) < 0.03 * (high - low)
    for task, five in zip(tasks[:50], np.array(points)[:50], strict=True):
        np.testing.assert_allclose(five[:, 1], height(task, five[:, 0]), atol=1e-12)
    every = [height(task, GRID) for task in tasks]
    np.testing.assert_allclose(np.mean(every, axis=0), -1.62 * np.cos(GRID), atol=0.2)


def test_the_averaged_start_is_the_mean_of_the_family() -> None:
    closed = -2.55 * 2 / np.pi * np.cos(GRID)
    found = predict(stored("averaged"), GRID)
    assert np.sqrt(np.mean((found - closed) ** 2)) < 0.25
    assert np.max(np.abs(found - closed)) < 0.6
    assert np.sqrt(np.mean(closed**2)) > 1


RUN = """
const steps = model.run(given);
let step = steps.next();
while (!step.done) step = steps.next();
return plain(step.value);
"""


@pytest.mark.parametrize(
    ("seed", "changes"),
    [
        (1, {}),
        (2, {"steps": 32, "rate": 0.04}),
        (3, {"shape": "line"}),
        (4, {"frequency": 2, "steps": 3}),
        (5, {"steps": 0}),
    ],
)
def test_table_recomputed_from_the_weights(
    compute: Compute, seed: int, changes: dict[str, Any]
) -> None:
    given = VALUES | {"seed": seed} | changes
    found = compute(RUN, "generalization/model", given=given)
    start = "const net = curves.network(new random.Random(given, 1)); return plain(net.parameters)"
    drawn = np.array(compute(start, *MODULES, given=seed))
    starts = [stored("reptile"), stored("averaged"), drawn]
    expected = np.zeros((3, len(found["checkpoints"]), len(found["tasks"])))
    for t, one in enumerate(found["tasks"]):
        points = np.array(one["points"])
        assert one["task"]["shape"] == given["shape"] and len(points) == 5
        np.testing.assert_allclose(points[:, 1], height(one["task"], points[:, 0]), atol=1e-12)
        for s, weights in enumerate(starts):
            for c, k in enumerate(found["checkpoints"]):
                curve = predict(adapt(weights, points, k, given["rate"]), GRID)
                expected[s, c, t] = np.mean((curve - height(one["task"], GRID)) ** 2)
    assert found["checkpoints"][-1] == given["steps"] and len(found["tasks"]) == 12
    np.testing.assert_allclose(found["means"], expected.mean(axis=2), rtol=1e-6)
    for weights, curve in zip(starts, found["fits"], strict=True):
        adapted = adapt(weights, np.array(found["points"]), given["steps"], given["rate"])
        np.testing.assert_allclose(curve, predict(adapted, GRID), atol=1e-6)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nearest_sine_is_least_squares(compute: Compute, seed: int) -> None:
    points = np.random.default_rng(seed).uniform(-5, 5, size=(5, 2))
    body = "return plain([model.nearestSine(given), model.nearestSine(given.map(() => [1, 2]))])"
    found, none = compute(body, "generalization/model", given=points.tolist())

    def waves(x: Array) -> Array:
        return np.stack([np.sin(x), np.cos(x)], axis=1)

    best = np.linalg.lstsq(waves(points[:, 0]), points[:, 1], rcond=None)[0]
    np.testing.assert_allclose(found, waves(GRID) @ best, atol=1e-9)
    assert none is None


@pytest.mark.parametrize(
    ("changes", "low", "high"),
    [({}, 9, 10), ({"shape": "line"}, 0, 1), ({"frequency": 2}, 0, 2)],
)
def test_where_the_claim_holds(
    compute: Compute, changes: dict[str, Any], low: int, high: int
) -> None:
    body = RUN.replace("model.run(given)", "experiment.trials(model, given)")
    given = VALUES | {"seed": 1} | changes
    found = compute(body, "generalization/model", "lib/experiment", given=given)
    lowest = [m["reptile"] < min(m["averaged"], m["random"]) for m in found]
    assert len(found) == 10 and low <= sum(lowest) <= high


@pytest.fixture
def shown(page: Page, address: str) -> Page:
    page.set_viewport_size({"width": 390, "height": 800})
    harness.open_element(page, address, FOLDER)
    page.locator("g[data-at=p2]").scroll_into_view_if_needed()
    return page


def settle(page: Page) -> None:
    page.wait_for_timeout(300)
    harness.wait(page, FOLDER)


def coordinates(page: Page) -> list[float]:
    boxes = page.locator("[data-five] input")
    return [float(box.input_value()) for box in boxes.all()]


def curves(page: Page) -> list[str]:
    return page.eval_on_selector_all(
        "[data-five] path[fill=none]", "all => all.map((p) => p.getAttribute('d'))"
    )


def test_points_move_by_mouse(shown: Page, watched: Watched) -> None:
    before, drawn = coordinates(shown), curves(shown)
    box = shown.locator("g[data-at=p2]").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    shown.mouse.move(x, y)
    shown.mouse.down()
    shown.mouse.move(x + 40, y + 30, steps=4)
    live = coordinates(shown)
    assert curves(shown) != drawn, "the curves follow at once"
    assert live[2] > before[2] + 0.5 and live[7] < before[7] - 0.5
    shown.mouse.up()
    settle(shown)
    assert coordinates(shown) == live
    assert "generalization.points=own" in shown.url
    assert "the sine nearest to the points" in shown.inner_text(".ex-legend >> nth=0")
    shown.reload()
    harness.wait(shown, FOLDER)
    assert coordinates(shown) == live
    assert watched.complaints == []


def test_points_move_by_touch(shown: Page) -> None:
    box = shown.locator("g[data-at=p2]").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = coordinates(shown)
    client = shown.context.new_cdp_session(shown)
    client.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def touch(kind: str, *points: dict[str, float]) -> None:
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    touch("touchStart", {"x": x, "y": y})
    for part in range(1, 6):
        touch("touchMove", {"x": x + 8 * part, "y": y + 6 * part})
    touch("touchEnd")
    settle(shown)
    after = coordinates(shown)
    assert after[2] > before[2] + 0.5 and after[7] < before[7] - 0.5


def test_points_move_by_keys_and_numbers(shown: Page) -> None:
    before = coordinates(shown)
    shown.locator("g[data-at=p2]").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):
        shown.keyboard.press(key)
    settle(shown)
    after = coordinates(shown)
    assert after[2] == pytest.approx(before[2] + 0.2) and after[7] == pytest.approx(before[7] + 0.1)
    assert shown.evaluate("document.activeElement.dataset.at") == "p2", "the focus stays"
    shown.locator("[data-five] [data-at=x4]").fill("9")
    shown.keyboard.press("Enter")
    settle(shown)
    assert coordinates(shown)[4] == 5
    assert "9 is outside −5 to 5" in shown.inner_text(".ex-notice")


def test_points_without_a_single_sine(page: Page, watched: Watched, address: str) -> None:
    same = "".join(f"&{FOLDER}.x{i}=1&{FOLDER}.y{i}=2" for i in range(5))
    query = f"?{FOLDER}.points=own{same}"
    harness.open_element(page, address, FOLDER, query)
    page.wait_for_function(
        "document.querySelector('.ex-sentence').textContent.includes('no single sine')"
    )
    assert "NaN" not in page.inner_html("[data-explorable]")
    assert watched.complaints == []
