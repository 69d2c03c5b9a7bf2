"""Addresses that changed lead on to where what they meant is now.

`docs/data/addresses.txt` is the record of what was ever published, so that no address is lost
unseen.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import posixpath
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..addresses import relative
from ..contents import contents
from ..core.files import MOVED, moves_of
from ..core.groups import grouped
from ..core.moves import Move, Moves
from ..core.places import DOCS
from ..core.problems import Problem, did_you_mean
from ..core.text.csv_places import at_cells
from ..core.text.positions import Place
from ..core.text.source_text import decode

RECORD = "data/addresses.txt"
ID = re.compile(r'<([a-zA-Z][\w-]*)(?=[^<>]*\sid="([^"]+)")[^<>]*>')
CLOSED = {"table", "thead", "tbody", "tr", "ul", "ol", "dl", "svg", "img", "input", "hr", "br"}
"""Elements that can hold no anchor for words; it stands before them."""
STUB = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Moved</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{new}">
<script src="{script}"></script>
<meta http-equiv="refresh" content="1; url={new}">
<p>This page is now at <a id="now" href="{new}">{new}</a>.</p>
</html>
"""


def moves_on_disk(docs: Path) -> tuple[Moves, list[Problem]]:
    """The addresses that changed, and what is wrong with them."""
    files, wrong = contents(docs, [MOVED] if (docs / MOVED).exists() else [])
    moves, problems = moves_of(files, dt.datetime.now(dt.UTC).date())
    return moves, at_cells([*wrong, *problems], files)


def recorded(docs: Path) -> tuple[list[str], list[Problem]]:
    """The addresses that were ever published, a line each, and what is wrong with their file.

    It may be missing: then nothing was published.
    """
    files, wrong = contents(docs, [RECORD] if (docs / RECORD).exists() else [])
    text = decode(DOCS + RECORD, files.get(RECORD, b""))
    if not isinstance(text, str):
        return [], [*wrong, *text.problems]
    return text.split(), [problem for problem in wrong if problem.path == DOCS + RECORD]


def addresses(site: Path) -> set[str]:
    """Every page of a site and every place in one: `trends/x/`, `trends/x/#claim`."""
    return _places(_pages(site))


def misled(site: Path, moves: Sequence[Move]) -> list[Problem]:
    """Those of a built site that lead to a place which its page has not, or away from one it has.

    Only pages that are named are read. One that is not there was said when the moves were read.
    """
    ways = (way for move in moves for way in (move.old, move.new))
    files = {page: _file(site, page) for page in {_page(way) for way in ways}}
    texts = {
        page: file.read_text(encoding="utf-8") for page, file in files.items() if file.is_file()
    }
    found = [move for move in moves if _page(move.new) in texts]
    return list(checked(found, (), _places(texts.items())))


def _places(pages: Iterable[tuple[str, str]]) -> set[str]:
    found = set()
    for page, text in pages:
        found |= {page, *(f"{page}#{match[2]}" for match in ID.finditer(text))}
    return found


def promised(site: Path) -> set[str]:
    """What others link to and the record keeps: pages, and all that has a place in the report."""
    report = json.loads((site / "data/report.json").read_text(encoding="utf-8"))
    return {page for page, _ in _pages(site)} | places_of(report)


def places_of(report: Any) -> set[str]:
    """All that has an address in the report, from the root of the site. `report` is its JSON."""
    sources = {f"sources/#{source['key']}" for source in report["sources"]}
    return sources | {url.lstrip("/") for url in _urls(report)}


def _urls(data: Any) -> Iterator[str]:
    """The addresses from the root of the site, which every part of the report calls its `url`."""
    if isinstance(data, dict):
        if str(data.get("url", "")).startswith("/"):
            yield data["url"]
        data = list(data.values())
    if isinstance(data, list):
        for item in data:
            yield from _urls(item)


def checked(moves: Sequence[Move], recorded: Iterable[str], there: set[str]) -> Iterator[Problem]:
    """What leads nowhere: a move whose new address is not there, or a lost address.

    A place in a page that moved is found if it is, or leads on, in the new page.
    """
    old = {move.old for move in moves}
    pages = {move.old: move.new for move in moves if move.is_page}
    for move in moves:
        if move.old in there:
            wrong = f"{move.old} is there; expected one that is gone"
            yield _problem((move.line, 1), "address", wrong)
        if move.new not in there:
            hint = did_you_mean(move.new, sorted(there))
            wrong = f"{move.new} is not there; expected an address of this site{hint}"
            yield _problem(move.now_at, "now", wrong)
    for number, address in enumerate(recorded, start=1):
        page, hash_, place = address.partition("#")
        ways = {address, f"{pages.get(page, page)}{hash_}{place}"}
        if not ways & (there | old):
            wrong = f"{address} was published and is gone; expected a row in docs/{MOVED}"
            yield Problem(f"docs/{RECORD}", number, 1, "address", wrong)


