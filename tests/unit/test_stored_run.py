"""Stored runs: the words that a claim says about its toy, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from llm_trends.core.stored_run import read_stored_run

STORED = """<section>

<p>Claim under test: It keeps a &lt; b.</p>
<p class="ex-verdict"><strong><span aria-hidden="true">✓</span> Held.</strong> In 10
of 10 seeds at 0.5 a draw. On average 0.7.</p>
</section>"""


def test_words_without_markup() -> None:
    run = read_stored_run(STORED)
    assert run.claim == "It keeps a < b."
    assert run.verdict == "Held. In 10 of 10 seeds at 0.5 a draw."
    assert "\n\n" not in run.html
    assert run.html.startswith("<section>\n<p>Claim")


@pytest.mark.parametrize("missing", ["Claim under test: ", 'class="ex-verdict"'])
def test_a_run_without_an_experiment_is_refused(missing: str) -> None:
    with pytest.raises(ValueError, match="no claim and verdict"):
        read_stored_run(STORED.replace(missing, ""))


@pytest.mark.parametrize(
    "text",
    [
        STORED.replace("draw.", "draw").replace("0.7.", "0.7"),
        STORED.replace("Held.</strong> In 10\nof 10 seeds at 0.5 a draw. On average 0.7.", ""),
        STORED.replace("</p>", ""),
        "<p>Claim under test: " * 3,
        "",
    ],
)
def test_half_an_experiment_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="no claim and verdict"):
        read_stored_run(text)


def test_the_runs_of_this_site_are_read() -> None:
    folders = Path(__file__).parents[2] / "docs" / "explorables"
    files = sorted(folders.glob("*/fallback.html"))
    assert len(files) == 10
    for file in files:
        run = read_stored_run(file.read_text("utf-8"))
        assert run.claim.endswith(".")
        assert run.verdict.count(". ") >= 1
        assert "<" not in run.claim + run.verdict
