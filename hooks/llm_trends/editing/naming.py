"""Every place where a trend or a claim is named, and the same with its new name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..core.editions import is_archive
from ..core.files import HISTORY, RECORD
from ..core.places import DOCS
from .change import Project, RefusedError
from .yaml_places import NotYamlError, Scalar, has_header, replaced

KEPT = f"{DOCS}data/"
"""What commands have written, such as the addresses that were published, stays as it is."""
BY_SUBJECT = frozenset({DOCS + RECORD, DOCS + HISTORY})
"""Except tables that name by `trend#claim` what their rows are about."""
EXPLORABLES = ("tests/explorables/",)
LISTED = 5
"""Lines of a file that are named, if it holds the old name in more."""


@dataclass(frozen=True)
class Renaming:
    """From the name of a trend, or of a claim as `trend#claim`, to another one."""

    old: str
    new: str
    prose: re.Pattern[str]
    """Finds the last word of the old name in running text."""
    scalar: Callable[[Scalar], str | None]
    """What a field of YAML becomes, if it holds the name."""

    @property
    def word(self) -> str:
        """`claim` of `trend#claim`."""
        return self.old.rpartition("#")[2]

    def in_prose(self, text: str) -> str:
        return self.prose.sub(self.new.rpartition("#")[2], text)

    def in_subject(self, subject: str) -> str:
        """The subject of a row of the record, `trend#part`, which may be that of a part of it."""
        if "#" in self.old:
            return self.new if subject == self.old else subject
        head, hash_, part = subject.partition("#")
        return f"{self.new}{hash_}{part}" if head == self.old else subject


def renamed_files(project: Project, name: Renaming) -> Iterator[tuple[str, bytes]]:
    """The files that name it, with the new name; of the tests, where they name an address, a claim
    or what a search should find. Raises `RefusedError` if one of them is to be mended first."""
    for path in project.files:
        if path.startswith(KEPT) and path not in BY_SUBJECT:
            continue
        if is_archive(path.removeprefix(DOCS)):
            continue
        text = project.text(path)
        if path in BY_SUBJECT:
            changed = _table(text, name.in_subject)
        else:
            has_fields = path.endswith(".yml") or has_header(path, text)
            changed = name.in_prose(_fields(project, path, name) if has_fields else text)
        if changed != text:
            project.sound([path])
            yield path, changed.encode()


def _fields(project: Project, path: str, name: Renaming) -> str:
    """A file with other values of its fields. They cannot be told apart in one that is no YAML,
    which does no harm as long as it has not the word at all."""
    text = project.text(path)
    try:
        return replaced(text, name.scalar)
    except NotYamlError:
        if name.word not in text:
            return text
    project.sound([path])
    raise RefusedError(f"{path} is no YAML; expected a file that can be read")


def _table(text: str, subject: Callable[[str], str]) -> str:
    """A table whose first cells are subjects; all others stay byte for byte as they are."""
    lines = text.splitlines(keepends=True)
    out: list[str] = []
    quoted = False
    for line in lines:
        first, comma, rest = line.partition(",")
        out.append(line if quoted else f"{subject(first)}{comma}{rest}")
        quoted ^= line.count('"') % 2 == 1
    return "".join(out)


def elsewhere(project: Project, files: Mapping[str, bytes | None], old: str) -> Iterator[str]:
    """Files outside of what was renamed that name it too, for the editor to look at.

    Where explorables are tested, the name of a folder of theirs means that folder.
    """
    folders = EXPLORABLES if any(f"/explorables/{old}/" in path for path in project.files) else ()
    word = re.compile(rf"[\"'/#]{re.escape(old)}[\"'/#]|(?<![\w-]){re.escape(old)}#")
    for path, raw in {**project.files, **files}.items():
        if path.startswith("tests/") and not path.startswith(folders) and raw:
            lines = enumerate(raw.decode("utf-8", "replace").splitlines(), start=1)
            if found := [str(number) for number, line in lines if word.search(line)]:
                more = ", …" if len(found) > LISTED else ""
                at = f"line{'s' if len(found) > 1 else ''} {', '.join(found[:LISTED])}{more}"
                yield f"{path}: names it too, in {at}; look whether it is meant"
