"""A citation as a sentence, in BibTeX, in RIS and in CSL-JSON.

Where a list of authors is not complete, a note says so: `others` is no name.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic_core import to_json

from ..dates import PartialDate
from ..sources.bibtex import written_entry
from ..sources.names import Name
from .citation import LANGUAGE, SITE, Citation

SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}
INCOMPLETE = "There are more authors than are named here."


def sentence(citation: Citation, *, address: bool = True) -> str:
    """One of ours in words, its address last, unless that is written apart."""
    state = [f"Edition {citation.edition}"] if citation.edition else []
    state += [f"last changed on {citation.date.words}"] if citation.date else []
    state += [f"version {citation.version}"] if citation.version else []
    end = "" if citation.title.endswith((".", "?", "!")) else "."
    title = f"{citation.title}{end}" if citation.title == SITE else f"“{citation.title}{end}”"
    said = [f"{name.full}." for name in citation.authors]
    said += [title, f"{citation.container}." if citation.container else ""]
    stated = ", ".join(state)
    said += [f"{stated[:1].upper()}{stated[1:]}." if stated else ""]
    said += [citation.url if address else ""]
    return " ".join(filter(None, said))


def csl(citation: Citation) -> dict[str, Any]:
    """An item of CSL-JSON 1.0."""
    item: dict[str, Any] = {
        "id": citation.key,
        "type": citation.kind.csl,
        "title": citation.title,
        "author": [_csl_name(name) for name in citation.authors],
        "issued": _csl_date(citation.date),
        "container-title": citation.container,
        "edition": citation.edition,
        "version": citation.version,
        "volume": citation.volume,
        "issue": citation.issue,
        "page": citation.pages,
        "DOI": citation.doi,
        "number": f"arXiv:{citation.eprint}" if citation.eprint else "",
        "URL": citation.url,
        "accessed": _csl_date(citation.accessed),
        "language": LANGUAGE if citation.ours else "",
        "note": ". ".join(_notes(citation)),
    }
    return {name: value for name, value in item.items() if value}


@lru_cache(maxsize=4096)
def csl_json(*citations: Citation) -> str:
    items = [csl(citation) for citation in citations]
    return f"{to_json(items, indent=1).decode()}\n"


@lru_cache(maxsize=4096)
def ris(citation: Citation) -> str:
    """A record of RIS, its lines ended as its specification asks."""
    first, _, last = citation.pages.partition("–")
    fields = [("TY", citation.kind.ris), ("ID", citation.key)]
    fields += [("AU", _ris_name(name)) for name in citation.authors]
    fields += [
        ("TI", citation.title),
        ("T2", citation.container),
        ("PY", str(citation.date.year) if citation.date else ""),
        ("DA", _ris_date(citation.date)),
        ("ET", citation.edition),
        ("VL", citation.volume),
        ("IS", citation.issue),
        ("SP", first),
        ("EP", last),
        ("DO", citation.doi),
        ("AN", f"arXiv:{citation.eprint}" if citation.eprint else ""),
        ("UR", citation.url),
        ("Y2", _ris_date(citation.accessed)),
        ("N1", f"Version {citation.version}" if citation.version else ""),
        *(("N1", note) for note in _notes(citation)),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def bibtex(citation: Citation) -> str:
    """One of ours as an entry; those of others are published as they were written."""
    date = citation.date
    fields = {
        "title": f"{{{_latex(citation.title)}}}",
        "author": " and ".join(f"{{{_latex(name.full)}}}" for name in citation.authors),
        "organization": _latex(citation.container),
        "year": str(date.year) if date else "",
        "month": str(date.month) if date and date.month else "",
        "date": str(date) if date else "",
        "edition": citation.edition,
        "version": citation.version,
        "note": _latex(_note(citation)),
        "url": citation.url,
    }
    known = {name: value for name, value in fields.items() if value}
    return written_entry(citation.kind.bibtex, citation.key, known)


def _note(citation: Citation) -> str:
    """What old styles, which know neither `date` nor `version`, would leave out."""
    date = f"Last changed on {citation.date.words}" if citation.date else ""
    version = f"version {citation.version}" if citation.version else ""
    return ", ".join(filter(None, [date, version]))


def _notes(citation: Citation) -> list[str]:
    """What stands beside a source, and whether its authors are all named."""
    return [*filter(None, [citation.note, INCOMPLETE if citation.incomplete else ""])]


def _latex(text: str) -> str:
    return "".join(SPECIAL.get(sign, sign) for sign in text)


def _csl_name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": name.full}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value}


def _csl_date(date: PartialDate | None) -> dict[str, list[list[int]]] | None:
    if date is None:
        return None
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]}


def _ris_name(name: Name) -> str:
    """`Family, Given, Suffix`; a comma in an organization's name would part it."""
    if not name.given:
        return name.full.replace(",", "")
    return ", ".join(filter(None, [name.family, name.given, name.suffix]))


def _ris_date(date: PartialDate | None) -> str:
    """`2026/11/25/`; the slashes stay where a part is not known."""
    if date is None:
        return ""
    month, day = (f"{part:02}" if part else "" for part in (date.month, date.day))
    return f"{date.year:04}/{month}/{day}/"
