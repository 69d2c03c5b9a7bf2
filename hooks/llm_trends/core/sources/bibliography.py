"""The sources: read from BibTeX, checked entry by entry, and formatted as references.

An entry begins with `@` at the start of a line. Each is parsed by itself, so that a forgotten
brace spoils one entry and is reported on its own line instead of swallowing the next ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

import pybtex.errors
from pybtex.database import Entry, Person
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError

from ..dates import PartialDate
from ..problems import Problem, did_you_mean
from .style import ENTRY_TYPES, address, formatted, plain

ENTRY = re.compile(r"^@", re.MULTILINE)
OPENING = re.compile(r"@\s*(\w+)\s*\{\s*([^\s,{}]*)\s*,")
YEAR = re.compile(r"^(19|20)\d\d$")


class SourceKind(StrEnum):
    """What a source is; the last two are secondary, all others primary."""

    PAPER = "paper"
    PREPRINT = "preprint"
    STATUTE = "statute"
    OFFICIAL = "official"
    STANDARD = "standard"
    MODEL_CARD = "model-card"
    RELEASE = "release"
    DATASET = "dataset"
    STATISTICS = "statistics"
    REPORT = "report"
    NEWS = "news"
    COMMENTARY = "commentary"

    @property
    def primary(self) -> bool:
        return self not in (SourceKind.NEWS, SourceKind.COMMENTARY)

    @property
    def words(self) -> str:
        return self.value.replace("-", " ")


@dataclass(frozen=True)
class Source:
    """One entry. `html` and `text` are the whole reference; `bibtex` is the entry as written."""

    key: str
    type: str
    kind: SourceKind
    title: str
    authors: tuple[str, ...]
    label: str
    year: int
    url: str
    html: str
    text: str
    bibtex: str
    line: int

    @property
    def date(self) -> PartialDate:
        return PartialDate(self.year)


@dataclass(frozen=True)
class Bibliography:
    """All sources by key, in the order of the file, and what is wrong with the file."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    faulty: frozenset[str] = frozenset()
    unread: bool = False

    def knows(self, key: str) -> bool:
        """Whether there is such an entry, even a faulty one, which is a problem of its own."""
        return key in self.sources or any(problem.field == key for problem in self.problems)


def read_bibliography(path: str, text: str) -> Bibliography:
    """All entries of a BibTeX file. Never raises; faulty entries are left out and reported."""
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for line, chunk in _chunks(text):
        found = _read_entry(path, line, chunk)
        if isinstance(found, Source) and found.key in sources:
            first = sources[found.key].line
            wrong = f"stands twice; expected one entry of this key (the first is on line {first})"
            problems.append(Problem(path, line, 1, found.key, wrong))
        elif isinstance(found, Source):
            sources[found.key] = found
        else:
            problems.extend(found)
    return Bibliography(sources, tuple(problems))


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    starts = [match.start() for match in ENTRY.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield text.count("\n", 0, start) + 1, text[start:end].rstrip() + "\n"


@lru_cache(maxsize=8192)
def _read_entry(path: str, line: int, chunk: str) -> Source | tuple[Problem, ...]:
    """One entry; remembered, since under `mkdocs serve` hardly any entry changes."""
    opening = OPENING.match(chunk)
    name = opening[2] if opening and opening[2] else "entry"

    def problem(wrong: str, at: int = 0) -> Problem:
        return Problem(path, line + at, 1, name, wrong)

    if not opening:
        return (problem("is not a BibTeX entry; expected `@type{key,` followed by fields"),)
    kind_of_entry = opening[1].lower()
    if kind_of_entry not in ENTRY_TYPES:
        known = sorted(ENTRY_TYPES)
        wrong = f"is of type '{opening[1]}'; expected one of {', '.join(known)}"
        return (problem(wrong + did_you_mean(kind_of_entry, known)),)
    with pybtex.errors.capture() as faults:
        try:
            entries = Parser().parse_string(chunk).entries
        except PybtexError as error:
            faults.append(error)
    if faults:
        first = faults[0]
        at = getattr(first, "lineno", 1) - 1
        said = re.sub(r"^syntax error in line \d+: ", "", str(first))
        return (
            problem(
                f"is not BibTeX: {said}; expected `name = {{value}},`",
                min(at, chunk.count("\n") - 1),
            ),
        )
    entry: Entry = entries[name]
    entry.key = name
    return _checked(problem, entry, line, chunk)


def _checked(
    problem: Callable[[str], Problem], entry: Entry, line: int, chunk: str
) -> Source | tuple[Problem, ...]:
    fields = entry.fields
    wrong: list[Problem] = []
    for needed in ("title", "year", "entrysubtype"):
        if needed not in fields:
            wrong.append(problem(f"has no {needed}; expected the field `{needed} = {{…}}`"))
    if not entry.persons.get("author"):
        wrong.append(
            problem("has no author; expected `author = {…}`, organizations in double braces")
        )
    if not any(name in fields for name in ("doi", "eprint", "url")):
        wrong.append(problem("has no identifier; expected one of doi, eprint (arXiv), url"))
    kinds = [kind.value for kind in SourceKind]
    if (kind := fields.get("entrysubtype", kinds[0])) not in kinds:
        text = f"has entrysubtype '{kind}'; expected one of {', '.join(kinds)}"
        wrong.append(problem(text + did_you_mean(kind, kinds)))
    if not YEAR.match(fields.get("year", "2024")):
        wrong.append(problem(f"has year '{fields['year']}'; expected four digits"))
    if wrong:
        return tuple(wrong)
    html, text = formatted(entry)
    authors = tuple(_full_name(person) for person in entry.persons["author"])
    return Source(
        key=entry.key,
        type=entry.type.lower(),
        kind=SourceKind(kind),
        title=plain(fields["title"]),
        authors=authors,
        label=f"{_short(entry.persons['author'])} {fields['year']}",
        year=int(fields["year"]),
        url=address(entry),
        html=html,
        text=text,
        bibtex=chunk,
        line=line,
    )


def _family(person: Person) -> str:
    return plain(" ".join([*person.prelast_names, *person.last_names]))


def _full_name(person: Person) -> str:
    given = " ".join([*person.first_names, *person.middle_names])
    return plain(" ".join(filter(None, [given, _family(person)])))


def _short(people: list[Person]) -> str:
    """`Dao`, `Dao and Fu`, `Dao et al.`"""
    names = [_family(person) for person in people]
    if len(names) > 2 or names[1:] == ["others"]:
        return f"{names[0]} et al."
    return " and ".join(names)
