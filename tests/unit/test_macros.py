from __future__ import annotations

from pathlib import Path

import pytest
from llm_trends.core.report import Report
from llm_trends.macros import BodyError, render_body
from llm_trends.markup.context import PageContext
from llm_trends.templates import Templates

TEMPLATES = Templates(Path(__file__).parents[2] / "overrides" / "pages")


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("one\n\n{{ report.nothing() }}", 3, "cannot be worked out"),
        ("one\n{{ unknown }}", 2, "'unknown' is undefined"),
        ("{{ report.count('clams') }}", 1, "did you mean 'claims'?"),
        ("a\nb\n{% for %}", 3, "is not a macro"),
        ("{{ report.claim('x') }}", 1, "works on trend pages only"),
        ("{{ ''.__class__.__mro__ }}", 1, "is not allowed"),
        ("{{ report.count.__func__.__globals__ }}", 1, "is not allowed"),
    ],
)
def test_a_mistake_is_named_with_its_line(body: str, line: int, said: str) -> None:
    with pytest.raises(BodyError) as caught:
        render_body(TEMPLATES, PageContext(Report()), body)
    assert caught.value.line == line
    assert said in caught.value.wrong


def test_a_loop_without_end_is_refused() -> None:
    with pytest.raises(BodyError):
        render_body(TEMPLATES, PageContext(Report()), "{% for i in range(10**9) %}x{% endfor %}")
