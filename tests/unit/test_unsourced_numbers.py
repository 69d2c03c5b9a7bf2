from __future__ import annotations

import pytest
from llm_trends.core.text.source_text import read
from llm_trends.core.text.unsourced_numbers import unsourced_numbers


def loose(body: str) -> list[tuple[int, int]]:
    page = read("t.md", f"---\na: b\n---\n{body}\n".encode())
    return [(problem.line, problem.column) for problem in unsourced_numbers(page)]


@pytest.mark.parametrize(
    "body",
    [
        "It fell by 40% [@a].",
        'It fell by {{ report.figure("fall") }} of 12 months.',
        "On 13 March 2024, and from 2023 to 2025, GPT-4 and Llama 3.1 ran on the H100.",
        "See Table 3, Article 51(2) and section 4.",
        "1. First\n2. Second",
        "`x = 40` and \\(x = 40\\).",
        "In [words](https://a.example:8080/p_(2)?x=1) and $$\nx^2\n$$.",
        "An 8-bit weight.",
        "H<sub>2</sub>O and CO<sub>2</sub>.",
        "See [it][1] and [that][2].\n\n[1]: https://a.example/40\n[2]: ../method.md 'Version 3'",
        "![a](a.svg){ width=300 height=40 } and *b*{ #part-2 tabindex=0 }\n{: .wide-4 }",
        "{% for i in range(99999) %}x{% endfor %}",  # named as no macro
        "- item\n\n        40 of 50 lines of code",
        "The A.B.C-7 and the O’Neill 3.1 model.",
        "Rates of a source [@a]:\n\n| A | 40 |\n| --- | --- |\n| B | 50 |",
    ],
)
def test_bound_or_excepted(body: str) -> None:
    assert loose(body) == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("It fell by 40%.", (4, 12)),
        ("It rose by 3 [@a]. Then it fell by 40%.", (4, 36)),
        ("Words.\n\nThen 5 of 9 did.", (6, 6)),
        ("It fell by <sub>40</sub>.", (4, 17)),
        ("- kept [@a]\n- but 12 left", (5, 7)),
        ("| A | B |\n| --- | --- |\n| x | 40 |", (6, 7)),
    ],
)
def test_named_at_its_place(body: str, place: tuple[int, int]) -> None:
    assert loose(body) == [place]
