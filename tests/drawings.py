"""Drawings of charts, made and waited for."""

from __future__ import annotations

from pathlib import Path

from llm_trends.core.charts.model import Charts, Drawn
from llm_trends.drawing.drawer import Drawer


def drawn_in(cache: Path, charts: Charts) -> Drawn:
    """All drawings of `charts`, kept in `cache`; nothing else will be drawn."""
    drawer = Drawer(cache)
    drawings = drawer.start(charts).result()
    drawer.processes.close()
    return drawings
