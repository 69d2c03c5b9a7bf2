"""Apostrophes and quotation marks in what readers read."""

from __future__ import annotations

import pytest
from llm_trends.core.text.typography import typographic, typographic_html


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("the model's and the makers' words", "the model’s and the makers’ words"),
        ('a "quoted" word ("so"), "twice"', "a “quoted” word (“so”), “twice”"),
        ("the class of '24, (C&C '24)", "the class of ’24, (C&C ’24)"),
        ("a 'single' mark and 'two words', 'tis", "a ‘single’ mark and ‘two words’, ’tis"),
        ('“it\'s” — "and"', "“it’s” — “and”"),
        ("Dell&#39;Acqua &quot;and&quot; Llama 3.1's", "Dell’Acqua “and” Llama 3.1’s"),
        ("already ‘so’ and “so”", "already ‘so’ and “so”"),
        ("", ""),
    ],
)
def test_words_get_their_marks(typed: str, read: str) -> None:
    assert typographic(typed) == read
    assert typographic(read) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<p title=\"it's\">it's</p>", '<p title="it\'s">it’s</p>'),
        ('<p>"<em>Offered</em>" is</p>', "<p>“<em>Offered</em>” is</p>"),
        ("<a href=x>Hulten</a>'s theorem", "<a href=x>Hulten</a>’s theorem"),
        ('<td>one</td><td>"two"</td>', "<td>one</td><td>“two”</td>"),
        ("write <code>'hold'</code>'s", "write <code>'hold'</code>’s"),
        ('<pre>"a" <b>\'c\'</b></pre>"a"', "<pre>\"a\" <b>'c'</b></pre>“a”"),
        ("<script>'x'</script><!-- it's --><style>a{b:'c'}</style>", None),
        ("<math><mi>f</mi><mo>'</mo></math><svg><text>x's</text></svg>", None),
        ("1 &lt; 2 and it's", "1 &lt; 2 and it’s"),
    ],
)
def test_tags_and_code_are_left_alone(typed: str, read: str | None) -> None:
    assert typographic_html(typed) == (typed if read is None else read)
