"""What ended a build that met something nobody foresaw, in one line that begins with its place."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .core.problems import Problem


def one_line(error: BaseException, root: Path) -> str:
    """`overrides/main.html:12:1: TemplateSyntaxError: unexpected '}'`.

    The place is the one that the error names (templates, YAML, Python), or else the innermost
    line of the project below `root` that was being carried out. An error that already speaks to
    people, as those of MkDocs do, is left as it is.
    """
    for cause in _causes(error):
        if place := _named_place(cause):
            path, line, column = place
            return _line(_shown(path, root), line, column, cause)
    if hasattr(error, "format_message"):
        return str(error.format_message())
    if isinstance(error, OSError) and error.filename:
        path = error.filename2 or error.filename  # where to, if something was copied
        return f"{_shown(str(path), root)}: {error.strerror}"
    if isinstance(error, OSError) and error.strerror:  # as when a disk is full amid a file
        return f"a file could not be read or written: {error.strerror}"
    for path, line in _carried_out(error, root):
        return _line(path, line, 1, error)
    return f"{type(error).__name__}: {_words(error)}"


def why(error: Exception, root: Path) -> str:
    """What a command says of an error that it foresaw, without a full stop: its own sentence, or
    what the disk refused and where."""
    said = one_line(error, root) if isinstance(error, OSError) else str(error)
    return said.rstrip(".")


def _line(path: str, line: int, column: int, error: BaseException) -> str:
    return str(Problem(path, line, column, type(error).__name__, _words(error)))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and those that led to it."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _named_place(error: BaseException) -> tuple[str, int, int] | None:
    """File, line and column as YAML, Jinja and Python itself name them."""
    thing: Any = error
    if mark := getattr(thing, "problem_mark", None):
        return str(mark.name), mark.line + 1, mark.column + 1
    name, line = getattr(thing, "filename", None), getattr(thing, "lineno", None)
    return (str(name), int(line), getattr(thing, "offset", None) or 1) if name and line else None


def _words(error: BaseException) -> str:
    """What went wrong without its place, on one line."""
    said = getattr(error, "problem", None) or getattr(error, "msg", None)
    said = said or getattr(error, "message", None) or str(error)
    return " ".join(str(said).split())


def _carried_out(error: BaseException, root: Path) -> Iterator[tuple[str, int]]:
    """The lines of the project that were being carried out, the innermost first."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(root) and "site-packages" not in path.parts:
            yield str(path.relative_to(root)), frame.lineno or 1


def _shown(path: str, root: Path) -> str:
    return str(Path(path).relative_to(root)) if Path(path).is_relative_to(root) else path
