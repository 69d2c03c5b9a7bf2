"""Where things stand: source files below `docs/`, with a fragment where they are part of a page.

A *stem* is the address of files about one thing without their endings: `claims/efficiency/x` has
`.bib`, `.ris` and `.csl.json`, its citation in three formats.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .kinds_of_text import SLUG

Address = Callable[[str], str]
"""From a place to its address, from the root of the site or absolute."""
DOCS = "docs/"
"""Problems name a file as an editor sees it, from the root of the repository."""
CHARTS = "charts/"
TRENDS = "trends/"
EXPLORABLES = "explorables/"
EDITIONS = "editions/"
RUN = "fallback.html"
"""The file that holds the stored run of an explorable."""
PAGE = re.compile(r"[^/]\.(?:md|markdown|mdown|mkdn|mkd)\Z", re.IGNORECASE)
GENERATED = (
    "index.md",
    "report.md",
    "conclusion.md",
    "claims.md",
    "scorecard.md",
    "timeline.md",
    "glossary.md",
    "sources.md",
    "data/index.md",
    "changes.md",
    "corrections.md",
    "editions.md",
    "search.md",
)
"""The pages that are made, not written."""
RESERVED = frozenset(
    ("aux", "con", "nul", "prn", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
"""Names that Windows keeps for devices, whatever their ending."""


def trend_place(trend: str) -> str:
    return f"{TRENDS}{trend}.md"


def claim_place(trend: str, claim: str) -> str:
    return f"{trend_place(trend)}#{claim}"


def chart_place(trend: str, chart: str) -> str:
    """Where a chart stands in the page of its trend."""
    return f"{trend_place(trend)}#chart-{chart}"


def experiment_place(trend: str, folder: str) -> str:
    return f"{trend_place(trend)}#explorable-{folder}"


def source_place(key: str) -> str:
    return f"sources.md#{key}"


def term_place(slug: str) -> str:
    return f"glossary.md#{slug}"


def corrections_place(trend: str) -> str:
    """The page of what findings of a trend said before. All on one page would outgrow it."""
    return f"corrections/{trend}.md"


def claim_stem(trend: str, claim: str) -> str:
    return f"claims/{trend}/{claim}"


def disagreement_stem(trend: str, name: str) -> str:
    return f"{TRENDS}{trend}/{name}"


def chart_stem(chart: str) -> str:
    return f"{CHARTS}{chart}"


def experiment_stem(folder: str) -> str:
    return f"{EXPLORABLES}{folder}/cite"


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


def is_page(path: str) -> bool:
    """Whether the site generator takes a file for a page, by the ending of its name."""
    return bool(PAGE.search(path))


def run_place(folder: str) -> str:
    return f"{EXPLORABLES}{folder}/{RUN}"


def misplaced(path: str) -> str:
    """What is wrong with the name of a page, or nothing."""
    name = path.rpartition("/")[2].rpartition(".")[0]
    if path not in (f"{TRENDS}{name}.md", f"{name}.md"):
        return (
            "is no page of this site; expected docs/trends/<name>.md or docs/<name>.md, or a line "
            "under `exclude_docs` in mkdocs.yml"
        )
    if name in RESERVED:
        return f"is called '{name}', which no file may be on Windows; expected another name"
    if not re.fullmatch(SLUG, name):
        return (
            f"is called '{name}.md'; expected lower-case letters, digits and hyphens, as in "
            "open-source.md, since the name becomes the address"
        )
    if path in GENERATED or f"{name}/index.md" in GENERATED or path == f"{TRENDS}index.md":
        return "has the address of a page that is made by itself; expected another name"
    return ""
