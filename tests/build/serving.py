"""`mkdocs serve` as a process, and what an editor does to its files."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ..projects import ENVIRONMENT, Project, free_port


@dataclass(frozen=True)
class Served:
    """A project that is being served."""

    project: Project
    port: int
    process: subprocess.Popen[bytes]
    temporary: Path
    told: int = 0
    """The length of the log before."""

    @property
    def log(self) -> str:
        """What has been said since."""
        return self.project.read("serve.log")[self.told :]

    def from_now(self) -> Served:
        return replace(self, told=self.told + len(self.log))

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=20) as answer:
            return str(answer.read().decode())

    def until(self, holds: Callable[[], bool], seconds: float = 180) -> None:
        """Wait until it holds; if it never does, the log is in the message."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if holds():
                    return
            except OSError:
                assert self.process.poll() is None, self.log
            time.sleep(0.1)
        raise AssertionError(f"it never came to be so:\n{self.log[-3000:]}")

    def until_shown(self, path: str, text: str) -> None:
        self.until(lambda: text in self.page(path))

    def until_said(self, text: str, times: int = 1) -> None:
        self.until(lambda: self.log.count(text) >= times)


@contextmanager
def serve(project: Project, *options: str, before: Sequence[str] = ()) -> Iterator[Served]:
    """Serve a project on a free port until the end of the block.

    `before` is the command that runs the server, if another does.
    """
    project.part()
    port = free_port()
    command = [
        *before,
        sys.executable,
        "-m",
        "mkdocs",
        "serve",
        "-a",
        f"127.0.0.1:{port}",
        *options,
    ]
    temporary = project.root / "temporary"
    temporary.mkdir()
    environment = {**ENVIRONMENT, "TMPDIR": str(temporary)}
    with (project.root / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=project.root, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            yield Served(project, port, process, temporary)
        finally:
            process.terminate()
            process.wait(10)
