"""Whether the folder `site/` holds a whole site, for what is done with one later than its build."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ..core.problems import Problem
from ..unreadable import unreadable_below
from .moved import places_of

REPORT = "data/report.json"
MADE = "expected a site that a build or a release has made"


def unwhole(site: Path) -> list[Problem]:
    """What of a site is missing, or no longer as it was built; nothing where all is well."""
    if not (site / "index.html").is_file():
        return [_problem(site, "index.html", f"is missing; {MADE}")]
    return unreadable_below(site.parent, site.name) or sorted(_broken(site))


def _broken(site: Path) -> Iterator[Problem]:
    try:
        named = places_of(json.loads((site / REPORT).read_bytes()))
    except FileNotFoundError:
        yield _problem(site, REPORT, f"is missing; {MADE}")
        named = set()
    except (ValueError, LookupError, TypeError):
        yield _problem(site, REPORT, f"is no report; {MADE}")
        named = set()
    for page in {place.partition("#")[0] for place in named}:
        if not (site / page / "index.html").is_file() and not (site / page).is_file():
            yield _problem(site, page, f"is missing, though {REPORT} names it; {MADE}")
    for path in site.rglob("*.html"):
        try:
            text = path.read_bytes().decode()
        except UnicodeDecodeError:
            text = ""
        if "<html" not in text:
            yield _problem(site, path.relative_to(site).as_posix(), f"is no page; {MADE}")


def _problem(site: Path, path: str, wrong: str) -> Problem:
    return Problem(f"{site.name}/{path}", 1, 1, "file", wrong)
