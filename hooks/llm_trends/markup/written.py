"""Where something stands in a page's Markdown that only its HTML shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core.problems import LISTED
from ..core.text.page_links import bare, written_links
from ..core.text.source_text import SourceText

LINK_OF_HTML = re.compile(
    r"""<(?:a|img)\b[^<>]*?\b(?:href|src)\s*=\s*["']?(?P<to>(?<=["'])[^"'<>]+|[^"'\s<>]+)""",
    re.IGNORECASE,
)
"""The address of a link or a picture that is written in HTML."""
AUTOMATIC = re.compile(r"<(?P<to>[A-Za-z&#][^\s<>]*(?::|&)[^\s<>]*)>")
"""`<https://…>`, `<a@b.org>`: an address that is its own words."""
IN_A_TAG = r"<[^<>]*"
IN_BRACES = r"\{(?!\{)[^{}\n]*"
OPTION = r"^ {4,}[\w-]+:[^\n]*"
"""Where attributes are written: in a tag, in a list of attributes, among the options of a block."""


def written_at(source: SourceText, item: str) -> list[int]:
    """The offsets of what became `item`: `<tag>`, an attribute, or `attribute=address`.

    An address may be written with references of characters, `&#106;avascript:`. Looked for
    outside of code first, and at most so many places as a message lists; if nothing is found, 0.
    """
    name, equals, value = (item, "", "") if item.startswith("<") else item.partition("=")
    address = value.partition(" on <")[0].strip('"') if equals else ""
    found = [at for at, to in _addresses(source) if address and _is(to, address)]
    if not found and address and (first := _broken(address).search(source.prose.text)):
        found = [first.start()]
    if not found:
        pattern = _pattern(name if equals else item)
        found = [one.start("it") for one in pattern.finditer(source.prose.text)]
    if not found and (first := pattern.search(source.body)):
        found = [first.start("it")]
    return found[:LISTED] or [0]


def _is(written: str, address: str) -> bool:
    """Whether `written` became `address`; one that ends with its colon is a scheme alone."""
    ours, theirs = bare(written), bare(address)
    if theirs.endswith(":"):
        return ours.lower().startswith(theirs.lower())
    return ours == theirs or (len(theirs) >= 60 and ours.startswith(theirs))


def _broken(address: str) -> re.Pattern[str]:
    """An address over the end of a line, which Markdown puts together again."""
    return re.compile(r"\s*".join(map(re.escape, bare(address))), re.IGNORECASE)


def _addresses(source: SourceText) -> Iterator[tuple[int, str]]:
    """(offset, address as written) of all that links or loads, in order."""
    found = [(link.offset, link.to) for link in written_links(source)]
    for pattern in (LINK_OF_HTML, AUTOMATIC):
        found += [(one.start("to"), one["to"]) for one in pattern.finditer(source.prose.text)]
    yield from sorted(found)


def _pattern(item: str) -> re.Pattern[str]:
    if item.startswith("<"):
        it = rf"(?P<it>{re.escape(item.removesuffix('>'))}(?![\w-]))"
    else:
        it = rf"(?:{IN_A_TAG}|{IN_BRACES}|{OPTION})(?<![\w-])(?P<it>{re.escape(item)}(?![\w-]))"
    return re.compile(it, re.IGNORECASE | re.MULTILINE)
