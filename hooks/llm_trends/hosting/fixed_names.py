"""Names that change with the content, so that a browser may keep a file for ever.

Each style, script and font gets a copy whose name holds the digest of its content, and the folder
of explorables, whose modules name each other, gets one as a whole. The files stay under their plain
names as well, for whoever has noted one. Frozen editions never change under any name.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from ..core.places import EDITIONS
from .living import rewrite

FOLDER = "explorables"
FIXED = re.compile(r"assets/(?:.*/)?[\w-]+\.[0-9a-f]{8}(?:\.min)?\.(?:css|js|svg|woff2)")
"""What is named by its content, by us or by the theme."""
ASSET = re.compile(r"assets/(?:.*/)?[^/]+\.(?:css|js|woff2)")
FONT, STYLE = ".woff2", ".css"
FROM_STYLE = re.compile(r'(url\("?)([^"():]+)("?\))')
LOADED = re.compile(r"""(<(?:script|link)\b[^<>]*?\s(?:src|href)=")([^"#?:]+)(")""")


def fixed_names(site: Path) -> tuple[str, ...]:
    """What never changes: paths from the root of the site, a folder with `/` at its end."""
    files = (path for path in _files(site) if FIXED.fullmatch(path))
    found = [*site.glob(f"{FOLDER}-*"), *site.glob(f"{EDITIONS}*")]
    folders = (f"{path.relative_to(site).as_posix()}/" for path in found if path.is_dir())
    return tuple(sorted([*files, *folders]))


def fix_names(site: Path) -> None:
    """Make the copies, and have every page of `site` load them."""
    names = _copies(site)

    def fixed(page: Path, text: str) -> str:
        return LOADED.sub(_renaming(page.relative_to(site).as_posix(), names), text)

    rewrite(site, fixed)


def _copies(site: Path) -> dict[str, str]:
    """From each plain path (a folder with `/`) to that of its copy."""
    names: dict[str, str] = {}
    plain = [path for path in _files(site) if ASSET.fullmatch(path) and not FIXED.fullmatch(path)]
    for path in sorted(plain, key=lambda path: (not path.endswith(FONT), path)):
        stem, ending = posixpath.splitext(path)
        content = (site / path).read_bytes()
        if ending == STYLE:  # its name has to change with those of its fonts
            content = _with_fonts(path, content.decode(), names).encode()
        names[path] = f"{stem}.{_digest([(posixpath.basename(path), content)])}{ending}"
        (site / names[path]).write_bytes(content)
    folder = site / FOLDER
    if folder.is_dir():
        outside = [site / path for path in sorted(names)]  # what its files may name
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        contents = ((path.name, path.read_bytes()) for path in (*files, *outside))
        names[f"{FOLDER}/"] = f"{FOLDER}-{_digest(contents)}/"
        shutil.copytree(folder, site / names[f"{FOLDER}/"])
    return names


def _with_fonts(style: str, text: str, names: Mapping[str, str]) -> str:
    """A style that names the copies of its fonts."""
    folder = posixpath.dirname(style)

    def renamed(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, match[2]))
        way = posixpath.relpath(names[target], folder) if target in names else match[2]
        return f"{match[1]}{way}{match[3]}"

    return FROM_STYLE.sub(renamed, text)


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


def _digest(contents: Iterable[tuple[str, bytes]]) -> str:
    """Of files by their names and contents."""
    digest = hashlib.sha256()
    for name, content in contents:
        digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()[:8]
