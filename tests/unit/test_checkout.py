"""A checkout has the same bytes on every system."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ..projects import ROOT


def git(folder: Path, *arguments: str) -> None:
    names = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(["git", *names, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_line_ends_do_not_depend_on_the_settings_of_git(tmp_path: Path) -> None:
    """One file of each kind below `docs/` and `hooks/`, and some that are no text."""
    kinds = {
        path.suffix: path
        for folder in ("docs", "hooks", "overrides")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and path.suffix not in (".pyc", "")
    }
    assert len(kinds) > 8
    content = {f"kind{suffix}": path.read_bytes() for suffix, path in kinds.items()}
    for name in ("a.woff2", "a.png", "a.pdf"):
        content[name] = b"only\nletters\r\n"  # git would take that for text
    content[".gitattributes"] = (ROOT / ".gitattributes").read_bytes()
    origin = tmp_path / "origin"
    origin.mkdir()
    for name, data in content.items():
        (origin / name).write_bytes(data)
    git(origin, "init")
    git(origin, "add", ".")
    git(origin, "commit", "-m", "all")
    git(tmp_path, "clone", "-c", "core.autocrlf=true", "-c", "core.eol=crlf", "origin", "clone")
    for name, data in content.items():
        assert (tmp_path / "clone" / name).read_bytes() == data, name


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this is no checkout")
def test_the_repository_has_no_other_line_ends() -> None:
    command = ["git", "ls-files", "--eol"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    wrong = [line for line in listed.splitlines() if line.startswith(("i/crlf", "i/mixed"))]
    assert not wrong
