"""Makes of a built site the files of an edition: pages that need no script and change no more.

A page keeps its words, its styles and its links. What leads to another page of the edition stays;
everything else leads to the live site, whose addresses are promised to lead on.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ..core.places import EDITIONS, EXPLORABLES

INDEX = "index.html"
LEFT_OUT = ("search/", "contributing/", EDITIONS, EXPLORABLES, "claims/")
"""The search, which needs scripts; for editors; other editions; cards for other pages to frame."""
DATA = ("data/report.json", "data/report.schema.json")
TAKEN = ("assets/fonts/", "assets/images/favicon.png")
"""What an edition has beside its pages and their styles."""
PROGRAM = re.compile(r"<script\b(?![^>]*ld\+json).*?</script>\n?", re.DOTALL)
EARLY = re.compile(r'<link rel="preload"[^>]*>\n?')
SEARCH = re.compile(r'<a class="search-link".*?</a>\n?', re.DOTALL)
CANONICAL = re.compile(r'<link rel="canonical"[^>]*>\n?')
STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
REFERS = re.compile(
    r'(<(?:a|link|img|iframe|source)\b[^>]*?\s(?:href|src)=")([^"#?:]+)((?:[#?][^"]*)?")'
)
"""A link, or what is loaded, from the same site: before the way, the way, behind it."""
CONTENT = re.compile(r"<article\b[^>]*>")


def frozen(site: Path, name: str, banner: Callable[[str], str]) -> dict[str, bytes]:
    """The files of the edition by their paths in it. `banner` makes the HTML that says so, from the
    way back to the live page."""
    pages = {path: (site / path).read_text(encoding="utf-8") for path in _pages(site)}
    paths = {*pages, *_styles(pages), *(path for path in DATA if (site / path).is_file())}
    paths |= {
        path.relative_to(site).as_posix()
        for taken in TAKEN
        for path in (site / taken).parent.rglob("*")
        if path.is_file() and path.relative_to(site).as_posix().startswith(taken)
    }
    files = {path: (site / path).read_bytes() for path in paths - pages.keys()}
    for path, html in pages.items():
        files[path] = _page(path, html, name, paths, banner).encode()
    return files


def _pages(site: Path) -> list[str]:
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob(INDEX))
    return [path for path in found if not _left_out(path)]


def _left_out(path: str) -> bool:
    return path.startswith(LEFT_OUT) and path != f"claims/{INDEX}"


def _styles(pages: Mapping[str, str]) -> set[str]:
    """What the pages look like, from the root of the site."""
    return {
        posixpath.normpath(posixpath.join(posixpath.dirname(path), way))
        for path, html in pages.items()
        for way in STYLE.findall(html)
    }


def _page(
    path: str, html: str, name: str, paths: Iterable[str], banner: Callable[[str], str]
) -> str:
    folder = posixpath.dirname(path)
    outside = f"{EDITIONS}{name}/{folder}"

    def live(target: str) -> str:
        return posixpath.relpath(target or ".", outside)

    def refer(match: re.Match[str]) -> str:
        way = match[2]
        target = posixpath.normpath(posixpath.join(folder, way))
        page = posixpath.normpath(posixpath.join(target, INDEX))
        if target in paths or page in paths:
            return match[0]
        return f"{match[1]}{live(target)}{'/' if way.endswith('/') else ''}{match[3]}"

    for unwanted in (PROGRAM, EARLY, SEARCH, CANONICAL):
        html = unwanted.sub("", html)
    html = REFERS.sub(refer, html)
    own = '<link rel="canonical" href="./">\n</head>'
    html = html.replace("</head>", own, 1).replace("</title>", f" · edition {name}</title>", 1)
    start = CONTENT.search(html)
    at = start.end() if start else html.index("<body")
    return f"{html[:at]}{banner(f'{live(folder)}/')}{html[at:]}"
