"""The content of the site as it lies on disk: the one place where it is read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from .core.assets import is_asset
from .core.files import (
    BIBLIOGRAPHY,
    CONCLUSION,
    HISTORY,
    MOVED,
    READINGS,
    RECORD,
    SYNONYMS,
    is_run,
)
from .core.places import DOCS, is_page
from .core.problems import Problem
from .links import stray_links
from .unreadable import unreadable_below

DATA = (BIBLIOGRAPHY, CONCLUSION, RECORD, READINGS, HISTORY, MOVED, SYNONYMS)
PATTERNS = ("charts/*.json", "charts/*.csv", "editions/*.tar.xz")
NOTES = "README.md"
"""Notes for whoever opens a folder; the pages of folders are generated."""


def is_content(path: str) -> bool:
    """Whether a file below `docs/` is part of what the report is made of."""
    if path.rpartition("/")[2] == NOTES:
        return False
    if path in DATA or is_page(path) or is_run(path):
        return True
    return any(map(PurePosixPath(path).match, PATTERNS))


def is_read(path: str) -> bool:
    """Whether a file below `docs/` is looked at before it is published."""
    return is_content(path) or is_asset(path)


def contents(docs: Path, paths: Iterable[str]) -> tuple[dict[str, bytes], list[Problem]]:
    """The bytes of the files at `paths` below `docs`; what the disk refuses is a problem.

    A folder with the name of a file is in no list of files; `unreadable_below` finds it.
    """
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in paths:
        place = f"{docs}/{path}"  # a `Path` of each would take longer than to read it
        if not os.path.isfile(place) and Path(place).exists():  # noqa: PTH113
            wrong = "is no file; expected text"  # to read a pipe would take for ever
            problems.append(Problem(DOCS + path, 1, 1, "file", wrong))
            continue
        try:
            with open(place, "rb", buffering=0) as file:  # noqa: PTH123
                files[path] = file.read()
        except OSError as error:
            wrong = f"cannot be read: {error.strerror}; expected a readable file"
            problems.append(Problem(DOCS + path, 1, 1, "file", wrong))
    return files, problems


def refused(root: Path) -> list[Problem]:
    """What of the content of a project cannot be read, for commands, which have nobody's list."""
    docs = root / DOCS
    return sorted([*unreadable_below(root, docs.name), *stray_links(docs)])


def on_disk(docs: Path) -> dict[str, bytes]:
    """All content below `docs` without a site generator's list of files: for commands."""
    found = (path.relative_to(docs) for path in docs.rglob("*") if path.is_file())
    shown = (path for path in found if not any(part.startswith(".") for part in path.parts))
    return contents(docs, sorted(filter(is_content, (path.as_posix() for path in shown))))[0]
