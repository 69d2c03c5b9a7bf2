"""Commands for editors: `python hooks/edit.py --help`."""

from __future__ import annotations

import sys
from pathlib import Path

from llm_trends.installed import not_begun, not_installed

ROOT = Path(__file__).absolute().parent.parent
not_begun()
try:
    from llm_trends.building import spoken
    from llm_trends.editing.command import main
except ModuleNotFoundError as missing:
    raise not_installed(missing, ROOT) from None

if __name__ == "__main__":
    raise SystemExit(spoken(ROOT, lambda: main(ROOT, sys.argv[1:])))
