"""What applies: hand-written verdicts, an independent evaluation of the rules, compute by NumPy."""

from __future__ import annotations

import json
import math
import random
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from . import harness
from .harness import Compute

FOLDER = harness.EXPLORABLES / "regulation"
BOOK = json.loads((FOLDER / "rules.json").read_text(encoding="utf-8"))
RULES = {rule["id"]: rule for rule in BOOK["rules"]}
HAND = json.loads((Path(__file__).parent / "regulation_cases.json").read_text(encoding="utf-8"))
WORDS = json.loads((FOLDER / "definition.json").read_text(encoding="utf-8"))
TERMS = BOOK["terms"]
STANDARD = {key: p["default"] for key, p in WORDS["parameters"].items()} | {"seed": 1}

Facts = dict[str, Any]


def facts(changes: Facts) -> Facts:
    """The facts of a case, with its compute worked out here."""
    given = HAND["base"] | changes
    n, d = given.pop("size")
    n0, n1, d0, d1 = given.pop("sizes", [n, n, d, d])
    return given | {
        "open": "yes" if given["open"] else "no",
        "compute": [6e21 * n0 * d0, 6e21 * n1 * d1],
    }


def kleene(part: Any, given: Facts) -> bool | None:
    """Three-valued truth, written down anew: None is "cannot tell"."""
    match TERMS[part] if isinstance(part, str) else part:
        case {"all": parts}:
            found = [kleene(one, given) for one in parts]
            return False if False in found else None if None in found else True
        case {"any": parts}:
            found = [kleene(one, given) for one in parts]
            return True if True in found else None if None in found else False
        case {"not": one}:
            inner = kleene(one, given)
            return None if inner is None else not inner
        case {"unsure": True}:
            return None
        case {"since": date}:
            return given["date"] >= date
        case {"compute": line, **rest}:
            ends = {x >= line if rest.get("equal") else x > line for x in given["compute"]}
            return ends.pop() if len(ends) == 1 else None
        case {"amount": name, "above": line}:
            return given[name] > line if given[name] else None
        case {"fact": name, "is": wanted}:
            return None if given[name] == "unknown" else given[name] in wanted
    raise ValueError(part)


def verdict(rule: Facts, given: Facts) -> str:
    reached = (
        given["role"] in rule["binds"]
        and rule["from"] is not None
        and rule["from"] <= given["date"]
        and not ("until" in rule and rule["until"] <= given["date"])
    )
    answer = kleene(rule["when"], given) if reached else False
    return {True: "applies", None: "cannot tell", False: "does not apply"}[answer]


EVALUATE = """
return plain(given.map(([id, facts]) => {
  const rule = model.rules.find((rule) => rule.id === id);
  return engine.evaluate(rule, facts, model.terms, model.roles);
}))
"""
MODULES = ("regulation/model", "regulation/engine")


def test_at_least_forty_cases_over_most_rules() -> None:
    assert len(HAND["cases"]) >= 40
    assert len({rule for rule, *_ in HAND["cases"]}) >= 35


def test_verdicts_by_hand(compute: Compute) -> None:
    asked = [[rule, facts(changes)] for rule, changes, _ in HAND["cases"]]
    found = compute(EVALUATE, *MODULES, given=asked)
    for (rule, changes, expected), got in zip(HAND["cases"], found, strict=True):
        assert got["verdict"] == expected, (rule, changes, got["path"])
        assert verdict(RULES[rule], facts(changes)) == expected, (rule, changes)


def some_facts(chance: random.Random) -> Facts:
    options = {key: list(p["options"]) for key, p in WORDS["parameters"].items() if "options" in p}
    picked = {key: chance.choice(options[key]) for key in ("role", "use", "placed", "public")}
    n0, d0 = 10 ** chance.uniform(0, 4), 10 ** chance.uniform(-1, 2)
    changes = picked | {
        "revenue": chance.choice([0, 100, 500, 501, 9000]),
        "users": chance.choice([0, 0.5, 1, 1.5]),
        "open": chance.random() < 0.5,
        "sizes": [n0, n0 * chance.choice([1, 10]), d0, d0 * chance.choice([1, 10])],
        "date": f"{chance.randint(2023, 2028)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
    }
    return facts(changes)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_rule_equals_the_python_evaluation(compute: Compute, seed: int) -> None:
    chance = random.Random(seed)
    asked = [[rule, given] for _ in range(60) for given in [some_facts(chance)] for rule in RULES]
    found = compute(EVALUATE, *MODULES, given=asked)
    expected = [verdict(RULES[rule], given) for rule, given in asked]
    assert [one["verdict"] for one in found] == expected
    assert set(expected) == {"applies", "cannot tell", "does not apply"}


