"""Watch it forget: measures, EWC, Fisher and replay against NumPy, and the settings' promises."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from .harness import Compute

Array = np.ndarray

STANDARD = {
    "tasks": 3, "similarity": 0, "steps": 60, "share": 50, "kept": 12, "lambda": "10", "seed": 1,
}  # fmt: skip
UNITS = 16
BATCH = 10

FINISH = """
const finish = (steps) => {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
};
"""


def run(compute: Any, **changes: Any) -> dict[str, Any]:
    given = STANDARD | changes
    body = FINISH + "return plain(finish(model.run(given)));"
    found = compute(body, "continual-learning/model", given=given)
    return {method["name"]: method for method in found["methods"]}


# Measures


def test_measures_of_the_page_s_example(compute: Compute) -> None:
    # The constructed matrix of trends/continual-learning: ACC 0.78, BWT -0.30.
    matrix = [[0.98, 0.50, 0.51], [0.71, 0.97, 0.50], [0.60, 0.75, 0.98]]
    body = "return plain(model.summarize(given))"
    found = compute(body, "continual-learning/model", given=matrix)
    assert found["average"] == pytest.approx(2.33 / 3)
    assert found["transfer"] == pytest.approx(-0.30)
    assert found["forgetting"] == pytest.approx(0.30)
    assert found["learned"] == pytest.approx(2.93 / 3)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_measures_equal_numpy(compute: Compute, seed: int) -> None:
    size = 3 + seed % 2
    matrix = np.random.default_rng(seed).random((size, size))
    body = "return plain(model.summarize(given))"
    found = compute(body, "continual-learning/model", given=matrix.tolist())
    last = matrix[-1]
    old = slice(0, size - 1)
    assert found["average"] == pytest.approx(last.mean())
    assert found["transfer"] == pytest.approx((last - np.diag(matrix))[old].mean())
    assert found["forgetting"] == pytest.approx((matrix[:-1].max(axis=0) - last)[old].mean())
    assert found["learned"] == pytest.approx(np.trace(matrix) / size)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_accuracy_matrix_equals_numpy(compute: Compute, seed: int) -> None:
    """The last row counted anew from the trained weights and the test points."""
    body = (
        FINISH
        + """
    const tasks = model.makeTasks(given);
    const { network, matrix } = finish(model.learn('naive', tasks, given));
    return plain({ weights: network.parameters, matrix, tests: tasks.map((t) => t.test) });
    """
    )
    found = compute(body, "continual-learning/model", given=STANDARD | {"seed": seed})
    assert np.shape(found["matrix"]) == (3, 3)
    for test, accuracy in zip(found["tests"], found["matrix"][-1], strict=True):
        inputs = np.array([e["input"] for e in test])
        answers = forward(np.array(found["weights"]), inputs)[1].argmax(axis=1)
        assert accuracy == pytest.approx(np.mean(answers == [e["target"] for e in test]))


# EWC


def forward(weights: Array, inputs: Array) -> tuple[Array, Array]:
    """Hidden values and probabilities of a network 2-16-2."""
    w1, b1, w2, b2 = np.split(weights, [2 * UNITS, 3 * UNITS, 5 * UNITS])
    hidden = np.tanh(inputs @ w1.reshape(UNITS, 2).T + b1)
    scores = hidden @ w2.reshape(2, UNITS).T + b2
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return hidden, odds / odds.sum(axis=1, keepdims=True)


def log_likelihood_gradients(weights: Array, inputs: Array, answer: int) -> Array:
    """Per input, the gradient of the log probability of one answer."""
    hidden, odds = forward(weights, inputs)
    delta = np.eye(2)[answer] - odds
    below = delta @ weights[3 * UNITS : 5 * UNITS].reshape(2, UNITS) * (1 - hidden**2)
    parts = [
        (below[:, :, None] * inputs[:, None, :]).reshape(len(inputs), -1),
        below,
        (delta[:, :, None] * hidden[:, None, :]).reshape(len(inputs), -1),
        delta,
    ]
    return np.concatenate(parts, axis=1)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_fisher_diagonal_equals_numpy(compute: Compute, seed: int) -> None:
    """As EWC takes it after the first task: exact over the model's own answers."""
    body = (
        FINISH
        + """
    const tasks = model.makeTasks(given);
    const { springs } = finish(model.learn('ewc', tasks, given));
    return plain({ springs, inputs: tasks.map((t) => t.train.map((e) => e.input)) });
    """
    )
    found = compute(body, "continual-learning/model", given=STANDARD | {"seed": seed})
    assert len(found["springs"]) == 3
    for spring, inputs in zip(found["springs"], found["inputs"], strict=True):
        weights, points = np.array(spring["anchor"]), np.array(inputs)
        odds = forward(weights, points)[1]
        squares = [
            odds[:, [c]] * log_likelihood_gradients(weights, points, c) ** 2 for c in range(2)
        ]
        expected = np.sum(squares, axis=0).mean(axis=0)
        np.testing.assert_allclose(spring["stiffness"], expected, rtol=1e-8, atol=1e-14)


