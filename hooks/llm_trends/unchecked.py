"""Files that would be published as they are though a browser opens them as pages of this site, or
that would give way to one that is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from unicodedata import normalize

from .archive import ARCHIVE
from .contents import is_content
from .core.files import is_run
from .core.places import DOCS
from .core.problems import Problem
from .core.text.positions import place_of
from .core.text.source_text import decode
from .exports import DATA, SCHEMAS
from .markup.safe import located_violations

PAGES = (".html", ".htm", ".xhtml", ".xht", ".xml", ".xsl")
PICTURE = ".svg"
MADE = {*DATA, ARCHIVE, "sitemap.xml", "sitemap.xml.gz"} - {*SCHEMAS}
TAKEN = "has the address of a file that is made; expected another name"
A_PAGE = "is a page that nobody checks; expected Markdown, or a line under `exclude_docs`"


def unchecked(docs: Path, paths: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with those of the files at `paths` below `docs` that can hold scripts."""
    first: dict[str, str] = {}
    for path in paths:
        twin = first.setdefault(normalize("NFC", path).casefold(), path)
        if twin != path:
            alike = twin.casefold() == path.casefold()
            way = "in capitals" if alike else "in how its letters with marks are stored"
            wrong = f"differs from {DOCS}{twin} {way} alone; expected another name, since many "
            yield Problem(DOCS + path, 1, 1, "file", f"{wrong}disks hold one of the two")
        if any("\ud800" <= letter <= "\udfff" for letter in path):
            wrong = "has a name that is not UTF-8; expected one that an address can hold"
            yield Problem(DOCS + path, 1, 1, "file", wrong)
        elif path.lower().endswith(PAGES) and not is_run(path) and path not in MADE:
            yield Problem(DOCS + path, 1, 1, "file", A_PAGE)
        elif path in MADE and not is_content(path):
            yield Problem(DOCS + path, 1, 1, "file", TAKEN)
        elif path.lower().endswith(PICTURE):
            with suppress(OSError):
                yield from _of_picture(path, (docs / path).read_bytes())


def _of_picture(path: str, raw: bytes) -> Iterator[Problem]:
    text = decode(DOCS + path, raw)
    if not isinstance(text, str):
        yield from text.problems  # a browser may read it, and what it holds was not seen
        return
    for offset, said in located_violations(text):
        wrong = f"{said} may not stand in a picture; expected shapes and text only"
        yield Problem(DOCS + path, *place_of(text, offset), "html", wrong)
