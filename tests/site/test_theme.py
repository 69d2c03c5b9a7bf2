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
