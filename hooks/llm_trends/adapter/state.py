"""What one build hands from event to event."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from ..compose import Site
from ..drawing.drawer import Drawer
from ..drawing.painter import Painter
from ..drawing.processes import Processes
from ..markup.extension import ReportExtension
from ..pages import Page
from ..publishing import Publication
from ..templates import Templates, templates
from .exporting import Exports
from .heard import Heard
from .output import Output
from .rendering import Renderer
from .unchanged import Built
from .watching import Watcher

OVERRIDES = "overrides"
TEMPLATES = Path(OVERRIDES, "pages")
DRAWINGS = Path(".cache", "charts")
PICTURES = Path(".cache", "pictures")


@dataclass
class State:
    """Of one process. `site`, `renderer`, `output` and `shown` outlive a build."""

    serving: bool = False
    root: Path = Path()
    site_dir: str = ""
    publication: Publication | None = None
    expected: frozenset[str] = frozenset()
    watcher: Watcher | None = None
    markup: ReportExtension = field(default_factory=ReportExtension)
    renderer: Renderer = field(default_factory=Renderer)
    output: Output = field(default_factory=Output)
    site: Site = field(default_factory=Site)
    heard: Heard = field(default_factory=Heard)
    processes: Processes = field(default_factory=Processes)
    exports: Exports = field(default_factory=lambda: Exports(Painter(PICTURES)))
    pages: dict[str, Page] = field(default_factory=dict)
    built: Built = field(default_factory=Built)
    shown: Built = field(default_factory=Built)
    """The build that is served, as long as it is known to be whole."""

    @property
    def templates(self) -> Templates:
        return templates(self.root / TEMPLATES)

    @property
    def drawer(self) -> Drawer:
        return Drawer(self.root / DRAWINGS, self.processes)


def today() -> dt.date:
    """One day for the whole world, so that a build says the same wherever it runs."""
    return dt.datetime.now(dt.UTC).date()
