"""A bandit and a factorization: replays, ridge fits, noise and forgetting against NumPy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from .generator import uniforms

Compute = Callable[..., Any]
Numbers = NDArray[np.float64]

TOPICS, ITEMS, OTHERS, REPLAYS = 20, 60, 150, 8
STANDARD: dict[str, Any] = {
    "learner": "greedy", "epsilon": 5, "width": 0.5, "ridge": 1, "strength": 2.5,
    "drift": 0, "privacy": "off", "rounds": 400, "seed": 1,
}  # fmt: skip
MODULES = ("personalization/model", "personalization/factors", "lib/random")
FINISH = "const finish = (g) => { let s = g.next(); while (!s.done) s = g.next(); return s.value };"


def arrays(world: dict[str, Any]) -> tuple[Numbers, Numbers]:
    """Places and appeals of all items."""
    items = world["items"]
    return np.array([i["place"] for i in items]), np.array([i["appeal"] for i in items])


def chances(world: dict[str, Any]) -> Numbers:
    """Chance of a click for every item, with the taste at the start."""
    places, appeals = arrays(world)
    return 1 / (1 + np.exp(-appeals - places @ np.array(world["taste"])))


class Ridge:
    """The reader's vector fitted anew from all reactions, by NumPy."""

    def __init__(self, model: dict[str, Any], penalty: float) -> None:
        self.mu, self.items, self.penalty = model["mu"], np.array(model["items"]), penalty
        self.seen: list[int] = []
        self.values: list[float] = []

    def best(self, _round: int, _drawn: int) -> int:
        own = np.zeros(4)
        if self.seen:
            chosen = self.items[self.seen]
            x = np.column_stack([np.ones(len(chosen)), chosen[:, 1:]])
            y = np.array(self.values) - self.mu - chosen[:, 0]
            own = np.linalg.solve(x.T @ x + self.penalty * np.eye(4), x.T @ y)
        return int(np.argmax(own[0] + self.items[:, 0] + self.items[:, 1:] @ own[1:]))

    def learn(self, item: int, value: float) -> None:
        self.seen.append(item)
        self.values.append(value)


class Bandit:
    def __init__(self, width: float) -> None:
        self.counts, self.totals, self.width = np.zeros(TOPICS), np.zeros(TOPICS), width

    def best(self, now: int, drawn: int) -> int:
        if not self.counts.all():
            return 3 * int(np.argmin(self.counts > 0)) + drawn % 3
        index = self.totals / self.counts + self.width * np.sqrt(np.log(now) / self.counts)
        return 3 * int(np.argmax(index)) + drawn % 3

    def learn(self, item: int, value: float) -> None:
        self.counts[item // 3] += 1
        self.totals[item // 3] += value


def simulate(
    world: dict[str, Any], values: dict[str, Any], learner: Any, numbers: Iterator[float]
) -> tuple[list[int], list[int], list[float]]:
    """Items shown, clicks and reactions heard, written down from the rules."""
    places, appeals = arrays(world)
    taste = np.array(world["taste"])
    shown, clicks, heard = [], [], []
    for now in range(1, values["rounds"] + 1):
        lot, place, reaction, disturbance = islice(numbers, 4)
        drawn = int(place * ITEMS)
        choice = learner.best(now, drawn) if learner else drawn
        explores = values["learner"] != "ucb" and lot < values["epsilon"] / 100
        item = drawn if explores else choice
        click = int(reaction < 1 / (1 + np.exp(-appeals[item] - places[item] @ taste)))
        noise = 0.0
        if values["privacy"] != "off":  # the inverse of the distribution function
            scale = 1 / float(values["privacy"])
            low = disturbance < 0.5
            noise = scale * (np.log(2 * disturbance) if low else -np.log(2 - 2 * disturbance))
        if learner:
            learner.learn(item, click + noise)
        shown.append(item)
        clicks.append(click)
        heard.append(click + noise)
        taste = taste + values["drift"] / 100 * (4 * places[item] - taste)
    return shown, clicks, heard


REPLAY = (
    FINISH
    + """
const w = model.world(given);
const never = finish(factors.factorize(w.cells, factors.start(w.cells, 60, given.seed), given.ridge));
const make = { greedy: () => model.bandit(0), ucb: () => model.bandit(given.width), factors: () => factors.folding(never, given.ridge) };
const one = (learner, r) => finish(model.replay(w, given, learner, new random.Random(given.seed, 10 + r)));
"""
)
ALL = (
    REPLAY
    + """
return plain({ w, never, learner: one(make[given.learner](), 0), chance: one(null, 0) });
"""
)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"epsilon": 30, "privacy": "1"},
        {"learner": "ucb", "drift": 1},
        {"learner": "factors", "rounds": 200},
    ],
    ids=["greedy", "noise", "ucb-drift", "factors"],
)
def test_a_replay_and_its_regret_equal_numpy(
    compute: Compute, seed: int, changes: dict[str, Any]
) -> None:
    given = STANDARD | {"seed": seed} | changes
    found = compute(ALL, *MODULES, given=given)
    learners: dict[str, Callable[[], Any]] = {
        "greedy": lambda: Bandit(0),
        "ucb": lambda: Bandit(given["width"]),
        "factors": lambda: Ridge(found["never"], given["ridge"]),
    }
    learner = learners[given["learner"]]()
    p = chances(found["w"])
    for name, one in (("learner", learner), ("chance", None)):
        shown, clicks, heard = simulate(found["w"], given, one, uniforms(seed, 10))
        got = found[name]
        assert got["shown"] == shown
        assert got["clicks"] == clicks
        np.testing.assert_allclose(got["heard"], heard, atol=1e-9)
        np.testing.assert_allclose(got["fit"], p[shown], atol=1e-12)
        regret = given["rounds"] * p.max() - np.sum(got["fit"])
        assert regret == pytest.approx(np.sum(p.max() - p[shown]))
        assert regret > 0


