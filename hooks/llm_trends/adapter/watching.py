"""Every change to a file, however an editor makes it."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from watchdog.events import FileModifiedEvent, FileSystemEventHandler

PAUSE = 0.05
"""Seconds between two looks at the files, at least."""
PAUSE_A_FILE = 1e-4
"""The same for each file: ten times what a look at a file costs, so that a tenth is work."""
REST = 0.02
"""Seconds without a change after which a save counts as finished."""
UNREST = 1.0
"""Seconds after which a build begins even so."""
Files = dict[str, tuple[int, int, int, int]]
"""Two times in nanoseconds, size and inode of each file, by its path. No program sets back the
second time."""


class Watcher(threading.Thread):
    """Looks at files again and again, and tells of those that changed.

    It stands in for the observer of watchdog, whose methods MkDocs calls. That one loses a folder
    that is renamed and comes back, and a file that an editor replaces by another.
    """

    def __init__(self, paths: Iterable[str | Path] = ()) -> None:
        """What changes at or below `paths` from now on will be told, even if watched later."""
        super().__init__(daemon=True)
        self._seen: dict[str, Files] = {}
        self._handlers: dict[str, FileSystemEventHandler] = {}
        self._changed: deque[str] = deque()
        self._stopped = threading.Event()
        for path in paths:
            self._look(str(Path(path).absolute()))

    @property
    def paths(self) -> tuple[str, ...]:
        """The files and folders that are looked at."""
        return tuple(self._seen)

    def schedule(
        self, handler: FileSystemEventHandler, path: str, *, recursive: bool = True
    ) -> str:
        """Tell `handler` of changes at or below `path`. Returns what `unschedule` takes."""
        del recursive
        self._look(path)
        self._handlers[path] = handler
        return path

    def unschedule(self, path: str) -> None:
        """Tell no longer of changes at or below `path`."""
        del self._handlers[path]

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()

    def take_changed(self) -> set[str]:
        """The paths of the files that changed since the last time this was asked."""
        return {self._changed.popleft() for _ in range(len(self._changed))}

    def run(self) -> None:
        """Until stopped; the more files there are, the rarer are the looks."""
        while not self._stopped.wait(self._pause()):
            changed = self._look_again()
            if not changed:
                continue
            begun = time.monotonic()
            while time.monotonic() - begun < UNREST and not self._stopped.wait(REST):
                if not (more := self._look_again()):
                    break
                changed |= more
            self._changed.extend(changed)
            for root, path in {root: path for path, root in changed.items()}.items():
                if handler := self._handlers.get(root):
                    handler.dispatch(FileModifiedEvent(path))

    def _pause(self) -> float:
        files = sum(len(seen) for seen in list(self._seen.values()))
        return max(PAUSE, PAUSE_A_FILE * files)

    def _look(self, path: str) -> None:
        self._seen.setdefault(path, _files(path))

    def _look_again(self) -> dict[str, str]:
        """The files that are new, gone or different, each with the root that it is below."""
        changed: dict[str, str] = {}
        for root, before in list(self._seen.items()):
            now = self._seen[root] = _files(root)
            if now != before:
                changed |= {path: root for path, _ in now.items() ^ before.items()}
        return changed


def _files(root: str) -> Files:
    found: Files = {}
    with suppress(OSError):
        if Path(root).is_file():
            found[root] = _state(Path(root).stat())
    _walk(root, found)
    return found


def _walk(folder: str, found: Files) -> None:
    """Without what editors and Python keep for themselves: `.swp`, `#name#`, `name~`, caches."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name[0] in ".#" or entry.name[-1] == "~" or entry.name == "__pycache__":
                continue
            with suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    _walk(entry.path, found)
                else:
                    found[entry.path] = _state(entry.stat())


def _state(stat: os.stat_result) -> tuple[int, int, int, int]:
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino
