"""`python -m tests`: linter, formatter, type checker, all tests; stops at the first failure."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .browser import ensure

ROOT = Path(__file__).parent.parent
STEPS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("pytest",),
)


def main() -> int:
    """The exit code of the step that failed, or 0."""
    ensure()
    for step in STEPS:
        print(f"$ {' '.join(step)}", flush=True)
        code = subprocess.run([sys.executable, "-m", *step], cwd=ROOT, check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
