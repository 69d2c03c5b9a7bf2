"""What a field of text may be: how long, of which form, and that it says something.

Each check raises `ValueError` with a predicate about the text, as `core/text/validation.py` asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated
from unicodedata import category

from pydantic import AfterValidator, StringConstraints


def _at_most(most: int) -> AfterValidator:
    def check(text: str) -> str:
        if (count := len(text.split())) > most:
            raise ValueError(f"has {count} words; expected at most {most}")
        return text

    return AfterValidator(check)


def _of_form(pattern: str, expected: str) -> AfterValidator:
    """A text that matches as a whole; the words are what an editor reads if it does not."""
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            meant = next(filter(compiled.fullmatch, _respelt(text)), "")
            hint = f"; did you mean '{meant}'?" if meant else ""
            raise ValueError(f"is not of the right form; expected {expected}{hint}")
        return text

    return AfterValidator(check)


def _respelt(text: str) -> Iterator[str]:
    """How a name may have been meant: `New_roles`, `jobs/new-roles`, `trends/jobs.md#new-roles`."""
    way = re.sub(r"[ _]+", "-", text.strip().casefold()).removeprefix("/").removeprefix("trends/")
    yield way
    yield re.sub(r"(\.md)?[/.#]", "#", way)
    yield way.replace(".", "-")
    yield re.split(r"[/#]", way)[-1]


def says_nothing(text: str) -> bool:
    """Whether a text is there only because one was asked for: `-`, `…`, `?`, `n/a`.

    A sign such as % or € is a text: that of a unit.
    """
    if text.strip(" .").casefold() in FILLERS:
        return True
    return not any(
        letter.isalnum() or letter == "%" or category(letter)[0] == "S" for letter in text
    )


def _seen(text: str) -> str:
    if says_nothing(text):
        raise ValueError("says nothing; expected some text")
    return text


def _without_notation(text: str) -> str:
    if found := NOTATION.search(text):
        raise ValueError(f"holds {found[0]}, which is no notation here; expected words alone")
    return text


def _in_one_line(text: str) -> str:
    """Many files hold a name in a line of their own, which a line break would end."""
    return re.sub(r"[ \t\n]+", " ", text)


def _linkable(text: str) -> str:
    if sum(map(str.isalnum, text)) < LEAST_LETTERS:
        raise ValueError(f"has no {LEAST_LETTERS} letters or digits; expected words to link")
    return text


def _once(items: tuple[str, ...]) -> tuple[str, ...]:
    first: set[str] = set()
    for item in items:
        word = item.casefold()
        if word in first:
            raise ValueError(f"names '{item}' twice; expected it once")
        first.add(word)
    return items


FILLERS = frozenset({"n/a", "na", "nil", "null", "tba"})
LEAST_LETTERS = 2
NOTATION = re.compile(r"\[@|\[\[|\\[(\[]")
"""How a citation, a link or a formula begins."""
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
PART = f"{SLUG}#{SLUG}"
"""A claim of a trend, or a statement of the conclusion."""
SUMMARY_WORDS, REASON_WORDS, SCOPE_WORDS = 45, 25, 30
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_seen)]
Words = Annotated[Text, AfterValidator(_without_notation), AfterValidator(_in_one_line)]
"""What is shown as it is written, in one line, so that notation would stay there as raw text."""
Summary = Annotated[Text, _at_most(SUMMARY_WORDS)]
Reason = Annotated[Text, _at_most(REASON_WORDS)]
Scope = Annotated[Text, _at_most(SCOPE_WORDS)]
Slug = Annotated[str, _of_form(SLUG, "lower-case words joined by hyphens")]
Aliases = Annotated[tuple[Annotated[Words, AfterValidator(_linkable)], ...], AfterValidator(_once)]
Once = AfterValidator(_once)
SourceKey = Annotated[
    str, _of_form(r"[A-Za-z][A-Za-z0-9_:-]*", "the key of an entry in sources.bib")
]
ClaimRef = Annotated[str, _of_form(PART, "`trend#claim`")]
