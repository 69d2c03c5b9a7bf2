"""The pages that a release may still change: all but those of frozen editions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..core.editions import FROZEN


def living(site: Path, names: str = "*.html") -> Iterator[Path]:
    """Their files in the order of their paths."""
    for path in sorted(site.rglob(names)):
        if not FROZEN.match(path.relative_to(site).as_posix()):
            yield path
