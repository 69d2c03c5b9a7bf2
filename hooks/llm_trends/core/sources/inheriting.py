"""What a part takes over from its whole, by BibTeX's crossref."""

from __future__ import annotations

from collections.abc import Mapping

from .fields import Fields, Value

# What a part does not take over from its whole: what names the part, or finds the whole.
OWN = frozenset(
    """
    archiveprefix crossref doi eprint eprintclass eprinttype isbn pages primaryclass shorttitle
    subtitle title url urldate
    """.split()  # noqa: SIM905
)
DATE = frozenset({"date", "month", "year"})


def crossref_of(fields: Fields) -> str:
    """The key of the whole, empty if the entry is no part of one."""
    value = fields.values.get("crossref")
    return value.latex.strip() if value else ""


def inherited(part: Mapping[str, Value], whole: Mapping[str, Value]) -> dict[str, Value]:
    """What a part takes over from its whole; a title of the whole is where the part appeared."""
    dated = bool(DATE & part.keys())
    taken = {
        name: value
        for name, value in whole.items()
        if name not in part and name not in OWN and not (dated and name in DATE)
    }
    if "title" in whole and "booktitle" not in part:
        taken.setdefault("booktitle", whole["title"])
    return {name: Value(value.latex, 0, False, False) for name, value in taken.items()}


def complete(values: Mapping[str, Value]) -> bool:
    """Whether an entry is meant to be a source of its own."""
    return {"title", "author", "entrysubtype"} <= values.keys() and bool(
        {"doi", "eprint", "url"} & values.keys()
    )
