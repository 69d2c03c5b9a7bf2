"""Fixtures of the chart tests only: small charts, and a small site that has two."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from llm_trends.core.charts.model import Chart, Charts, Drawn
from llm_trends.core.charts.reading import read_charts
from llm_trends.core.sources.bibliography import Bibliography, Source, read_bibliography
from llm_trends.drawing.drawer import Drawer
from llm_trends.drawing.processes import Processes

from ..content import CONCLUSION, HAND, SOURCES, trend
from ..once import Once
from ..projects import FRAME, ROOT, Built, approve, copied
from ..web import served

TODAY = dt.date(2026, 11, 24)
SPEC: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "usermeta": {
        "trend": "alpha",
        "title": "How much?",
        "finding": "The second is 30, the first 12.5.",
        "alt": "Three bars: 12.5, 30 and 7.",
        "as_of": "2024-05",
        "mark": "{label}: {value} {unit}",
    },
    "data": {"url": "small.csv"},
    "mark": "bar",
    "encoding": {
        "y": {"field": "label", "type": "nominal", "title": None},
        "x": {"field": "value", "type": "quantitative"},
        "description": {"field": "words", "type": "nominal"},
    },
}
ROWS = """label,value,unit,date,source,note
First,12.5,%,2024-05,known2024thing,Table 1
Second,30,%,2024-05,known2024thing,Table 1
Third,7,%,2024-05,known2024thing,Table 2
"""


def with_meta(**changes: Any) -> dict[str, Any]:
    """The small specification with some of its `usermeta` changed; `None` takes a field away."""
    meta = {**SPEC["usermeta"], **changes}
    return {**SPEC, "usermeta": {k: v for k, v in meta.items() if v is not None}}


def with_encoding(**changes: Any) -> dict[str, Any]:
    """The small specification with some of its channels changed; `None` takes one away."""
    encoding = {**SPEC["encoding"], **changes}
    return {**SPEC, "encoding": {k: v for k, v in encoding.items() if v is not None}}


@dataclass(frozen=True)
class Reader:
    """Reads one small chart against two trends and one source. `rows` and `spec` may be bytes."""

    sources: Mapping[str, Source]

    def __call__(self, spec: Any = SPEC, rows: str | bytes = ROWS, name: str = "small") -> Charts:
        text = spec if isinstance(spec, str | bytes) else json.dumps(spec, indent=2)
        return self.files({f"charts/{name}.json": text, f"charts/{name}.csv": rows})

    def files(self, texts: Mapping[str, str | bytes]) -> Charts:
        files = {p: t.encode() if isinstance(t, str) else t for p, t in texts.items()}
        return read_charts(files, ["alpha", "beta"], Bibliography(self.sources), TODAY)


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(read_bibliography("sources.bib", SOURCES).sources)


Draw = Callable[[Path, Charts], Drawn]
"""Draws what is not kept in a folder, as a build does while it is being served."""


@pytest.fixture(scope="session")
def processes() -> Iterator[Processes]:
    """Those that draw for one test after another, since each takes most of a second to start."""
    kept = Processes()
    yield kept
    kept.close()


@pytest.fixture(scope="session")
def draw(processes: Processes) -> Draw:
    return lambda cache, charts: Drawer(cache, processes).start(charts).result()


def two_charts(root: Path) -> Built:
    site = copied(root, FRAME)
    site.write("docs/trends/alpha.md", trend("alpha", 1) + '\n{{ report.chart("small") }}\n')
    site.write("docs/trends/beta.md", trend("beta", 2))
    site.write("docs/sources.bib", SOURCES)
    site.write("docs/conclusion.yml", CONCLUSION)
    for name in ("method", "contributing"):
        text = HAND.format(name.capitalize())
        site.write(f"docs/{name}.md", text + '\n{{ report.chart("small") }}\n')
    site.write("docs/charts/small.json", json.dumps(SPEC))
    site.write("docs/charts/small.csv", ROWS)
    other = {**with_meta(trend="beta", title="How much more?"), "data": {"url": "other.csv"}}
    site.write("docs/charts/other.json", json.dumps(other))
    site.write("docs/charts/other.csv", ROWS)
    approve(site, "--all")
    return site.build("--strict")


@pytest.fixture(scope="session")
def chart_site(once: Once) -> Built:
    """A site of two trends; alpha places one chart in its prose, the other follows by itself."""
    return once("two-charts", two_charts)


@pytest.fixture(scope="session")
def chart_address(chart_site: Built) -> Iterator[str]:
    assert chart_site.code == 0, chart_site.log
    with served(chart_site.site) as where:
        yield where


@pytest.fixture
def small(reader: Reader) -> Chart:
    return reader().by_id["small"]


@pytest.fixture
def tokens() -> Mapping[str, Mapping[str, str]]:
    """The custom properties of `tokens.css` by scheme."""
    text = (ROOT / "docs/assets/tokens.css").read_text(encoding="utf-8")
    blocks = {"default": text.split('[data-md-color-scheme="default"] {')[1].split("}")[0]}
    blocks["slate"] = text.split('[data-md-color-scheme="slate"] {')[1].split("}")[0]
    return {
        scheme: {
            name.strip(): value.strip()
            for name, value in (part.split(":") for part in block.split(";") if ":" in part)
        }
        for scheme, block in blocks.items()
    }
