"""The fields of an entry that are read, and which are missing, misspelt or cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache

from ..dates import PartialDate
from ..kinds_of_text import backwards, says_nothing
from ..problems import cut, one_of
from ..vocabulary import SourceKind
from .bibtex import Fault
from .fields import Value
from .identifiers import IDENTIFIERS
from .style import PLACES

SHOWN = ("title", *PLACES, "volume", "number", "pages", "note")
DATES = ("year", "month", "date", "origdate", "urldate")
READ = (*SHOWN, *DATES, "entrysubtype", "archiveprefix", "eprinttype")
NAMES = (*READ, *IDENTIFIERS, "author", "crossref")
KINDS = tuple(kind.value for kind in SourceKind)
ALIKE = 0.87
"""How much alike two names must be for one to be the other misspelt: `tittle`, not `subtitle`."""
HTML = re.compile(
    r"</?(?:b|br|em|i|p|scp|span|strong|sub|sup|jats:[a-z]+)\b[^<>]*>"
    r"|&(?:[a-z]+[0-9]*|#[0-9]+|#x[0-9a-f]+);",
    re.IGNORECASE,
)
"""What databases of works write into the titles that they hand out."""
PLAIN = "expected the words alone, or LaTeX"
PLACEHOLDERS = frozenset({"n/a", "no title", "placeholder", "tba", "tbd", "title", "todo", "xxx"})


def fault_of(fields: Mapping[str, Value], name: str, wrong: str, offset: int = 0) -> Fault:
    """A fault of a field, at its place; of the entry, if the field is not there."""
    return Fault(fields[name].place(offset) if name in fields else 0, wrong)


def missing(fields: Mapping[str, Value], texts: Mapping[str, str]) -> Iterator[Fault]:
    """Fields that are not there, or empty."""
    for name in ("title", "entrysubtype"):
        if name not in fields or texts.get(name) == "":
            wrong = f"has no {name}; expected the field `{name} = {{…}}`"
            yield fault_of(fields, name, wrong)
    if all(name not in fields or texts.get(name) == "" for name in ("year", "date")):
        yield fault_of(fields, "year", "has no year; expected the field `year = {…}`")
    if not any(given(fields, name) for name in IDENTIFIERS):
        yield Fault(0, "has no identifier; expected one of doi, eprint (arXiv), url")


def misspelt(fields: Mapping[str, Value]) -> Iterator[Fault]:
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


def given(fields: Mapping[str, Value], name: str) -> bool:
    return name in fields and bool(fields[name].latex.strip("{} \n\t~"))


def mistaken(fields: Mapping[str, Value], texts: Mapping[str, str]) -> Iterator[Fault]:
    """Words that are there and cannot be meant."""
    title, kind = texts.get("title", ""), texts.get("entrysubtype", "")
    if title and not any(map(str.isalnum, title)):
        yield fault_of(fields, "title", f"has the title '{cut(title)}'; expected that of the work")
    author = fields["author"].latex.strip("{} ") if "author" in fields else ""
    for name, text in {**texts, "author": author}.items():
        nothing = text and name not in ("title", "author") and says_nothing(text)
        if nothing or text.lower() in PLACEHOLDERS:
            yield fault_of(fields, name, f"has the {name} '{cut(text)}'; expected that of the work")
        elif name != "author" and (markup := HTML.search(text)):
            yield fault_of(fields, name, f"has a {name} with {markup[0]} of HTML; {PLAIN}")
    if "pages" in texts and (wrong := backwards(f"pages {texts['pages']}")):
        yield fault_of(fields, "pages", wrong)
    if kind and kind not in KINDS:
        wrong = f"has entrysubtype '{cut(kind)}'; {one_of(KINDS, kind)}"
        yield fault_of(fields, "entrysubtype", wrong)
    for name in ("archiveprefix", "eprinttype"):
        if texts.get(name, "arxiv").lower() != "arxiv":
            wrong = f"has {name} '{cut(texts[name])}'; expected arXiv, or the work's page in url"
            yield fault_of(fields, name, wrong)
    if "urldate" in texts:
        try:
            PartialDate.parse(texts["urldate"])
        except ValueError as error:
            yield fault_of(
                fields, "urldate", f"has urldate '{cut(texts['urldate'])}', which {error}"
            )
