"""Files beside the pages: the data, small files by the thousand, pictures, the archive.

A build writes them into the site. Under `serve` each is made when somebody asks for it, since
making and writing them all would take longer than the rest of a save.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..archive import ARCHIVE, archive, packed
from ..core.editions import FROZEN
from ..core.views.changes import report_changed
from ..drawing.painter import Painter, Painting
from ..exports import Exported


@dataclass
class Exports:
    """What stands beside the pages of a site."""

    painter: Painter
    exported: Exported | None = None
    painting: Painting | None = None
    search: Callable[[], Mapping[str, str]] = dict
    """Makes the files of the search."""

    def take(self, exported: Exported | None) -> None:
        """From now on these."""
        if exported is not self.exported:
            self.exported, self.painting = exported, None

    def begin(self) -> Painting:
        """Have pictures painted while other work is done."""
        wanted = self.exported.pictures if self.exported else {}
        self.painting = self.painting or self.painter.start(wanted)
        return self.painting

    @property
    def unknown(self) -> frozenset[str]:
        """The paths of what MkDocs does not know of."""
        found = self.exported
        return frozenset((*found.small, *found.frozen, *found.pictures, ARCHIVE) if found else ())

    def write(self, folder: Path) -> list[str]:
        """What MkDocs does not know, into the built site; returns what could not be painted."""
        if self.exported is None:
            return []
        painting = self.begin()
        small = {path: text.encode() for path, text in self.exported.small.items()}
        _write_all(folder, {**small, **self.exported.frozen})  # while pictures are painted
        pictures = painting.result()
        _write_all(folder, {**pictures, ARCHIVE: self._archive(pictures)})
        return painting.wrong

    def content(self, path: str) -> bytes | None:
        """One of the files, made now; nothing if there is none of this name."""
        found = self.exported
        if found is None:
            return None
        if path == ARCHIVE:
            return self._archive(self.begin().result())
        if path.endswith(".png"):
            return self.begin().result().get(path) if path in found.pictures else None
        if FROZEN.match(path):
            return found.frozen.get(f"{path}index.html" if path.endswith("/") else path)
        for name in ("files", "small"):
            texts: Mapping[str, str] = getattr(found, name)  # made when it is asked for
            if path in texts:
                return texts[path].encode()
        text = self.search().get(path)
        return text.encode() if text is not None else None

    def _archive(self, pictures: Mapping[str, bytes]) -> bytes:
        assert self.exported is not None
        texts = {**self.exported.files, **self.exported.small}
        files = {**{path: text.encode() for path, text in texts.items()}, **pictures}
        held = {path: content for path, content in files.items() if packed(path)}
        return archive(held, report_changed(self.exported.report))


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Thousands of small files, so that each is opened, written and closed and nothing more."""
    for place in sorted({path.rpartition("/")[0] for path in files}):
        (folder / place).mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        with open(f"{folder}/{path}", "wb", buffering=0) as file:  # noqa: PTH123
            file.write(content)
