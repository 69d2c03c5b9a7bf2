"""Whether the tags of a piece of HTML agree: each that is opened is closed, in its place."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

from ..core.text.positions import Place, place_of
from .allow_list import ATTRIBUTES, EVERYWHERE

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
CLOSED_BY_ITSELF = frozenset("p li dt dd tr td th thead tbody tfoot".split())  # noqa: SIM905
"""Elements whose end HTML lets one leave out."""
DEEPEST = 200
"""Browsers follow 512 of which a page has some around; what is deeper they put elsewhere."""


class _Balance(HTMLParser):
    """Notes each element that is not closed where it must be, and each end without a beginning."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.opened: list[tuple[str, tuple[int, int], str]] = []
        self.faults: list[tuple[tuple[int, int], str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            if len(self.opened) == DEEPEST:
                wrong = f"lies in {DEEPEST} others; expected fewer"
                self.faults.append((self.getpos(), f"<{tag}>", wrong))
            words = self.get_starttag_text() if _are_words(tag, attrs) else ""
            self.opened.append((tag, self.getpos(), words or ""))

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """Nothing is open after it."""

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag not in (name for name, _, _ in self.opened):
            wrong = "closes nothing; expected what it closes before it, or nothing"
            self.faults.append((self.getpos(), f"</{tag}>", wrong))
            return
        while self.opened:
            name, place, words = self.opened.pop()
            if name == tag:
                return
            self.unclosed(name, place, words)

    def unclosed(self, name: str, place: tuple[int, int], words: str) -> None:
        if words:
            wrong = "is read as a tag; expected blanks around the sign, or `&lt;` for it"
            self.faults.append((place, words, wrong))
        elif name not in CLOSED_BY_ITSELF:
            self.faults.append((place, f"<{name}>", f"is not closed; expected </{name}>"))

    def close(self) -> None:
        super().close()
        for opened in self.opened:
            self.unclosed(*opened)


def unbalanced(markup: str) -> list[tuple[Place, str, str]]:
    """(place, tag, what is wrong) of tags that do not agree.

    A browser mends them as it thinks best, and what follows may stand inside of them.
    """
    reader = _Balance()
    reader.feed(markup)
    reader.close()
    found = [((line, column + 1), tag, wrong) for (line, column), tag, wrong in reader.faults]
    opened = markup.rfind("<!--")
    if opened >= 0 and markup.find("-->", opened) < 0:
        found.append((place_of(markup, opened), "<!--", "is not closed; expected -->"))
    return found


def _are_words(tag: str, attributes: Iterable[tuple[str, str | None]]) -> bool:
    """Whether what stands in a tag are words of a sentence: names of nothing, without values."""
    given = [(name.lower(), value) for name, value in attributes]
    known = EVERYWHERE | ATTRIBUTES.get(tag, set())
    return bool(given) and not any(value or name in known or "-" in name for name, value in given)
