"""`python -m tests`: linter, formatter, type checkers, all tests; stops at the first failure."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from .browser import ensure

ROOT = Path(__file__).parent.parent
PYTHON = (sys.executable, "-m")
TSC = ROOT / "tests/node_modules/typescript/bin/tsc"
STEPS = (
    (*PYTHON, "ruff", "check", "."),
    (*PYTHON, "ruff", "format", "--check", "."),
    (*PYTHON, "mypy"),
    ("node", str(TSC), "--project", "tests"),
    (*PYTHON, "pytest"),
)


def main() -> int:
    """The exit code of the step that failed, or 0."""
    ensure()
    if not TSC.is_file() or not shutil.which("node"):
        print("There is no type checker for scripts; expected Node.js and `npm ci --prefix tests`.")
        return 1
    for step in STEPS:
        print("$", *(part for part in step if part not in PYTHON), flush=True)
        code = subprocess.run(step, cwd=ROOT, check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
