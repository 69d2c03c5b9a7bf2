"""Symbolic links below a folder of content: what they would publish is not in the repository."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from .core.problems import Problem


def stray_links(folder: Path) -> list[Problem]:
    """The links below `folder` that lead out of it, nowhere, or back to a folder around them.

    Hidden files are passed over, as MkDocs does: editors lock a file by a link that leads nowhere.
    """
    return sorted(_stray(folder, folder.resolve()))


def not_behind(stray: Iterable[Problem], folder: str, paths: Iterable[str]) -> list[str]:
    """The paths below `folder` that are no such link and lie behind none: what is wrong is said."""
    links = {problem.path for problem in stray}
    return [path for path in paths if not links & set(_parts(f"{folder}/{path}"))]


def _parts(address: str) -> Iterator[str]:
    """An address and the folders around it: `a/b/c` → `a`, `a/b`, `a/b/c`."""
    names = address.split("/")
    return ("/".join(names[: count + 1]) for count in range(len(names)))


def _stray(folder: Path, root: Path) -> Iterator[Problem]:
    for path in (Path(entry.path) for entry in _entries(root) if entry.is_symlink()):
        if wrong := _wrong(path, root):
            address = f"{folder.name}/{path.relative_to(root).as_posix()}"
            yield Problem(address, 1, 1, "file", f"is a link {wrong}; expected the file itself")


def _entries(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """All that lies below a folder and can be read, but for what is hidden or behind a link."""
    with suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            if not entry.name.startswith("."):
                yield entry
                if entry.is_dir(follow_symlinks=False):
                    yield from _entries(entry.path)


def _wrong(path: Path, root: Path) -> str:
    try:
        end = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return f"to {path.readlink()}, which is not there"
    if not end.is_relative_to(root):
        return f"to {path.readlink()}, which is not below {root.name}/"
    return f"to {path.readlink()}, a folder around it" if path.is_relative_to(end) else ""
