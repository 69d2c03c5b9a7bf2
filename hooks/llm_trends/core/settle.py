"""The best state that can be shown while someone is editing.

A file with problems stays as it last was; all others are as they are now. That holds for every
kind of file, so that no mistake in one takes anything else from the pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from .charts.model import Charts
from .collect import Collection
from .files import BIBLIOGRAPHY, CONCLUSION, HISTORY, MOVED, RECORD, SYNONYMS
from .places import RUN
from .report import Report
from .sources.bibliography import Bibliography
from .trend import Trend

T = TypeVar("T")


def settle(now: Collection, before: Collection) -> Collection:
    """`now` with its faulty files as they were in `before`.

    A file that was never right is left out; whoever links to it shows plain words instead.
    """
    faulty, new, old = now.faulty, now.report, before.report
    report = Report(
        trends=_trends(now, before),
        bibliography=_bibliography(now, before),
        conclusion=old.conclusion if CONCLUSION in faulty else new.conclusion,
        record=old.record if RECORD in faulty and old.record.checks else new.record,
        synonyms=old.synonyms if SYNONYMS in faulty else new.synonyms,
        readings=new.readings,
        history=old.history if HISTORY in faulty and old.history.rows else new.history,
        editions=new.editions,
        explorables=_kept(new.explorables, old.explorables, _folders(faulty)),
        charts=_charts(new.charts, old.charts),
    )
    pages = _kept(now.pages, before.pages, faulty)
    moves = before.moves if MOVED in faulty and before.moves.rows else now.moves
    return Collection(report, pages, now.problems, now.warnings, moves)


def _kept(now: Mapping[str, T], before: Mapping[str, T], faulty: frozenset[str]) -> dict[str, T]:
    kept = {name: item for name, item in now.items() if name not in faulty}
    kept |= {name: item for name, item in before.items() if name in faulty}
    return dict(sorted(kept.items()))


def _trends(now: Collection, before: Collection) -> tuple[Trend, ...]:
    by_page = {trend.page: trend for trend in now.report.trends}
    old = {trend.page: trend for trend in before.report.trends}
    kept = _kept(by_page, old, now.faulty).values()
    return tuple(sorted(kept, key=lambda trend: (trend.data.number, trend.slug)))


def _bibliography(now: Collection, before: Collection) -> Bibliography:
    """An entry that is faulty stays as it was, new ones come in."""
    new, old = now.report.bibliography, before.report.bibliography
    if BIBLIOGRAPHY not in now.faulty:
        return new
    return replace(new, sources={**old.sources, **new.sources})


def _folders(faulty: frozenset[str]) -> frozenset[str]:
    """The explorables whose stored run has problems."""
    return frozenset(path.split("/")[-2] for path in faulty if path.endswith(f"/{RUN}"))


def _charts(now: Charts, before: Charts) -> Charts:
    """A broken chart stays as it was last drawn."""
    old = before.by_id
    kept = {name: old[name] for name in sorted(now.broken & set(old))}
    shown = dict(sorted({**now.by_id, **kept}.items()))
    return replace(now, by_id=shown, broken=now.broken - set(kept))
