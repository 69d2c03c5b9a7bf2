"""The library that the site carries is what its packages give, byte for byte."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ESBUILD = ROOT / "tests/node_modules/esbuild/bin/esbuild"


@pytest.mark.skipif(not ESBUILD.exists(), reason="`npm ci --prefix tests` has not been run")
def test_the_library_is_made_of_its_packages(tmp_path: Path) -> None:
    copy = tmp_path / "tests"
    copy.mkdir()
    (tmp_path / "docs/assets/search").mkdir(parents=True)
    for name in ("package.json", "library.entry.js", "library.banner.txt"):
        shutil.copy(ROOT / "tests" / name, copy)
    (copy / "node_modules").symlink_to(ROOT / "tests/node_modules")
    subprocess.run(
        ["npm", "run", "--silent", "library", "--prefix", str(copy)],
        check=True,
        capture_output=True,
    )
    made = (tmp_path / "docs/assets/search/library.js").read_bytes()
    assert made == (ROOT / "docs/assets/search/library.js").read_bytes()
