"""What the disk refuses to show, of which a walk through folders says nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from .core.problems import Problem

DENIED = "Permission denied"
FILES = (".css", ".html", ".jinja", ".js")
"""A folder of such a name would be a template, a style or a script that is missing."""


def unreadable_below(root: Path, folder: str) -> list[Problem]:
    """The files and folders at and below a folder of the project that cannot be read as such.

    Hidden ones are passed over, as MkDocs does. A link that leads nowhere is another fault.
    """
    return sorted(_unreadable(root, folder))


def _unreadable(root: Path, folder: str) -> Iterator[Problem]:
    refused: list[OSError] = []
    for parent, folders, files in os.walk(root / folder, onerror=refused.append):
        if not os.access(parent, os.X_OK):
            yield _problem(root, Path(parent), "folder", DENIED)
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(parent, name) for name in folders if name.endswith(FILES)):
            wrong = "is a folder; expected the file of this name"
            yield Problem(path.relative_to(root).as_posix(), 1, 1, "folder", wrong)
        for name in files:
            if name.startswith(".") or os.access(f"{parent}/{name}", os.R_OK):
                continue
            if not (path := Path(parent, name)).is_symlink():
                yield _problem(root, path, "file", DENIED)
    for error in refused:
        yield _problem(root, Path(error.filename), "folder", error.strerror or DENIED)


def _problem(root: Path, path: Path, kind: str, why: str) -> Problem:
    said = f"cannot be read: {why}; expected a readable {kind}"
    return Problem(path.relative_to(root).as_posix(), 1, 1, kind, said)
