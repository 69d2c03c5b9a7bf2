"""Where a number of a source stands, so that a correction leaves none of it behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from ..core.files import CONCLUSION
from ..core.places import CHARTS, DOCS, TRENDS
from ..core.problems import cut, unknown
from .change import Change, Project, RefusedError

LOOKED_AT = (DOCS + TRENDS, DOCS + CHARTS, DOCS + CONCLUSION)
SHOWN = 100
"""Signs of a line that are told."""


def find(project: Project, key: str, number: str) -> Change:
    """Name each line with the number in pages that use the source, in its charts, and in the
    conclusion. Changes nothing."""
    sources = project.found.report.bibliography.sources
    if key not in sources:
        raise RefusedError(unknown("source", key, sources))
    if not re.search(r"\d", number):
        raise RefusedError(f"'{cut(number)}' is no number; expected one as it is written, as 19")
    lines = [*_lines(project, key, number)]
    count = f"{len(lines)} line{'s' if len(lines) != 1 else ''}"
    return Change(said=(*lines, f"{count} with {number} where {key} is used"))


def _lines(project: Project, key: str, number: str) -> Iterator[str]:
    named = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
    cell = re.compile(rf"(?<![\d.]){re.escape(number)}(?!\d|\.\d)")
    word = re.compile(rf"(?<!\d,){cell.pattern}(?!,\d)")
    using = {
        str(PurePosixPath(path).with_suffix(""))
        for path in project.files
        if path.startswith(LOOKED_AT) and named.search(project.text(path))
    } | {f"{DOCS}{CONCLUSION}".removesuffix(".yml")}
    for path in sorted(project.files):
        if path.startswith(LOOKED_AT) and str(PurePosixPath(path).with_suffix("")) in using:
            found = cell if path.endswith(".csv") else word  # there, a comma ends the number
            for count, line in enumerate(project.text(path).splitlines(), start=1):
                if at := found.search(line):
                    yield f"{path}:{count}:{at.start() + 1}: {_around(line, at.start())}"


def _around(line: str, at: int) -> str:
    """What stands around a place of a line, as some lines are a paragraph."""
    begin = max(at - SHOWN // 2, 0)
    piece = line[begin : begin + SHOWN].strip()
    return f"{'…' if begin else ''}{piece}{'…' if begin + SHOWN < len(line) else ''}"
