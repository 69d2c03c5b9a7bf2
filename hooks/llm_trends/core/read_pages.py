"""Pages that people write, read each by itself: trends, and all others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import PurePosixPath

from .guarding import guarded
from .kinds_of_text import Words
from .model import Header, Model
from .names_twice import name_faults
from .places import DOCS, TRENDS, is_page, misplaced
from .problems import Problem
from .text import source_text
from .text.source_text import SourceText
from .text.validation import validate
from .trend import Trend


class PageData(Model):
    """The header of a hand-written page."""

    title: Words
    description: Words


@dataclass(frozen=True)
class HandWritten:
    """A page that people write and that is no trend."""

    path: str
    data: PageData
    source: SourceText


def slugs(files: Mapping[str, bytes]) -> list[str]:
    """The names of the trend pages that are there, right or wrong."""
    names = (path.rpartition("/")[2] for path in sorted(files) if _is_trend(path))
    return [name.removesuffix(".md") for name in names]


def _is_trend(path: str) -> bool:
    return path.startswith(TRENDS) and path.endswith(".md")


def read_pages(
    files: Mapping[str, bytes],
) -> tuple[tuple[tuple[Trend, ...], dict[str, HandWritten]], list[Problem]]:
    """The trends by their numbers, the other pages by path, and what is wrong with any page."""
    trends: list[Trend] = []
    pages: dict[str, HandWritten] = {}
    problems: list[Problem] = []
    for path in sorted(path for path in files if is_page(path)):
        if odd := misplaced(path):
            problems.append(Problem(DOCS + path, 1, 1, "file", odd))
            continue
        found, wrong = guarded(path, "read", partial(_read_page, path, files[path]))
        problems += wrong
        if found is None:
            continue
        page, faults = found
        problems += faults
        if isinstance(page, Trend):
            trends.append(page)
        elif page:
            pages[path] = page
    trends.sort(key=lambda trend: (trend.data.number, trend.slug))
    return (tuple(trends), pages), problems


@lru_cache(maxsize=8192)
def _read_page(path: str, raw: bytes) -> tuple[Trend | HandWritten | None, tuple[Problem, ...]]:
    """One page; remembered, since under `serve` hardly any page changes."""
    source = source_text.read(DOCS + path, raw)
    if _is_trend(path):
        header, wrong = validate(source, Header)
        trend = Trend(PurePosixPath(path).stem, header, source) if header else None
        doubled = tuple(name_faults(trend)) if trend else ()
        return (None if doubled else trend), (*wrong, *doubled)
    data, wrong = validate(source, PageData)
    return (HandWritten(path, data, source) if data else None), wrong