PENALTY = """
const [parameters, ...rest] = given.vectors.map((v) => Float64Array.from(v));
const springs = [];
for (let i = 0; i < rest.length; i += 2) springs.push({ anchor: rest[i], stiffness: rest[i + 1] });
const gradient = Float64Array.from(given.before);
const value = model.penalty(parameters, springs, given.lambda, gradient);
const at = (k, h) => {
  const moved = parameters.slice();
  moved[k] += h;
  return model.penalty(moved, springs, given.lambda, new Float64Array(moved.length));
};
const slopes = Array.from(parameters, (_, k) => (at(k, 1e-5) - at(k, -1e-5)) / 2e-5);
return plain({ value, gradient, slopes });
"""


@pytest.mark.parametrize(("seed", "springs"), [(1, 1), (2, 2), (3, 3)])
def test_penalty_equals_numpy_and_finite_differences(
    compute: Compute, seed: int, springs: Any
) -> None:
    rng = np.random.default_rng(seed)
    size, strength = 7, 3.5 * seed
    theta, before = rng.normal(size=(2, size))
    anchors, stiffness = rng.normal(size=(springs, size)), rng.random((springs, size))
    pairs = [v for pair in zip(anchors, stiffness, strict=True) for v in pair]
    vectors = [v.tolist() for v in (theta, *pairs)]
    given = {"vectors": vectors, "before": before.tolist(), "lambda": strength}
    found = compute(PENALTY, "continual-learning/model", given=given)
    way = theta - anchors
    assert found["value"] == pytest.approx(strength / 2 * np.sum(stiffness * way**2))
    expected = strength * np.sum(stiffness * way, axis=0)
    np.testing.assert_allclose(np.array(found["gradient"]) - before, expected, atol=1e-12)
    np.testing.assert_allclose(found["slopes"], expected, rtol=1e-6, atol=1e-7)


def test_penalty_of_the_page_s_example(compute: Compute) -> None:
    # λ = 100: moving by 0.1 costs 0.25 at F = 0.5, and 0.0005 at F = 0.001.
    for stiffness, cost in [(0.5, 0.25), (0.001, 0.0005)]:
        vectors = [[0.1], [0.0], [stiffness]]
        given = {"vectors": vectors, "before": [0.0], "lambda": 100}
        found = compute(PENALTY, "continual-learning/model", given=given)
        assert found["value"] == pytest.approx(cost)


# Replay

BUFFER = """
const tasks = model.makeTasks(given);
const name = (e) => e.input.join();
const recall = new random.Random(given.seed, 9), draw = new random.Random(given.seed, 8);
const trains = tasks.map((t) => t.train);
const before = trains[0].map(name);
const buffer = trains.slice(0, 2).flatMap((train) => model.remember(train, given.kept, recall));
const batches = Array.from({ length: 200 }, () => model.makeBatch(trains[2], buffer, given.old, draw, recall).map(name));
return plain({ trains: trains.map((t) => t.map(name)), before, buffer: buffer.map(name), batches });
"""


