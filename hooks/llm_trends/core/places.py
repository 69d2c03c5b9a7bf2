"""Where things stand: source files below `docs/`, with a fragment where they are part of a page.

A *stem* is the address of files about one thing without their endings: `claims/efficiency/x` has
`.bib`, `.ris` and `.csl.json`, its citation in three formats.
"""

from __future__ import annotations

from collections.abc import Callable

Address = Callable[[str], str]
"""From a place to its address, from the root of the site or absolute."""
CHARTS = "charts/"


def claim_place(trend: str, claim: str) -> str:
    return f"trends/{trend}.md#{claim}"


def chart_place(trend: str, chart: str) -> str:
    """Where a chart stands in the page of its trend."""
    return f"trends/{trend}.md#chart-{chart}"


def experiment_place(trend: str, folder: str) -> str:
    return f"trends/{trend}.md#explorable-{folder}"


def source_place(key: str) -> str:
    return f"sources.md#{key}"


def term_place(slug: str) -> str:
    return f"glossary.md#{slug}"


def claim_stem(trend: str, claim: str) -> str:
    return f"claims/{trend}/{claim}"


def disagreement_stem(trend: str, name: str) -> str:
    return f"trends/{trend}/{name}"


def chart_stem(chart: str) -> str:
    return f"{CHARTS}{chart}"


def experiment_stem(folder: str) -> str:
    return f"explorables/{folder}/cite"


def source_stem(key: str) -> str:
    """A colon may stand in a key, and in the name of no file on Windows."""
    return f"sources/{key.replace(':', '_')}"


def page_stem(path: str) -> str:
    """`trends/x.md` → `trends/x/cite`; `index.md` → `cite`; `data/index.md` → `data/cite`."""
    folder = path.removesuffix(".md").removesuffix("index").strip("/")
    return f"{folder}/cite".lstrip("/")


def picture(path: str) -> str:
    """The picture that stands for a page where its address is shared."""
    return f"{page_stem(path).removesuffix('cite')}card.png"
