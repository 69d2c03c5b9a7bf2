"""A small project that was built, and one in which everything is broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ..once import Once
from ..projects import SMALL, Built, Project, copied
from .serving import Served, serve


@dataclass(frozen=True)
class After:
    """A project of its own that has the site of a build before."""

    project: Project
    before: dict[str, bytes]

    @property
    def site(self) -> dict[str, bytes]:
        return tree(self.project.root / "site")


@pytest.fixture
def after(once_built: Built, tmp_path: Path) -> After:
    assert once_built.code == 0, once_built.log
    return after_a_build(once_built, tmp_path)


def after_a_build(built: Built, root: Path) -> After:
    project = copied(root, (*SMALL, "site"), built.root)
    return After(project, tree(root / "site"))


ALPHA = "What alpha comes to."
TOGETHER = pytest.mark.xdist_group("served")
"""Tests that use one server belong to one process."""


@pytest.fixture(scope="session")
def server(
    once_built: Built, once: Once, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    once.here("server")
    root = tmp_path_factory.mktemp("served")
    with serve(copied(root, SMALL, once_built.root)) as running:
        running.until_shown("trends/alpha/", ALPHA)
        yield running


@pytest.fixture
def served(server: Served) -> Iterator[Served]:
    """A server that shows the small project; each test finds it so, and with nothing said."""
    project = server.project
    before = contents(project)
    yield server.from_now()
    now = server.from_now()
    for path in {*contents(project)} - {*before}:
        path.unlink()
    restore(before)
    settled = f"Settled after {now.told}."
    project.write("docs/trends/beta.md", f"{project.read('docs/trends/beta.md')}\n{settled}\n")
    now.until_shown("trends/beta/", settled)


def contents(project: Project) -> dict[Path, bytes]:
    """All that an editor may change."""
    folders = [project.root / name for name in ("hooks", "overrides", "docs")]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {path: path.read_bytes() for path in (*files, project.root / "mkdocs.yml")}


def restore(before: dict[Path, bytes]) -> None:
    for path, content in before.items():
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
