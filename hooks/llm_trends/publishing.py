"""A build on its way to its readers, who have the site before until the new one is complete.

A site is built in a folder of its own beside the published one, by one build at a time. What a
killed build has left, the next one first brings to an end.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from .core.problems import printable
from .replacing import FORBIDDEN, OLD, finish, replace

PATIENCE = 5.0
"""How many seconds a build waits for another one of the same site."""


SOURCES = (".git", "docs", "hooks", "overrides", "tests")
"""Folders beside `mkdocs.yml` that no site may be put into or around, be it by a link."""


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
            missing = sorted(set(expected).difference(_files(self.folder)))
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


def source_at(target: Path, root: Path) -> str:
    """The folder of sources of the project at `root` whose place a directory would take, or of a
    part of it; nothing if it would take none."""
    there = Path(os.path.realpath(target))  # which a link to itself does not break off
    for name in SOURCES:
        source = Path(os.path.realpath(root / name))
        if source == there or source in there.parents or there in source.parents:
            return name
    return ""


def begin(site: Path, root: Path, patience: float = PATIENCE) -> Publication:
    """Make a folder to build in, after waiting up to `patience` seconds for another build.

    `root` is the folder of the project, whose sources no site replaces. Raises `PublishingError` if
    the site could not be published, as far as can be known now.
    """
    ending = ExitStack()
    try:
        target = site.resolve()
        if source := source_at(target, root):
            wrong = f"would take the place of {source}/ or of a part of it"
            raise PublishingError(f"{shown(site)} {wrong}; expected a folder of its own")
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


def shown(path: Path) -> str:
    """A path as people name it: from the present folder, if it lies below."""
    here = Path.cwd()
    return printable(str(path.relative_to(here) if path.is_relative_to(here) else path))


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
    if alone and not _same(held, lock):
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


def _same(held: int, lock: Path) -> bool:
    with suppress(OSError):
        return os.path.samestat(os.fstat(held), lock.stat())
    return False


def _bring_to_an_end(target: Path, place: Path, name: str) -> None:
    """Finish or delete what killed builds have left. Only for whoever holds the lock."""
    built = re.escape(name) + r"\.building-\d+-[0-9a-f]{8}"
    for left in sorted(place.iterdir()):
        if re.fullmatch(f"{built}(\\{OLD})?", left.name):
            if left.suffix == OLD and not target.exists():
                left.rename(target)
            shutil.rmtree(left, ignore_errors=True)
    finish(target)


def _files(folder: Path) -> Iterator[str]:
    """All files below a folder, as `a/b.html`."""
    for place, _, names in os.walk(folder):
        below = Path(place).relative_to(folder).as_posix()
        yield from (name if below == "." else f"{below}/{name}" for name in names)


def _unlink(lock: Path) -> None:
    with suppress(OSError):
        lock.unlink()


def _delete(folder: Path) -> None:
    """Delete a folder, unless the old site could not be brought back to its place."""
    if not folder.with_name(folder.name + OLD).exists():
        shutil.rmtree(folder, ignore_errors=True)


def _sentence(target: Path, error: OSError | RuntimeError) -> str:
    why = getattr(error, "strerror", None) or str(error)
    if isinstance(error, shutil.Error):  # a list of (from, to, why)
        why = error.args[0][0][2]
    done = "replaced and is as it was" if os.path.lexists(target) else "made"
    return f"{shown(target)} could not be {done}: {why}"
