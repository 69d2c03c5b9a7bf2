"""The styles that the site takes from the theme are those that it uses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ..projects import ROOT, Built


def test_the_theme_is_cut_to_what_is_used(real: Built, tmp_path: Path) -> None:
    """If not: build, then `npm run theme --prefix tests`."""
    out = tmp_path / "theme.css"
    command = ["node", str(ROOT / "tests/theme.mjs"), str(real.site), str(out)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHON": sys.executable})
    assert out.read_text() == (ROOT / "docs/assets/theme.css").read_text()


def test_nothing_of_the_theme_is_published_that_no_page_loads(real: Built) -> None:
    """Its scripts and styles would be 3 MB and forty files."""
    assets = real.site / "assets"
    found = {p.relative_to(assets) for p in assets.rglob("*") if p.suffix in (".css", ".js")}
    ours = {p.relative_to(ROOT / "docs/assets") for p in (ROOT / "docs/assets").rglob("*")}
    assert found
    assert found <= ours
