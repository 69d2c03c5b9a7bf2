"""What HTML may stand in a page: an allow-list for prose, and a last check of everything."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

import nh3

from ..addresses import SCHEMES, allowed
from .allow_list import ATTRIBUTES, MATHEMATICS, TEXT
from .balance import unbalanced

DECLARATION = re.compile(r"<(?:![A-Za-z\[]|\?)[^<>]{0,60}>?")
"""`<!DOCTYPE html>`, `<![CDATA[ … ]]>`, `<?php … ?>`: of a whole file, or of another language."""
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
VALUE = r"""(?:"(?:[^"<]|<(?![a-zA-Z!?/]))*"|'(?:[^'<]|<(?![a-zA-Z!?/]))*'|[^\s"'<>]+)"""
ELEMENT = re.compile(
    rf"""<([a-zA-Z][\w:-]*)((?:\s+[^\s=>"'/<]+(?:\s*=\s*{VALUE})?)*)\s*/?>|<[a-zA-Z][^<>]{{0,60}}"""
)
"""A tag, or the beginning of what a browser may read as one and this grammar does not.

No value holds the beginning of a tag, so that each is looked at, whatever stands around it.
"""
ATTRIBUTE = re.compile(rf"""([^\s=>"'/<]+)(?:\s*=\s*({VALUE}))?""")
SUSPECT = re.compile(
    rf"""<(?:(?=script|style)|(?=[^<>]*\s(?:style|on[a-z]+)\s*=))([a-zA-Z][\w:-]*)"""
    rf"""((?:\s+[^\s=>"'/<]+(?:\s*=\s*{VALUE})?)*)""",
    re.IGNORECASE,
)
"""Such of these elements as may run or style something; most are passed over at once."""
LOADING = {"src", "data", "poster", "action", "formaction", "background", "ping"}
ADDRESSES = {"href", "xlink:href", *LOADING}
FOREIGN = re.compile(r"url\((?![\"']?#)|@import|image-set\(")
"""What loads something from an attribute of a drawing."""
FORBIDDEN = {"iframe", "object", "embed", "base", "meta", "link", "style", "frame", "applet"}
FORBIDDEN |= {"html", "head", "body", "title", "animate", "set"}
"""What a page has once, and what puts an address into another element while it is shown."""


def cleaned(prose: str) -> tuple[str, list[str]]:
    """The HTML of a page's prose without what is not allowed, and what was taken out."""
    removed: list[str] = []

    def keep(tag: str, attribute: str, value: str) -> str | None:
        if tag not in TEXT and tag not in MATHEMATICS:
            return None  # it goes with its element
        foreign = attribute == "src" and not _harmless(tag, attribute, value)
        if foreign or (attribute == "href" and _scheme(value) in SCHEMES and not allowed(value)):
            removed.append(f'{attribute}="{value}"')
            return None
        return value

    given = prose
    clean = nh3.clean(
        prose,
        tags=TEXT | MATHEMATICS,
        attributes=ATTRIBUTES,
        attribute_filter=keep,
        generic_attribute_prefixes={"data-", "aria-"},
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    before, after = _inventory(given), _inventory(clean)
    said = tuple({item.partition("=")[0] for item in removed})
    removed += [
        item for item in before if item not in after and not (said and item.startswith(said))
    ]
    if removed:
        words = {word for _, tag, _ in unbalanced(given) for word in tag.strip("</>").split()[1:]}
        removed = [item for item in removed if item not in words]  # which is said of the tag
    return clean, list(dict.fromkeys(removed))


def _inventory(markup: str) -> dict[str, None]:
    """Every kind of element and attribute that stands in a text.

    What is no element here is one item, since its attributes go with it.
    """
    found: dict[str, None] = dict.fromkeys(DECLARATION.findall(markup))
    for element in ELEMENT.finditer(markup):
        tag = (element[1] or "").lower()
        found[f"<{tag}>" if tag else element[0]] = None
        if tag not in TEXT and tag not in MATHEMATICS:
            continue
        for name, value in ATTRIBUTE.findall(element[2]):
            if name.lower() in ("href", "src"):
                scheme = _scheme(html.unescape(value.strip("\"'")))
                found[f"{name.lower()}={scheme}:" if scheme else name.lower()] = None
            else:
                found[name.lower()] = None
    return found


def _scheme(address: str) -> str:
    found = SCHEME.match(re.sub(r"[\s\x00-\x1f]+", "", address))  # as browsers read it
    return found[1].lower() if found else ""


def violations(content: str) -> Iterator[str]:
    """What may stand in no finished page, whoever put it there."""
    return (said for _, said in located_violations(content))


def located_violations(content: str) -> Iterator[tuple[int, str]]:
    """The same, each with the offset of its element."""
    for element in ELEMENT.finditer(content):
        if element[1]:
            for said in _of_element(element[1].lower(), element[2]):
                yield element.start(), said
        else:
            yield element.start(), f"{element[0]!r}, which is no whole tag,"


@lru_cache(maxsize=65536)
def _of_element(tag: str, rest: str) -> tuple[str, ...]:
    """Remembered, since a page has thousands of elements and few that were never met."""
    attributes = {
        name.lower(): html.unescape(value.strip("\"'")) for name, value in ATTRIBUTE.findall(rest)
    }
    if tag == "script":
        return (f"<script> of {attributes.get('src') or 'its own'}",)
    found = [f"<{tag}>"] if tag in FORBIDDEN else []
    for name, value in attributes.items():
        if name.startswith("on") or name in ("srcset", "style"):
            found.append(f"{name}= on <{tag}>")
        elif FOREIGN.search(value.lower()) or (
            name in ADDRESSES and not _harmless(tag, name, value)
        ):
            found.append(f'{name}="{value[:60]}" on <{tag}>')
    return tuple(found)


def frame_violations(page: str) -> Iterator[str]:
    """What a whole page may not hold beyond its content, since the hosts' policy refuses it.

    That is scripts and styles that stand in the page itself; data in script elements do not run.
    """
    for element in SUSPECT.finditer(page):
        tag, rest = element[1].lower(), element[2]
        names = {name.lower(): value.strip("\"'") for name, value in ATTRIBUTE.findall(rest)}
        if tag == "style":
            yield "<style>"
        if tag == "script" and "src" not in names and not names.get("type", "").endswith("json"):
            yield "<script> of its own"
        for name in names:
            if name == "style" or name.startswith("on"):
                yield f"{name}= on <{tag}>"


def _harmless(tag: str, name: str, value: str) -> bool:
    """Whether an address leads nowhere else by itself; only links may lead away, when followed."""
    compact = re.sub(r"[\s\x00-\x1f]+", "", value).replace("\\", "/").lower()
    scheme = urlsplit(compact).scheme if ":" in compact.split("/")[0].split("#")[0] else ""
    if name in LOADING or tag != "a":
        return not scheme and not compact.startswith("//")
    return not scheme or scheme in SCHEMES
