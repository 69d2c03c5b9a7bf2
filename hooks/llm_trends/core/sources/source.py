"""One source: its entry checked, field by field, and formatted as a reference."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..dates import PartialDate
from ..vocabulary import SourceKind
from .bibtex import Fault, written_entry
from .entry_faults import HTML, PLAIN, READ, fault_of, given, missing, misspelt, mistaken
from .fields import Value
from .identifiers import IDENTIFIERS, Identifiers
from .latex import NotTextError, plain
from .names import Authors, read_authors
from .publication_date import read_published
from .style import formatted, venue

PORTABLE = re.compile(r"@[A-Za-z]+\{")


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
    faults += [*wrong, *missing(fields, texts), *mistaken(fields, texts), *misspelt(fields)]
    texts = {name: text for name, text in texts.items() if text}
    authors = _authors(fields)
    if isinstance(authors, Fault):
        faults.append(authors)
    published = None
    try:
        published = read_published(texts, identifiers.eprint)
    except ValueError as error:
        faults.append(fault_of(fields, str(error).split()[0], f"has {error}"))
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


def _texts(fields: Mapping[str, Value]) -> tuple[dict[str, str], list[Fault]]:
    """The fields that are read, as plain text, and the faults of those that are none."""
    texts, faults = {}, []
    for name in READ:
        if name in fields:
            try:
                texts[name] = plain(fields[name].latex)
            except NotTextError as error:
                wrong = f"has a {name} with {error}; expected plain text"
                faults.append(fault_of(fields, name, wrong, error.at))
    return texts, faults


def _identifiers(fields: Mapping[str, Value]) -> tuple[Identifiers, list[Fault]]:
    found, faults = {}, []
    for name, read in IDENTIFIERS.items():
        if given(fields, name) and not (name == "eprint" and _of_another_archive(fields)):
            try:
                found[name] = read(fields[name].latex)
            except ValueError as error:
                faults.append(fault_of(fields, name, f"has {name} {error}"))
    return Identifiers(**found), faults


def _of_another_archive(fields: Mapping[str, Value]) -> bool:
    """Whether the number is not arXiv's, which is said at the field that names the archive."""
    archives = (fields[name].latex for name in ("archiveprefix", "eprinttype") if name in fields)
    return any(archive.strip("{} ").casefold() not in ("", "arxiv") for archive in archives)


def _authors(fields: Mapping[str, Value]) -> Authors | Fault:
    if not given(fields, "author"):
        wrong = "has no author; expected `author = {…}`, organizations in double braces"
        return fault_of(fields, "author", wrong)
    if markup := HTML.search(fields["author"].latex):
        return fault_of(fields, "author", f"has an author with {markup[0]} of HTML; {PLAIN}")
    authors = read_authors(fields["author"].latex)
    if isinstance(authors, Fault):
        return fault_of(fields, "author", authors.wrong, authors.at)
    return authors


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
    latex.pop("crossref", None)
    return written_entry(entry.type, entry.key, latex)
