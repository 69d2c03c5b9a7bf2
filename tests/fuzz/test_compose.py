"""Broken content of every kind through the whole composition: never an exception, always a place.

Each case takes the small, valid report, spoils one of its files, and composes the site. The seeds
are fixed; `FUZZ=20000 python -m pytest tests/fuzz` runs that many cases of each kind, with new
seeds each time.
"""

from __future__ import annotations

import json
import os
import re
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from llm_trends.addresses import Addresses
from llm_trends.compose import Frame, Site, compose
from llm_trends.markup.safe import violations
from llm_trends.templates import templates

from ..charts.conftest import ROWS, SPEC
from ..content import TODAY, content, stored_run
from ..unit.test_compose import MORE

FRAME = Frame(
    templates(Path(__file__).parents[2] / "overrides" / "pages"),
    Addresses("https://a.example/"),
    lambda _: lambda: ({}, ()),
    TODAY,
)
LONGEST = 2.0
"""Seconds of this process, whatever else the computer does: no input may take so much work."""
CAUGHT = ("; expected content that can be", "; expected a template that can be filled")
"""What the frame says of an exception that nothing else has caught: that is a fault of ours."""
EXAMPLES = int(os.environ.get("FUZZ", "60"))
RUN = stored_run()
RECORD = (
    "subject,source,what,reading,result,text_read,version,checked,date\n"
    "alpha#alpha-claim,known2024thing,7 of 10,third,confirmed,the paper,v1,full-text,2026-01-05\n"
)
CHANGES = (
    "subject,kind,source,was,is,why,date\n"
    "alpha#alpha-claim,judgment,,,contested,First.,2026-01-05\n"
    'alpha#alpha-claim,judgment,,contested,"then: too-early, low; now: holds, moderate",Read,'
    "2026-01-05\n"
    "conclusion#first,wording,,It was so.,It is so.,Read again.,2026-01-05\n"
)
GOOD = content(
    **MORE,
    **{
        "charts/small.json": json.dumps(SPEC),
        "charts/small.csv": ROWS,
        "explorables/toy/fallback.html": RUN,
        "data/verification.csv": RECORD,
        "data/history.csv": CHANGES,
    },
)
PIECES = [
    "{{",
    "}}",
    "{%",
    "%}",
    "{% raw %}",
    "{#",
    "[[",
    "]]",
    "[@",
    "[@known2024thing]",
    "[[alpha]]",
    "\\(",
    "\\)",
    "\\[",
    "$$",
    "`",
    "```\n",
    "~~~",
    "<!--",
    "-->",
    "<script>",
    "<img src=x onerror=y>",
    "---\n",
    "...\n",
    ": ",
    "- ",
    "? ",
    "&a ",
    "*a",
    "<<: ",
    "!!int ",
    "!!bool x",
    "!!timestamp ",
    "|\n",
    '"',
    "'",
    "[",
    "]",
    "{",
    "}",
    "[" * 200,
    "{a: " * 100,
    "\t",
    "\r\n",
    "\n\n",
    "\u2028",
    "\u202e",
    "\x00",
    "\x0c",
    "\x1b0\x1b",
    "\x1aa\x1a",
    "\ufeff",
    "é",
    "𝄞",
    "0x" + "F" * 6000,
    "9" * 5000,
    "1e999",
    "1:59:59:59.5",
    "2024-99-99",
    "javascript:alert(1)",
    "true",
    "null",
    "~",
    "#",
    "@",
    "%",
    "\\",
    "$",
    "@article{",
    "@string{a = 1}",
    "crossref = {x},",
    "title = {},",
    "author = {,},",
    "{{}}",
    "}",
    '""',
    "\\ud83d",
    "\\u0000",
    "NaN",
    "Infinity",
    "{value.x}",
    "{label!r}",
    "{",
    '"mark": "x"',
    ",",
    ",,,,",
    "A.A." * 400,
    "x" * 3000,
    " " * 3000,
    "\\(" * 500,
    "[[a|" * 300,
    "<!--" * 300,
    "```a\n" * 200,
]