def test_paths_say_why(compute: Compute) -> None:
    asked = [
        ["us-14110", facts({"size": [2000, 15], "date": "2025-01-20"})],
        ["eu-53-ab", facts({"open": True, "size": [8, 15]})],
        ["ca-53-large", facts({"size": [2000, 15], "revenue": 0})],
    ]
    ended, exempt, unknown = (one["path"] for one in compute(EVALUATE, *MODULES, given=asked))
    assert ended == "it ended on 20 January 2025"
    assert "license, weights and architecture are open" in exempt
    assert "not the case that training compute is above 10²⁵" in exempt
    assert unknown.endswith("cannot tell whether annual revenue is above US$500 million")


RUN = """
const steps = model.run(given);
let step = steps.next();
while (!step.done) step = steps.next();
return plain(step.value);
"""
DRAWS = """
const source = new random.Random(given.seed);
return plain({
  uniform: Array.from({ length: 2 * 10000 }, () => source.uniform()),
  computes: model.draw(given, new random.Random(given.seed), 10000),
});
"""


def closed(ends: tuple[float, float, float, float], line: float) -> float:
    """Share above a line by integrating over the parameters, not by the model's formula."""
    n0, n1, d0, d1 = (math.log(x) for x in ends)
    at = n0 + (np.arange(200_000) + 0.5) / 200_000 * (n1 - n0)
    least = math.log(line / 6e21) - at  # tokens needed
    share = np.where(least < d0, 1.0, 0.0) if d1 == d0 else np.clip((d1 - least) / (d1 - d0), 0, 1)
    return float(share.mean())


SIZES = [
    (100, 1000, 5, 30),
    (7, 70, 1, 15),
    (800, 3000, 25, 60),
    (400, 400, 1, 30),
    (50, 900, 9, 9),
]


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("size", SIZES)
def test_shares_equal_numpy_and_the_closed_form(compute: Compute, size: Any, seed: int) -> None:
    keys = ("parametersLow", "parametersHigh", "tokensLow", "tokensHigh")
    given = STANDARD | {"seed": seed, "region": "uk"} | dict(zip(keys, size, strict=True))
    drawn = compute(DRAWS, "regulation/model", "lib/random", given=given)
    u = np.reshape(drawn["uniform"], (-1, 2))
    n0, n1, d0, d1 = size
    logs = math.log(6e21) + np.log(n0) + u[:, 0] * np.log(n1 / n0)
    logs += np.log(d0) + u[:, 1] * np.log(d1 / d0)
    np.testing.assert_allclose(drawn["computes"], np.exp(logs), rtol=1e-9)
    found = compute(RUN, "regulation/model", given=given)
    assert [one["line"] for one in found["above"]] == [1e23, 1e25, 1e26]
    for one in found["above"]:
        assert one["share"] == np.mean(logs > np.log(one["line"]))
        exact = closed(size, one["line"])
        assert one["closed"] == pytest.approx(exact, abs=1e-4)
        assert abs(one["share"] - exact) <= 5 * math.sqrt(exact * (1 - exact) / 10_000) + 1e-4


@pytest.mark.parametrize(("region", "role"), [("all", "model"), ("us", "model"), ("eu", "system")])
def test_monthly_counts_equal_python(compute: Compute, region: Any, role: Any) -> None:
    given = STANDARD | {"region": region, "role": role}
    computes = compute(DRAWS, "regulation/model", "lib/random", given=given)["computes"][:150]
    found = compute(RUN, "regulation/model", given=given)
    assert len(found["counts"]) == 49 and found["counts"][-1]["date"] == "2026-12-31"
    wanted = [
        rule
        for rule in RULES.values()
        if rule["kind"] in ("duty", "ban") and region in ("all", rule["region"])
    ]
    for month in found["counts"][::6]:
        each = [
            sum(
                verdict(rule, given | {"open": "no", "date": month["date"], "compute": [x, x]})
                == "applies"
                for rule in wanted
            )
            for x in computes
        ]
        assert month["mean"] == pytest.approx(np.mean(each))
        assert (month["low"], month["high"]) == (min(each), max(each))


def test_every_source_is_in_the_bibliography() -> None:
    text = (harness.DOCS / "sources.bib").read_text(encoding="utf-8")
    keys = set(re.findall(r"^@\w+\{([\w-]+),", text, re.MULTILINE))
    assert {rule["source"] for rule in RULES.values()} <= keys


def test_the_list_is_sound() -> None:
    assert len(RULES) == len(BOOK["rules"])
    assert f"its list of {len(RULES)} entries" in WORDS["lead"]
    places = set(WORDS["parameters"]["region"]["options"])
    assert {rule["region"] for rule in RULES.values()} == places - {"all"}
    for rule in RULES.values():
        assert set(rule["binds"]) <= set(BOOK["roles"])
        assert rule["from"] is None or re.fullmatch(r"20\d\d-\d\d-\d\d", rule["from"])
    for text in (WORDS["lead"], WORDS["note"]):
        assert "ot legal advice" in text
