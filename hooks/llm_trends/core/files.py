"""The files of data beside the pages: where each lies, and what it says, read once a version."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import PurePosixPath
from typing import Protocol, TypeVar

from .conclusion import Conclusion, ConclusionData
from .guarding import guarded
from .history import History
from .history_rows import read_history
from .moves import Moves, read_moves
from .places import DOCS, EXPLORABLES, GENERATED, RUN, TRENDS
from .problems import Problem
from .readings import Readings, read_readings
from .sources.bibliography import Bibliography, read_bibliography
from .sources.check_record import CheckRecord, read_check_record
from .stored_run import StoredRun, checked_run
from .synonyms import Synonyms, read_synonyms
from .text import source_text
from .text.validation import validate

BIBLIOGRAPHY = "sources.bib"
CONCLUSION = "conclusion.yml"
SYNONYMS = "synonyms.yml"
RECORD = "data/verification.csv"
READINGS = "data/readings.csv"
HISTORY = "data/history.csv"
MOVED = "data/moved.csv"
RUN_OF_ONE = re.compile(rf"{EXPLORABLES}[^/]+/{re.escape(RUN)}")


def is_run(path: str) -> bool:
    return bool(RUN_OF_ONE.fullmatch(path))


def _text(files: Mapping[str, bytes], path: str) -> tuple[str | None, list[Problem]]:
    text = source_text.decode(DOCS + path, files[path])
    return (text, []) if isinstance(text, str) else (None, list(text.problems))


# Each is remembered by its content, as pages are; a build changes one file, or two.
_bibliography = lru_cache(maxsize=4)(read_bibliography)
_check_record = lru_cache(maxsize=4)(read_check_record)
_stored_run = lru_cache(maxsize=64)(checked_run)
_readings = lru_cache(maxsize=4)(read_readings)
_history = lru_cache(maxsize=4)(read_history)
_moves = lru_cache(maxsize=4)(read_moves)


def bibliography_of(
    files: Mapping[str, bytes], today: dt.date
) -> tuple[Bibliography, list[Problem]]:
    path = DOCS + BIBLIOGRAPHY
    if BIBLIOGRAPHY not in files:
        wrong = Problem(path, 1, 1, "file", "is missing; expected the sources in BibTeX")
        return Bibliography(unread=True), [wrong]
    read = partial(_bibliography, path, files[BIBLIOGRAPHY], today)
    found, problems = guarded(BIBLIOGRAPHY, "read", read)
    found = found or Bibliography(unread=True)
    return found, [*problems, *found.problems]


class _Table(Protocol):
    """What is read from a file that may be missing."""

    @property
    def problems(self) -> Sequence[Problem]: ...


T = TypeVar("T", bound=_Table)


def _table(
    files: Mapping[str, bytes], path: str, read: Callable[[str, str], T], none: T
) -> tuple[T, list[Problem]]:
    """What `read` makes of a path and a text; `none` if the file is missing or no text at all."""
    if path not in files:
        return none, []
    text, problems = _text(files, path)
    if text is None:
        return none, problems
    found, problems = guarded(path, "read", lambda: read(DOCS + path, text))
    return (none, problems) if found is None else (found, [*problems, *found.problems])


def record_of(files: Mapping[str, bytes], today: dt.date) -> tuple[CheckRecord, list[Problem]]:
    """The file may be missing, as the three below; then nobody knows what was checked before."""
    return _table(files, RECORD, partial(_check_record, today=today), CheckRecord())


def readings_of(files: Mapping[str, bytes]) -> tuple[Readings, list[Problem]]:
    return _table(files, READINGS, _readings, Readings())


def history_of(files: Mapping[str, bytes], today: dt.date) -> tuple[History, list[Problem]]:
    return _table(files, HISTORY, partial(_history, today=today), History())


def moves_of(files: Mapping[str, bytes], today: dt.date) -> tuple[Moves, list[Problem]]:
    return _table(files, MOVED, partial(_moves, today=today), Moves())


def runs_of(files: Mapping[str, bytes]) -> tuple[dict[str, StoredRun], list[Problem]]:
    runs: dict[str, StoredRun] = {}
    problems: list[Problem] = []
    for path in sorted(filter(is_run, files)):
        text, wrong = _text(files, path)
        problems += wrong
        if text is None:
            continue
        run, faults = _stored_run(DOCS + path, text)
        problems += faults
        if run:
            runs[PurePosixPath(path).parent.name] = run
    return runs, problems


def conclusion_of(files: Mapping[str, bytes]) -> tuple[Conclusion, list[Problem]]:
    path = DOCS + CONCLUSION
    if CONCLUSION not in files:
        wrong = Problem(path, 1, 1, "file", "is missing; expected the statements in YAML")
        return Conclusion(), [wrong]

    found, problems = guarded(CONCLUSION, "read", lambda: _conclusion(path, files[CONCLUSION]))
    conclusion, faults = found or (Conclusion(), ())
    return conclusion, [*problems, *faults]


@lru_cache(maxsize=4)
def _conclusion(path: str, raw: bytes) -> tuple[Conclusion, tuple[Problem, ...]]:
    source = source_text.read_data(path, raw)
    data, wrong = validate(source, ConclusionData)
    return Conclusion(data, source), wrong


def synonyms_of(files: Mapping[str, bytes]) -> tuple[Synonyms, list[Problem]]:
    """The file may be missing; then the search takes every word as it is."""
    if SYNONYMS not in files:
        return Synonyms(), []

    written = (path for path in files if path.endswith(".md") and not path.startswith(TRENDS))
    pages = sorted({*GENERATED, *written})
    read = partial(read_synonyms, DOCS + SYNONYMS, files[SYNONYMS], pages)
    found, problems = guarded(SYNONYMS, "read", read)
    data, wrong = found or (None, problems)
    return data or Synonyms(), wrong
