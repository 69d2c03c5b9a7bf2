"""Never raising is a property of what guards the functions, not of each of them.

Whatever a reader, a check or a page raises on some content becomes a problem of that file, so
that all other files are read, checked and shown.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import TypeVar

from .places import DOCS
from .problems import Problem

T = TypeVar("T")
TEMPLATES = "overrides/pages"
TEMPLATE = ".jinja"


def guarded(path: str, what: str, work: Callable[[], T]) -> tuple[T | None, list[Problem]]:
    """What `work` returns, or nothing and the problem that it raised. `path` is below `docs/`."""
    try:
        return work(), []
    except Exception as error:  # nothing may pass
        said = " ".join(str(error).split())[:300] or type(error).__name__
        if place := _in_template(error):
            wrong = f"{said}; expected a template that can be filled"
            return None, [Problem(*place, 1, "template", wrong)]
        wrong = f"cannot be {what}: {said}; expected content that can be"
        return None, [Problem(DOCS + path, 1, 1, "file", wrong)]


def guarded_faults(path: str, what: str, work: Callable[[], Iterable[Problem]]) -> list[Problem]:
    """What `work` finds wrong, or the problem that it raised."""
    found, raised = guarded(path, what, lambda: [*work()])
    return found or raised


def _in_template(error: Exception) -> tuple[str, int] | None:
    """The template and its line that raised it: Jinja puts both into the traceback, or, for a
    file that cannot be compiled, into the error."""
    named, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if isinstance(named, str) and named.endswith(TEMPLATE):
        return f"{TEMPLATES}/{PurePath(named).name}", line or 1
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(TEMPLATE):
            return f"{TEMPLATES}/{PurePath(frame.filename).name}", frame.lineno or 1
    return None
