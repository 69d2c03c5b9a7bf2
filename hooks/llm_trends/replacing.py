"""Put a directory in the place of another, so that there is always the one or the other.

The two change places: in one step where the system can do that, by renaming where it cannot, and
entry by entry where the directory itself may not move, as a mount point or below a read-only
parent. Nothing old is deleted before everything new is there.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OLD = ".old"
"""How the name of a directory ends that has been moved away, until it is deleted."""
COPYING, COPIED, PLACING = ".copying", ".copied", ".placing"
"""How the name of a copy ends inside the directory whose content it is to become, step by step."""
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""Arguments of Linux' `renameat2`."""


def replace(new: Path, target: Path) -> None:
    """Put the directory `new` in the place of `target`, or raise `OSError` and change nothing.

    Hidden files of the old site stay. What is in `new` afterwards, if anything, is not needed.
    """
    if not target.exists():
        new.rename(target)
    elif os.path.ismount(target):
        _change_content(new, target)
    else:
        try:
            _change_places(new, target)
        except OSError:
            _change_content(new, target)


def lay_over(new: Path, target: Path) -> None:
    """Move each file in `new` to its place in the directory `target`, where all others stay.

    One that is there already is left alone: to put it in place takes longer than to read it.
    """
    for path in [path for path in new.rglob("*") if path.is_file()]:
        there = target / path.relative_to(new)
        if path.read_bytes() != there.read_bytes():
            path.replace(there)


def finish(target: Path) -> None:
    """Take up what a killed process left when it changed the content of `target`."""
    endings = "|".join(re.escape(end) for end in (OLD, COPYING, COPIED, PLACING))
    inside = [path for path in target.glob(".*.building-*") if re.search(endings, path.name)]
    for copy in inside:
        if copy.suffix in (COPIED, PLACING):
            _exchange_entries(copy, target)
    for left in inside:
        shutil.rmtree(left, ignore_errors=True)


def _change_places(new: Path, target: Path) -> None:
    """Let the directories themselves change places. Hidden files, `.git` say, are copied first."""
    kept = [path for path in target.glob(".*") if not os.path.lexists(new / path.name)]
    shutil.copymode(target, new)
    try:
        for path in kept:
            if path.is_dir() and not path.is_symlink():
                shutil.copytree(path, new / path.name, symlinks=True)
            else:
                shutil.copy2(path, new / path.name, follow_symlinks=False)
        try:
            _exchange(new, target)
        except OSError:
            _rename_twice(new, target)
    except OSError:
        for path in kept:
            with suppress(FileNotFoundError, NotADirectoryError):
                shutil.rmtree(new / path.name, ignore_errors=True)
                (new / path.name).unlink()
        raise


def _exchange(new: Path, target: Path) -> None:
    """In one step. Linux can do that; Python has no word for it."""
    if sys.platform != "linux":
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    libc = ctypes.CDLL(None, use_errno=True)
    paths = (AT_FDCWD, os.fsencode(new), AT_FDCWD, os.fsencode(target))
    if not hasattr(libc, "renameat2") or libc.renameat2(*paths, RENAME_EXCHANGE):
        raise OSError(ctypes.get_errno(), "cannot be exchanged", str(target))


def _rename_twice(new: Path, target: Path) -> None:
    """In two steps, between which a kill leaves the old site under another name."""
    old = new.with_name(new.name + OLD)
    target.rename(old)
    try:
        new.rename(target)
    except BaseException:
        old.rename(target)
        raise
    with suppress(OSError):  # it is done; what remains is deleted now or by the next build
        old.rename(new)


def _change_content(new: Path, target: Path) -> None:
    """Copy the new site into a hidden folder of the old one, and change the entries only then."""
    copy = target / f".{new.name}{COPYING}"
    try:
        shutil.copytree(new, copy, symlinks=True)
        copy = copy.rename(copy.with_suffix(COPIED))
        _exchange_entries(copy, target)
    except BaseException:
        if not copy.with_suffix(OLD).exists():
            shutil.rmtree(copy, ignore_errors=True)
        raise


def _exchange_entries(copy: Path, target: Path) -> None:
    """Move entries of the old site away and those in `copy` in, or move all of them back.

    What has no counterpart goes first. From then on, all that is still in `copy` is to be placed:
    so the work can be taken up where it was left, whenever that was.
    """
    old = copy.with_suffix(OLD)
    moved: list[tuple[Path, Path]] = []

    def move(here: Path, there: Path) -> None:
        here.rename(there)
        moved.append((here, there))

    old.mkdir(exist_ok=True)
    try:
        if copy.suffix == COPIED:
            ours = {path.name for path in copy.iterdir()}
            for path in sorted(target.glob("[!.]*")):
                if path.name not in ours:
                    with _not_ours():
                        move(path, old / path.name)
            move(copy, copy.with_suffix(PLACING))
        placing = copy.with_suffix(PLACING)
        for path in sorted(placing.iterdir()):
            if os.path.lexists(target / path.name):
                move(target / path.name, old / path.name)
            move(path, target / path.name)
    except BaseException:
        for here, there in reversed(moved):
            there.rename(here)
        with suppress(OSError):  # not empty, if this takes up another's work
            old.rmdir()
        raise
    for done in (placing, old):
        shutil.rmtree(done, ignore_errors=True)


@contextmanager
def _not_ours() -> Iterator[None]:
    """Leave what may not be moved where it is: `lost+found`, another mount."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.EBUSY, *FORBIDDEN):
            raise
