"""Where everything stands: the one home of addresses.

A *place* is a source file below `docs/`, with a fragment where it is part of a page:
`trends/efficiency.md#sparse-attention`, `charts/price.csv`. From a place come three kinds of
address: seen from another page, from the root of the site, and absolute.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from .core.sources.identifiers import names_a_host

SCHEMES = ("http", "https", "mailto")
SITE = re.compile(r"https?://(?:[\w.-]+|\[[0-9a-f:]+\])(?::[0-9]+)?(?:/[\w.~%/-]*)?", re.IGNORECASE)
MAILBOX = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")


@dataclass(frozen=True)
class Addresses:
    """`base` is the address at which the site is published; pages are directories or files."""

    base: str = "/"
    directories: bool = True

    def from_root(self, place: str) -> str:
        """`trends/x.md#y` → `/trends/x/#y`, or `/trends/x.html#y` where pages are files."""
        path, hash_, fragment = place.partition("#")
        return f"/{self._built(path)}{hash_}{fragment}"

    def absolute(self, place: str) -> str:
        """Without a known address of the site, counted from its root."""
        return self.base.rstrip("/") + self.from_root(place)

    def published(self, place: str) -> str:
        """The absolute address; empty if nobody has said where the site is published."""
        return self.absolute(place) if urlsplit(self.base).netloc else ""

    def seen_from(self, page: str, place: str) -> str:
        """The relative address of a place, as a built page must write it."""
        path, hash_, fragment = place.partition("#")
        if not path or path == page:
            return f"{hash_}{fragment}" or "#"
        here, there = self._built(page), self._built(path)
        return f"{relative(here, there)}{hash_}{fragment}"

    def _built(self, path: str) -> str:
        """`trends/x.md` → `trends/x/`; `data/index.md` → `data/`; other files as they are."""
        if not path.endswith(".md"):
            return path
        stem = path.removesuffix(".md")
        if not self.directories:
            return f"{stem}.html"
        return stem.removesuffix("index") if stem.split("/")[-1] == "index" else f"{stem}/"


@lru_cache(maxsize=65536)
def relative(here: str, there: str) -> str:
    """The way from a built page to a built address; pages have thousands of links to few places.

    Both are counted from the root, or Python would ask for the folder that it works in.
    """
    way = posixpath.relpath(f"/{there}", f"/{posixpath.dirname(here)}")
    return f"{way}/" if there.endswith("/") or not there else way


def allowed(address: str) -> bool:
    """Whether an address may be linked: of a scheme that runs nothing, and leading somewhere."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # as of a host in brackets that are not closed
        return False
    if parts.scheme == "mailto":
        return bool(MAILBOX.fullmatch(parts.path))
    return parts.scheme in SCHEMES and names_a_host(address.strip())


def is_site_address(address: str) -> bool:
    """Whether pages can be published below an address: a host, perhaps a port and a path."""
    try:
        parts = urlsplit(address)
        host = bool(parts.hostname) and parts.port != 0  # which raises if it is none
    except ValueError:
        return False
    return host and parts.scheme in ("http", "https") and bool(SITE.fullmatch(address))
