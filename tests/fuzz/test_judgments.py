"""A spoiled judgment in the history: named at its row, or read to the letter, never as another."""

from __future__ import annotations

import os

from hypothesis import given, settings
from hypothesis import strategies as st
from llm_trends.core.history import Judged, Kind, written_row
from llm_trends.core.history_rows import read_history
from llm_trends.core.vocabulary import Certainty, Verdict

from ..content import TODAY
from .test_compose import EXAMPLES, VALUES

HEAD = "subject,kind,source,was,is,why,date\n"
WORDS = [*Verdict, *Certainty, *VALUES, "then: holds, high", "now:"]
PARTS = ("then: ", "too-early", ", ", "low", "; ", "now: ", "holds", ", ", "moderate")
"""A right judgment, in the parts that a slip of the hand takes out, doubles or exchanges."""


@st.composite
def judgment(draw: st.DrawFn) -> str:
    if draw(st.integers(0, 4)) == 0:  # as they were written before the two moments were parted
        return draw(st.sampled_from(WORDS))
    parts = list(PARTS)
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(parts) - 1))
        parts[at] = draw(st.sampled_from(WORDS) | st.sampled_from(["", parts[at] * 2, *PARTS]))
    return "".join(parts)


@settings(
    max_examples=10 * EXAMPLES,
    derandomize="FUZZ" not in os.environ,
    deadline=None,
    database=None,
)
@given(judgment())
def test_a_judgment_is_read_to_the_letter_or_named(text: str) -> None:
    row = written_row("alpha#alpha-claim", Kind.JUDGMENT, "", text, "First.", TODAY)
    read = read_history("docs/data/history.csv", HEAD + row, TODAY)
    assert bool(read.rows) is not bool(read.problems)
    for problem in read.problems:
        assert problem.line == 2 and "; expected " in problem.message, problem
    for stood in (row.after for row in read.rows):
        assert stood is None or str(stood) == text
        for judged in (stood.then, stood.now) if stood else ():
            assert is_of_its_words(judged)


def is_of_its_words(judged: Judged) -> bool:
    """What reads as a word of the list is one."""
    certainty = judged.certainty
    return isinstance(judged.verdict, Verdict) and isinstance(certainty, Certainty | None)
