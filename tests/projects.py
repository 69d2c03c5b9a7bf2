"""Projects on disk: the real configuration, hooks and templates around drawn or real content."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from . import warm
from .content import CONCLUSION, HAND, SOURCES, trend

ROOT = Path(__file__).parent.parent
FRAME = ("mkdocs.yml", "hooks", "overrides", "docs/assets")
"""What a drawn project takes from the repository."""
WHOLE = ("mkdocs.yml", "hooks", "overrides", "docs")
"""The repository as far as a build reads it."""
SMALL = (*WHOLE, ".cache/pictures")
"""The same of a project that was built, with its pictures, which take longer than all the rest."""
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
BUILD = ("-m", "mkdocs", "build")
UNDER_WAY = shutil.ignore_patterns("*.pyc.*")
"""Compiled files that another process is writing. The finished ones are copied, or every build of
every project would compile the hooks anew."""


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
    """A project that can be edited and built."""

    root: Path

    def write(self, path: str, content: str | bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())

    def part(self) -> None:
        """Have hooks of its own: a server sees a link to one that comes or goes as a change."""
        shared = (self.root / "hooks").rename(self.root / "shared")
        shutil.copytree(shared, self.root / "hooks")
        shutil.rmtree(shared)

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text, f"{old!r} is not in {path}"
        self.write(path, text.replace(old, new, 1))

    def build(self, *options: str) -> Built:
        return self.built(warm.run(self.root, ENVIRONMENT, (*BUILD, *options)))

    def build_from_cold(self, *options: str) -> Built:
        """As from a command line, for what is to be the same when it is built once more."""
        return self.built(warm.cold(self.root, ENVIRONMENT, (*BUILD, *options)))

    def built(self, done: warm.Done) -> Built:
        return Built(done.returncode, done.stdout + done.stderr, self.root)

    def run(self, script: str, *arguments: str) -> warm.Done:
        """A command of the project, as `hooks/edit.py`."""
        return warm.run(self.root, ENVIRONMENT, (script, *arguments))


def copied(root: Path, paths: Iterable[str], source: Path = ROOT) -> Project:
    """A project of its own with these files and folders of another, by default the repository.

    Two projects of tests share the files of `hooks`, which are most of all: who writes one takes
    it away first.
    """
    for path in paths:
        old, new = source / path, root / path
        if old.is_dir():
            shared = path == "hooks" and source != ROOT
            shutil.copytree(
                old, new, ignore=UNDER_WAY, copy_function=os.link if shared else shutil.copy2
            )
        else:
            new.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(old, new)
    return Project(root)


def drawn(root: Path) -> Project:
    """Two trends, one source, one statement, approved; builds strictly."""
    project = copied(root, FRAME)
    project.write("docs/trends/alpha.md", trend("alpha", 1))
    project.write("docs/trends/beta.md", trend("beta", 2))
    project.write("docs/sources.bib", SOURCES)
    project.write("docs/conclusion.yml", CONCLUSION)
    for name in ("method", "contributing"):
        project.write(f"docs/{name}.md", HAND.format(name.capitalize()))
    approve(project, "--all")
    return project


def approve(project: Project, *arguments: str) -> warm.Done:
    return project.run("hooks/edit.py", "approve", *arguments)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
