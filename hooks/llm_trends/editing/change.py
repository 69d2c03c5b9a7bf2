"""What a command wants to change, before anything is changed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..contents import DATA, is_read
from ..core.collect import Collection, collect
from ..core.files import BIBLIOGRAPHY, CONCLUSION
from ..core.kinds_of_text import SLUG
from ..core.places import DOCS, TRENDS
from ..core.problems import OF_FILE, cut, report_of
from ..core.text.csv_rows import appended

LONGEST_NAME = 100
Files = Mapping[str, bytes]
"""Text files of the project by their address from its root."""


def ended_alike(before: Files, after: Mapping[str, bytes | None]) -> dict[str, bytes | None]:
    """The files as they become, with the ends of lines that each of them had."""
    windows = {path for path, raw in before.items() if b"\r\n" in raw}
    return {
        path: re.sub(rb"(?<!\r)\n", b"\r\n", raw) if raw and path in windows else raw
        for path, raw in after.items()
    }


def new_name(name: str) -> str:
    """A name that becomes that of a file and a part of addresses. Raises `RefusedError` else."""
    if not re.fullmatch(SLUG, name) or len(name) > LONGEST_NAME:
        wrong = f"'{cut(name)}' is no name; expected lower-case words joined by hyphens"
        raise RefusedError(f"{wrong}, at most {LONGEST_NAME} signs")
    return name


def page_of(ref: str) -> str:
    """The page of a trend, or of its part `trend#part`."""
    return f"{DOCS}{TRENDS}{ref.partition('#')[0]}.md"


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
        return collect(self.content, self.today)

    @cached_property
    def content(self) -> dict[str, bytes]:
        """What a build reads of them, by their address below `docs/`."""
        below = {path.removeprefix(DOCS): raw for path, raw in self.files.items()}
        return {path: raw for path, raw in below.items() if is_read(path)}

    @cached_property
    def faulty(self) -> frozenset[str]:
        """The files with problems."""
        return frozenset(problem.path for problem in self.found.problems)

    def sound(self, paths: Iterable[str]) -> None:
        """Raises `RefusedError` with all that is wrong with the files on which a command rests.

        A draft that lies elsewhere keeps nobody from working.
        """
        needed = {*paths} & self.faulty
        if needed:
            wrong = report_of(one for one in self.found.problems if one.path in needed)
            raise RefusedError(f"{wrong}\nMend this first, then again.")

    def readable(self) -> None:
        """Raises `RefusedError` if a file that every page rests on cannot be read: whatever a
        command writes, nothing would be checked against it."""
        report = self.found.report
        fields = OF_FILE | {"columns"}
        unread = {one.path for one in self.found.problems if one.field in fields}
        if report.bibliography.unread:
            unread.add(DOCS + BIBLIOGRAPHY)
        if report.conclusion.source.problems:
            unread.add(DOCS + CONCLUSION)
        self.sound(unread & {DOCS + name for name in DATA})

    def text(self, path: str) -> str:
        """Raises `RefusedError` if it is none, or not there."""
        if path not in self.files:
            raise RefusedError(f"{path} is missing; expected it for this command")
        try:
            return self.files[path].decode("utf-8")
        except UnicodeDecodeError:
            self.sound([path])
            raise RefusedError(f"{path} is not UTF-8; expected a file saved as UTF-8") from None

    def after(self, change: Change) -> Project:
        """The project as it would be."""
        files = {**self.files, **change.files}
        kept = {path: raw for path, raw in files.items() if raw is not None}
        return replace(self, files=kept)

    def checked(self, change: Change) -> Change:
        """The change, if it brings no problem into the content. Raises `RefusedError` else.

        What was wrong before may come to stand on another line, or list other names.
        """
        before = self.found.problems
        words = {problem.message for problem in before}
        places = {(problem.path, problem.line, problem.field) for problem in before}
        new = [
            problem
            for problem in self.after(change).found.problems
            if problem.message not in words
            and (problem.path, problem.line, problem.field) not in places
        ]
        if new:
            raise RefusedError(f"{report_of(new)}\nNothing was written.")
        return change

    def with_rows(self, path: str, columns: Sequence[str], rows: Sequence[str]) -> Change:
        """Lines at the end of a table, which is begun if it is not there. As `checked`."""
        said = tuple(f"{path}: {row.rstrip()}" for row in rows)
        table = appended(self.files.get(path), columns, "".join(rows))
        return self.checked(Change({path: table}, said))

    def absent(self, paths: Iterable[str]) -> None:
        """Raises `RefusedError` if one of the files is there."""
        for path in paths:
            if path in self.names:
                raise RefusedError(f"{path} exists; expected a name that is free")