MANY = (
    REPLAY
    + "return plain({ w, found: Array.from({ length: 60 }, (_, r) => one(make[given.learner](), r).fit) })"
)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_regret_has_the_distribution_of_numpy_s_generator(compute: Compute, seed: int) -> None:
    given = STANDARD | {"seed": seed, "rounds": 200, "epsilon": 10}
    found = compute(MANY, *MODULES, given=given)
    p = chances(found["w"])
    generator = np.random.default_rng(seed)
    numbers = iter(generator.random, None)  # without end
    ours = np.sum(p.max() - np.array(found["found"]), axis=1)
    theirs = [
        np.sum(p.max() - p[simulate(found["w"], given, Bandit(0), numbers)[0]]) for _ in range(60)
    ]
    error = np.sqrt((np.var(ours, ddof=1) + np.var(theirs, ddof=1)) / 60)
    assert abs(np.mean(ours) - np.mean(theirs)) < 4 * error
    assert 0.6 < np.std(ours) / np.std(theirs) < 1.7


# The formulas of the page


def test_effective_topics_of_the_page(compute: Compute) -> None:
    body = """
    const rest = (epsilon) => model.exploring(epsilon);
    return plain([0.05, 0.3].map((e) => [rest(e)[0], rest(e), model.effective(rest(e))]));
    """
    for (favored, shares, effective), epsilon, printed in zip(
        compute(body, *MODULES), (0.05, 0.3), (1.4, 4.2), strict=True
    ):
        assert favored == pytest.approx(1 - epsilon + epsilon / 20)
        assert shares[1:] == [pytest.approx(epsilon / 20)] * 19
        entropy = -favored * np.log(favored) - 0.95 * epsilon * np.log(epsilon / 20)
        assert effective == pytest.approx(np.exp(entropy))
        assert round(effective, 1) == printed
    even = compute(
        "return plain([model.effective([1, 1, 1, 1]), model.effective([7, 0])])", *MODULES
    )
    assert even == pytest.approx([4, 1])


@pytest.mark.parametrize("epsilon", [5, 30])
@pytest.mark.parametrize("learner", ["greedy", "factors"])
def test_the_favorite_is_shown_as_often_as_the_formula_says(
    compute: Compute, learner: str, epsilon: int
) -> None:
    given = STANDARD | {"epsilon": epsilon, "rounds": 1000, "learner": learner}
    found = compute(FINISH + "return plain(finish(model.run(given)))", *MODULES, given=given)
    expected = 1 - epsilon / 100 + epsilon / 100 / TOPICS
    error = np.sqrt(expected * (1 - expected) / (REPLAYS * 1000))
    assert abs(found["feeds"][0]["favorite"] - expected) < 4 * error


