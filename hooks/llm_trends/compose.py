"""The whole build as one pure function: from the content of the files to every page and file.

In this order: begin to draw the charts, read and check everything, compose the pages, put the
drawings into them, and, if something is wrong while someone is editing, compose them again from the
last state that was right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from .addresses import Addresses
from .context import PageContext
from .core.assets import Assets, read_assets
from .core.charts.model import Charts, Drawn
from .core.charts.quoted import at_its_text
from .core.collect import Collection, charts_of, collect, with_charts_drawn, with_problems
from .core.guarding import guarded, guarded_faults
from .core.places import CHARTS, DOCS, GENERATED
from .core.problems import Problem
from .core.settle import settle
from .exports import Exported
from .held import filled, holds
from .makers import makers
from .markup.mathematics import formula_faults
from .navigation import Nav, navigation
from .pages import Page, fault_page
from .templates import Templates
from .unsafe_runs import unsafe_runs

Draw = Callable[[Charts], Callable[[], Drawn]]
"""Begins to draw, and returns what waits for the drawings."""


@dataclass(frozen=True)
class Frame:
    """What a build needs besides content."""

    templates: Templates
    addresses: Addresses
    draw: Draw
    today: dt.date
    on_request: bool = False
    """Whether what stands beside pages waits until somebody asks for it."""


@dataclass(frozen=True, eq=False)
class Site:
    """What is to be built. `good` is the state to hand to the next composition."""

    pages: tuple[Page, ...] = ()
    exported: Exported | None = None
    """What is published beside pages."""
    navigation: Nav = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    good: Collection = field(default_factory=Collection)
    addresses: Addresses | None = None
    """Where it was composed to stand."""
    templates_state: int = 0
    assets: Assets = field(default_factory=Assets)
    """Styles and scripts, of which no page and no file is made."""

    @property
    def wrong(self) -> tuple[Problem, ...]:
        """All that keeps the site from being built."""
        return tuple(sorted({*self.problems, *self.assets.problems}))


def compose(
    files: Mapping[str, bytes],
    frame: Frame,
    before: Site,
    problems: Sequence[Problem] = (),
) -> Site:
    """Every page and file of the site. `problems` are those of files that could not be read.

    Never raises on content. If there are problems, the pages show the last state that was right,
    which is only good enough to be looked at while editing.
    """
    charts, _ = charts_of(files, frame.today)
    begun = guarded(CHARTS, "drawn", lambda: frame.draw(charts))
    assets = read_assets(files, before.assets)  # while charts are drawn, as all that follows
    site = _composed_site(files, frame, before, problems, begun)
    return replace(site, assets=assets)


def _composed_site(
    files: Mapping[str, bytes],
    frame: Frame,
    before: Site,
    problems: Sequence[Problem],
    begun: tuple[Callable[[], Drawn] | None, list[Problem]],
) -> Site:
    drawn, stopped = begun
    found = with_problems(collect(files, frame.today), problems)
    found = with_problems(found, [*unsafe_runs(found.report.explorables), *_faulty_formulas(found)])
    if found.problems:
        composed = Composed(problems=tuple(_macro_problems(found, frame)))
    else:
        composed = _composed(found, frame, before)
    drawings, wrong = guarded(CHARTS, "drawn", drawn) if drawn else (None, stopped)
    by_id, faults = drawings or ({}, wrong)
    faults = [
        placed
        for one in faults
        for placed in at_its_text(one, files.get(one.path.removeprefix(DOCS), b""))
    ]
    found = with_charts_drawn(found, by_id, faults)
    found = with_problems(found, composed.problems)
    if not found.problems:
        site = _site(found, composed, frame, before)
        if not site.problems:
            return site
        found = with_problems(found, site.problems)
    found = settle(found, before.good)
    return _site(found, _composed(found, frame, before), frame, before)


def _faulty_formulas(found: Collection) -> list[Problem]:
    """The core knows where formulas stand; only here is there somebody who can read them."""
    return [
        fault
        for path, source in found.sources.items()
        for fault in guarded_faults(path, "read", partial(formula_faults, source))
    ]


@dataclass(frozen=True)
class Composed:
    """Pages with places held for drawings, and what is wrong with them."""

    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()


def _composed(collection: Collection, frame: Frame, before: Site) -> Composed:
    """All pages of a state."""
    pages: list[Page] = []
    problems: list[Problem] = []
    old = {page.path: page for page in before.pages if _may_be_right(collection, frame, before)}
    for one in makers(collection, frame.templates, frame.addresses):
        kept = old.get(one.path)
        if kept and kept.source is one.source and kept.context.facts == one.facts:
            pages.append(kept)
            continue
        page, wrong = guarded(one.path, "composed", one.made)
        problems += [*wrong, *(page.problems if page else ())]
        pages += [page] if page else _instead(one.path, wrong, collection, frame, before)
    return Composed(tuple(pages), tuple(problems))


def _site(collection: Collection, composed: Composed, frame: Frame, before: Site) -> Site:
    """All pages and files of a state, whose problems are its own and those of pages and files."""
    charts = collection.report.charts
    pages = tuple(
        replace(page, parts=filled(page.parts, charts)) if holds(page.parts) else page
        for page in composed.pages
    )
    problems = [*collection.problems, *composed.problems]
    exported = before.exported
    same = _may_be_right(collection, frame, before) and _named(pages) == _named(before.pages)
    if exported is None or not same or collection.report.facts != before.good.report.facts:
        exported = Exported(collection.report, frame.addresses, frame.templates, pages)
        if not frame.on_request:
            problems += guarded("data", "written", lambda: _all_made(exported))[1]
    return Site(
        pages,
        exported,
        navigation(collection.report, collection.pages),
        tuple(sorted(set(problems))),
        collection.warnings,
        collection,
        frame.addresses,
        frame.templates.state,
    )


def _named(pages: Sequence[Page]) -> list[tuple[str, str, str]]:
    """What other files than a page say of it."""
    return [(page.path, page.title, page.description) for page in pages]


def _instead(
    path: str, wrong: list[Problem], collection: Collection, frame: Frame, before: Site
) -> list[Page]:
    """What stands for a page that could not be composed: the page of before, or what is wrong."""
    if old := [page for page in before.pages if page.path == path]:
        return old
    context = PageContext(collection.report, path, addresses=frame.addresses)
    page, _ = guarded(path, "composed", lambda: fault_page(frame.templates, context, wrong))
    return [page] if page else []


def _may_be_right(collection: Collection, frame: Frame, before: Site) -> bool:
    """Whether pages of before may be right still. Problems stand in pages."""
    wrong = collection.problems or before.problems
    return not wrong and frame.templates.state == before.templates_state


def _macro_problems(found: Collection, frame: Frame) -> list[Problem]:
    """What is wrong with the macros of pages that can be read, beside all other problems."""
    problems: list[Problem] = []
    for one in makers(found, frame.templates, frame.addresses):
        if one.path not in found.faulty and one.path not in GENERATED:
            page, wrong = guarded(one.path, "composed", one.made)
            problems += [*wrong, *(page.problems if page else ())]
    return problems


def _all_made(exported: Exported) -> tuple[object, ...]:
    return exported.files, exported.small, exported.pictures, exported.frozen
