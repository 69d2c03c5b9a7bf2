"""The page of a trend is composed from the part of the report that it may show. That is enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from llm_trends.contents import on_disk
from llm_trends.context import PageContext
from llm_trends.core.charts.model import Drawing, with_drawings
from llm_trends.core.collect import collect
from llm_trends.core.views.seen import Views
from llm_trends.pages import trend_page
from llm_trends.templates import templates

from ..content import TODAY, content
from .test_compose import MORE

ROOT = Path(__file__).parents[2]
TEMPLATES = templates(ROOT / "overrides" / "pages")
FAR = MORE["trends/gamma.md"].replace("Reason of gamma.", "'As [@later2025thing] says.'")
NEAR = """
Prose with {{ report.figure("gamma#size") }}, [[gamma]], [[gamma#gamma-claim]] and a
[[term:gamma-word]] of [@known2024thing].
"""


def drawn_together() -> Mapping[str, bytes]:
    """A page that shows of another whatever a page may."""
    files = content(**{**MORE, "trends/gamma.md": FAR})
    return files | {"trends/alpha.md": files["trends/alpha.md"] + NEAR.encode()}


def on_the_disk() -> Mapping[str, bytes]:
    return on_disk(ROOT / "docs")


@pytest.mark.parametrize("files", [drawn_together, on_the_disk])
def test_what_is_seen_from_a_trend_is_all_that_its_page_shows(files: object) -> None:
    found = collect(files(), TODAY)  # type: ignore[operator]
    charts = found.report.charts
    drawings = dict.fromkeys(charts.by_id, Drawing("<svg></svg>", "<svg></svg>"))
    report = replace(found.report, charts=with_drawings(charts, drawings, ()))
    assert len(report.trends) > 2
    for trend in report.trends:
        whole, part = (
            trend_page(TEMPLATES, PageContext(of, trend.page, trend), trend, ())
            for of in (report, Views(report).seen_from(trend).report)
        )
        assert not part.problems
        assert part.parts == whole.parts
        assert (part.markdown, part.head) == (whole.markdown, whole.head)


def test_what_looks_alike_from_afar_is_alike() -> None:
    """Another reason makes no other trend, another text of a claim does."""
    old = collect(drawn_together(), TODAY).report
    for change, alike in ((b"reason: Why.", True), (b"A claim about gamma.", False)):
        files = dict(drawn_together())
        files["trends/gamma.md"] = files["trends/gamma.md"].replace(change, change[:-1] + b" so.")
        new = collect(files, TODAY).report
        seen = [Views(of).seen_from(of.by_slug["alpha"]).facts for of in (old, new)]
        assert (seen[0] == seen[1]) is alike
