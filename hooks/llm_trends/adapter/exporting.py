"""Files that MkDocs does not know: small ones by the thousand, pictures, the archive.

A build writes them into the site. Under `serve` each is made when somebody asks for it, since
writing them all would take as long as the rest of a save.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..archive import ARCHIVE, archive, packed
from ..compose import Site
from ..core.views.changes import report_changed
from ..drawing.painter import Painter, Painting


@dataclass
class Exports:
    """What stands beside the pages of a site."""

    painter: Painter
    site: Site = field(default_factory=Site)
    painting: Painting | None = None

    def take(self, site: Site) -> None:
        """From now on those of this site."""
        self.site, self.painting = site, None

    def begin(self) -> Painting:
        """Have pictures painted while other work is done."""
        self.painting = self.painting or self.painter.start(self.site.pictures)
        return self.painting

    @property
    def expected(self) -> frozenset[str]:
        """The paths that a complete site has beside the files that MkDocs knows."""
        return frozenset((*self.site.small, *self.site.pictures, ARCHIVE))

    def write(self, folder: Path) -> list[str]:
        """Into the built site; returns what could not be painted."""
        painting = self.begin()
        pictures = painting.result()
        small = {path: text.encode() for path, text in self.site.small.items()}
        written = {**small, **pictures, ARCHIVE: self._archive(pictures)}
        for place in {(folder / path).parent for path in written}:
            place.mkdir(parents=True, exist_ok=True)
        for path, content in written.items():
            (folder / path).write_bytes(content)
        return painting.wrong

    def content(self, path: str) -> bytes | None:
        """One of the files, made now; nothing if there is none of this name."""
        if path in self.site.small:
            return self.site.small[path].encode()
        if path == ARCHIVE:
            return self._archive(self.begin().result())
        return self.begin().result().get(path) if path in self.site.pictures else None

    def _archive(self, pictures: Mapping[str, bytes]) -> bytes:
        texts = {**self.site.files, **self.site.small}
        files = {**{path: text.encode() for path, text in texts.items()}, **pictures}
        held = {path: content for path, content in files.items() if packed(path)}
        return archive(held, report_changed(self.site.good.report))
