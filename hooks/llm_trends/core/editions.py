"""Frozen editions: what was published once stays readable under an address of its own.

An edition is an archive in `docs/editions/`, `2026-11.tar.xz`, with the pages, styles and data of a
day. The history has its row with the digest of the archive, so that a change would not pass unseen.
"""

from __future__ import annotations

import hashlib
import io
import json
import lzma
import re
import tarfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from .files import BIBLIOGRAPHY, HISTORY
from .history import NAME, History
from .places import DOCS, EDITIONS
from .problems import Problem
from .sources.bibliography import Bibliography

ENDING = ".tar.xz"
REPORT = "data/report.json"
FROZEN = re.compile(rf"{EDITIONS}{NAME}/")
"""How the address of everything in an edition begins."""


class PackedError(ValueError):
    """Why an archive cannot be unpacked."""


def archive_of(name: str) -> str:
    """`2026-11` → `editions/2026-11.tar.xz`."""
    return f"{EDITIONS}{name}{ENDING}"


def folder_of(name: str) -> str:
    """`2026-11` → `editions/2026-11/`, where its pages stand."""
    return f"{EDITIONS}{name}/"


def name_of(archive: str) -> str:
    return PurePosixPath(archive).name.removesuffix(ENDING)


def is_archive(path: str) -> bool:
    return path.startswith(EDITIONS) and path.endswith(ENDING)


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def edition_faults(files: Mapping[str, bytes], history: History) -> Iterator[Problem]:
    """Archives that changed, are gone or were never frozen."""
    frozen = {row.subject: row for row in history.editions}
    for name, row in frozen.items():
        path = archive_of(name)
        if path not in files:
            wrong = f"{DOCS}{path} is gone; expected it, since others link to the edition"
            yield Problem(DOCS + HISTORY, row.line, 1, "subject", wrong)
        elif (now := digest(files[path])) != row.is_:
            expected = f"{row.is_} of {DOCS}{HISTORY}:{row.line}, since an edition never changes"
            wrong = f"has the digest {now}; expected {expected}"
            yield Problem(DOCS + path, 1, 1, "file", wrong)
    for path in sorted(filter(is_archive, files)):
        if name_of(path) not in frozen:
            wrong = f"has no row in {DOCS}{HISTORY}; expected what `hooks/edition.py` freezes"
            yield Problem(DOCS + path, 1, 1, "file", wrong)


def lost_sources(editions: Mapping[str, bytes], bibliography: Bibliography) -> Iterator[Problem]:
    """Sources whose citations an edition links, by its name, and that have no entry any more."""
    for name, raw in editions.items():
        for key in sorted(sources_of(raw)):
            if not bibliography.knows(key):
                wrong = f"'{key}' has no entry, and edition {name} links to its citations"
                expected = "expected its entry to stay, though nothing else cites it"
                yield Problem(DOCS + BIBLIOGRAPHY, 1, 1, "key", f"{wrong}; {expected}")


def packed(files: Mapping[str, bytes]) -> bytes:
    """The archive of the files of an edition, the same bytes for the same files."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path, content in sorted(files.items()):
            item = tarfile.TarInfo(path)
            item.size = len(content)
            archive.addfile(item, io.BytesIO(content))
    return lzma.compress(out.getvalue(), preset=9 | lzma.PRESET_EXTREME)


@lru_cache(maxsize=16)
def unpacked(raw: bytes) -> Mapping[str, bytes]:
    """The files of an archive by their paths. Raises `PackedError`."""
    try:
        with tarfile.open(fileobj=io.BytesIO(lzma.decompress(raw)), mode="r:") as archive:
            return dict(_members(archive))
    except (tarfile.TarError, lzma.LZMAError, EOFError) as error:
        raise PackedError(f"is no archive: {error}") from error


@lru_cache(maxsize=16)
def sources_of(raw: bytes) -> frozenset[str]:
    """The keys of the sources that an edition lists. Raises `PackedError`."""
    report = json.loads(unpacked(raw).get(REPORT, b"{}"))
    return frozenset(source["key"] for source in report.get("sources", ()))


def _members(archive: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for item in archive:
        path = PurePosixPath(item.name)
        if path.is_absolute() or ".." in path.parts:
            raise PackedError(f"would write outside of its folder, to {item.name}")
        file = archive.extractfile(item)
        if file:
            yield path.as_posix(), file.read()