VALUES = [
    *("", "x", "0", "-1", "1e999", "NaN", "９", "true", "null", "[]", "{}", "9" * 400, "a b", "É"),
    *("2024-13", "2024-02-30", "2024-00-00", "0000-01", "9999-12-31", "24-01-01", "Jan 2024"),
    *("holds, high", "holds: high", "contested", "alpha#none", "none#alpha-claim", "alpha", "#"),
    *('"', '"x"y', '"x" ', "x\x00", "x\ry", "x" * 140_000),
]
"""What stands in a value's place where another was meant."""
VALUE = re.compile(r"(?:(?<=: )|(?<=[,={\"])|(?<=\n)(?=[^:\n]*,))[^,={}\"\n]+")
"""A cell of a table, a value of a field, a word in quotes."""


@cache
def before() -> Site:
    """What is shown of the good files; composed when first asked for."""
    return compose(GOOD, FRAME, Site())


@st.composite
def spoiled(draw: st.DrawFn, good: bytes) -> bytes:
    """A file after a few edits of the kind that people and programs make."""
    text = good.decode()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 5, 40, 400])))
        piece = draw(st.sampled_from(["", *PIECES]) | st.text(max_size=20))
        kind = draw(st.sampled_from([*["value", "replace"] * 2, "double", "end early", "cut"]))
        if kind == "value" and (values := list(VALUE.finditer(text))):
            one = draw(st.sampled_from(values))
            text = text[: one.start()] + draw(st.sampled_from(VALUES)) + text[one.end() :]
        elif kind in ("value", "replace"):
            text = text[:start] + piece + text[end:]
        elif kind == "double":
            text = text[:end] + text[start:end] * 3 + text[end:]
        elif kind == "end early":
            lines = text.splitlines(keepends=True)
            del lines[draw(st.integers(0, max(0, len(lines) - 1))) : (len(lines) and None) or 0]
            text = "".join(lines) or text
        else:
            text = text[:start]
    raw = text.encode("utf-8", "surrogatepass")
    if draw(st.integers(0, 19)) == 0:
        raw = draw(
            st.sampled_from(
                [raw[::2], b"\xff" + raw, raw.decode("utf-8", "replace").encode("utf-16")]
            )
        )
    return raw


def check(files: dict[str, bytes], before: Site) -> None:
    begun = time.process_time()
    site: Site = compose(files, FRAME, before)
    assert time.process_time() - begun < LONGEST
    for problem in (*site.problems, *site.warnings):
        name = problem.path.removeprefix("docs/")
        assert problem.path.startswith("docs/"), problem
        assert name in files or name in ("", "data", "charts/"), problem
        lines = files.get(name, b"").count(b"\n") + files.get(name, b"").count(b"\r") + 2
        assert 1 <= problem.line <= lines, problem
        assert problem.column >= 1, problem
        assert problem.message.strip(), problem
        assert "\n" not in str(problem), problem
        assert "Traceback" not in problem.message, problem
        assert not problem.message.endswith(CAUGHT), problem
    for row in site.good.report.history.rows:
        for text, stood in ((row.was, row.before), (row.is_, row.after)):
            assert stood is None or str(stood) == text, "a judgment is read as it is written"
    for page in site.pages:
        for part in page.parts:
            assert not list(violations(part.html))


@pytest.mark.parametrize("path", sorted(GOOD))
def test_spoiled_files(path: str) -> None:
    @settings(
        max_examples=EXAMPLES,
        derandomize="FUZZ" not in os.environ,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(spoiled(GOOD[path]), st.booleans())
    def run(raw: bytes, first: bool) -> None:
        check(GOOD | {path: raw}, Site() if first else before())

    run()


@settings(max_examples=EXAMPLES, derandomize="FUZZ" not in os.environ, deadline=None, database=None)
@given(st.dictionaries(st.sampled_from(sorted(GOOD)), st.binary(max_size=300), max_size=3))
def test_any_bytes(spoilt: dict[str, Any]) -> None:
    check(GOOD | spoilt, before())


def test_the_report_that_is_spoiled_is_right() -> None:
    assert not before().problems
