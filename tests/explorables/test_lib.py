"""The shared library against published vectors, finite differences, closed forms and NumPy."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from . import harness
from .harness import Compute


def test_splitmix64_published_vector(compute: Compute) -> None:
    # Reference outputs of splitmix64.c for seed 1234567.
    found = compute(
        "const g = random.splitmix64(1234567); return plain([1,2,3,4,5].map(() => g.next().value))",
        "lib/random",
    )
    assert found == [
        "6457827717110365317",
        "3203168211198807973",
        "9817491932198370423",
        "4593380528125082431",
        "16408922859458223821",
    ]


def test_xoshiro_published_vector(compute: Compute) -> None:
    # Reference outputs of xoshiro128starstar.c from the state 1, 2, 3, 4.
    found = compute(
        "const r = new random.Random(0); r.state.set([1, 2, 3, 4]);"
        "return plain(Array.from({length: 10}, () => r.next()))",
        "lib/random",
    )
    assert found == [
        11520, 0, 5927040, 70819200, 2031721883,
        1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]  # fmt: skip


def test_formats(compute: Compute) -> None:
    body = "return plain(Object.entries(given).map(([f, xs]) => xs.map(numbers.FORMATS[f])))"
    given = {
        "whole": [1234.5, 0.4], "one": [-0.04, -1.25], "two": [1 / 3, -0.5], "brief": [2.5, -1 / 3],
        "percent": [0.0456, 0.4567, 1], "tenth": [0.4567, 1], "points": [-0.126, 0.05],
        "signed": [0.126, -0.0034, 0],
    }  # fmt: skip
    assert compute(body, "lib/numbers", given=given) == [
        ["1,235", "0"], ["0.0", "−1.3"], ["0.33", "−0.50"], ["2.5", "−0.33"],
        ["4.6%", "45.7%", "100%"], ["45.7%", "100.0%"], ["−12.6", "5.0"],
        ["+12.6%", "−0.34%", "0%"],
    ]  # fmt: skip


def test_every_named_format_exists(compute: Compute) -> None:
    known = set(compute("return plain(Object.keys(numbers.FORMATS))", "lib/numbers"))
    for folder in harness.folders():
        words = json.loads((harness.EXPLORABLES / folder / "definition.json").read_text())
        named = {column.get("format", "one") for column in words["experiment"]["columns"]}
        assert named <= known, folder


def test_a_stage_fills_its_share_of_the_whole(compute: Compute) -> None:
    body = """function* part() { yield { fraction: 0.5 }; yield; return 7 }
    const seen = []
    const whole = experiment.stage(part(), 0.6, 0.4)
    let step = whole.next()
    for (; !step.done; step = whole.next()) seen.push(step.value.fraction)
    return plain([seen, step.value])"""
    fractions, value = compute(body, "lib/experiment")
    assert fractions == pytest.approx([0.8, 0.6]) and value == 7


def test_random_distributions(compute: Compute) -> None:
    u, z, counts, order, streams = compute(
        """const r = new random.Random(7);
        const u = Array.from({length: 20000}, () => r.uniform());
        const z = Array.from({length: 20000}, () => r.normal());
        const counts = [0, 0, 0, 0, 0, 0];
        for (let i = 0; i < 12000; i++) counts[r.integer(6)]++;
        const order = r.shuffle([...Array(100).keys()]);
        const streams = [0, 0, 1].map((s) => new random.Random(7, s).next());
        return plain([u, z, counts, order, streams])""",
        "lib/random",
    )
    assert min(u) >= 0 and max(u) < 1
    assert abs(np.mean(u) - 0.5) < 0.01 and abs(np.var(u) - 1 / 12) < 0.003
    assert abs(np.mean(z)) < 0.03 and abs(np.std(z) - 1) < 0.02
    assert abs(np.mean(np.abs(z) < 1.959964) - 0.95) < 0.006
    assert max(abs(c - 2000) for c in counts) < 200
    assert sorted(order) == list(range(100)) and order != sorted(order)
    assert streams[0] == streams[1] != streams[2]


def test_solve_and_vectors_against_numpy(compute: Compute) -> None:
    rng = np.random.default_rng(3)
    a, x = rng.normal(size=(5, 4)), rng.normal(size=5)
    ridge = a.T @ a + 0.5 * np.eye(4)
    solved, product, length, unit = compute(
        """const { a, b, x, y } = given;
        return plain([solve.solve(a, b), vectors.dot(x, y), vectors.length(x), vectors.unit(x)])""",
        "lib/solve",
        "lib/vectors",
        given={
            "a": ridge.tolist(),
            "b": (a.T @ x).tolist(),
            "x": x.tolist(),
            "y": a[:, 0].tolist(),
        },
    )
    np.testing.assert_allclose(solved, np.linalg.solve(ridge, a.T @ x), atol=1e-10)
    assert product == pytest.approx(x @ a[:, 0])
    assert length == pytest.approx(np.linalg.norm(x))
    np.testing.assert_allclose(unit, x / np.linalg.norm(x))


@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("output", ["softmax", "linear"])
def test_gradients_against_finite_differences(
    compute: Compute, activation: str, output: str
) -> None:
    exact, differences = compute(
        """const r = new random.Random(11);
        const net = new network.Network([3, 5, 4, 3], { random: r, ...given });
        const inputs = Array.from({length: 4}, () => [r.normal(), r.normal(), r.normal()]);
        const targets = inputs.map(() => given.output === 'softmax' ? r.integer(3) : [r.normal(), r.normal(), r.normal()]);
        const exact = net.gradient(inputs, targets).gradient;
        const h = 1e-6;
        const at = (k, d) => {
          const old = net.parameters[k];
          net.parameters[k] = old + d;
          const loss = net.gradient(inputs, targets).loss;
          net.parameters[k] = old;
          return loss;
        };
        return plain([exact, Array.from(exact, (_, k) => (at(k, h) - at(k, -h)) / (2 * h))])""",
        "lib/random",
        "lib/network",
        given={"activation": activation, "output": output},
    )
    assert np.max(np.abs(exact)) > 0.01
    np.testing.assert_allclose(exact, differences, atol=1e-7)


def test_fisher_is_the_expected_squared_gradient(compute: Compute) -> None:
    found, expected = compute(
        """const r = new random.Random(5);
        const net = new network.Network([2, 4, 3], { random: r });
        const inputs = [[0.3, -1.2], [1.1, 0.4]];
        const expected = new Float64Array(net.parameters.length);
        for (const x of inputs) net.forward(x).forEach((p, c) => {
          const g = new Float64Array(expected.length);
          net.loss(x, c, g);
          g.forEach((v, k) => expected[k] += p * v * v / 2);
        });
        return plain([fisher.fisher(net, inputs), expected])""",
        "lib/random",
        "lib/network",
        "lib/fisher",
    )
    np.testing.assert_allclose(found, expected, atol=1e-14)
    assert max(found) > 1e-3


def test_adam(compute: Compute) -> None:
    adam, losses = compute(
        """const moved = Float64Array.of(1), a = new adam.Adam({ rate: 0.1 });
        a.step(moved, [3]); a.step(moved, [-1]);
        const r = new random.Random(2), net = new network.Network([2, 8, 2], { random: r });
        const inputs = [[0, 0], [0, 1], [1, 0], [1, 1]], targets = [0, 1, 1, 0];
        const fit = new adam.Adam({ rate: 0.05 });
        const losses = Array.from({length: 300}, () => {
          const { loss, gradient } = net.gradient(inputs, targets);
          fit.step(net.parameters, gradient);
          return loss;
        });
        return plain([moved[0], [losses[0], losses.at(-1)]])""",
        "lib/random",
        "lib/network",
        "lib/adam",
    )
    m, v, x = 0.0, 0.0, 1.0
    for step, gradient in enumerate((3.0, -1.0), 1):
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        x -= 0.1 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    assert adam == pytest.approx(x, abs=1e-12)
    assert losses[1] < 0.05 < losses[0]


def test_statistics_against_numpy(compute: Compute) -> None:
    x = np.random.default_rng(1).normal(size=31)
    steps = [0, 0.1, 0.25, 0.5, 0.9, 1]
    found = compute(
        """const S = statistics, [x, steps] = given;
        const sorted = Float64Array.from(x).sort();
        return plain({ mean: S.mean(x), range: S.range(x),
          quantiles: steps.map((q) => quantile.quantile(sorted, q)) })""",
        "lib/statistics",
        "lib/quantile",
        given=[x.tolist(), steps],
    )
    assert found["mean"] == pytest.approx(x.mean())
    assert found["range"] == [x.min(), x.max()]
    np.testing.assert_allclose(found["quantiles"], np.quantile(x, steps))


def test_digest_ignores_times_and_last_digits_only(compute: Compute) -> None:
    same, time, tiny, other, order = compute(
        """const d = digest.digest;
        return plain([d({a: [1, 2.5]}), d({a: [1, 2.5], milliseconds: 9}), d({a: [1, 2.5 + 1e-12]}),
          d({a: [1, 2.6]}), d({b: 1, a: 2}) === d({a: 2, b: 1})])""",
        "lib/digest",
    )
    assert same == time == tiny != other
    assert order


PARAMETERS = {
    "n": {"label": "N", "kind": "integer", "min": 8, "max": 64, "step": 8, "default": 16},
    "x": {"label": "X", "kind": "number", "min": 0, "max": 1, "default": 0.5},
    "c": {"label": "C", "kind": "choice", "options": {"a": "A", "b": "B"}, "default": "a"},
    "f": {"label": "F", "kind": "flag", "default": False},
}


@pytest.mark.parametrize(
    ("query", "values", "notes"),
    [
        ("", {"n": 16, "x": 0.5, "c": "a", "f": False}, 0),
        ("?t.n=24&t.x=0.25&t.c=b&t.f=yes", {"n": 24, "x": 0.25, "c": "b", "f": True}, 0),
        ("?t.n=25", {"n": 24}, 1),
        ("?t.n=1e9&t.x=-3", {"n": 64, "x": 0}, 2),
        ("?t.n=&t.x=NaN", {"n": 16, "x": 0.5}, 2),
        ("?t.c=constructor&t.f=1&t.zzz=2", {"c": "a", "f": False}, 3),
        ("?other.n=24", {"n": 16}, 0),
    ],
)
def test_address_is_read_and_corrected(
    compute: Compute, query: str, values: dict[str, Any], notes: int
) -> None:
    found = compute(
        "return plain(address.readState('t', given.parameters, given.query))",
        "lib/address",
        given={"parameters": PARAMETERS, "query": query},
    )
    assert {key: found["values"][key] for key in values} == values
    assert len(found["notes"]) == notes


def test_address_keeps_what_is_not_its_own(compute: Compute) -> None:
    found = compute(
        """history.replaceState({ y: 3 }, '', '?q=1&t.n=24&u.n=2#part');
        address.writeState('t', given, { n: 16, x: 0.5, c: 'b', f: true });
        return plain([location.search, location.hash, history.state])""",
        "lib/address",
        given=PARAMETERS,
    )
    assert found == ["?q=1&u.n=2&t.c=b&t.f=yes", "#part", {"y": 3}]


@pytest.mark.parametrize(
    ("agreeing", "verdict"),
    [(10, "held"), (9, "held"), (8, "inconclusive"), (6, "inconclusive"), (5, "did not hold"), (0, "did not hold")],
)  # fmt: skip
def test_verdict_by_count(compute: Compute, agreeing: int, verdict: str) -> None:
    assert (
        compute("return plain(experiment.byCount(given, 10))", "lib/experiment", given=agreeing)
        == verdict
    )


def test_plot_marks_series_without_color_alone_and_escapes(compute: Compute) -> None:
    text = compute(
        """const layers = [1, 2].map((series) => ({ kind: 'line', series, label: `<b>${series}`, values: [[0, 1], [1, series]] }));
        return plain(plot.figure({ title: 'A & B', description: 'd', width: 300, x: { label: 'x' }, y: { label: 'y' }, layers }))""",
        "lib/plot",
    )
    assert 'stroke-dasharray="7 3"' in text and 'stroke-dasharray=""' in text
    assert "&lt;b&gt;1" in text and "<b>" not in text and "A &amp; B" in text
    assert "NaN" not in text and 'role="img"' in text