def lead_on(site: Path, moves: Iterable[Move]) -> dict[str, str]:
    """Write a stub for each page that moved, and an anchor where each old place leads.

    An anchor on a page that moved as well is found from its stub, which keeps it. Returns the
    pages, old to new, for the servers that can redirect by themselves.
    """
    pages = {move.old: move.new for move in moves if move.is_page}
    for old, new in pages.items():
        target = _file(site, old)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(stub(old, new), encoding="utf-8")
    anchors = grouped((_page(move.new), move) for move in moves if not move.is_page)
    for page, found in anchors.items():
        path = _file(site, page)
        text = path.read_text(encoding="utf-8")
        for move in found:
            text = _with_anchor(text, move.old.partition("#")[2], move.new.partition("#")[2])
        path.write_text(text, encoding="utf-8")
    return pages


def stub(old: str, new: str) -> str:
    """The page at an old address: it leads on at once where scripts run, else after a second."""
    script = _relative(old, "assets/moved.js")
    return STUB.format(new=html.escape(_relative(old, new)), script=script)


def keep_files(site: Path, pages: Mapping[str, str]) -> None:
    """What was published beside a page that moved, as a claim's JSON, is found at both addresses.

    A stub can lead on a reader, but not a program that asks for data.
    """
    for old, new in pages.items():
        now = _page(new)
        if _is_folder(old) != _is_folder(now):
            continue
        for path in _beside(site, now):
            name = path.name if _is_folder(old) else f"{_stem(old)}{path.name[len(_stem(now)) :]}"
            target = site / posixpath.dirname(old) / name
            if not target.exists():
                shutil.copyfile(path, target)


def _beside(site: Path, page: str) -> list[Path]:
    """The files of a page: those of its name, or all in its folder that belong to no other."""
    folder = site / posixpath.dirname(page)
    others = {_stem(path.name) for path in folder.glob("*.html")} - {"index"}
    files = [path for path in folder.iterdir() if path.is_file() and path.suffix != ".html"]
    if _is_folder(page):
        return [path for path in files if _stem(path.name) not in others]
    return [path for path in files if _stem(path.name) == _stem(page)]


def _page(address: str) -> str:
    return address.partition("#")[0]


def _file(site: Path, page: str) -> Path:
    return site / page / "index.html" if _is_folder(page) or not page else site / page


def _is_folder(page: str) -> bool:
    return page.endswith("/")


def _stem(page: str) -> str:
    return posixpath.basename(page).partition(".")[0]


def redirects_file(pages: Mapping[str, str]) -> str:
    """`_redirects` as Netlify and Cloudflare Pages read it."""
    return "".join(f"/{old} /{new} 301\n" for old, new in sorted(pages.items()))


def _with_anchor(page: str, old: str, new: str) -> str:
    """An empty element with the old id, in the one that has the new id, else before the text."""
    anchor = f'<span id="{html.escape(old)}"></span>'
    if not new:
        at = re.search(r"<article\b[^>]*>", page)
        place = at.end() if at else page.find("<h1")
        return f"{page[:place]}{anchor}{page[place:]}"
    match = next(match for match in ID.finditer(page) if match[2] == new)
    place = match.start() if match[1].lower() in CLOSED else match.end()
    return f"{page[:place]}{anchor}{page[place:]}"


def _pages(site: Path) -> Iterator[tuple[str, str]]:
    """The address of each page, and its HTML."""
    for path in sorted(site.rglob("*.html")):
        page = path.relative_to(site).as_posix()
        yield page.removesuffix("index.html"), path.read_text(encoding="utf-8")


def _relative(here: str, there: str) -> str:
    path, hash_, fragment = there.partition("#")
    return f"{relative(here, path)}{hash_}{fragment}"


def _problem(place: Place, field: str, wrong: str) -> Problem:
    return Problem(f"docs/{MOVED}", *place, field, wrong)
