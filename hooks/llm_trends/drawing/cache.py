"""Drawings that were made before: a file for each layout of each chart.

The first line of a file says what the drawing was made from and what it consists of. A file that
does not fit in any way counts as none, and one that cannot be written is done without.
"""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from .svg import LARGEST, is_page_svg

KEPT, PICTURE, HALF = ".svg", ".kept", ".part"


@dataclass(frozen=True)
class Cache:
    """Below `folder`, which need not exist. Nothing here raises."""

    folder: Path

    @property
    def any(self) -> bool:
        """Whether anything is kept."""
        with contextlib.suppress(OSError):
            return next(self.folder.glob(f"*{KEPT}"), None) is not None
        return False

    def kept(self, name: str, key: str) -> str | None:
        """The drawing `name` if it was made from what `key` stands for."""
        path = self.folder / f"{name}{KEPT}"
        try:
            if not path.is_file() or path.stat().st_size > 4 * LARGEST:
                return None
            text = path.read_bytes().decode("utf-8")
        except (OSError, ValueError):
            return None
        head, _, svg = text.partition("\n")
        return svg if head == _head(key, svg) and is_page_svg(svg) else None

    def keep(self, name: str, key: str, svg: str) -> None:
        """Put a drawing in the place of the one before, at once or not at all.

        What cannot be put in place is left half-written, for `prune` to take away.
        """
        _put(self.folder / f"{name}{KEPT}", f"{_head(key, svg)}\n{svg}".encode())

    def prune(self, names: Collection[str]) -> None:
        """Take away the drawings of other names, and what a killed build left half-written."""
        _prune(self.folder, KEPT, names)


@dataclass(frozen=True)
class Pictures:
    """Pictures by what they were made from, below `folder`. Nothing here raises.

    A file is the digest of the picture and the picture.
    """

    folder: Path

    def kept(self, key: str) -> bytes | None:
        try:
            content = (self.folder / f"{key}{PICTURE}").read_bytes()
        except OSError:
            return None
        digest, png = content[:32], content[32:]
        return png if hashlib.sha256(png).digest() == digest else None

    def keep(self, key: str, png: bytes) -> None:
        _put(self.folder / f"{key}{PICTURE}", hashlib.sha256(png).digest() + png)

    def prune(self, keys: Collection[str]) -> None:
        """Take away all others."""
        _prune(self.folder, PICTURE, keys)


def _put(path: Path, content: bytes) -> None:
    """In the place of the file before, at once or not at all."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(suffix=HALF, dir=path.parent, delete=False) as file:
            half = Path(file.name)
            file.write(content)
        half.replace(path)


def _prune(folder: Path, suffix: str, names: Collection[str]) -> None:
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.suffix == HALF or (path.suffix == suffix and path.stem not in names):
                with contextlib.suppress(OSError):
                    path.unlink()


def _head(key: str, svg: str) -> str:
    return f"<!-- {key} {hashlib.sha256(svg.encode()).hexdigest()} -->"
