"""Notation that would stay in the page as raw text: of other dialects, misspelt, or not closed.

Markdown says nothing about what it does not understand. So whatever looks like notation and is
none here is named in the source, with what to write instead. Code, formulas, comments, macros,
tags and addresses are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from html.entities import html5, name2codepoint
from itertools import chain

from ..groups import grouped
from ..problems import LISTED, Problem, cut, did_you_mean
from .dialects import FIELD, INLINE, LINES, OURS, UNFINISHED, Sign
from .left_blocks import Left, in_run, unclosed_blocks, uneven_rows
from .left_code import beside_code, lost_fences
from .named_addresses import DEFINED, addresses_amiss, given, nameless
from .not_prose import Formula, Prose
from .notation import Found, scan_field, scan_prose
from .open_emphasis import open_emphasis, open_strong
from .source_text import SourceText

Keys = frozenset[str]

SILENT = re.compile(
    r"\{\{[^{}]*\}\}|\{%[^%{}]*%\}"  # macros
    r"|(?<!\]\()<[A-Za-z/][^<>]*>"  # tags, and addresses in angle brackets
)
RAW = re.compile(r"\{%-? *(end)?raw *-?%\}")
TEMPLATE_SIGN = re.compile(r"\{[{%]|[%}]\}")
ADDRESS = re.compile(
    r"\]\((?:<[^<>\n]+>|(?!<)(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\)"
)
IN_A_TAG = re.compile(
    r"<[A-Za-z][^<>]*>|!\[[^\[\]]*\]|\]\([^()\n]*\)|\{[^{}\n]*=[^{}\n]*\}"
    r"|^ {0,3}\[[^\[\]\n]+\]:[^\n]*",
    re.MULTILINE,
)
"""A tag, the words of a picture, an address with its title, attributes in braces, a definition."""
BARE_ADDRESS = re.compile(r"(?:https?://|(?<![\w@./-])www\.(?=\w))[^\s<>\[\]()]+")
OPENING = ("](", "] (", ")[", "=", '="', "='")
KEY = re.compile(r"(?<![\w@./])-?@(?P<key>[A-Za-z](?:[\w:-]*\w)?)")
LIKE_A_KEY = re.compile(r"[A-Za-z-]+(?:19|20)\d\d\w*")
KEY_IN_BRACKETS = re.compile(
    r"(?<![\]\\!\w])\[(?P<key>[A-Za-z](?:[\w:-]*\w)?)(?:[,;][^\[\]]*)?\](?![(\[:{])"
)
CHARACTER = re.compile(r"(?<!\w)&(?P<name>[a-z]\w{1,30});")
"""The name of a character, unlike the sign between letters as in `R&D;`."""


@lru_cache(maxsize=8192)
def leftovers(source: SourceText, keys: Keys) -> tuple[Problem, ...]:
    """What would stay as raw text, in the body of a page and in the texts of its header.

    `keys` are those of the sources. Remembered, since hardly any page changes in an edit.
    """
    found = [
        source.problem_in_body(left.offset, cut(left.raw), left.wrong)
        for left in _first(_in_page(source.body, source.prose, keys))
    ]
    found += [
        source.problem(path, f"{cut(left.raw)} {left.wrong}")
        for path, text in source.texts
        for left in _first(_in_field(text, keys))
    ]
    return tuple(sorted(set(found)))


def together(found: Iterable[Problem]) -> Iterator[Problem]:
    """The same mistake made several times in a page, said once with all its places."""
    alike = grouped(((problem.path, problem.message), problem) for problem in sorted(found))
    for first, *others in alike.values():
        places = [f"{other.line}:{other.column}" for other in others]
        listed = ", ".join(places[:LISTED]) + (", …" if len(places) > LISTED else "")
        yield replace(first, message=f"{first.message}; also at {listed}") if places else first


def _first(found: Iterable[Left]) -> Iterator[Left]:
    """In order, without what overlaps with an earlier one; of two at one place, the first.

    What closes something that was opened too far above is said there.
    """
    reached = 0
    opened: set[str] = set()
    for left in sorted(found, key=lambda left: left.offset):
        if left.offset < reached:
            continue
        reached = left.offset + len(left.raw)
        did, _, what = left.wrong.partition(" a ")
        what = what[:4]
        if did == "closes" and what in opened:
            opened.remove(what)
            continue
        opened |= {what} if did == "opens" else set()
        yield left


def _in_page(body: str, page: Prose, keys: Keys) -> Iterator[Left]:
    """Up to a fence that is not closed, since all that follows it is meant as code."""
    lost = next(lost_fences(body, page), None)
    end = lost.offset if lost else len(body)
    if lost:
        yield lost
    of_runs = (left for run in page.runs for left in in_run(body, page.text, run))
    found = (unclosed_blocks(page.text), uneven_rows(body, page), of_runs)
    for left in chain(*found, _in_text(body, page, keys)):
        if left.offset < end:
            yield left


def _in_text(text: str, page: Prose, keys: Keys) -> Iterator[Left]:
    rest = _without(SILENT, _without_raw(page.text))
    yield from _signs(LINES, rest)
    names = given(rest)
    yield from addresses_amiss(rest)
    understood = list(scan_prose(page))
    yield from _bare_addresses(_set_aside(_without(ADDRESS, rest), understood))
    yield from beside_code(text, page)
    for notation in (understood, page.formulas):
        yield from _in_tags(_set_aside(_without_raw(page.text), understood), notation)
    rest = _without(BARE_ADDRESS, _without(ADDRESS, _set_aside(rest, understood)))
    yield from nameless(rest, names)
    yield from _characters(rest)
    yield from _signs(INLINE, rest)
    yield from _keys(rest, keys)
    for run in page.runs:
        yield from open_strong(text, page.text, run)
        yield from open_emphasis(page.text, rest, run)


def _bare_addresses(text: str) -> Iterator[Left]:
    """Addresses that nobody can follow, since no dialect of ours makes links of them."""
    named = [(found.start(), found.end()) for found in DEFINED.finditer(text)]
    for found in BARE_ADDRESS.finditer(text):
        if text[max(0, found.start() - 3) : found.start()].endswith(OPENING):
            continue  # a link that is not closed, which is said there
        if not any(start <= found.start() < end for start, end in named):
            wrong = "is an address that is no link; expected `[words](address)`, or `<…>` around it"
            yield Left(found.start(), found[0], wrong)


def _in_tags(text: str, understood: Sequence[Found | Formula]) -> Iterator[Left]:
    """Notation where only text can stand; `text` has all notation as blanks."""
    offsets = [found.offset for found in understood]
    for tag in IN_A_TAG.finditer(text):
        for at in range(bisect_left(offsets, tag.start()), bisect_left(offsets, tag.end())):
            wrong = "stands in a tag, an address, a title or the words of a picture; expected text"
            yield Left(offsets[at], understood[at].raw, wrong)


def _in_field(text: str, keys: Keys) -> Iterator[Left]:
    """Fields are text: only citations, links and formulas are notation in them."""
    rest = _set_aside(text, scan_field(text))
    yield from _signs(FIELD, rest)
    rest = _without(BARE_ADDRESS, rest)
    yield from _signs((UNFINISHED, *OURS), rest)
    yield from _keys(rest, keys)


def _set_aside(text: str, understood: Iterable[Found | Formula]) -> str:
    """The text with its own notation as blanks."""
    parts, at = [], 0
    for found in understood:
        parts += [text[at : found.offset], " " * len(found.raw)]
        at = found.offset + len(found.raw)
    return "".join([*parts, text[at:]])


def _without(pattern: re.Pattern[str], text: str) -> str:
    """The text with what is understood as blanks."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _without_raw(text: str) -> str:
    """The text without the template signs that are meant as text."""
    start: int | None = None
    for found in RAW.finditer(text):
        if found[1] and start is not None:
            meant = TEMPLATE_SIGN.sub("  ", text[start : found.end()])
            text = text[:start] + meant + text[found.end() :]
            start = None
        elif not found[1] and start is None:
            start = found.start()
    return text


def _signs(signs: Iterable[Sign], text: str) -> Iterator[Left]:
    for sign in signs:
        for found in sign.pattern.finditer(text):
            yield Left(found.start("raw"), found["raw"], sign.wrong)


def _keys(text: str, keys: Keys) -> Iterator[Left]:
    """Citations that lack their brackets or their sign."""
    for found in KEY.finditer(text):
        key = found["key"]
        if key in keys or LIKE_A_KEY.fullmatch(key):
            yield Left(
                found.start(), found[0], f"is a citation without brackets; expected `[@{cut(key)}]`"
            )
    for found in KEY_IN_BRACKETS.finditer(text):
        if found["key"] in keys:
            key = cut(found["key"])
            yield Left(found.start(), found[0], f"is a citation without its @; expected `[@{key}]`")


def _characters(text: str) -> Iterator[Left]:
    """Names of characters that there are not, which a browser shows as they are written."""
    for found in CHARACTER.finditer(text):
        if f"{found['name']};" not in html5:
            wrong = "names no character; expected the sign itself"
            yield Left(found.start(), found[0], wrong + did_you_mean(found["name"], name2codepoint))
