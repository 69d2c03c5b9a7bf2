"""What a command says if it is run where its packages are not; imports none of them."""

from __future__ import annotations

import sys
from pathlib import Path


def not_installed(missing: ModuleNotFoundError, root: Path) -> SystemExit:
    return SystemExit(
        f"{missing.name} is not installed for {sys.executable}; expected "
        f"{root / '.venv/bin/python'} {sys.argv[0]}, after the set-up that the README has"
    )
