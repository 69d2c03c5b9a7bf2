"""What the disk refuses to show, of which a walk through folders says nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from .core.problems import Problem

DENIED = "Permission denied"
FILES = (
    *(".bib", ".css", ".csv", ".html", ".jinja", ".js", ".json", ".md", ".txt", ".xz", ".yml"),
    *(".png", ".svg"),
)
"""A folder of such a name would be as if the file were missing: every kind that a build reads."""


def unreadable_below(root: Path, folder: str) -> list[Problem]:
    """The files and folders at and below a folder of the project that cannot be read as such; to
    read a pipe would take for ever.

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
            if name.startswith(".") or _may_be_read(f"{parent}/{name}"):
                continue
            path = Path(parent, name)
            if path.is_symlink() and not path.exists():
                continue
            if not path.is_file():
                wrong = "is no file; expected one that can be read"
                yield Problem(path.relative_to(root).as_posix(), 1, 1, "file", wrong)
            else:
                yield _problem(root, path, "file", DENIED)
    for error in refused:
        yield _problem(root, Path(error.filename), "folder", error.strerror or DENIED)


def _may_be_read(path: str) -> bool:
    """Whether it is a file that can be read; nearly all are, and a `Path` of each would take longer
    than to ask."""
    return os.path.isfile(path) and os.access(path, os.R_OK)  # noqa: PTH113


def _problem(root: Path, path: Path, kind: str, why: str) -> Problem:
    said = f"cannot be read: {why}; expected a readable {kind}"
    return Problem(path.relative_to(root).as_posix(), 1, 1, kind, said)
