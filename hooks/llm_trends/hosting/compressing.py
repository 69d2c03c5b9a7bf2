"""Ready-made gzip and brotli beside the files, smaller than what a server makes while one waits."""

from __future__ import annotations

import gzip
import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
from zopfli import gzip as zopfli

from ..core.groups import grouped

TEXTS = {
    *(".html", ".css", ".js", ".mjs", ".json", ".xml", ".svg", ".csv", ".txt", ".md", ".bib"),
    *(".ris", ".wasm", ".jsonld"),
}
PAGES = {".html", ".css", ".js", ".svg"}
"""What a page is made of: worth the time that the smallest gzip takes."""
LEAST = 1024
"""Bytes below which a file fits into one packet anyway."""
ROUNDS = 5
"""Of the search for the smallest gzip. Fifteen, as is usual, take half as long again for a
fiftieth of a percent."""


def compress(site: Path) -> int:
    """Write `x.gz` and `x.br` beside each text `x` that becomes smaller; returns how many texts.

    The same bytes give the same files: no time and no name is stored. They are compressed once,
    since frozen editions repeat most of the files of each other.
    """
    alike = grouped(
        ((hashlib.sha256(path.read_bytes()).digest(), path.suffix in PAGES), path)
        for path in sorted(site.rglob("*"))
        if path.suffix in TEXTS and path.is_file() and path.stat().st_size >= LEAST
    )
    with ThreadPoolExecutor() as pool:  # both libraries let other threads run meanwhile
        list(pool.map(_compress, alike.values()))
    return sum(map(len, alike.values()))


def smallest_gzip(content: bytes) -> bytes:
    compressed: bytes = zopfli.compress(content, numiterations=ROUNDS)
    return compressed


def _compress(alike: list[Path]) -> None:
    content = alike[0].read_bytes()
    of_page = alike[0].suffix in PAGES
    zipped = smallest_gzip(content) if of_page else gzip.compress(content, 9, mtime=0)
    brotlied = brotli.compress(content, mode=brotli.MODE_TEXT, quality=11)
    for ending, small in (("gz", zipped), ("br", brotlied)):
        if len(small) < len(content):
            for path in alike:
                path.with_name(f"{path.name}.{ending}").write_bytes(small)
