"""What an editor sees beside the pages while they are served, and nobody else ever does.

It is made when a page is asked for, from the state of the last build, and put into the answer; no
file holds it, so it costs no save anything and stands in no site that is built.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from .addresses import Addresses
from .compose import Site
from .context import PageContext
from .core.assets import is_asset
from .core.files import CONCLUSION, RECORD
from .core.places import CHARTS, DOCS, EXPLORABLES, trend_place
from .core.problems import Problem
from .core.report import Report
from .core.views.open_points import Waiting, waiting
from .core.views.statements import CHANGED, changes, statements
from .page_faults import BEHIND
from .templates import Templates

OVERVIEW = "open-points/"
"""The address at which all points stand."""
LIBRARY = "lib"


@lru_cache(maxsize=1)
def points(site: Site, today: dt.date) -> Waiting:
    """All that waits for an editor, worked out once for all pages of a state."""
    return waiting(site.wrong, site.warnings, site.good.report, today)


def panel(site: Site, templates: Templates, today: dt.date, address: str) -> str:
    """The panel of the page at an address from the root of the site; empty if there is none."""
    addresses = site.addresses or Addresses()
    pages = {addresses.from_root(page.path): page.path for page in site.pages}
    if (path := pages.get(address)) is None:
        return ""
    everything = points(site, today)
    here = _by_page(site, today).get(path, set())
    elsewhere = everything.where(lambda point: point not in here)
    files = Counter(point.path for point in (*elsewhere.wrong, *elsewhere.stops))
    context = PageContext(site.good.report, path, addresses=addresses)
    own = everything.where(lambda point: point in here)
    total = len(everything.all)
    return str(templates.render("panel", context, points=own, elsewhere=files, total=total))


def overview(site: Site, templates: Templates, today: dt.date) -> str:
    """The page of all points, by file."""
    everything = points(site, today)
    context = PageContext(
        site.good.report, "open-points.md", addresses=site.addresses or Addresses()
    )
    return str(templates.render("open-points", context, points=everything))


@lru_cache(maxsize=1)
def _by_page(site: Site, today: dt.date) -> Mapping[str, set[Problem]]:
    """The points of each page, by its source file."""
    shared = _of_statements(site.good.report)
    found: dict[str, set[Problem]] = {}
    for point in points(site, today).all:
        for path in _pages(site, shared, point):
            found.setdefault(path, set()).add(point)
    return found


def _pages(site: Site, shared: Mapping[str, frozenset[str]], point: Problem) -> Iterator[str]:
    """The source files of the pages that a point concerns."""
    report = site.good.report
    path = point.path.removeprefix(DOCS)
    yield path
    yield from (page for page, file in BEHIND.items() if file == path)
    if path == CONCLUSION:
        yield from shared.get(point.field, ())
    elif path == RECORD:
        yield from (
            trend_place(check.trend) for check in report.record.checks if check.line == point.line
        )
    elif path.startswith(CHARTS):
        chart = report.charts.by_id.get(PurePosixPath(path).stem)
        yield trend_place(chart.meta.trend) if chart else "data/index.md"
    elif path.startswith(EXPLORABLES):
        yield from _with_explorable(report, PurePosixPath(path).parts[1])
    elif is_asset(path):
        yield from (page.path for page in site.pages)


def _with_explorable(report: Report, folder: str) -> Iterator[str]:
    """The pages with the explorable of a folder, or with any if it is that of their library."""
    for trend in report.trends:
        if (toy := trend.data.explorable) and folder in (toy.folder, LIBRARY):
            yield trend.page


def _of_statements(report: Report) -> dict[str, frozenset[str]]:
    """By the field of a statement that waits: the pages of the claims for which it does."""
    found: dict[str, frozenset[str]] = {}
    for index, item in enumerate(statements(report)):
        if item.state == CHANGED:
            refs = changes(report, item) or [pair.ref for pair in item.claims]
            pages = frozenset(trend_place(ref.partition("#")[0]) for ref in refs)
            found[f"statements[{index}].digest"] = pages
    return found
