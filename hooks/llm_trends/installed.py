"""What a command does before it begins, and says where its packages are not; imports none."""

from __future__ import annotations

import signal
import sys
from pathlib import Path


def not_begun() -> None:
    """Until a command begins, Ctrl-C ends it without a word, for nothing has been done."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def not_installed(missing: ModuleNotFoundError, root: Path) -> SystemExit:
    return SystemExit(
        f"{missing.name} is not installed for {sys.executable}; expected "
        f"{root / '.venv/bin/python'} {sys.argv[0]}, after the set-up that the README has"
    )
