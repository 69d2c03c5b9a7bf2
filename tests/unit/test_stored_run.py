"""Stored runs: the words that a claim says about its toy, and what is none."""

from __future__ import annotations

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
