"""What the Markdown extension must know of the page that it is converting."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..core.report import Report, Trend


@dataclass(frozen=True)
class PageContext:
    """`path` is the page's source file below `docs/`; `numbers` maps cited keys to 1, 2, …"""

    report: Report = field(default_factory=Report)
    path: str = "index.md"
    trend: Trend | None = None
    numbers: Mapping[str, int] = field(default_factory=dict)
    crosslinks: bool = False

    def to(self, target: str) -> str:
        """The relative link from this page's source file to another; MkDocs checks it."""
        path, hash_, fragment = target.partition("#")
        relative = posixpath.relpath(path, posixpath.dirname(self.path) or ".") if path else ""
        return f"{relative}{hash_}{fragment}"

    def url(self, target: str) -> str:
        """The relative address from this built page to another, both as directories."""
        here = self.path.removesuffix("index.md").removesuffix(".md")
        return posixpath.relpath(target, here or ".") + ("/" if target.endswith("/") else "")
