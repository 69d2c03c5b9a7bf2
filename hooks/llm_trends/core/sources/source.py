"""One source: its entry checked, field by field, and formatted as a reference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache

from ..dates import PartialDate
from ..kinds_of_text import says_nothing
from ..problems import cut, did_you_mean
from .bibtex import Fault
from .fields import Value
from .identifiers import Identifiers, read_doi, read_eprint, read_url
from .latex import NotTextError, plain
from .names import Authors, read_authors
from .publication_date import read_published
from .style import PLACES, formatted, venue

SHOWN = ("title", *PLACES, "volume", "number", "pages")
DATES = ("year", "month", "date", "origdate", "urldate")
READ = (*SHOWN, *DATES, "entrysubtype", "archiveprefix", "eprinttype")
IDENTIFIERS = {"doi": read_doi, "eprint": read_eprint, "url": read_url}
NAMES = (*READ, *IDENTIFIERS, "author", "crossref")
ALIKE = 0.87
"""How much alike two names must be for one to be the other misspelt: `tittle`, not `subtitle`."""
PORTABLE = re.compile(r"@[A-Za-z]+\{")
HTML = re.compile(
    r"</?(?:b|br|em|i|p|scp|span|strong|sub|sup|jats:[a-z]+)\b[^<>]*>"
    r"|&(?:[a-z]+[0-9]*|#[0-9]+|#x[0-9a-f]+);",
    re.IGNORECASE,
)
"""What databases of works write into the titles that they hand out."""
PLAIN = "expected the words alone, or LaTeX"
PLACEHOLDERS = frozenset({"n/a", "no title", "placeholder", "tba", "tbd", "title", "todo", "xxx"})


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


KINDS = tuple(kind.value for kind in SourceKind)


@dataclass(frozen=True)
class Source:
    """One entry, its fields as plain text.

    `type` is that of BibTeX in lower case. `html` and `text` are the whole reference; the only
    element of `html` is a link to an http(s) address. `date` is when the work was first public,
    which may be in a year before `year`, that of the version that is cited; `cited` is its date.
    `texts` are the fields as plain text, by name in lower case: `volume`, `pages`, `urldate` …
    `doi`, `eprint` (an arXiv number) and `venue` are empty where there is none. `bibtex` is the
    entry as written, or as a complete one where it rests on others or is written in a form that
    not every program reads.
    """

    key: str
    type: str
    kind: SourceKind
    title: str
    authors: Authors
    label: str
    year: int
    date: PartialDate
    cited: PartialDate
    venue: str
    doi: str
    eprint: str
    url: str
    texts: Mapping[str, str]
    html: str
    text: str
    bibtex: str


@dataclass(frozen=True)
class Entry:
    """An entry as read: `fields` by name in lower case; those that it inherits are not portable."""

    type: str
    key: str
    raw: str
    fields: tuple[tuple[str, Value], ...]


def read_source(entry: Entry) -> Source | tuple[Fault, ...]:
    """The source, or all that is wrong with its entry, at offsets of its text."""
    fields = dict(entry.fields)
    texts, faults = _texts(fields)
    identifiers, wrong = _identifiers(fields)
    faults += [*wrong, *_missing(fields, texts), *_mistaken(fields, texts), *_misspelt(fields)]
    texts = {name: text for name, text in texts.items() if text}
    authors = _authors(fields)
    if isinstance(authors, Fault):
        faults.append(authors)
    published = None
    try:
        published = read_published(texts, identifiers.eprint)
    except ValueError as error:
        faults.append(_fault(fields, str(error).split()[0], f"has {error}"))
    if faults or isinstance(authors, Fault) or not published:
        return tuple(faults)
    html, text = formatted(authors, texts, published.year, identifiers)
    return Source(
        key=entry.key,
        type=entry.type,
        kind=SourceKind(texts["entrysubtype"]),
        title=texts["title"],
        authors=authors,
        label=f"{authors.short} {published.year}",
        year=published.year,
        date=published.first,
        cited=published.cited,
        venue=venue(texts),
        doi=identifiers.doi,
        eprint=identifiers.eprint,
        url=identifiers.address,
        texts=texts,
        html=html,
        text=text,
        bibtex=_bibtex(entry, fields, identifiers),
    )


def _fault(fields: Mapping[str, Value], name: str, wrong: str, offset: int = 0) -> Fault:
    """A fault of a field, at its place; of the entry, if the field is not there."""
    return Fault(fields[name].place(offset) if name in fields else 0, wrong)


def _texts(fields: Mapping[str, Value]) -> tuple[dict[str, str], list[Fault]]:
    """The fields that are read, as plain text, and the faults of those that are none."""
    texts, faults = {}, []
    for name in READ:
        if name in fields:
            try:
                texts[name] = plain(fields[name].latex)
            except NotTextError as error:
                wrong = f"has a {name} with {error}; expected plain text"
                faults.append(_fault(fields, name, wrong, error.at))
    return texts, faults


def _identifiers(fields: Mapping[str, Value]) -> tuple[Identifiers, list[Fault]]:
    found, faults = {}, []
    for name, read in IDENTIFIERS.items():
        if _given(fields, name):
            try:
                found[name] = read(fields[name].latex)
            except ValueError as error:
                faults.append(_fault(fields, name, f"has {name} {error}"))
    return Identifiers(**found), faults


def _authors(fields: Mapping[str, Value]) -> Authors | Fault:
    if not _given(fields, "author"):
        wrong = "has no author; expected `author = {…}`, organizations in double braces"
        return _fault(fields, "author", wrong)
    if markup := HTML.search(fields["author"].latex):
        return _fault(fields, "author", f"has an author with {markup[0]} of HTML; {PLAIN}")
    authors = read_authors(fields["author"].latex)
    if isinstance(authors, Fault):
        return _fault(fields, "author", authors.wrong, authors.at)
    return authors


def _missing(fields: Mapping[str, Value], texts: Mapping[str, str]) -> Iterator[Fault]:
    """Fields that are not there, or empty."""
    for name in ("title", "entrysubtype"):
        if name not in fields or texts.get(name) == "":
            wrong = f"has no {name}; expected the field `{name} = {{…}}`"
            yield _fault(fields, name, wrong)
    if all(name not in fields or texts.get(name) == "" for name in ("year", "date")):
        yield _fault(fields, "year", "has no year; expected the field `year = {…}`")
    if not any(_given(fields, name) for name in IDENTIFIERS):
        yield Fault(0, "has no identifier; expected one of doi, eprint (arXiv), url")


def _misspelt(fields: Mapping[str, Value]) -> Iterator[Fault]:
    """Fields that nobody reads, and that hold something of the reference."""
    if "xdata" in fields:
        wrong = "has xdata, which is not read; expected each field written out, or crossref"
        yield Fault(fields["xdata"].at, wrong)
    for name in fields:
        if near := _meant(name):
            wrong = f"has a field {name}, which is not read; did you mean '{near}'?"
            yield Fault(fields[name].at, wrong)


@cache
def _meant(name: str) -> str:
    """The field that a name is one letter off. Remembered: all entries have the same few names."""
    near = [] if name in NAMES else get_close_matches(name, NAMES, n=1, cutoff=ALIKE)
    return near[0] if near else ""


def _given(fields: Mapping[str, Value], name: str) -> bool:
    return name in fields and bool(fields[name].latex.strip("{} \n\t~"))


def _mistaken(fields: Mapping[str, Value], texts: Mapping[str, str]) -> Iterator[Fault]:
    """Words that are there and cannot be meant."""
    title, kind = texts.get("title", ""), texts.get("entrysubtype", "")
    if title and not any(map(str.isalnum, title)):
        yield _fault(fields, "title", f"has the title '{cut(title)}'; expected that of the work")
    author = fields["author"].latex.strip("{} ") if "author" in fields else ""
    for name, text in {**texts, "author": author}.items():
        nothing = text and name not in ("title", "author") and says_nothing(text)
        if nothing or text.lower() in PLACEHOLDERS:
            yield _fault(fields, name, f"has the {name} '{cut(text)}'; expected that of the work")
        elif name != "author" and (markup := HTML.search(text)):
            yield _fault(fields, name, f"has a {name} with {markup[0]} of HTML; {PLAIN}")
    if kind and kind not in KINDS:
        wrong = f"has entrysubtype '{cut(kind)}'; expected one of {', '.join(KINDS)}"
        yield _fault(fields, "entrysubtype", wrong + did_you_mean(kind, KINDS))
    for name in ("archiveprefix", "eprinttype"):
        if texts.get(name, "arxiv").lower() != "arxiv":
            wrong = f"has {name} '{cut(texts[name])}'; expected arXiv, or the work's page in url"
            yield _fault(fields, name, wrong)
    if "urldate" in texts:
        try:
            PartialDate.parse(texts["urldate"])
        except ValueError as error:
            yield _fault(fields, "urldate", f"has urldate '{cut(texts['urldate'])}', which {error}")


def _bibtex(entry: Entry, fields: Mapping[str, Value], identifiers: Identifiers) -> str:
    """The entry as it was written, if every program reads that alike; else written anew."""
    found = {name: getattr(identifiers, name) for name in IDENTIFIERS}
    changed = {
        name: value for name, value in found.items() if value and fields[name].latex != value
    }
    portable = PORTABLE.match(entry.raw) and all(value.portable for value in fields.values())
    if portable and not changed:
        return f"{entry.raw}\n"
    latex = {name: changed.get(name, value.latex) for name, value in fields.items()}
    lines = (f"  {name} = {{{value}}}" for name, value in latex.items() if name != "crossref")
    return f"@{entry.type}{{{entry.key},\n" + ",\n".join(lines) + "\n}\n"
