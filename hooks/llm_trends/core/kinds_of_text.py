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
    text = text.strip("\"'\u2018\u2019\u201c\u201d\u00ad").replace("\u00ad", "")
    yield text.strip("[]@,; ")
    way = re.sub(r"[ _]+", "-", text.strip().casefold()).removeprefix("/").removeprefix("trends/")
    yield way
    yield way.removesuffix(".md")
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


def backwards(text: str) -> str:
    """What is wrong with `pages 58–13`: nothing with `pages 123–31`, which leaves out a digit."""
    for pages in PAGES.finditer(text):
        for found in RANGE.finditer(pages[0]):
            first, last = found[2], found[3]
            if int(first[: -len(last)] + last) < int(first):
                return f"has pages {found[0]}, which run backwards; expected the lower one first"
    return ""


def _forwards(text: str) -> str:
    if wrong := backwards(text):
        raise ValueError(wrong)
    return text


def _one_sentence(text: str) -> str:
    for end in SENTENCE_END.finditer(text):
        word = end[1].casefold()
        if not (end[2] and (word in SHORT or (len(word) == 1 and word.isalpha()))):
            wrong = f"goes on after '{text[: end.start(0) + len(end[0])].rsplit(maxsplit=1)[-1]}'"
            raise ValueError(f"{wrong} with a second sentence; expected one")
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
PAGES = re.compile(r"\b(?:pages|pp\.) *(?:[\s,;&–—-]|and\b|(?:\w+:)?[A-Za-z]?[0-9]+\b)+")
RANGE = re.compile(r"(?<![\w:–—-])((?:\w+:)?[A-Za-z]?)([0-9]+) ?[–—-]{1,2} ?\1([0-9]+)(?![\w:–—-])")
SENTENCE_END = re.compile(r"(\w*)(?:([.])|[?])[\"'”’)\]]* +(?=[\"'“‘(\[]*[A-Z])")
"""The word before a sign that ends a sentence, if a capital follows."""
SHORT = frozenset(
    """
    al approx art ca cf ch corp dept dr ed eds eg eq est etc fig figs ie inc incl jr ltd mr mrs ms
    no nos pp prof sec st tab univ vol vs
    """.split()  # noqa: SIM905
)
"""Words whose full stop ends none, as does that of an initial."""
NOTATION = re.compile(r"\[@|\[\[|\\[(\[]")
"""How a citation, a link or a formula begins."""
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
PART = f"{SLUG}#{SLUG}"
"""A claim of a trend, or a statement of the conclusion."""
SUMMARY_WORDS, REASON_WORDS, SCOPE_WORDS = 45, 25, 30
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_seen)]
Words = Annotated[Text, AfterValidator(_without_notation), AfterValidator(_in_one_line)]
"""What is shown as it is written, in one line, so that notation would stay there as raw text."""
Locator = Annotated[Words, AfterValidator(_forwards)]
Summary = Annotated[Text, _at_most(SUMMARY_WORDS)]
Sentence = Annotated[Text, AfterValidator(_one_sentence)]
Reason = Annotated[Sentence, _at_most(REASON_WORDS)]
Scope = Annotated[Text, _at_most(SCOPE_WORDS)]
Slug = Annotated[str, _of_form(SLUG, "lower-case words joined by hyphens")]
Aliases = Annotated[tuple[Annotated[Words, AfterValidator(_linkable)], ...], AfterValidator(_once)]
Once = AfterValidator(_once)
SourceKey = Annotated[
    str, _of_form(r"[A-Za-z][A-Za-z0-9_:-]*", "the key of an entry in sources.bib")
]
ClaimRef = Annotated[str, _of_form(PART, "`trend#claim`")]
