"""Put a new site in the place of the one before, so that readers have the one or the other.

A site is built in a folder of its own beside the published one, which nothing touches until the
new one is complete. Then the two change places: in one step where the system can do that, by
renaming where it cannot, and entry by entry where the directory itself may not move, as a mount
point or below a read-only parent. The old site is deleted last. What a killed build has left, the
next one first brings to an end.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import re
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 5.0
"""How many seconds a build waits for another one of the same site."""
BUILT = r"\.building-\d+-[0-9a-f]{8}"
"""How the name of a folder to build in goes on after the site's name."""
COPYING, COPIED, PLACING, OLD = ".copying", ".copied", ".placing", ".old"
"""How far a replacement has come, or what is in a folder, as its name ends."""
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""Arguments of Linux' `renameat2`."""


class PublishingError(Exception):
    """Why a site cannot be published, in one sentence. The one before is as it was."""


@dataclass(frozen=True)
class Publication:
    """One build on its way to its readers, ended by `publish` or by `abandon`.

    The site is to be built in `folder`, which is empty; `target` is the directory that is
    published, links resolved. `ending` holds what is to be released.
    """

    target: Path
    folder: Path
    ending: ExitStack

    def publish(self, expected: Collection[str]) -> str:
        """Put the new site in its place, if it has all `expected` files, such as `a/b.html`.

        Returns a sentence on what is left to do by hand; mostly it is empty. Raises
        `PublishingError`.
        """
        try:
            missing = sorted(path for path in expected if not (self.folder / path).is_file())
            if missing or not any(self.folder.iterdir()):
                count = f"{len(missing)} of {len(expected)} files are missing from the new site"
                first = f", first {missing[0]}" if missing else ""
                raise PublishingError(f"{count}{first}; {shown(self.target)} is as it was")
            replace(self.folder, self.target)
        except OSError as error:
            raise PublishingError(_sentence(self.target, error)) from error
        finally:
            self.abandon()
        if self.folder.exists():
            return f"the site before could not be deleted; it is now {shown(self.folder)}"
        return ""

    def abandon(self) -> None:
        """Delete what is not published, and let others build. May be called again."""
        self.ending.close()


def begin(site: Path, patience: float = PATIENCE) -> Publication:
    """Make a folder to build in, after waiting up to `patience` seconds for another build.

    Raises `PublishingError` if the site could not be published, as far as can be known now.
    """
    ending = ExitStack()
    try:
        target = site.resolve()
        if target.exists() and not target.is_dir():
            raise PublishingError(f"{shown(target)} is a file; expected a directory for the site")
        if target.exists() and not os.access(target, os.W_OK | os.X_OK):
            raise PublishingError(f"{shown(target)} may not be written to")
        place, name, alone = _place(target, ending, patience)
        if alone:
            _bring_to_an_end(target, place, name)
        folder = place / f"{name}.building-{os.getpid()}-{secrets.token_hex(4)}"
        folder.mkdir()
        ending.callback(_delete, folder)
        return Publication(target, folder, ending)
    except (OSError, RuntimeError) as error:  # the second: a link that leads to itself
        ending.close()
        raise PublishingError(_sentence(site, error)) from error
    except BaseException:
        ending.close()
        raise


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


def shown(path: Path) -> str:
    """A path as people name it: from the present folder, if it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _place(target: Path, ending: ExitStack, patience: float) -> tuple[Path, str, bool]:
    """Where to build, how the names there begin, and whether this build is surely alone."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = target.with_name(f"{target.name}.building.lock")
        held = os.open(lock, os.O_RDONLY | os.O_CREAT, 0o644)
    except OSError as error:
        if error.errno not in FORBIDDEN or not target.exists():
            raise
        # The parent is read-only, the directory is not: build elsewhere, under its own name.
        held = os.open(target, os.O_RDONLY)
        ending.callback(os.close, held)
        name = f"{target.name}-{hashlib.sha256(os.fsencode(target)).hexdigest()[:12]}"
        return Path(tempfile.gettempdir()), name, _locked(held, target, patience)
    ending.callback(os.close, held)
    alone = _locked(held, target, patience)
    if alone and not (lock.exists() and os.path.samestat(os.fstat(held), lock.stat())):
        ending.close()  # the build that held this lock has deleted it
        return _place(target, ending, patience)
    if alone:
        ending.callback(_unlink, lock)
    return target.parent, target.name, alone


def _locked(held: int, target: Path, patience: float) -> bool:
    """Take the lock on an open file. False where the system has none: then nobody is waited for."""
    if sys.platform == "win32":
        return False
    import fcntl

    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() > end:
                wrong = f"another build of {shown(target)} is running; try again when it has ended"
                raise PublishingError(wrong) from None
            time.sleep(0.05)
        except OSError:
            return False


def _bring_to_an_end(target: Path, place: Path, name: str) -> None:
    """Finish or delete what killed builds have left. Only for whoever holds the lock."""
    for left in sorted(place.iterdir()):
        if re.fullmatch(f"{re.escape(name)}{BUILT}(\\{OLD})?", left.name):
            if left.suffix == OLD and not target.exists():
                left.rename(target)
            shutil.rmtree(left, ignore_errors=True)
    inside = [path for path in target.glob(".*") if re.search(BUILT, path.name)]
    for left in inside:
        if left.suffix in (COPIED, PLACING):
            _exchange_entries(left, target)
    for left in inside:
        shutil.rmtree(left, ignore_errors=True)


def _unlink(lock: Path) -> None:
    with suppress(OSError):
        lock.unlink()


def _delete(folder: Path) -> None:
    """Delete a folder, unless the old site could not be brought back to its place."""
    if not folder.with_name(folder.name + OLD).exists():
        shutil.rmtree(folder, ignore_errors=True)


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


def _sentence(target: Path, error: OSError | RuntimeError) -> str:
    why = getattr(error, "strerror", None) or str(error)
    if isinstance(error, shutil.Error):  # a list of (from, to, why)
        why = error.args[0][0][2]
    done = "replaced and is as it was" if target.exists() else "made"
    return f"{shown(target)} could not be {done}: {why}"
