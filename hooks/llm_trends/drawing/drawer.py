"""Drawing charts: Vega-Lite to SVG inside this process, once for each content.

No browser and no network: the data are put into the specification before it is compiled, and the
compiler may load nothing. What was drawn is kept below `.cache/`, under a name made from all that
goes into it, so that a rebuild draws only what changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..core.charts.model import DOCS, FOLDER, Chart, Charts, Drawing
from ..core.problems import Problem
from .svg import SvgError, page_svg, standalone
from .theme import NARROW, WIDE, config

VEGA_LITE = "6.4"
REVISION = 1
"""To be raised when this module or `chart_svg` changes what they make of the same chart."""

Convert = Callable[[dict[str, Any], dict[str, Any]], str]


def vega(spec: dict[str, Any], settings: dict[str, Any]) -> str:
    """Vega-Lite's own SVG. Imported when needed: a build that finds all drawings never is."""
    import vl_convert

    return str(
        vl_convert.vegalite_to_svg(
            spec, vl_version=VEGA_LITE, config=settings, allowed_base_urls=[]
        )
    )


@dataclass(frozen=True)
class Drawer:
    """Draws charts, keeping them in `cache`."""

    cache: Path
    convert: Convert = vega

    def draw_all(
        self, charts: Iterable[Chart]
    ) -> tuple[Mapping[str, Drawing], tuple[Problem, ...]]:
        """Every drawing by the chart's id; what cannot be drawn is a problem of its file."""
        drawings: dict[str, Drawing] = {}
        problems: list[Problem] = []
        for chart in charts:
            try:
                drawings[chart.id] = self.draw(chart)
            except SvgError as error:
                problems.append(Problem(DOCS + chart.path, 1, 1, "spec", str(error)))
        return drawings, tuple(problems)

    def draw(self, chart: Chart) -> Drawing:
        """Both layouts. Raises `SvgError`, its message fit for a problem."""
        return Drawing(self._layout(chart, False), self._layout(chart, True))

    def _layout(self, chart: Chart, narrow: bool) -> str:
        spec, settings = specification(chart, narrow), config(narrow)
        kept = self.cache / f"{_digest(chart.id, chart.meta.alt, spec, settings)}.svg"
        if kept.is_file():
            return kept.read_text(encoding="utf-8")
        try:
            drawn = self.convert(spec, settings)
        except ValueError as error:
            raise SvgError(f"does not compile: {_first_lines(error)}") from None
        prefix = f"chart-{chart.id}-{'narrow' if narrow else 'wide'}"
        rows = {row.words: number for number, row in enumerate(chart.rows, start=1)}
        svg = page_svg(drawn, prefix, chart.meta.alt, rows)
        self.cache.mkdir(parents=True, exist_ok=True)
        half = kept.with_suffix(".part")
        half.write_text(svg, encoding="utf-8")
        half.replace(kept)
        return svg


def specification(chart: Chart, narrow: bool) -> dict[str, Any]:
    """The specification as it is compiled: with its data, and as wide as its layout."""
    spec = {key: value for key, value in chart.spec.items() if key != "usermeta"}
    if narrow:
        spec = _merged(spec, chart.meta.narrow)
        spec = {key: value for key, value in spec.items() if value is not None}
    spec["data"] = {"values": [dict(row) for row in chart.table]}
    composed = {"facet", "hconcat", "vconcat", "concat", "repeat"} & set(spec)
    faceted = {"row", "column", "facet"} & set(spec.get("encoding", {}))
    if not composed and not faceted:
        spec.setdefault("width", NARROW if narrow else WIDE)
        fit = "fit" if isinstance(spec.get("height"), int | float) else "fit-x"
        spec.setdefault("autosize", {"type": fit, "contains": "padding"})
    return spec


def _merged(base: Any, over: Mapping[str, Any]) -> dict[str, Any]:
    """`over` wins, part by part; a list replaces a list."""
    result = dict(base)
    for key, value in over.items():
        inner = result.get(key)
        both = isinstance(value, Mapping) and isinstance(inner, Mapping)
        result[key] = _merged(inner, value) if both else value
    return result


def _digest(*parts: object) -> str:
    made_by = [VEGA_LITE, REVISION, version("vl-convert-python")]
    text = json.dumps([*parts, made_by], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _first_lines(error: Exception) -> str:
    """What the compiler said, without the places in its own code."""
    lines = [line.strip() for line in str(error).splitlines()]
    said = [line for line in lines if line and not line.startswith("at ")]
    return " ".join(said).removeprefix("Vega-Lite to SVG conversion failed: ")


def chart_files(charts: Charts) -> dict[str, str]:
    """The files below `docs/` that are made of charts: drawings, and tables with computed rows."""
    files: dict[str, str] = {}
    for chart in charts.by_id.values():
        if chart.drawing:
            files[f"{FOLDER}{chart.id}.svg"] = standalone(chart.drawing.wide)
            files[f"{FOLDER}{chart.id}.csv"] = chart.csv
    return files