def test_confidence_index_of_a_case_by_hand(compute: Compute) -> None:
    """Topic 0: 60 of 100; topic 1: 1 of 2; all others 0 of 1000. Their indices cross at a width.

    0.6 + c √(ln 2000 / 100) = 0.5 + c √(ln 2000 / 2) at c = 0.1 / (√3.8005 − √0.0760) = 0.05974.
    """
    body = """
    return plain([0.059, 0.0605].map((width) => {
      const one = model.bandit(width);
      const hear = (topic, clicks, count) => { for (let i = 0; i < count; i++) one.learn(3 * topic, i < clicks ? 1 : 0) };
      hear(0, 60, 100); hear(1, 1, 2);
      for (let k = 2; k < 20; k++) hear(k, 0, 1000);
      return one.best(2000, 2);
    }));
    """
    crossing = 0.1 / (np.sqrt(np.log(2000) / 2) - np.sqrt(np.log(2000) / 100))
    assert crossing == pytest.approx(0.05974, abs=1e-5)
    assert compute(body, *MODULES) == [2, 5]  # the third item of topic 0, of topic 1
    untried = "return plain(model.bandit(0.5).best(1, 0))"
    assert compute(untried, *MODULES) == 0


# Factorization


def objective(cells: Numbers, model: dict[str, Any], penalty: float) -> float:
    """Squared errors and penalty."""
    users, items = np.array(model["users"]), np.array(model["items"])
    u, i = users[cells[:, 0].astype(int)], items[cells[:, 1].astype(int)]
    fitted = model["mu"] + u[:, 0] + i[:, 0] + np.sum(u[:, 1:] * i[:, 1:], axis=1)
    return float(
        np.sum((cells[:, 2] - fitted) ** 2) + penalty * (np.sum(users**2) + np.sum(items**2))
    )


def half(
    cells: Numbers, side: int, fixed: Numbers, count: int, mu: float, penalty: float
) -> Numbers:
    """Each vector by least squares on the data with the penalty as further rows."""
    found = np.zeros((count, 4))
    for k in range(count):
        own = cells[cells[:, side] == k]
        other = fixed[own[:, 1 - side].astype(int)]
        x = np.column_stack([np.ones(len(own)), other[:, 1:]])
        y = own[:, 2] - mu - other[:, 0]
        stacked = np.vstack([x, np.sqrt(penalty) * np.eye(4)])
        found[k] = np.linalg.lstsq(stacked, np.concatenate([y, np.zeros(4)]), rcond=None)[0]
    return found


HALVES = """
const { cells } = model.world(given);
const begin = factors.start(cells, 60, given.seed);
const steps = [];
let items = begin.items;
for (let s = 0; s < 6; s++) {
  const users = factors.half(cells, 0, items, 151, begin.mu, given.ridge);
  steps.push({ mu: begin.mu, users, items });
  items = factors.half(cells, 1, users, 60, begin.mu, given.ridge);
  steps.push({ mu: begin.mu, users, items });
}
const run = factors.factorize(cells, begin, given.ridge, 6);
let last = run.next(); while (!last.done) last = run.next();
return plain({ cells, steps, last: last.value });
"""


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("ridge", [1, 4])
def test_every_alternating_step_equals_numpy_and_lowers_the_objective(
    compute: Compute, seed: int, ridge: int
) -> None:
    found = compute(HALVES, *MODULES, given=STANDARD | {"seed": seed, "ridge": ridge})
    cells = np.array(found["cells"], dtype=float)
    steps = found["steps"]
    mu = cells[:, 2].mean()
    assert steps[0]["mu"] == pytest.approx(mu)
    for before, step in pairwise(steps):
        if step["items"] == before["items"]:
            expected = half(cells, 0, np.array(step["items"]), OTHERS + 1, mu, ridge)
            np.testing.assert_allclose(step["users"], expected, atol=1e-9)
        else:
            expected = half(cells, 1, np.array(step["users"]), ITEMS, mu, ridge)
            np.testing.assert_allclose(step["items"], expected, atol=1e-9)
    costs = [objective(cells, step, ridge) for step in steps]
    assert (np.diff(costs) < 1e-9).all() and costs[-1] < costs[0]
    np.testing.assert_allclose(found["last"]["items"], steps[-1]["items"], atol=1e-12)
    assert found["last"]["users"][OTHERS] == [0, 0, 0, 0]  # a reader without cells


# Noise


LAPLACE = """
const source = new random.Random(given.seed, 99);
return plain(Array.from({ length: 40000 }, () => model.laplace(source.uniform(), 1 / given.budget)));
"""


