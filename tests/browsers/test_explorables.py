"""All ten explorables in Firefox and WebKit: the numbers of the stored run, and steady landings."""

from __future__ import annotations

import pytest

from ..explorables.harness import folders
from .reader import Reader

DONE = "document.querySelector('[data-explorable][data-state=done]')"
FACTS = "document.querySelector('.ex-facts')?.textContent"
BELOW = """return [...document.querySelectorAll('main article [id]')].find((one) =>
  one.matches('h2, h3') && one.getClientRects().length
  && document.querySelector('[data-explorable]').compareDocumentPosition(one) & 4).id"""
"""The first heading that follows the explorable."""


@pytest.mark.parametrize("folder", folders())
def test_an_explorable_computes_its_stored_run(reader: Reader, folder: str) -> None:
    """A link to what follows it stays there while it takes the place of its stored run."""
    trend = f"/trends/{folder}/"
    reader.open(trend)
    anchor = reader.run(BELOW)
    reader.open(f"{trend}?from=link#{anchor}")
    reader.wait(DONE)
    assert abs(reader.off(anchor)) <= 1
    facts = reader.wait(FACTS)
    assert "in a worker" in facts
    assert "It is the result of the stored run." in facts
    assert reader.count("[data-explorable] .ex-figures svg") > 0
    reader.click(".ex-fails")
    reader.wait(f"{DONE} && document.querySelector('.ex-fails').ariaPressed === 'true'")
    reader.wait(f"{FACTS} !== arguments[0]", facts)


def test_a_state_returns_from_its_link(reader: Reader) -> None:
    reader.open("/trends/jobs/?jobs.seed=7")
    reader.seen("[data-explorable]")
    reader.wait(DONE)
    assert "Seed 7." in reader.wait(FACTS)
