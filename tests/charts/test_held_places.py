"""Pages are composed while charts are drawn; whatever becomes of a drawing, its place is filled."""

from __future__ import annotations

import json
from collections.abc import Mapping

from llm_trends.compose import Frame, Site, compose
from llm_trends.core.charts.model import Charts, Drawing
from llm_trends.core.problems import Problem
from llm_trends.held import holds

from ..content import TODAY, approved, content
from ..unit.test_compose import FRAME
from .conftest import ROWS, SPEC

SHOWN = '\n{{ report.chart("small") }}\n'
FOUR = f"{ROWS}Fourth,7,%,2024-05,known2024thing,Table 2\n"
WRONG = Problem("docs/charts/small.json", 1, 1, "spec", "cannot be drawn")


def files(rows: str = ROWS) -> Mapping[str, bytes]:
    found = content(**{"charts/small.json": json.dumps(SPEC), "charts/small.csv": rows})
    return approved({**found, "trends/alpha.md": found["trends/alpha.md"] + SHOWN.encode()})


def made(found: Mapping[str, bytes], before: Site, failing: bool = False) -> Site:
    """What is composed, if each drawing says how many rows it has, or none can be made."""

    def draw(charts: Charts) -> dict[str, Drawing]:
        return {
            name: Drawing(
                f"<svg>wide {len(chart.rows)}</svg>", f"<svg>narrow {len(chart.rows)}</svg>"
            )
            for name, chart in charts.by_id.items()
        }

    frame = Frame(
        FRAME.templates,
        FRAME.addresses,
        lambda charts: lambda: ({}, [WRONG]) if failing else (draw(charts), []),
        TODAY,
    )
    return compose(found, frame, before)


def shown(site: Site) -> str:
    assert not any(holds(page.parts) for page in site.pages)
    [page] = [page for page in site.pages if page.path == "trends/alpha.md"]
    return "".join(part.html for part in page.parts)


def test_each_drawing_stands_in_its_place() -> None:
    site = made(files(), Site())
    assert not site.problems
    html = shown(site)
    assert '<div class="chart__wide"><svg>wide 3</svg></div>' in html
    assert '<div class="chart__narrow"><svg>narrow 3</svg></div>' in html
    again = made(files(), site)
    assert [page is old for page, old in zip(again.pages, site.pages, strict=True)].count(
        False
    ) == 0


def test_a_chart_that_changes_is_drawn_anew_in_its_page() -> None:
    site = made(files(), Site())
    more = files(FOUR)
    assert "<svg>wide 4</svg>" in shown(made(more, site))


def test_a_drawing_that_fails_leaves_the_last_good_one() -> None:
    site = made(files(), Site())
    failed = made(files(FOUR), site, failing=True)
    assert failed.problems == (WRONG,)
    assert "<svg>wide 3</svg>" in shown(failed)
    assert "<svg>" not in shown(made(files(), Site(), failing=True))
    assert "<svg>wide 3</svg>" in shown(made(files(), failed))
