"""`mkdocs serve`, steadied: a build that fails costs nothing, a save is seen at once.

The server of MkDocs builds in place, so that a build which fails leaves half a site, and it lets
every request wait for one that succeeds. Here the pages come from a directory of their own, which
a build replaces when it is complete.
"""

from __future__ import annotations

import logging
import os
import re
import signal
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent, FileSystemEventHandler

from ..contents import is_content
from ..failure import one_line
from ..publishing import shown
from ..replacing import replace

log = logging.getLogger("mkdocs.plugins.llm_trends")
HOOKS = Path(__file__).absolute().parents[2]
ASSETS = ("assets/", "explorables/")
"""Where what is copied into the site lies, below `docs/`."""
PAUSE = 0.05
"""Seconds between two looks at the files, at least."""
PAUSE_A_FILE = 1e-4
"""The same for each file: ten times what a look at a file costs, so that a tenth is work."""
REST = 0.02
"""Seconds without a change after which a save counts as finished."""
UNREST = 1.0
"""Seconds after which a build begins even so."""

ARTICLE = re.compile(rb"<article\b[^>]*>")

Right = Callable[[Mapping[str, bytes]], Mapping[str, bytes]]
Beside = Callable[[str], bytes | None]
Panel = Callable[[str], str]
Files = dict[str, tuple[int, int, int]]
"""Time in nanoseconds, size and inode of each file, by its path."""


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


class SteadyServer(LiveReloadServer):
    """The server of MkDocs, which outlives every build that fails."""

    def __init__(
        self,
        given: LiveReloadServer,
        watcher: Watcher,
        docs: Path,
        right: Right,
        beside: Beside,
        panel: Panel,
    ) -> None:
        """Takes the place of `given`, which has not begun to serve. `docs` is what it serves.

        `right` gives what is served of saved files that no page is made of, `beside` the content
        of what no build has written, `panel` the HTML for editors that a page has while it is
        served. The last two are asked by the address below that of the site.
        """
        host, port = given.server_address[:2]
        self._own = tempfile.TemporaryDirectory(prefix="mkdocs_")
        self._build, self._built, self._docs = given.builder, Path(given.root), docs
        self._right, self._beside, self._panel = right, beside, panel
        self._asked = threading.local()
        super().__init__(self.rebuild, str(host), int(port), self._own.name, given.mount_path)
        given.server_close()
        self._watcher = self.observer = watcher  # type: ignore[assignment]
        self.build_delay = 0  # the watcher waits until a save is finished
        self.error_handler = self._error_page
        for path in dict.fromkeys((*given._watched_paths, *watcher.paths)):
            self.watch(path)
        replace(self._built, Path(self.root))

    def rebuild(self) -> None:
        """Build, and show what was built; or say what failed, and show what was there before.

        Requests are answered meanwhile: MkDocs holds them back while the version that it wants
        is newer than the one that can be seen.
        """
        changed = {Path(path) for path in self._watcher.take_changed()}
        self._tell_of_code(changed)
        if self._copied(changed):
            return
        wanted, self._wanted_epoch = self._wanted_epoch, self._visible_epoch
        try:
            self._build()
            replace(self._built, Path(self.root))
        except (Exception, SystemExit) as error:
            log.error("%s", one_line(error, HOOKS.parent))
            log.error("Nothing was built; the site is served as it was. Mend this and save.")
        finally:
            self._wanted_epoch = wanted

    def serve(self, *, open_in_browser: bool = False) -> None:
        """Until Ctrl-C, or a request to end, which comes to the same: nothing stays behind."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        super().serve(open_in_browser=open_in_browser)  # type: ignore[no-untyped-call]

    def server_bind(self) -> None:
        """Raises `Abort` with a sentence if the address is taken."""
        try:
            super().server_bind()
        except OSError as error:
            hint = "is it served already? Another port: mkdocs serve -a localhost:8001"
            raise Abort(f"{self.url} cannot be served: {error.strerror}; {hint}") from None

    def shutdown(self, wait: bool = False) -> None:
        """As in MkDocs; the directory that was served is deleted."""
        super().shutdown(wait)
        self._own.cleanup()

    def _serve_request(self, environ: Any, start_response: Any) -> Iterable[bytes] | None:
        """As in MkDocs; what is not in the folder may be made on request."""
        path = self._asked.path = environ["PATH_INFO"].removeprefix(self.mount_path)
        found: Iterable[bytes] | None = super()._serve_request(environ, start_response)
        if found is not None:
            return found
        try:
            content = self._beside(path)
        except Exception as error:
            log.error("%s cannot be made: %s", path, one_line(error, HOOKS.parent))
            return None
        if content is None:
            return None
        kind = "text/html; charset=utf-8" if path.endswith("/") else self._guess_type(path)  # type: ignore[no-untyped-call]
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """As in MkDocs, whose script loads the page again; with the panel, which is in no file."""
        if article := ARTICLE.search(content):
            panel = b""
            try:
                panel = self._panel(self._asked.path).encode()
            except Exception as error:
                log.error("the panel cannot be made: %s", one_line(error, HOOKS.parent))
            content = content[: article.end()] + panel + content[article.end() :]
        made: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]
        return made

    def _copied(self, changed: set[Path]) -> bool:
        """Whether only files changed that pages are not made of; these are served at once."""
        saved = {path: self._asset(path) for path in changed}
        names = saved.values()
        if not saved or not all(name and Path(self.root, name).is_file() for name in names):
            return False
        try:
            read = {name: path.read_bytes() for path, name in saved.items()}
            for name, content in self._right(read).items():
                Path(self.root, name).write_bytes(content)
        except OSError:
            return False
        return True

    def _asset(self, path: Path) -> str:
        """The name below `docs/` of a style, a script or a font of ours, or nothing."""
        if not path.is_relative_to(self._docs):
            return ""
        name = path.relative_to(self._docs).as_posix()
        return name if name.startswith(ASSETS) and not is_content(name) else ""

    def _tell_of_code(self, changed: set[Path]) -> None:
        """Python keeps the hooks that it has loaded."""
        code = sorted(path for path in changed if path.suffix == ".py" and HOOKS in path.parents)
        if code:
            names = ", ".join(shown(path) for path in code)
            log.warning("%s changed: stop the server and start it again to use that", names)

    def _error_page(self, code: int) -> bytes | None:
        with suppress(OSError):
            return Path(self.root, f"{code}.html").read_bytes()
        return None


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


def _state(stat: os.stat_result) -> tuple[int, int, int]:
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
