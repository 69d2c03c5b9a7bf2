"""The page of a trend is composed from the part of the report that it may show. That is enough."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path

import pytest
from llm_trends.contents import on_disk
from llm_trends.context import PageContext
from llm_trends.core.charts.model import Drawing, with_drawings
from llm_trends.core.citing.works import Works
from llm_trends.core.collect import collect
from llm_trends.core.report import Report
from llm_trends.core.views.seen import Views
from llm_trends.pages import trend_page
from llm_trends.templates import templates

from ..content import TODAY, content
from ..content import trend as written
from .counting import steps
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
        seen = [Views(of).seen_from(of.by_slug["alpha"]) for of in (old, new)]
        assert (seen[0].facts == seen[1].facts) is alike
        links = [one.report.link_facts for one in seen]
        assert (links[0] is links[1]) is alike  # kept, not worked out again


@pytest.mark.parametrize("files", [drawn_together, on_the_disk])
def test_what_views_share_is_what_each_would_work_out_by_itself(
    files: Callable[[], Mapping[str, bytes]],
) -> None:
    report = collect(files(), TODAY).report
    views = Views(report)
    for trend in report.trends:
        seen = views.seen_from(trend).report
        alone = Report(**{one.name: getattr(seen, one.name) for one in fields(Report)})
        assert list(seen.claims.items()) == list(alone.claims.items())
        assert list(seen.terms.items()) == list(alone.terms.items())
        assert seen.automaton is alone.automaton
        assert seen.link_facts == alone.link_facts
        assert seen.relations_from(trend) == alone.relations_from(trend)
        assert seen.relations_to(trend) == alone.relations_to(trend)


def test_a_view_costs_no_more_among_many() -> None:
    def page(views: Views) -> None:
        own = views.report.trends[-1]
        seen = views.seen_from(own).report
        assert seen.claims and seen.relations_from(own) and not seen.relations_to(own)
        assert seen.terms and seen.automaton and seen.link_facts
        assert Works(seen, str, own.data.reviewed).page(own.page, own.title)

    def views_of(count: int) -> Views:
        many = {f"trends/t{n}.md": written(f"t{n}", n + 10) for n in range(count)}
        views = Views(collect(content(**many), TODAY).report)
        page(views)  # what all pages share is worked out with the first
        return views

    few, many = views_of(5), views_of(50)
    assert steps(page, many) < 1.2 * steps(page, few)
