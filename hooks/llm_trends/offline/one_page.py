"""All pages of a copy for reading from disk as the parts of one page, with links among them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

from .links import PAGE

ARTICLE = '<article class="md-content__inner'
TITLE = re.compile(r"<title>(.*?)(?: · [^<]*)?</title>", re.DOTALL)
NEXT = re.compile(r'<link rel="next" href="([^"]+)">')
STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
SYMBOLS = re.compile(r'<svg class="verdict-marks".*?</svg>', re.DOTALL)
PROGRAM = re.compile(r"<script\b.*?</script>", re.DOTALL)
FOLDED = re.compile(r"<details\b(?![^>]*\sopen\b)")
NAMED = re.compile(r'(?<=\sid=")[^"]*')
REFERS = re.compile(
    r'\s(?P<name>href|xlink:href|for|headers|aria-(?:describedby|labelledby|controls|details))="(?P<to>[^"]*)"'
)
LEFT_OUT = ("contributing/", "data/", "claims/", "changes/", "corrections/", "editions/")
"""For editors and programs; a list of claims that stand in full with their trends; and the past."""


@dataclass(frozen=True)
class Part:
    """A page as a part of the one: its anchor, its title, and its HTML with links made to fit."""

    anchor: str
    title: str
    html: Markup


def order(read: Callable[[str], str]) -> list[str]:
    """The pages in the order in which each names its next one, as `trends/jobs/index.html`."""
    found = [PAGE]
    while (named := NEXT.search(read(found[-1]))) is not None:
        following = posixpath.normpath(posixpath.join(posixpath.dirname(found[-1]), named[1]))
        if following in found:
            break
        found.append(following)
    return [path for path in found if not path.startswith(LEFT_OUT)]


def parts(pages: Mapping[str, str], address: str) -> list[Part]:
    """The parts that `pages`, from path to HTML, become, in the same order.

    A link to one of `pages` leads to its part. Another one leads to where the site is published;
    without such an `address` its words stay and lead nowhere, rather than to a reader's disk.
    """
    articles = {path: _article(html) for path, html in pages.items()}
    named = {path: frozenset(NAMED.findall(html)) for path, html in articles.items()}
    return [
        Part(anchor(path), _title(pages[path]), Markup(_fitted(path, html, named, address)))
        for path, html in articles.items()
    ]


def anchor(path: str) -> str:
    """`trends/jobs/index.html` → `trends-jobs`."""
    return path.removesuffix(PAGE).strip("/").replace("/", "-") or "home"


def _title(html: str) -> str:
    found = TITLE.search(html)
    return unescape(found[1].strip()) if found else ""


def _article(html: str) -> str:
    start = html.index(">", html.index(ARTICLE)) + 1
    inner = PROGRAM.sub("", html[start : html.rindex("</article>")])
    return FOLDED.sub("<details open", inner)


def _fitted(path: str, html: str, named: Mapping[str, frozenset[str]], address: str) -> str:
    own = anchor(path)

    def place(target: str, fragment: str) -> str:
        """Where a link leads; a place that the one page lacks is the beginning of its part."""
        known = fragment in named[target]
        return f"#{anchor(target)}--{fragment}" if known else f"#{anchor(target)}"

    def refer(match: re.Match[str]) -> str:
        name, to = match["name"], match["to"]
        if name not in ("href", "xlink:href"):
            words = (f"{own}--{one}" if one in named[path] else one for one in to.split())
            return f' {name}="{" ".join(words)}"'
        way, _, fragment = to.partition("#")
        if ":" in way or (not way and fragment not in named[path]):
            return match[0]  # another site, or a mark that all parts share
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), way)) if way else path
        file = target.partition("?")[0]
        if file in named:
            return f' {name}="{place(file, fragment)}"'
        rest = target.removesuffix(PAGE) + (f"#{fragment}" if fragment else "")
        return f' {name}="{address.rstrip("/")}/{rest}"' if address else ""

    renamed = NAMED.sub(lambda found: f"{own}--{found[0]}", html)
    return REFERS.sub(refer, renamed)
