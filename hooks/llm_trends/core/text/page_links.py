"""Links of Markdown in a page, and those of them that lead to no page of the site.

A link to a page names its file, `../method.md#verdicts`: it then holds in an editor, in a copy
read from disk and below any address. Links to other files and to anchors are for whoever lists
the files and converts the pages.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

from ..places import DOCS
from ..problems import Problem, nearest
from .source_text import SourceText

ADDRESS = r"(?:<(?P<angle>[^<>\n]+)>|(?P<bare>(?:[^()\s<>]|\([^()\s]*\))+))"
INLINE = re.compile(rf"\]\(\s*{ADDRESS}")
GOES_ON = re.compile(r"[ \t]+[^\s)\"']")
"""An address with a blank in it, which makes no link; that is said of its sign."""
DEFINED = re.compile(
    r"^ {0,3}\[[^\[\]^\n][^\[\]\n]*\]:[ \t]*(?:<(?P<angle>[^<>\n]+)>|(?P<bare>\S+))", re.MULTILINE
)
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
FILE = "expected the path of a file, as ../method.md#verdicts"
HOST = "names a host without `https:`; expected the whole address"
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""What Markdown takes for the sign alone."""
BACKSLASH = "holds a backslash, which browsers read as /; expected / itself"


@dataclass(frozen=True)
class WrittenLink:
    """An address in the prose of a page: where it begins, and as it is written."""

    offset: int
    to: str


@lru_cache(maxsize=8192)
def written_links(source: SourceText) -> tuple[WrittenLink, ...]:
    """All addresses of links, pictures and named addresses, in their order; remembered by page."""
    text = source.prose.text
    found = [*INLINE.finditer(text), *DEFINED.finditer(text)]
    places = [(one.start(one.lastgroup or 0), one["angle"] or one["bare"]) for one in found]
    return tuple(WrittenLink(*place) for place in sorted(places))


def bare(address: str) -> str:
    """An address as a browser reads it: without escapes, references, blanks and line breaks."""
    return re.sub(r"[\s\x00-\x1f]+", "", unescape(ESCAPED.sub(r"\1", address)))


def page_link_faults(source: SourceText, pages: Collection[str]) -> Iterator[Problem]:
    """Links that ought to lead to a page. `pages` are the paths of all pages below `docs/`, written
    and generated."""
    page = source.path.removeprefix(DOCS)
    for link in written_links(source):
        if GOES_ON.match(source.body, link.offset + len(link.to)):
            continue
        if wrong := _wrong(unquote(unescape(link.to)), page, pages):
            yield source.problem_in_body(link.offset, link.to, wrong)


def _wrong(to: str, page: str, pages: Collection[str]) -> str:
    path = re.split("[?#]", to, maxsplit=1)[0]
    if "\\" in ESCAPED.sub(r"\1", to):
        return BACKSLASH
    if to.startswith("//"):
        return HOST
    if SCHEME.match(bare(to)) or to.startswith("#"):
        return ""
    if not path:
        return f"leads nowhere: this page takes no question; {FILE}"
    folder = posixpath.dirname(page)
    end = posixpath.normpath(posixpath.join(folder, path))
    if path.startswith("/"):
        wrong = "leads nowhere: it begins at the root of a site, which may lie anywhere"
    elif path.endswith(".md") and end not in pages:
        wrong = f"leads nowhere: there is no page {end}"
    elif not posixpath.splitext(path.rstrip("/"))[1]:
        wrong = "leads nowhere: it names no file"
    else:
        return ""
    meant = _meant(_called(path.lstrip("/") if path.startswith("/") else end), pages)
    if not meant:
        return f"{wrong}; {FILE}"
    near = posixpath.relpath(meant, folder or ".") + to[len(path) :]
    return f"{wrong}; {FILE}; did you mean '{near}'?"


def _meant(wanted: str, pages: Collection[str]) -> str:
    """The page of that address, else the only one of that name, else one of a name like it."""
    by_address = {_called(page): page for page in sorted(pages)}
    name = posixpath.basename(wanted)
    alike = [page for called, page in by_address.items() if posixpath.basename(called) == name]
    if wanted in by_address or len(alike) == 1:
        return by_address.get(wanted) or alike[0]
    near = nearest(wanted, filter(None, by_address))
    return by_address[near] if near else ""


def _called(path: str) -> str:
    """`method.md`, `method/` and `method/index.html` → `method`; the home page is empty."""
    called = re.sub(r"(?:^|/)index(?:\.md|\.html?)?$", "", path.rstrip("/"), flags=re.IGNORECASE)
    return re.sub(r"\.(?:md|html?)$", "", called, flags=re.IGNORECASE).lower().strip(".")
