"""All sources of a BibTeX file, and what is wrong with it.

What is wrong with an entry leaves out that entry only. What was read of an entry is remembered by
its text, since under `mkdocs serve` hardly any entry changes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from ..dates import PartialDate
from ..problems import Problem, cut, one_of
from ..text.positions import Lines
from ..text.source_text import decode
from .bibtex import ENTRY_TYPES, Command, Fault, commands
from .fields import Fields, Value, read_fields, used
from .identifiers import Identifiers, announced
from .inheriting import complete, crossref_of, inherited
from .source import Entry, Source, read_source

__all__ = ["Bibliography", "Source", "read_bibliography"]

KEY = re.compile(r"[A-Za-z][A-Za-z0-9_:-]*")
FIRST_PUBLIC = ("origdate", "date", "month", "year")
"""The fields that tell when a work was first public, the first of them that is there."""


@dataclass(frozen=True, eq=False)
class Bibliography:
    """All sources by key, in the order of the file, and what is wrong with the file.

    Compared by identity: a file is read once for its bytes.

    `faulty` holds the keys of entries that are there, but left out for a fault. `unread` says
    that the file may hold keys that are not known: it could not be read to its end, or an entry
    has lost its key.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    faulty: frozenset[str] = frozenset()
    unread: bool = False

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all entries that could be found, right or faulty."""
        return self.faulty.union(self.sources)

    def knows(self, key: str) -> bool:
        """Whether there is, or may be, such an entry; a faulty one is a problem of its own."""
        return self.unread or key in self.keys


def read_bibliography(
    path: str, content: str | bytes, today: dt.date | None = None
) -> Bibliography:
    """All entries of a BibTeX file. Never raises; faulty entries are left out and reported.

    `today`, by default that of the clock, tells which dates of a work are in the future.
    """
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    text = decode(path, raw)
    if not isinstance(text, str):
        return Bibliography(problems=text.problems, unread=True)
    reading = _Reading(path, text, today or dt.date.today())
    reading.read()
    return reading.result()


class _Reading:
    """One passage through a file, and what it has met so far."""

    def __init__(self, path: str, text: str, today: dt.date) -> None:
        self.path, self.text, self.today = path, text, today
        self.lines = Lines(text)
        self.sources: dict[str, Source] = {}
        self.problems: list[Problem] = []
        self.faulty: set[str] = set()
        self.whole = True
        self.first: dict[str, Command] = {}
        self.works: dict[str, Command] = {}

    def result(self) -> Bibliography:
        if not self.sources and not self.problems:
            wrong = "holds no BibTeX entry; expected entries of the form `@type{key, …}`"
            self.problems.append(Problem(self.path, 1, 1, "file", wrong))
        unread = not self.whole or not (self.sources or self.faulty)
        problems = tuple(sorted(self.problems))
        return Bibliography(
            self.sources, problems, frozenset(self.faulty - self.sources.keys()), unread
        )

    def read(self) -> None:
        strings: dict[str, str] = {}
        entries: list[tuple[Command, Fields]] = []
        for command in commands(self.text):
            self.whole = self.whole and command.whole
            fields = Fields(fault=command.fault)
            if not command.fault:
                fields = _fields(command.text, used(command.text, strings))
            if command.type not in ("comment", "preamble", "string"):
                entries.append((command, fields))
                self.whole = self.whole and bool(command.key)
            elif fields.fault:
                self.report(command, fields.fault)
            else:
                self._strings(command, fields, strings)
        wholes = {command.key: fields for command, fields in reversed(entries) if command.key}
        named = {crossref_of(fields) for _, fields in entries}
        for command, fields in entries:
            fault = fields.fault or self._refused(command)
            if fault:
                self.report(command, fault)
            else:
                self._entry(command, fields, wholes, command.key in named)

    def _strings(self, command: Command, fields: Fields, strings: dict[str, str]) -> None:
        """Take over what an `@string` defines; the first of two definitions counts."""
        for name, value in fields.values.items():
            if strings.setdefault(name, value.latex) != value.latex:
                wrong = f"defines {name} a second time; expected one @string of this name"
                self.report(command, Fault(value.at, wrong))

    def report(self, command: Command, fault: Fault) -> None:
        """The problem at its place in the file; its entry is a faulty one."""
        place = self.lines.place(command.start + fault.at)
        name = command.key or command.type
        self.problems.append(Problem(self.path, *place, name, fault.wrong))
        if command.key:
            self.faulty.add(command.key)

    def _refused(self, command: Command) -> Fault | None:
        """What is wrong with the type and the key of an entry."""
        key = command.key
        if command.type not in ENTRY_TYPES:
            known = one_of(sorted(ENTRY_TYPES), command.type)
            return Fault(0, f"is of type '{command.type}'; {known}")
        if not KEY.fullmatch(key):
            wrong = f"has the key '{key}'; expected a letter, then letters, digits, _, : and -"
            return Fault(0, wrong)
        first = self.first.setdefault(key.lower(), command)
        if first is not command:
            line = self._line(first)
            wrong = f"stands twice; expected one entry of this key (the first is on line {line})"
            return Fault(0, wrong)
        return None

    def _entry(
        self, command: Command, fields: Fields, wholes: Mapping[str, Fields], named: bool
    ) -> None:
        """Check an entry. One that only serves others as their whole need not be a source."""
        values, crossref = fields.values, crossref_of(fields)
        whole = wholes.get(crossref, Fields())
        if crossref and crossref not in wholes:
            wrong = f"has crossref '{cut(crossref)}', which is no entry; expected the key of one"
            self.report(command, Fault(values["crossref"].at, wrong))
        elif whole.fault:
            self.faulty.add(command.key)  # what is wrong is said there
        elif crossref and (beyond := crossref_of(whole)):
            itself = crossref == command.key
            wrong = "the entry itself" if itself else f"which has crossref '{cut(beyond)}' in turn"
            wrong = f"has crossref '{cut(crossref)}', {wrong}; expected an entry without crossref"
            self.report(command, Fault(values["crossref"].at, wrong))
        else:
            both = tuple({**values, **inherited(values, whole.values)}.items())
            source = _source(Entry(command.type, command.key, command.text, both))
            if isinstance(source, Source):
                self._take(command, values, source)
            elif crossref or not named or complete(values):
                for fault in source:
                    self.report(command, fault)

    def _take(self, command: Command, values: Mapping[str, Value], source: Source) -> None:
        self.sources[source.key] = source
        for fault in self._ahead(values, source):
            self.report(command, fault)
        if (posted := announced(source.eprint)) and posted.first_day > self.today:
            wrong = f"has eprint '{source.eprint}', a month to come; expected one that has been"
            self.report(command, Fault(_at(values, "eprint"), wrong))
        works = Identifiers(source.doi, source.eprint, source.url).works
        for name, work in works.items():
            other = self.works.setdefault(work, command)
            if other is not command:
                wrong = f"has the same {name} as '{other.key}' on line {self._line(other)}"
                wrong += "; expected one entry for one work"
                self.report(command, Fault(_at(values, name), wrong))
                break

    def _ahead(self, values: Mapping[str, Value], source: Source) -> Iterator[Fault]:
        """Dates that lie ahead. A volume may be of the next year, if `origdate` tells since when
        the work has been public."""
        if source.year > self.today.year + 1:
            wrong = f"has the year {source.year}; expected {self.today.year + 1} or earlier"
            yield Fault(_at(values, "year", "date"), wrong)
        elif source.date.first_day > self.today:
            name = next((name for name in FIRST_PUBLIC if name in values), "year")
            wrong = f"has {name} {source.date}, in the future; expected {self.today} or earlier"
            if name != "origdate" and source.year > self.today.year:
                wrong += ", or `origdate` with the day when the work was first public"
            yield Fault(_at(values, name), wrong)
        read = source.texts.get("urldate")
        if read and PartialDate.parse(read).first_day > self.today:
            wrong = f"has urldate {read}, in the future; expected {self.today} or earlier"
            yield Fault(_at(values, "urldate"), wrong)
        elif read and PartialDate.parse(read).last_day < source.date.first_day:
            wrong = (
                f"has urldate {read}, before the work was public; expected {source.date} or later"
            )
            yield Fault(_at(values, "urldate"), wrong)

    def _line(self, command: Command) -> int:
        return self.lines.place(command.start)[0]


@lru_cache(maxsize=8192)
def _fields(text: str, strings: tuple[tuple[str, str], ...]) -> Fields:
    """The fields of a command. Whatever a library raises is a fault of this command."""
    try:
        return read_fields(text, dict(strings))
    except Exception as error:
        return Fields(fault=_raised(error))


@lru_cache(maxsize=8192)
def _source(entry: Entry) -> Source | tuple[Fault, ...]:
    """The source of an entry. Whatever a library raises is a fault of this entry."""
    try:
        return read_source(entry)
    except Exception as error:
        return (_raised(error),)


def _raised(error: Exception) -> Fault:
    said = cut(f"{type(error).__name__}: {error}")
    return Fault(0, f"cannot be read ({said}); expected plain text in its fields")


def _at(values: Mapping[str, Value], *names: str) -> int:
    """The place of the first of the fields that the entry itself has, else of the entry."""
    return next((values[name].at for name in names if name in values), 0)
