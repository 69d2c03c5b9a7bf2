"""`mkdocs serve`, steadied: a build that fails costs nothing, a save is seen at once.

The server of MkDocs builds in place, so that a build which fails leaves half a site, and it lets
every request wait for one that succeeds. Here the pages come from a directory of their own, which
a build replaces when it is complete.
"""

from __future__ import annotations

import logging
import re
import signal
import tempfile
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from ..contents import is_content
from ..failure import one_line
from ..publishing import shown
from .served import Served
from .watching import Watcher

log = logging.getLogger("mkdocs.plugins.llm_trends")
HOOKS = Path(__file__).absolute().parents[2]
ASSETS = ("assets/", "explorables/")
"""Where what is copied into the site lies, below `docs/`."""
ARTICLE = re.compile(rb"<article\b[^>]*>")


class SteadyServer(LiveReloadServer):
    """The server of MkDocs, which outlives every build that fails."""

    def __init__(
        self,
        given: LiveReloadServer,
        watcher: Watcher,
        docs: Path,
        served: Served,
    ) -> None:
        """Takes the place of `given`, which has not begun to serve. `docs` is what it serves."""
        host, port = given.server_address[:2]
        self._own = tempfile.TemporaryDirectory(prefix="mkdocs_")
        self._build, self._built, self._docs = given.builder, Path(given.root), docs
        self._served = served
        self._asked = threading.local()
        super().__init__(self.rebuild, str(host), int(port), self._own.name, given.mount_path)
        given.server_close()
        self._watcher = self.observer = watcher  # type: ignore[assignment]
        self.build_delay = 0  # the watcher waits until a save is finished
        self.error_handler = self._error_page
        for path in dict.fromkeys((*given._watched_paths, *watcher.paths)):
            self.watch(path)
        self._served.show(self._built, Path(self.root))

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
            self._served.show(self._built, Path(self.root))
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
            content = self._served.beside(path)
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
                panel = self._served.panel(self._asked.path).encode()
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
            for name, content in self._served.right(read).items():
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
