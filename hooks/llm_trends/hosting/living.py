"""The pages that a release may still change: all but those of frozen editions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ..core.editions import FROZEN


def living(site: Path, names: str = "*.html") -> Iterator[Path]:
    """Their files in the order of their paths."""
    for path in sorted(site.rglob(names)):
        if not FROZEN.match(path.relative_to(site).as_posix()):
            yield path


def rewrite(site: Path, new: Callable[[Path, str], str]) -> None:
    """Have each be what `new` makes of its path and its text."""
    for page in living(site):
        old = page.read_text(encoding="utf-8")
        if (text := new(page, old)) != old:
            page.write_text(text, encoding="utf-8")
