"""The authors of a source: persons as `Last, First` or `First Last`, organizations in braces.

The library splits names; what it would take for one person, though it is a list or an
organization, is a fault.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pybtex.bibtex.utils import split_name_list, split_tex_string
from pybtex.database import Person

from ..problems import cut
from .bibtex import Fault
from .latex import NotTextError, plain

WORD = re.compile(r"[^\W\d_]+")
ET_AL = re.compile(r"\bet\.? al\b", re.IGNORECASE)
GROUP = re.compile(r"\{[^{}]*\}")
NO_SIGN = re.compile(r"[0-9@<>\[\]*†‡]")
"""What stands beside names in a paper: marks of footnotes, addresses, numbers of persons."""
GENERATIONS = frozenset({"jr", "sr", "i", "ii", "iii", "iv", "v", "phd", "md", "2nd", "3rd"})
# Words of no person's name, and words that end the name of many an organization.
NO_NAME = frozenset({"of", "for", "the", "and"})
ORGANIZATIONS = frozenset(
    """
    academy agency alliance association authority bank board bureau center centre college
    commission committee company consortium corporation council department foundation government
    institute laboratories laboratory ministry office organisation organization parliament
    research society team union university
    """.split()  # noqa: SIM905
)
COMPANIES = frozenset({"co", "corp", "gmbh", "inc", "llc", "ltd", "plc"})
# A longer list is shortened to its first names where people read; data keep it whole.
LISTED, FIRST = 8, 3
MORE = "expected `and others` at the end of a list of authors"
BRACES = "or double braces around an organization"
REMEDY = f"expected `Last, First` for a person, {BRACES}"


@dataclass(frozen=True)
class Name:
    """A person, or an organization, which has no given name; `suffix` is `Jr` and the like."""

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def full(self) -> str:
        """`Ann Bee, Jr`; `European Union`."""
        return ", ".join(filter(None, [f"{self.given} {self.family}".strip(), self.suffix]))


@dataclass(frozen=True)
class Authors:
    """Names in order; `more` if the list ends in `and others`."""

    names: tuple[Name, ...]
    more: bool = False

    @property
    def full(self) -> tuple[str, ...]:
        return tuple(name.full for name in self.names)

    @property
    def families(self) -> tuple[str, ...]:
        return tuple(name.family for name in self.names)

    @property
    def short(self) -> str:
        """`Dao`, `Dao and Fu`, `Dao et al.`"""
        if self.more or len(self.names) > 2:
            return f"{self.families[0]} et al."
        return " and ".join(self.families)

    @property
    def listed(self) -> str:
        """`Tri Dao and Dan Fu`; `Tri Dao, Dan Fu, and others`; of many, how many there are."""
        names = [*self.full, "others"] if self.more else list(self.full)
        if len(names) > LISTED:
            left = "others" if self.more else f"{len(names) - FIRST} others"
            names = [*self.full[:FIRST], left]
        if len(names) < 3:
            return " and ".join(names)
        return f"{', '.join(names[:-1])}, and {names[-1]}"


def read_authors(latex: str) -> Authors | Fault:
    """The authors, or what is wrong at an offset of `latex`."""
    names = split_name_list(" ".join(latex.split()))
    more = len(names) > 1 and names[-1] == "others"
    names = names[:-1] if more else names
    bare = [_outside_braces(name) for name in names]
    # Names as they stand in a sentence, where a comma stands between persons.
    in_sentence = any(" " in words and "," not in words for words in bare)
    found_names: list[Name] = []
    offset = 0
    for name, words in zip(names, bare, strict=True):
        found = latex.find(name.split()[0], offset) if name else -1
        offset = max(found, offset)
        if wrong := _wrong(name, words, in_sentence):
            return Fault(offset, wrong)
        try:
            person = _name(Person(name))
        except NotTextError as error:
            return Fault(offset, f"has an author with {error}; expected plain text")
        if sign := NO_SIGN.search(" ".join(_without_generation(words))):
            wrong = f"has an author '{cut(name)}' with {sign[0]} in it; expected the name alone"
            return Fault(offset, f"{wrong}, {BRACES}")
        if person.full.strip(".").lower() == "others":
            return Fault(offset, f"has an author '{cut(name)}'; {MORE}")
        if not any(map(str.isalnum, person.family)):
            return Fault(offset, f"has an author '{cut(name)}' without a name; {REMEDY}")
        if person in found_names and person.given:
            return Fault(offset, f"lists '{cut(name)}' twice; expected each author once")
        found_names.append(person)
    return Authors(tuple(found_names), more)


def _name(person: Person) -> Name:
    """Its parts as plain text. Raises `NotTextError`."""
    return Name(
        family=plain(" ".join([*person.prelast_names, *person.last_names])),
        given=plain(" ".join([*person.first_names, *person.middle_names])),
        suffix=plain(" ".join(person.lineage_names)),
    )


def _wrong(name: str, bare: str, in_sentence: bool) -> str:
    """Why this is not the name of one person or of one organization in braces.

    `bare` is what of it stands outside braces.
    """
    words, named = WORD.findall(bare), cut(name)
    if ET_AL.search(name):
        return f"has an author '{named}'; {MORE}"
    if not name or "and" in {*words[:1], *words[-1:]}:
        return f"has an author '{named}'; expected a name on each side of `and`"
    if re.search(r"[;&/|•·]", bare):
        return f"lists '{named}' as one author; expected `and` between authors, {BRACES}"
    if "," in bare and _is_list(name, in_sentence):
        return f"lists '{named}' as one author; expected `and` between authors"
    if not bare and _is_list_in_braces(name):
        return f"has a list of persons in braces '{named}'; expected it without them"
    if _is_organization(words, comma="," in bare):
        return f"has an organization '{named}' without braces; {REMEDY}"
    return ""


def _is_list(name: str, in_sentence: bool) -> bool:
    """`Ann Bee, Cee Dee, Eff Gee`, or in a list of names without commas `Ann Bee, Cee Dee`."""
    parts = split_tex_string(name, ",")
    if len(parts) == 2:
        return in_sentence and all(" " in part and part[0].isupper() for part in parts)
    return len(parts) > 3 or (len(parts) == 3 and _letters(parts[1]) not in GENERATIONS)


def _is_organization(words: list[str], comma: bool) -> bool:
    """Whether words outside braces are not those of a person."""
    lower = [word.lower() for word in words]
    if NO_NAME & set(words) or COMPANIES & set(lower[-1:]):
        return True
    return not comma and len(words) > 1 and (words[0] == "The" or bool(ORGANIZATIONS & set(lower)))


def _is_list_in_braces(group: str) -> bool:
    """`{Bee, Ann and Dee, Cee}`"""
    names = group.strip("{}").split(" and ")
    listed = len(names) > 1 and all(name.count(",") == 1 for name in names)
    return listed and not _is_organization(WORD.findall(" ".join(names)), comma=False)


def _outside_braces(name: str) -> str:
    while (shorter := GROUP.sub("", name)) != name:
        name = shorter
    return name


def _without_generation(bare: str) -> list[str]:
    return [word for word in bare.split() if _letters(word) not in GENERATIONS]


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
