"""Words that readers use for the same thing: the file `docs/synonyms.yml`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated

from pydantic import Field

from .kinds_of_text import Text
from .model import Model
from .problems import Problem, unknown
from .text import source_text
from .text.positions import FieldPath
from .text.validation import validate

Group = Annotated[tuple[Text, ...], Field(min_length=2)]


class Synonyms(Model):
    """A search for one word or phrase of a group finds the others too, as weaker answers."""

    groups: tuple[Group, ...] = ()
    pages: Mapping[str, tuple[Text, ...]] = Field(default_factory=dict)
    """By the path of a page that is no trend: what readers ask for whom it helps."""

    def words(self) -> Iterator[tuple[FieldPath, FieldPath, str]]:
        """(list, place in the header, word as the search reads it) of every word and phrase."""
        for index, group in enumerate(self.groups):
            for at, word in enumerate(group):
                yield ("groups",), ("groups", index, at), _key(word)
        for path, asked in self.pages.items():
            for at, word in enumerate(asked):
                yield ("pages", path), ("pages", path, at), _key(word)

    def twice(self) -> Iterator[tuple[FieldPath, FieldPath, str]]:
        """(place, place of the first, word) of words that stand in two groups, or twice in one.

        A search for such a word would take two things for one. For a page a word stands once.
        """
        first: dict[tuple[FieldPath, str], FieldPath] = {}
        for among, path, word in self.words():
            if (known := first.setdefault((among, word), path)) != path:
                yield path, known, word


def read_synonyms(
    path: str, raw: bytes, pages: Collection[str]
) -> tuple[Synonyms | None, list[Problem]]:
    """The file, and what is wrong with it. `pages` are the paths of those that are no trends."""
    source = source_text.read_data(path, raw)
    data, wrong = validate(source, Synonyms)
    if not data:
        return data, list(wrong)
    problems = [
        *wrong,
        *(
            source.problem(("pages", page), unknown("page", page, pages))
            for page in data.pages
            if page not in pages
        ),
    ]
    for place, first, word in data.twice():
        line = source.place(first)[0]
        said = f"'{word}' stands twice; expected it once (the first is on line {line})"
        problems.append(source.problem(place, said))
    return data, problems


def _key(phrase: str) -> str:
    return " ".join(phrase.casefold().split())