@pytest.mark.parametrize("budget", [0.1, 1, 4])
def test_noise_has_the_laplace_distribution(compute: Compute, budget: float) -> None:
    drawn = np.array(compute(LAPLACE, *MODULES, given={"seed": 3, "budget": budget})) * budget
    count = len(drawn)
    assert abs(drawn.mean()) < 4 * np.sqrt(2 / count)
    assert drawn.std() == pytest.approx(np.sqrt(2), abs=4 * np.sqrt(5 / 4 * 2 / count))
    for q in (0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99):
        exact = np.log(2 * q) if q < 0.5 else -np.log(2 - 2 * q)
        assert np.mean(drawn <= exact) == pytest.approx(q, abs=4 * np.sqrt(q * (1 - q) / count))
    edges = compute("return plain([0, 1 - 2 ** -53].map((u) => model.laplace(u, 1)))", *MODULES)
    assert np.isfinite(edges).all() and edges[0] == -edges[1] < -30


@pytest.mark.parametrize("budget", ["0.5", "1"])
def test_what_is_heard_keeps_the_privacy_ratio(compute: Compute, budget: str) -> None:
    """Reactions 0 and 1 can both be behind any interval heard, at odds of at most e^ε."""
    given = STANDARD | {"privacy": budget, "strength": 0, "rounds": 1000}
    body = REPLAY + (
        "return plain(Array.from({ length: 40 }, (_, r) => one(null, r)).map((x) => [x.heard, x.clicks]))"
    )
    pairs = np.array(compute(body, *MODULES, given=given))
    heard, clicks = pairs[:, 0].ravel(), pairs[:, 1].ravel()
    assert np.var(heard - clicks) == pytest.approx(2 / float(budget) ** 2, rel=0.1)
    ratios = []
    for edge in np.arange(-2, 3, 0.5):
        shares = [
            np.mean((heard[clicks == c] >= edge) & (heard[clicks == c] < edge + 0.5))
            for c in (0, 1)
        ]
        error = sum(4 * np.sqrt(1 / (s * np.sum(clicks == c))) for c, s in enumerate(shares))
        ratios.append(abs(np.log(shares[1] / shares[0])))
        assert ratios[-1] <= float(budget) + error
    assert max(ratios) > 0.8 * float(budget)  # the bound is reached: no more noise than needed


# Forgetting


FORGET = (
    REPLAY
    + """
const own = model.row(one(make.factors(), 0));
const found = finish(model.forget(w.cells, own, never, given.seed, given.ridge));
const train = (cells, from, sweeps) => finish(factors.factorize(cells, from, given.ridge, sweeps));
const all = [...w.cells, ...own];
const without = all.filter(([user]) => user !== 150);
const again = train(without, factors.start(without, 60, given.seed));
const seen = train(all, factors.start(all, 60, given.seed));
const joined = train(all, never, 1);
const twin = train(w.cells, never, 1);
return plain({ own, found, never, again, seen, joined, twin, cells: w.cells });
"""
)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_training_anew_without_the_row_gives_the_model_that_never_saw_it(
    compute: Compute, seed: int
) -> None:
    found = compute(FORGET, *MODULES, given=STANDARD | {"seed": seed})
    assert found["again"] == found["never"]
    assert found["seen"]["items"] != found["never"]["items"]
    assert found["found"]["stages"][-1] == {"moved": 0, "others": 0}
    assert found["found"]["stages"][0]["moved"] > found["found"]["stages"][2]["moved"] > 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_mark_on_an_item_is_one_ridge_fit_of_one_more_cell(compute: Compute, seed: int) -> None:
    found = compute(FORGET, *MODULES, given=STANDARD | {"seed": seed})
    cells = np.array(found["cells"], dtype=float)
    own = np.array(found["own"], dtype=float)
    mu = cells[:, 2].mean()
    users = half(np.vstack([cells, own]), 0, np.array(found["never"]["items"]), OTHERS + 1, mu, 1)
    plus = half(np.vstack([cells, own]), 1, users, ITEMS, mu, 1)
    minus = half(cells, 1, users, ITEMS, mu, 1)
    moved = np.linalg.norm(plus - minus, axis=1)
    length = np.mean(np.linalg.norm(found["never"]["items"], axis=1))
    seen = own[:, 1].astype(int)
    known = np.bincount(cells[:, 1].astype(int), minlength=ITEMS)
    items = found["found"]["items"]
    np.testing.assert_allclose([i["moved"] for i in items], moved[seen], atol=1e-9)
    assert [i["known"] for i in items] == known[seen].tolist()
    assert moved[np.setdiff1d(np.arange(ITEMS), seen)].max() < 1e-12
    assert found["found"]["stages"][0]["moved"] == pytest.approx(moved.mean() / length)
    # The page: of the order of 1 / (n + λ), so rare items move most.
    rare, common = (moved[seen][pick].mean() for pick in (known[seen] < 10, known[seen] > 30))
    assert rare > 2 * common
    first = [np.argmax(users[:OTHERS, 1:] @ q[:, 1:].T + q[:, 0], axis=1) for q in (plus, minus)]
    assert found["found"]["stages"][0]["others"] == np.sum(first[0] != first[1])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_row_holds_the_mean_reaction_to_each_item(compute: Compute, seed: int) -> None:
    body = (
        REPLAY + "const x = one(make.greedy(), 0); return plain([x.shown, x.heard, model.row(x)])"
    )
    given = STANDARD | {"seed": seed, "privacy": "4"}
    shown, heard, row = compute(body, *MODULES, given=given)
    assert [item for _, item, _ in row] == list(dict.fromkeys(shown))
    for user, item, value in row:
        assert user == OTHERS
        assert value == pytest.approx(np.mean(np.array(heard)[np.array(shown) == item]))


