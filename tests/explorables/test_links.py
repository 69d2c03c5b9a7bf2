"""A link to a state brings back what was shown and said when it was copied, in every explorable."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from playwright.sync_api import Page

from . import harness

CLOCK = re.compile(r"[\d.]+ ms")
TEXTS = """() => [...document.querySelectorAll('.ex-sentence, .ex-explained, .ex-table, [class*=-table]')]
  .map((part) => part.textContent)"""


def drawn(parameters: dict[str, dict[str, Any]], rng: random.Random) -> dict[str, Any]:
    """Values for some of the controls, as a reader could set them."""
    chosen = rng.sample(sorted(parameters), min(6, len(parameters)))
    return {name: value(parameters[name], rng) for name in [*chosen, "seed"]}


def value(parameter: dict[str, Any], rng: random.Random) -> Any:
    if parameter["kind"] == "flag":
        return rng.random() < 0.5
    if parameter["kind"] == "choice":
        return rng.choice(sorted(parameter["options"]))
    return rng.uniform(parameter["min"], parameter["max"])  # mostly between two steps


def said(page: Page) -> list[str]:
    return [CLOCK.sub("", text) for text in page.evaluate(TEXTS)]


@pytest.mark.parametrize("folder", harness.folders())
def test_a_link_brings_back_what_was_said(page: Page, address: str, folder: str) -> None:
    harness.open_element(page, address, folder)
    before = said(page)
    parameters = page.eval_on_selector("[data-explorable]", "e => e.definition.parameters")
    values = drawn(parameters, random.Random(folder))
    page.eval_on_selector("[data-explorable]", "(e, values) => e.set(values)", values)
    harness.wait(page, folder)
    page.get_by_role("button", name="Copy link").click()
    link = page.get_by_label("Link to this state").input_value()
    shared = said(page)
    assert shared != before
    page.goto(link)
    harness.wait(page, folder)
    assert said(page) == shared, link
    assert "It is the result in the link." in page.inner_text(".ex-facts")
    assert page.locator(".ex-notice").is_hidden(), link
