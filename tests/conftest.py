"""What several rings share: small drawn projects, the real site built once, and a browser."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from .browser import FLAGS, installed
from .content import CONCLUSION, HAND, SOURCES, trend

ROOT = Path(__file__).parent.parent
KEPT = ("mkdocs.yml", "hooks", "overrides", "docs/assets")
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}


@dataclass(frozen=True)
class Built:
    """The outcome of one `mkdocs build`."""

    code: int
    log: str
    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def problems(self) -> list[str]:
        """The located problems, a line each."""
        return [line.strip() for line in self.log.splitlines() if line.startswith("  docs/")]


@dataclass(frozen=True)
class Project:
    """A project on disk: the real configuration, hooks and templates around drawn content."""

    root: Path

    def write(self, path: str, content: str | bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text, f"{old!r} is not in {path}"
        self.write(path, text.replace(old, new, 1))

    def build(self, *options: str) -> Built:
        command = [sys.executable, "-m", "mkdocs", "build", *options]
        done = subprocess.run(
            command, cwd=self.root, env=ENVIRONMENT, capture_output=True, text=True, check=False
        )
        return Built(done.returncode, done.stdout + done.stderr, self.root)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Two trends, one source, one statement, approved; builds strictly."""
    drawn = Project(tmp_path)
    for path in KEPT:
        source, target = ROOT / path, tmp_path / path
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    drawn.write("docs/trends/alpha.md", trend("alpha", 1))
    drawn.write("docs/trends/beta.md", trend("beta", 2))
    drawn.write("docs/sources.bib", SOURCES)
    drawn.write("docs/conclusion.yml", CONCLUSION)
    for name in ("method", "contributing"):
        drawn.write(f"docs/{name}.md", HAND.format(name.capitalize()))
    approve(drawn, "--all")
    return drawn


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def approve(drawn: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "hooks/approve.py", *arguments]
    return subprocess.run(command, cwd=drawn.root, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real site, built strictly from a copy of the repository's own files."""
    root = tmp_path_factory.mktemp("real")
    for path in ("mkdocs.yml", "hooks", "overrides", "docs"):
        source, target = ROOT / path, root / path
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return Project(root).build("--strict")


@pytest.fixture(scope="session")
def address(real: Built) -> Iterator[str]:
    """Where the real site is served for the browser."""
    handler = functools.partial(QuietHandler, directory=str(real.site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        del arguments


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium. `python -m tests` has made sure that there is one."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=installed(), args=FLAGS)
        yield chromium
        chromium.close()