# A whole run


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_run_sums_up_its_replays(compute: Compute, seed: int) -> None:
    given = STANDARD | {"seed": seed, "drift": 1}
    found = compute(FINISH + "return plain(finish(model.run(given)))", *MODULES, given=given)
    world = compute("return plain(model.world(given))", *MODULES, given=given)
    p = chances(world)

    def effective(topics: Any) -> float:
        q = np.array(topics) / np.sum(topics)
        q = q[q > 0]
        return float(np.exp(-np.sum(q * np.log(q))))

    kinds: tuple[Callable[[], Any], ...] = (lambda: Bandit(0), lambda: None)
    for feed, fresh in zip(found["feeds"], kinds, strict=True):
        runs = [simulate(world, given, fresh(), uniforms(seed, 10 + r)) for r in range(REPLAYS)]
        shown, clicks = np.array([r[0] for r in runs]), np.array([r[1] for r in runs])
        tenths = clicks.reshape(REPLAYS, 10, 40).mean(axis=2)
        expected = np.column_stack([tenths.mean(axis=0), tenths.min(axis=0), tenths.max(axis=0)])
        np.testing.assert_allclose(feed["clicks"], expected, atol=1e-12)
        assert feed["late"]["clicks"] == pytest.approx(clicks[:, 200:].mean())
        assert feed["late"]["fit"] == pytest.approx(p[shown[:, 200:]].mean())
        counts = [np.bincount(line[200:] // 3, minlength=TOPICS) for line in shown]
        assert feed["late"]["varied"] == pytest.approx(np.mean([effective(c) for c in counts]))
        shares = np.bincount(shown.ravel() // 3, minlength=TOPICS) / shown.size
        np.testing.assert_allclose(feed["shares"], shares, atol=1e-12)
        assert len(feed["own"]) == 10
    assert found["start"] == pytest.approx(effective(p.reshape(TOPICS, 3).mean(axis=1)))
    np.testing.assert_allclose(found["topics"], p.reshape(TOPICS, 3).mean(axis=1), atol=1e-12)
    learner, chance = (feed["own"][-1] for feed in found["feeds"])
    assert learner < found["start"] < chance  # who narrows when taste drifts


def test_without_drift_the_reader_stays_and_full_exploration_is_chance(compute: Compute) -> None:
    given = STANDARD | {"epsilon": 100}
    found = compute(ALL, *MODULES, given=given)
    assert found["learner"]["shown"] == found["chance"]["shown"]
    assert len({round(x, 12) for x in found["learner"]["own"]}) == 1


def test_the_verdict_needs_both_gains(compute: Compute) -> None:
    body = "return plain(given.map((m) => model.experiment.judge(m)))"
    agrees, clicks, taste = (
        {"gain": g, "fit": f, "popular": 0.1} for g, f in ((0.05, 0.05), (0.6, 0.04), (0.04, 0.6))
    )
    given = [[agrees] * 9 + [clicks], [agrees] * 6 + [taste] * 4, [agrees] * 5 + [clicks] * 5]
    found = compute(body, *MODULES, given=given)
    assert [judged["verdict"] for judged in found] == ["held", "inconclusive", "did not hold"]
    for agreeing, judged in zip((9, 6, 5), found, strict=True):
        assert judged["sentence"].startswith(
            f"Both gains reach 5 points in {agreeing} of 10 seeds."
        )
    assert "the taste at the start 4.9 points (4.0 to 5.0)." in found[0]["sentence"]
