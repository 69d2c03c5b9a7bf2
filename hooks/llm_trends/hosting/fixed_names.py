"""Names that change with the content, so that a browser may keep a file for ever.

Each style and script that pages name gets a copy whose name holds the digest of its content, and
the folder of explorables, whose modules name each other, gets one as a whole. The files stay under
their plain names as well, for whoever has noted one.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from .living import living

FOLDER = "explorables"
FIXED = re.compile(r"assets/(?:.*/)?[\w-]+\.[0-9a-f]{8}(?:\.min)?\.(?:css|js)")
"""What is named by its content, by us or by the theme."""
ASSET = re.compile(r"assets/(?:.*/)?[^/]+\.(?:css|js)")
LOADED = re.compile(r"""(<(?:script|link)\b[^<>]*?\s(?:src|href)=")([^"#?:]+)(")""")


def fixed_names(site: Path) -> tuple[str, ...]:
    """What never changes: paths from the root of the site, a folder with `/` at its end."""
    files = (path for path in _files(site) if FIXED.fullmatch(path))
    folders = (f"{path.name}/" for path in site.glob(f"{FOLDER}-*") if path.is_dir())
    return tuple(sorted([*files, *folders]))


def fix_names(site: Path) -> None:
    """Make the copies, and have every page of `site` load them."""
    names = _copies(site)
    for page in living(site):
        text = page.read_text(encoding="utf-8")
        here = page.relative_to(site).as_posix()
        new = LOADED.sub(_renaming(here, names), text)
        if new != text:
            page.write_text(new, encoding="utf-8")


def _copies(site: Path) -> dict[str, str]:
    """From each plain path (a folder with `/`) to that of its copy."""
    names = {}
    for path in _files(site):
        if ASSET.fullmatch(path) and not FIXED.fullmatch(path):
            stem, ending = posixpath.splitext(path)
            names[path] = f"{stem}.{_digest([site / path])}{ending}"
            shutil.copyfile(site / path, site / names[path])
    folder = site / FOLDER
    if folder.is_dir():
        outside = [site / path for path in sorted(names)]  # what its files may name
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        names[f"{FOLDER}/"] = f"{FOLDER}-{_digest([*files, *outside])}/"
        shutil.copytree(folder, site / names[f"{FOLDER}/"])
    return names


def _renaming(page: str, names: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    """How a page names a file, whether counted from the page or from the root of its host."""

    def renamed(match: re.Match[str]) -> str:
        written = match[2]
        way = posixpath.join(posixpath.dirname(page), written)
        # `/trends/assets/x.css` of a site below `/trends/` ends in what the site calls it.
        targets = [posixpath.normpath(way)] if not written.startswith("/") else _ends(written)
        for target in targets:
            for plain, fixed in names.items():
                if target == plain or (plain.endswith("/") and target.startswith(plain)):
                    return f"{match[1]}{fixed.join(written.rsplit(plain, 1))}{match[3]}"
        return match[0]

    return renamed


def _ends(path: str) -> Iterator[str]:
    parts = path.strip("/").split("/")
    return ("/".join(parts[index:]) for index in range(len(parts)))


def _files(site: Path) -> Iterator[str]:
    for path in sorted(site.rglob("*")):
        if path.is_file():
            yield path.relative_to(site).as_posix()


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:8]
