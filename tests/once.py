"""What is costly and never changed is made once, whichever of the test processes asks first."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

T = TypeVar("T")


@dataclass(frozen=True)
class Once:
    """A folder that all processes of one test run share."""

    root: Path

    def __call__(self, name: str, make: Callable[[Path], T]) -> T:
        """What `make` returns when called with a folder of its own; later the same again.

        Nobody may write into that folder afterwards.
        """
        kept = self.root / f"{name}.pickle"
        with FileLock(self.root / f"{name}.lock"):
            if not kept.exists():
                made = make(self.root / name)
                kept.write_bytes(pickle.dumps(made))
        found: T = pickle.loads(kept.read_bytes())
        return found

    def here(self, name: str) -> None:
        """For what only one process shall make; fails if another has made it already."""
        maker = self.root / f"{name}.process"
        with FileLock(self.root / f"{name}.lock"):
            if not maker.exists():
                maker.write_text(str(os.getpid()), encoding="utf-8")
        assert maker.read_text(encoding="utf-8") == str(os.getpid()), (
            f"{name} is made in two processes; expected one xdist_group for all that use it"
        )
