"""A new entry of the bibliography from a DOI, an arXiv number, an address or pasted BibTeX.

Nothing is asked of a network: what the given text does not say, the editor has to.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..core.files import BIBLIOGRAPHY
from ..core.places import DOCS
from ..core.sources.bibliography import read_bibliography
from ..core.sources.bibtex import ENTRY_TYPES, commands, written_entry
from ..core.sources.entry_faults import KINDS, READ
from ..core.sources.fields import read_fields
from ..core.sources.identifiers import (
    ARXIV_DOI,
    IDENTIFIERS,
    Identifiers,
    announced,
    read_doi,
    read_eprint,
    read_url,
)
from ..core.sources.names import read_authors
from .change import Change, Project, RefusedError

PATH = DOCS + BIBLIOGRAPHY
KEPT = frozenset({*READ, *IDENTIFIERS, "author", "editor", "series", "edition"})
"""Fields that an entry keeps; abstracts, files and marks of a program that managed it are not."""
OF_TYPE = {
    "article": "paper",
    "inproceedings": "paper",
    "conference": "paper",
    "incollection": "paper",
    "dataset": "dataset",
    "techreport": "report",
    "report": "report",
}
"""What a type of BibTeX says of the kind of source; others say nothing."""
HOLDS = {"journal": "article", "booktitle": "inproceedings", "institution": "techreport"}
"""The type of an entry that a field tells, if nothing else does."""
STATED = {
    "title": "in the spelling of the work",
    "author": "'Last, First and Last, First'; an organization as '{An Organization}'",
    "year": "of this form of the work, as 2024",
    "month": "1 to 12",
    "date": "instead of year and month, as 2024-04-09",
    "origdate": "when an earlier form of the work became public",
    "doi": "as 10.1038/s41586-024-07930-y",
    "eprint": "the number of arXiv, as 2404.06654",
    "url": "https://…, if it has neither",
    "note": "what a reader needs to know of it",
    "journal": "of an article",
    "booktitle": "the proceedings of a paper",
    "institution": "of a report",
    "publisher": "of a book or a page",
    "volume": "of the journal",
    "number": "of the issue, or of the report",
    "pages": "as 1--9",
}
"""Fields that an editor can name with the command, and what they hold."""
SMALL = re.compile("a|an|and|are|as|at|be|by|can|do|does|for|from|how|in|is|it|of|on|or|the|to")
SLANTED = re.compile("</?(?:b|em|i|scp|strong|sub|sup)>")
"""How a register of titles marks letters of another shape."""
REGISTERS = {
    "doi": "curl -LH 'Accept: application/x-bibtex' https://doi.org/{}",
    "eprint": "curl -L https://arxiv.org/bibtex/{}",
}
"""What gives the entry of a work by its identifier."""


@dataclass(frozen=True)
class Given:
    """What is known of a source: the type of its entry and its fields in LaTeX."""

    type: str = "misc"
    fields: Mapping[str, str] | None = None

    @property
    def known(self) -> dict[str, str]:
        return {name: value for name, value in (self.fields or {}).items() if value.strip()}


def new_source(project: Project, what: str, stated: Mapping[str, str]) -> Change:
    """Add the entry at its place in the alphabet. `stated` are fields that the editor names.

    Raises `RefusedError` if the work is there already, or with all that is missing at once.
    """
    text = project.text(PATH)
    given = _completed(_read(what))
    named = {name: _escaped(name, value) for name, value in stated.items() if value}
    told = [kind for name, kind in HOLDS.items() if name in named and given.type == "misc"]
    given = replace(given, type=(told or [given.type])[0], fields={**given.known, **named})
    _not_there(text, given, project)
    if missing := list(_missing(given.known)):
        raise RefusedError(_asked_for(given.known, missing))
    key = _key(given.known, {command.key.lower() for command in commands(text)})
    entry = written_entry(given.type, key, given.known)
    read = read_bibliography(PATH, entry, project.today)
    if read.problems:
        raise RefusedError("\n".join(f"{p.field}: {p.message}" for p in read.problems))
    said = (f"{key}: added to {PATH}", read.sources[key].text, f"Cite it as [@{key}].")
    return project.checked(Change({PATH: _placed(text, key, entry).encode()}, said))


def _read(what: str) -> Given:
    """What the text is, by its form."""
    what = what.strip()
    if what.startswith("@"):
        return _pasted(what)
    for name, read in (("eprint", read_eprint), ("doi", read_doi), ("url", read_url)):
        try:
            found = read(what)
        except ValueError:
            continue
        return Given("online" if name == "url" else "misc", {name: found})
    wrong = "is no DOI, arXiv number, address or BibTeX; expected one such as 10.1000/182"
    raise RefusedError(f"'{what[:60]}' {wrong}, 2401.00001, https://… or @article{{…}}")


def _pasted(text: str) -> Given:
    found = [c for c in commands(text) if c.type not in ("comment", "preamble", "string")]
    if len(found) != 1:
        raise RefusedError(f"The text holds {len(found)} entries of BibTeX; expected one")
    (command,) = found
    fields = read_fields(command.text, {})
    if fault := command.fault or fields.fault:
        raise RefusedError(f"The entry {fault.wrong}.")
    kept = {name: _escaped(name, v.latex) for name, v in fields.values.items() if name in KEPT}
    type_ = command.type if command.type in ENTRY_TYPES else "misc"
    return Given(type_, {"entrysubtype": OF_TYPE.get(command.type, ""), **kept})


def _escaped(name: str, latex: str) -> str:
    """Registers and editors give `&`, `&amp;`, `%` and `<i>` as they are; LaTeX takes the first for
    its own, and does not know the last."""
    if name in IDENTIFIERS:
        return latex
    latex = SLANTED.sub("", latex)
    return re.sub(r"(?<!\\)([&%])", r"\\\1", latex.replace("&amp;", "&"))


def _completed(given: Given) -> Given:
    """With what identifiers say: arXiv's own DOIs are numbers, numbers have year and month."""
    known = given.known
    if (doi := known.get("doi", "")) and doi.lower().startswith(ARXIV_DOI):
        known["eprint"] = doi[len(ARXIV_DOI) :]
        del known["doi"]
    if arxiv := re.fullmatch(r"https?://arxiv\.org/abs/(\S+)", known.get("url", "")):
        known = {"eprint": arxiv[1], **known}
        del known["url"]
    for name, read in (("doi", read_doi), ("eprint", read_eprint), ("url", read_url)):
        if name in known:
            try:
                known[name] = read(known[name])
            except ValueError as error:
                raise RefusedError(f"The {name} is {error}.") from None
    if "url" in known and "doi.org/" in known["url"] and "doi" in known:
        del known["url"]
    if posted := announced(known.get("eprint", "")):
        known["archiveprefix"] = "arXiv"
        if not {"year", "date"} & known.keys():
            known |= {"year": str(posted.year), "month": str(posted.month)}
        if given.type in ("misc", "online"):
            known = {"entrysubtype": "preprint", **known}
    return Given(given.type, known)


