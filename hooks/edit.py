"""Commands for editors: `python hooks/edit.py --help`."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

ROOT = Path(__file__).absolute().parent.parent
try:
    from llm_trends.editing.command import main
except ModuleNotFoundError as missing:
    raise SystemExit(
        f"{missing.name} is not installed for {sys.executable}; expected "
        f"{ROOT / '.venv/bin/python'} {sys.argv[0]}, after the set-up that the README has"
    ) from None

if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):  # whoever reads no further, as `head` does, ends it quietly
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    raise SystemExit(main(ROOT, sys.argv[1:]))
