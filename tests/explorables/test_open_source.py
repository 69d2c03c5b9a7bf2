"""Open in which sense: rankings against enumeration in NumPy and closed forms, licenses by hand."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any

import numpy as np
import pytest
from llm_trends.core.sources.bibliography import read_bibliography
from playwright.sync_api import Page, expect

from . import harness
from .harness import Compute

FOLDER = harness.EXPLORABLES / "open-source"
DATA = json.loads((FOLDER / "data.json").read_text(encoding="utf-8"))
WORDS = json.loads((FOLDER / "definition.json").read_text(encoding="utf-8"))
STANDARD = {key: p["default"] for key, p in WORDS["parameters"].items()} | {"seed": 1}
PARTS = [
    "weights", "architecture", "inference", "training", "data", "datasheet", "paper", "license",
]  # fmt: skip
MODEL = "open-source/model"
EQUAL = 1e-9

TALLY = """
const { add, counts } = model.tally(given.rows, given.full, given.only);
given.weightings.forEach((w) => add(w));
return plain(counts());
"""
RUN = """
const steps = model.run(given);
let step = steps.next();
while (!step.done) step = steps.next();
return plain(step.value);
"""


def table(partly: Any = 0.5, unknown: Any = 0.5) -> Any:
    """The cells as numbers, read from the file anew."""
    worth = {"yes": 1, "partly": partly, "no": 0, "unknown": unknown}
    return np.array([[worth[m["cells"][p][0]] for p in PARTS] for m in DATA["models"]])


def kinds() -> Any:
    """Numbers of the fully open and of the weights-only models."""
    four = [PARTS.index(p) for p in ("weights", "training", "data", "license")]
    cells = table(0.5, -1)
    full = np.flatnonzero((cells[:, four] == 1).all(axis=1))
    only = np.flatnonzero(cells[:, PARTS.index("data")] == 0)
    return full.tolist(), only.tolist()


def grid(parts: Any, steps: Any) -> Any:
    """Every weighting in whole steps that adds up to one."""
    bars = itertools.combinations(range(steps + parts - 1), parts - 1)
    ends = np.array([(-1, *b, steps + parts - 1) for b in bars])
    return (np.diff(ends, axis=1) - 1) / steps


def enumerate_all(rows: Any, weightings: Any, full: Any, only: Any) -> Any:
    """The same counts by arrays over all weightings at once."""
    scores = weightings @ rows.T
    above = scores[:, :, None] > scores[:, None, :] + EQUAL
    rank = above.sum(axis=1)
    ranks = np.array([np.bincount(r, minlength=len(rows)) for r in rank.T])
    best = scores[:, full].max(axis=1)
    gaps = scores[:, only][:, :, None] - scores[:, full][:, None, :]
    swapped = (gaps > EQUAL).any(axis=(1, 2))
    return {
        "draws": len(weightings),
        "above": above.sum(axis=0).tolist(),
        "ranks": ranks.tolist(),
        "top": int((scores[:, only].max(axis=1) >= best - EQUAL).sum()),
        "swapped": int(swapped.sum()),
        "level": int((~swapped & (gaps >= -EQUAL).any(axis=(1, 2))).sum()),
        "pairs": int((gaps > EQUAL).sum()),
    }


@pytest.mark.parametrize(
    ("parts", "steps"), [(PARTS, 4), (["weights", "paper", "data"], 20), (["weights"], 1)]
)
def test_counts_equal_exhaustive_enumeration(compute: Compute, parts: Any, steps: Any) -> None:
    rows = table()[:, [PARTS.index(p) for p in parts]]
    full, only = kinds()
    weightings = grid(len(parts), steps)
    given = {"rows": rows.tolist(), "weightings": weightings.tolist(), "full": full, "only": only}
    found = compute(TALLY, MODEL, given=given)
    assert found == enumerate_all(rows, weightings, full, only)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("unknown", ["no", "partly", "yes"])
def test_random_shares_equal_a_fine_sample_of_numpy(
    compute: Compute, seed: int, unknown: Any
) -> None:
    """Uniform weightings drawn by NumPy: every pair within five standard errors."""
    values = STANDARD | {"seed": seed, "unknown": unknown, "inference": 5}
    found = compute(RUN, MODEL, given=values)
    rows = table(unknown={"no": 0, "partly": 0.5, "yes": 1}[unknown])
    full, only = kinds()
    weightings = np.random.default_rng(seed).dirichlet(np.ones(len(PARTS)), 20_000)
    expected = enumerate_all(rows, weightings, full, only)
    for key in ("above", "top", "swapped", "level"):
        share = np.array(expected[key]) / 20_000
        error = np.sqrt(share * (1 - share) * (1 / 10_000 + 1 / 20_000))
        assert np.all(np.abs(np.array(found[key]) / 10_000 - share) <= 5 * error + 5e-4), key
    assert found["draws"] == 10_000
    assert np.all(np.sum(found["ranks"], axis=1) == 10_000)
    equal = rows @ np.array([values[p] for p in PARTS]) / sum(values[p] for p in PARTS)
    np.testing.assert_allclose(found["scores"], equal, atol=1e-12)
    assert found["own"] == [1 + int((equal > s + EQUAL).sum()) for s in equal]


def test_dominance_is_certain(compute: Compute) -> None:
    found = compute(RUN, MODEL, given=STANDARD)
    counted = [i for i, p in enumerate(PARTS) if STANDARD[p] > 0]
    rows = table()[:, counted]
    pairs = 0
    for a, b in itertools.permutations(range(len(rows)), 2):
        if (rows[a] >= rows[b]).all() and (rows[a] > rows[b]).any():
            assert found["above"][a][b] == 10_000
            assert found["above"][b][a] == 0
            pairs += 1
        elif (rows[a] == rows[b]).all():
            assert found["above"][a][b] == 0
    assert pairs > 100
    # Each weights-only model is dominated by some fully open one, so none can ever come first.
    full, only = kinds()
    assert all(any((rows[f] >= rows[o]).all() for f in full) for o in only)
    assert found["top"] == 0


TWO = """
const source = new random.Random(given.seed);
const { add, counts } = model.tally(given.rows, [0], [1]);
for (let i = 0; i < 20000; i++) add(model.weighting(given.alpha, source));
return plain(counts());
"""


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(
    ("first", "second", "share"),
    [([1, 0], [0, 1], 1 / 2), ([1, 0], [0, 0.5], 2 / 3), ([1, 0.5], [0.5, 1], 1 / 2),
     ([0.5, 0], [0, 1], 1 / 3), ([1, 0.5], [1, 0], 1), ([1, 0.5], [1, 0.5], 0)],
)  # fmt: skip
def test_two_parts_have_a_closed_form(
    compute: Compute, seed: int, first: Any, second: Any, share: Any
) -> None:
    """a above b if w (a1 - b1) > (1 - w) (b2 - a2), and w is uniform between 0 and 1."""
    given = {"seed": seed, "rows": [first, second], "alpha": [1, 1]}
    found = compute(TWO, MODEL, "lib/random", given=given)
    assert abs(found["above"][0][1] / 20_000 - share) < (0.02 if 0 < share < 1 else 1e-12)


DRAW = """
const source = new random.Random(given.seed);
return plain(Array.from({ length: 20000 }, () => model.weighting(given.alpha, source)));
"""


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("alpha", [[1, 1, 1, 1], [5, 2, 0, 10]])
def test_weightings_follow_dirichlet(compute: Compute, seed: int, alpha: Any) -> None:
    given = {"seed": seed, "alpha": alpha}
    drawn = np.array(compute(DRAW, MODEL, "lib/random", given=given))
    np.testing.assert_allclose(drawn.sum(axis=1), 1)
    a = np.array(alpha)
    mean = a / a.sum()
    variance = mean * (1 - mean) / (a.sum() + 1)
    np.testing.assert_allclose(drawn.mean(axis=0), mean, atol=0.01)
    np.testing.assert_allclose(drawn.var(axis=0), variance, atol=0.004)


def test_kinds(compute: Compute) -> None:
    found = compute(
        "return plain(['full', 'weights', 'mixed'].map((name) => model.members(name)))", MODEL
    )
    names = [[DATA["models"][i]["name"] for i in group] for group in found]
    assert found[:2] == list(kinds())
    assert names[0] == ["OLMo 3.1 32B", "Pythia 6.9B", "Apertus 70B", "SmolLM3 3B", "Amber"]
    assert names[2] == ["BLOOMZ", "Falcon H1R 7B"]


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "held"),
        ({p: 0 for p in PARTS if p != "weights"}, "did not hold"),
        ({p: 0 for p in PARTS if p not in ("weights", "architecture", "license")}, "did not hold"),
    ],
)
def test_verdicts(compute: Compute, changes: dict[str, Any], verdict: str) -> None:
    body = """
    const measures = [];
    for (let seed = 1; seed <= 10; seed++) {
      const steps = model.run({ ...given, seed });
      let step = steps.next();
      while (!step.done) step = steps.next();
      measures.push(model.experiment.measure(step.value));
    }
    return plain([model.experiment.judge(measures).verdict, measures]);
    """
    found, measures = compute(body, MODEL, given=STANDARD | changes)
    assert found == verdict
    assert {m["top"] for m in measures} == ({0} if verdict == "held" else {1})


# Uses and answers by hand, from the clauses.
NOTHING = {
    "commercial": False, "users": "low", "revenue": False, "offer": False,
    "outputs": False, "eu": False, "military": False,
}  # fmt: skip
CASES = [
    ({}, dict.fromkeys(["llama-2", "gemma", "tongyi-research", "rail", "olmo"], "allowed")),
    (
        {"commercial": True},
        {"llama-2": "allowed", "llama-4": "allowed", "mistral-research": "ask", "olmo": "allowed",
         "tongyi": "allowed", "tongyi-research": "ask", "gpt-oss": "do", "falcon-180b": "unknown",
         "rail": "do", "gemma": "do", "gemma-4": "allowed", "deepseek-r1": "allowed"},
    ),
    (
        {"commercial": True, "users": "middle"},
        {"llama-3.1": "allowed", "tongyi": "ask", "kimi-k2": "do", "qwen3": "allowed"},
    ),
    ({"users": "middle"}, {"tongyi": "allowed", "kimi-k2": "allowed"}),
    (
        {"users": "high"},
        dict.fromkeys(("llama-2", "llama-3", "llama-3.1", "llama-3.2", "llama-3.3", "llama-4"), "ask")
        | {"deepseek-v3": "allowed", "gemma": "allowed", "mistral-apache": "allowed"},
    ),
    ({"commercial": True, "revenue": True}, {"kimi-k2": "do", "llama-4": "allowed"}),
    (
        {"outputs": True},
        {"llama-2": "no", "llama-3": "no", "llama-3.1": "do", "llama-3.2": "do", "llama-3.3": "do",
         "llama-4": "do", "tongyi": "no", "tongyi-research": "no", "deepseek-v3": "do",
         "deepseek-r1": "allowed", "gemma": "do", "qwen3": "allowed", "rail": "unknown"},
    ),
    (
        {"eu": True},
        {"llama-2": "allowed", "llama-3.1": "allowed", "llama-3.2": "no", "llama-3.3": "allowed",
         "llama-4": "no", "deepseek-v3": "allowed", "mistral-research": "unknown"},
    ),
    (
        {"military": True},
        {"llama-2": "no", "llama-3.3": "no", "llama-4": "no", "deepseek-v3": "no",
         "deepseek-r1": "allowed", "gpt-oss": "do", "gemma": "unknown", "olmo": "allowed"},
    ),
    (
        {"commercial": True, "offer": True},
        {"llama-2": "do", "llama-3.1": "do", "falcon-180b": "ask", "deepseek-v3": "do",
         "deepseek-r1": "allowed"},
    ),
    (
        {"commercial": True, "users": "high", "outputs": True, "eu": True},
        {"llama-2": "no", "llama-3.1": "ask", "llama-4": "no", "qwen3": "allowed"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), CASES)
def test_licenses_by_hand(compute: Compute, changes: dict[str, Any], expected: Any) -> None:
    body = "return plain(given.list.map((one) => licenses.answer(one, given.use).overall))"
    given = {"list": DATA["licenses"], "use": NOTHING | changes}
    found = compute(body, "open-source/licenses", given=given)
    keys = [one["key"] for one in DATA["licenses"]]
    assert {key: found[keys.index(key)] for key in expected} == expected


def test_answers_name_their_clause(compute: Compute) -> None:
    body = "return plain(licenses.answer(given.license, given.use))"
    license_ = next(one for one in DATA["licenses"] if one["key"] == "llama-2")
    use = NOTHING | {"users": "high", "outputs": True}
    found = compute(body, "open-source/licenses", given={"license": license_, "use": use})
    assert [(a["on"], a["effect"], a["at"]) for a in found["answers"]] == [
        ("users", "ask", "section 2"),
        ("outputs", "no", "section 1.b.v"),
    ]


def test_licenses_stand_by_their_answer(page: Page, address: str) -> None:
    harness.open_element(page, address, "open-source")
    asked = page.get_by_role("region", name="May I?")
    expect(asked.get_by_label("Train another model")).not_to_be_checked()
    pressed = asked.locator("[aria-pressed=true]")
    expect(pressed).to_have_text("A service with 800 million users")
    ask = asked.locator("[data-fold=ask]")
    ask.locator("> summary").click()
    expect(ask.get_by_text("Llama 2 Community", exact=True)).to_be_visible()
    asked.get_by_role("button", name="Its answers to train our own model").click()
    expect(asked.locator("[data-fold=no]")).to_contain_text("Llama 2 Community")
    expect(ask).to_have_attribute("open", "")


def test_every_source_exists_and_is_cited_on_the_page() -> None:
    sources = (harness.DOCS / "sources.bib").read_text(encoding="utf-8")
    known = set(re.findall(r"^@\w+\{([^,\s]+),", sources, re.MULTILINE))
    page = (harness.DOCS / "trends" / "open-source.md").read_text(encoding="utf-8")
    used = {one["source"] for one in DATA["licenses"]}
    for entry in DATA["models"]:
        assert list(entry["cells"]) == PARTS
        for value, source in entry["cells"].values():
            assert value in {"yes", "partly", "no", "unknown"}
            assert (source is None) == (value == "unknown")
            used |= {source} - {None}
    assert len(used) > 10
    assert used <= known
    assert set(DATA["sources"]) == used
    bibliography = read_bibliography("docs/sources.bib", sources).sources
    assert DATA["sources"] == {key: bibliography[key].title for key in used}
    assert all(key in page for key in used)
    assert "id: open-in-name" in page


def test_number_of_unknowns_is_said() -> None:
    unknown = [sum(m["cells"][p][0] == "unknown" for m in DATA["models"]) for p in PARTS]
    assert sum(unknown) == unknown[PARTS.index("inference")]
    assert f"unknown for {sum(unknown)}" in WORDS["parameters"]["inference"]["label"]
    assert WORDS["lead"].startswith(f"{len(DATA['models'])} models")
