"""The one place where commands write: all files of a change, or none."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path


def write(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Write or delete files below `root`. Raises `OSError`, and then all is as it was before.

    Each file is put in the place of another in one step; a link stays a link.
    """
    staged: dict[Path, Path | None] = {}
    before: dict[Path, bytes | None] = {}
    made: list[Path] = []
    try:
        for name, content in files.items():
            target = (root / name).resolve()
            _writable(target)
            made += _folders(target.parent)
            staged[target] = None if content is None else _staged(target, content)
        for target, new in staged.items():
            before[target] = target.read_bytes() if target.exists() else None
            if new:
                new.replace(target)
            else:
                target.unlink()
    except BaseException:
        for target, old in before.items():
            with suppress(OSError):
                target.unlink(missing_ok=True) if old is None else target.write_bytes(old)
        for folder in reversed(made):
            with suppress(OSError):
                _emptied(folder, staged)
                folder.rmdir()
        raise
    finally:
        for new in filter(None, staged.values()):
            new.unlink(missing_ok=True)


def changed_since(root: Path, names: Iterable[str], read: Mapping[str, bytes]) -> list[str]:
    """Which of the files another process has changed since they were `read`; what is not among
    these was not there."""
    return [name for name in names if _content(root / name) != read.get(name)]


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _writable(target: Path) -> None:
    """Raises `OSError` for a file that is protected from writing, which one put in its place would
    pass over."""
    if target.exists() and not target.stat().st_mode & 0o222:
        raise PermissionError(errno.EACCES, "it is protected from writing", str(target))


def _folders(folder: Path) -> list[Path]:
    """Make a folder with those around it; returns those that were not there, outermost first."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()][::-1]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _staged(target: Path, content: bytes) -> Path:
    """The content beside its target, under a name that nobody reads."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        if target.exists():
            shutil.copymode(target, name)
        else:
            Path(name).chmod(0o644)
    except BaseException:
        Path(name).unlink()
        raise
    return Path(name)


def _emptied(folder: Path, staged: Mapping[Path, Path | None]) -> None:
    """Without what was put there for a file that did not come."""
    for new in filter(None, staged.values()):
        if new.parent == folder:
            new.unlink(missing_ok=True)
