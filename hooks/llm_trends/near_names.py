"""Files that nobody reads, though their name says that somebody meant one that is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import PurePosixPath

from .contents import DATA, NOTES, is_content
from .core.places import CHARTS, DOCS, TRENDS, is_page
from .core.problems import Problem

LIKE = 0.8
"""How much alike two names must be for one to be the other misspelt."""
ENDINGS = ("", ".bak", ".bib", ".bibtex", ".csv", ".cvs", ".tsv", ".txt", ".yaml", ".yml")
"""How a file of data may end that has the right name otherwise."""
OF_CHARTS = (".csv", ".json")
OF_PAGES = (".mdx", ".rst", ".text", ".txt", "")
EXCLUDE = "or a line under `exclude_docs` in mkdocs.yml"


def near_names(paths: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with the names of files below `docs` that are published and not read.

    A file beside the one that it is like may be a copy, and is named as well: it is published.
    """
    for path in paths:
        if is_content(path) or is_page(path):
            continue
        if wrong := _of_data(path) or _of_chart(path) or _of_page(path):
            yield Problem(DOCS + path, 1, 1, "file", wrong)


def _of_data(path: str) -> str:
    file = PurePosixPath(path)
    for known in map(PurePosixPath, DATA):
        if known.parent != file.parent:
            continue
        same = file.stem.casefold() == known.stem and file.suffix.lower() in ENDINGS
        if same or get_close_matches(file.name.casefold(), [known.name], cutoff=LIKE):
            return _unread(str(known))
    return ""


def _of_chart(path: str) -> str:
    file = PurePosixPath(path)
    if not path.startswith(CHARTS) or file.name == NOTES:
        return ""
    near = get_close_matches(file.suffix.lower(), OF_CHARTS, n=1, cutoff=0.6)
    return _unread(f"{CHARTS}{file.stem}{near[0]}") if near else ""


def _of_page(path: str) -> str:
    file = PurePosixPath(path)
    here = f"{file.parent}/" == TRENDS
    return _unread(f"{TRENDS}{file.stem}.md") if here and file.suffix in OF_PAGES else ""


def _unread(meant: str) -> str:
    return f"is read by nobody; expected another name, {EXCLUDE}; did you mean '{DOCS}{meant}'?"
