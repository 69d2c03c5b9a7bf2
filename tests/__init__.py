"""The tests; the hooks are importable here as they are while MkDocs loads them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "hooks"))
