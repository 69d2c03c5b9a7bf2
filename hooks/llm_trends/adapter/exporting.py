"""Files that MkDocs does not know: small ones by the thousand, pictures, the archive."""

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
    """What is written beside the pages. It outlives a build, and makes the archive anew only if
    something in it is new."""

    painter: Painter
    painting: Painting | None = None
    packed: Mapping[str, bytes] = field(default_factory=dict)
    archive: bytes = b""

    def begin(self, site: Site) -> None:
        """Have pictures painted while pages are made."""
        self.painting = self.painter.start(site.pictures)

    def expected(self, site: Site) -> set[str]:
        """The paths that a complete site has beside the files that MkDocs knows."""
        return {*site.small, *site.pictures, ARCHIVE}

    def write(self, folder: Path, site: Site, *, patient: bool) -> list[str]:
        """Into the built site; returns what could not be painted. Patience is for releases."""
        pictures = self.painting.result(patient=patient) if self.painting else {}
        texts = {**site.files, **site.small}
        files = {path: text.encode() for path, text in texts.items()}
        held = {path: content for path, content in {**files, **pictures}.items() if packed(path)}
        if held != self.packed:
            self.packed = held
            self.archive = archive(held, report_changed(site.good.report))
        written = {path: files[path] for path in site.small} | pictures | {ARCHIVE: self.archive}
        for place in {(folder / path).parent for path in written}:
            place.mkdir(parents=True, exist_ok=True)
        for path, content in written.items():
            (folder / path).write_bytes(content)
        return self.painting.wrong if self.painting else []
