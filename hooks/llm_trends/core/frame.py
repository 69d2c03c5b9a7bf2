"""Never raising is a property of the frame, not of every function in it.

Whatever a reader, a check or a page raises on some content becomes a problem of that file, so
that all other files are read, checked and shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from .problems import Problem

T = TypeVar("T")
DOCS = "docs/"
"""Problems name a file as an editor sees it, from the root of the repository."""


def guarded(path: str, what: str, work: Callable[[], T]) -> tuple[T | None, list[Problem]]:
    """What `work` returns, or nothing and the problem that it raised. `path` is below `docs/`."""
    try:
        return work(), []
    except Exception as error:  # the frame: nothing may pass it
        said = " ".join(str(error).split())[:300] or type(error).__name__
        wrong = f"cannot be {what}: {said}; expected content that can be"
        return None, [Problem(DOCS + path, 1, 1, "file", wrong)]
