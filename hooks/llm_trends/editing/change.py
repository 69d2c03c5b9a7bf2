"""What a command wants to change, before anything is changed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..contents import is_content
from ..core.collect import Collection, collect
from ..core.frame import DOCS
from ..core.problems import report_of

Files = Mapping[str, bytes]
"""Text files of the project by their address from its root."""


def ended_alike(before: Files, after: Mapping[str, bytes | None]) -> dict[str, bytes | None]:
    """The files as they become, with the ends of lines that each of them had."""
    windows = {path for path, raw in before.items() if b"\r\n" in raw}
    return {
        path: re.sub(rb"(?<!\r)\n", b"\r\n", raw) if raw and path in windows else raw
        for path, raw in after.items()
    }


class RefusedError(Exception):
    """One sentence for the editor: what is wrong, and what to do. Nothing has been written."""


@dataclass(frozen=True)
class Change:
    """Files to write, or to delete where there is no content, and what to tell of it."""

    files: Mapping[str, bytes | None] = field(default_factory=dict)
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Project:
    """The text of the project as it lies on disk, and the day."""

    files: Files
    today: dt.date
    others: frozenset[str] = frozenset()
    """Addresses of what else lies there: files that no command reads."""

    @property
    def names(self) -> frozenset[str]:
        """Every address that is taken."""
        return self.others | self.files.keys()

    @cached_property
    def found(self) -> Collection:
        """What the files say, right or wrong."""
        content = {path.removeprefix(DOCS): raw for path, raw in self.files.items()}
        return collect({path: raw for path, raw in content.items() if is_content(path)}, self.today)

    def sound(self) -> Collection:
        """What the files say. Raises `RefusedError` with all that is wrong with them."""
        if self.found.problems:
            raise RefusedError(f"{report_of(self.found.problems)}\nMend this first, then again.")
        return self.found

    def text(self, path: str) -> str:
        return self.files[path].decode("utf-8")

    def after(self, change: Change) -> Project:
        """The project as it would be."""
        files = {**self.files, **change.files}
        kept = {path: raw for path, raw in files.items() if raw is not None}
        return replace(self, files=kept)

    def checked(self, change: Change) -> Change:
        """The change, if it brings no problem into the content. Raises `RefusedError` else."""
        known = {problem.message for problem in self.found.problems}
        after = self.after(change).found.problems
        if new := [problem for problem in after if problem.message not in known]:
            raise RefusedError(f"{report_of(new)}\nNothing was written.")
        return change

    def absent(self, paths: Iterable[str]) -> None:
        """Raises `RefusedError` if one of the files is there."""
        for path in paths:
            if path in self.names:
                raise RefusedError(f"{path} exists; expected a name that is free")
