"""Characters that nobody sees are refused, however they come in."""

from __future__ import annotations

import pytest
from llm_trends.core.text.characters import named, refused, refused_references
from llm_trends.core.text.source_text import decode


@pytest.mark.parametrize(
    ("letter", "said"),
    [
        ("\u200b", "U+200B, an invisible mark"),
        ("\u2060", "U+2060, an invisible mark"),
        ("\u202e", "U+202E, an invisible mark that changes the direction of writing"),
        ("\u3164", "U+3164, an invisible mark"),
        ("\U000e0041", "U+E0041, an invisible mark"),
        ("\ufffd", "U+FFFD, which stands for what a program has lost"),
        ("\ufffc", "U+FFFC, which stands for what a program has lost"),
        ("\x07", "U+0007, a control character"),
        ("\ue000", "U+E000, a character for private use"),
        ("\ud83d", "U+D83D, half of a character"),
        ("\u0301" * 5, "U+0301, the first of 5 marks on one letter"),
        ("\u0300\u0336\u1ab0\u1dc4\u20d0" * 60, "U+0300, the first of 300 marks on one letter"),
    ],
)
def test_what_nobody_sees_is_named(letter: str, said: str) -> None:
    found = refused(f"a{letter}b")
    assert found
    assert named(found[0]) == said


@pytest.mark.parametrize(
    "text",
    ["a\tb\nc", "13\u00a0%", "e\u0301", "ế\u0323\u0331\u0308\u0304", "👩\u200d🔬", "نامه\u200cای"],
)
def test_what_has_a_form_or_a_use_stays(text: str) -> None:
    assert not refused(text)


@pytest.mark.parametrize(
    "written", ["&#x1b;", "&#27;", "&#x1B", "&#x202e;", "&NoBreak;", "&ZeroWidthSpace;", "&#xd800;"]
)
def test_a_reference_is_the_character(written: str) -> None:
    assert [reference for reference, _ in refused_references(f"a {written} b")] == [written]


def test_other_references_are_let_be() -> None:
    assert not list(refused_references("&amp; &nbsp; &#123; &eacute; &nothing; & b &#x1F680;"))


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "||||||| merged", ">>>>>>> their branch"])
def test_a_merge_that_is_not_done_is_named_at_its_line(mark: str) -> None:
    read = decode("docs/a", f"first\n{mark}\nsecond\n".encode())
    assert not isinstance(read, str)
    assert [(p.line, p.column) for p in read.problems] == [(2, 1)]
    assert "a merge that is not done" in read.problems[0].message