@pytest.mark.parametrize(("seed", "kept", "old"), [(1, 12, 5), (2, 3, 8), (3, 40, 0)])
def test_replay_buffer_and_batches(compute: Compute, seed: int, kept: Any, old: Any) -> None:
    given = STANDARD | {"seed": seed, "kept": kept, "old": old}
    found = compute(BUFFER, "continual-learning/model", "lib/random", given=given)
    first, second, new = map(set, found["trains"])
    buffer = found["buffer"]
    assert found["trains"][0] == found["before"], "the task itself must keep its order"
    assert len(buffer) == len(set(buffer)) == 2 * kept
    assert set(buffer[:kept]) <= first and set(buffer[kept:]) <= second
    drawn: Counter[Any] = Counter()
    for batch in found["batches"]:
        assert len(batch) == BATCH
        assert sum(example in new for example in batch) == BATCH - old
        drawn.update(example for example in batch if example not in new)
    assert set(drawn) <= set(buffer)
    if old:  # both old tasks are drawn alike: within four standard errors of one half
        total = 200 * old
        assert drawn.total() == total
        share = sum(drawn[example] for example in buffer[:kept]) / total
        assert abs(share - 0.5) < 4 * 0.5 / total**0.5


def test_replay_keeps_examples_of_every_finished_task(compute: Compute) -> None:
    body = (
        FINISH
        + """
    const tasks = model.makeTasks(given);
    const { buffer } = finish(model.learn('replay', tasks, given));
    const name = (e) => e.input.join();
    return plain({ buffer: buffer.map(name), trains: tasks.map((t) => t.train.map(name)) });
    """
    )
    found = compute(body, "continual-learning/model", given=STANDARD)
    for t, train in enumerate(found["trains"]):
        part = found["buffer"][12 * t : 12 * (t + 1)]
        assert len(set(part)) == 12 and set(part) <= set(train)


# Tasks and settings


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("similarity", [0, 60, 100])
def test_tasks_are_cut_disks(compute: Compute, seed: int, similarity: Any) -> None:
    given = STANDARD | {"seed": seed, "similarity": similarity, "tasks": 4}
    body = "return plain(model.makeTasks(given))"
    tasks = compute(body, "continual-learning/model", given=given)
    for task in tasks:
        examples = task["train"] + task["test"]
        way = np.array([e["input"] for e in examples]) - task["center"]
        side = way @ [np.cos(task["angle"]), np.sin(task["angle"])] > 0
        assert (np.hypot(*way.T) <= 1 + 1e-12).all()
        assert side.tolist() == [e["target"] == 1 for e in examples]
        assert np.hypot(*task["center"]) == pytest.approx(2.5 * (1 - similarity / 100))
    angles = {round(task["angle"], 9) for task in tasks}
    assert len(angles) == (1 if similarity == 100 else 4)


def test_without_a_share_or_a_penalty_all_is_naive(compute: Compute) -> None:
    found = run(compute, share=0, **{"lambda": "0"})
    assert found["replay"]["matrix"] == found["naive"]["matrix"] == found["ewc"]["matrix"]
    assert found["replay"]["first"] == found["naive"]["first"] == found["ewc"]["first"]


def test_all_start_alike_and_see_the_first_task_alike(compute: Compute) -> None:
    found = run(compute)
    for name in ("replay", "ewc"):
        assert found[name]["matrix"][0] == found["naive"]["matrix"][0]
        assert found[name]["matrix"][2] != found["naive"]["matrix"][2]
    assert len(found["joint"]["matrix"]) == 1 and "forgetting" not in found["joint"]


def test_the_same_seed_gives_the_same_run(compute: Compute) -> None:
    assert run(compute) == run(compute)
    assert run(compute) != run(compute, seed=2)


def test_a_stiff_penalty_holds_the_weights(compute: Compute) -> None:
    loose, stiff = run(compute, **{"lambda": "1"}), run(compute, **{"lambda": "10000"})
    assert stiff["ewc"]["forgetting"] < loose["ewc"]["forgetting"]
    assert stiff["ewc"]["learned"] < loose["ewc"]["learned"]


JUDGE = "return plain(model.experiment.judge(given).verdict)"


@pytest.mark.parametrize(
    ("agreeing", "verdict"),
    [(10, "held"), (9, "held"), (8, "inconclusive"), (6, "inconclusive"), (5, "did not hold")],
)
def test_the_rule(compute: Compute, agreeing: int, verdict: str) -> None:
    gaps = [0.1] * agreeing + [0.0999] * (10 - agreeing)
    given = [
        {"naive": gap, "replay": 0, "gap": gap, "ewc": 0, "end": 1, "joint": 1} for gap in gaps
    ]
    assert compute(JUDGE, "continual-learning/model", given=given) == verdict