def _not_there(text: str, given: Given, project: Project) -> None:
    """Raises `RefusedError` if an entry names the same work."""
    known = given.known
    own = Identifiers(*(known.get(name, "") for name in ("doi", "eprint", "url")))
    works = {*own.works.values()} | ({known["url"].lower()} if "url" in known else set())
    for source in read_bibliography(PATH, text, project.today).sources.values():
        other = Identifiers(source.doi, source.eprint, source.url)
        if works & {*other.works.values(), source.url.lower()}:
            raise RefusedError(f"the work is there as {source.key}: {source.text}")


def _missing(known: Mapping[str, str]) -> Iterator[str]:
    yield from (name for name in ("title", "author") if not known.get(name))
    if not known.get("year") and not known.get("date"):
        yield "year"
    if not known.get("entrysubtype"):
        yield "kind"
    if not {"doi", "eprint", "url"} & known.keys():
        yield "url"


def _asked_for(known: Mapping[str, str], missing: list[str]) -> str:
    """What is missing, and how to say it."""
    forms = {
        "title": "--title '…'",
        "author": "--author 'Last, First and Last, First' ('{An Organization}' in braces)",
        "year": "--year 2024",
        "kind": f"--kind KIND, one of {', '.join(KINDS)}",
        "url": "--url https://…, or --doi, or --eprint",
    }
    lines = ["Missing, and in nothing that was given; expected with the command:"]
    lines += [f"  {forms[name]}" for name in missing]
    for name, form in REGISTERS.items():
        if name in known and "title" in missing:
            asks = f"{form.format(known[name])} | .venv/bin/python hooks/edit.py new source -"
            lines.append(f"Or have it from the register: {asks}")
    return "\n".join(lines)


def _key(known: Mapping[str, str], taken: set[str]) -> str:
    """`dao2022flashattention`: the first author, the year, the first word of weight."""
    authors = read_authors(known["author"])
    family = authors.families[0] if hasattr(authors, "families") else known["author"]
    year = (known.get("year") or known["date"])[:4]
    words = [_plain(word) for word in re.split(r"[\s:–—-]+", known["title"])]
    strong = [word for word in words if word and not SMALL.fullmatch(word)] or ["work"]
    for word in (*strong, *(f"{strong[0]}{letter}" for letter in "bcdefghijk")):
        key = f"{_plain(family) or 'source'}{year}{word}"
        if key not in taken:
            return key
    raise RefusedError("every key of that author, year and title is taken; expected another title")


def _plain(text: str) -> str:
    """Small letters and digits without marks."""
    bare = unicodedata.normalize("NFKD", re.sub(r"\\[a-zA-Z]+|[{}\\]", "", text))
    return "".join(c for c in bare.casefold() if c.isascii() and c.isalnum())


def _placed(text: str, key: str, entry: str) -> str:
    """Before the first entry whose key comes later; at the end if there is none."""
    for command in commands(text):
        if command.key.lower() > key:
            return f"{text[: command.start]}{entry}\n{text[command.start :]}"
    return f"{text.rstrip()}\n\n{entry}"
