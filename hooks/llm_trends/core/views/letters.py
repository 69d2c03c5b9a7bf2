"""The glossary by first letters."""

from __future__ import annotations

from collections.abc import Mapping

from ..groups import grouped
from ..model import Term
from ..text.phrases import stem
from ..trend import TermAt

OTHER = "0"
"""Where terms stand that begin with no letter."""


def letters(terms: Mapping[str, TermAt]) -> Mapping[str, list[tuple[str, TermAt]]]:
    """Terms by their first letter, which is a capital; each with its slug, in their order."""
    return grouped((_letter(pair), (slug, pair)) for slug, pair in terms.items())


def _letter(pair: TermAt) -> str:
    first = pair.term.term[0].upper()
    return first if first.isalpha() else OTHER


def other_names(term: Term) -> list[str]:
    """Its aliases, without those that are only a plural of it or of an alias before."""
    names: dict[tuple[str, ...], str] = {}
    for name in (term.term, *term.aliases):
        names.setdefault(tuple(map(stem, name.split())), name)
    return [*names.values()][1:]
