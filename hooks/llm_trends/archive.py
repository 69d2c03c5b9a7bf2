"""All data in one file, the same bytes for the same content wherever it is made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from .core.dates import PartialDate

ARCHIVE = "llm-trends-2024.zip"
PACKED = ("data/", "charts/", "claims/")
ALONE = ("datapackage.json", "codemeta.json", "CITATION.cff")
MODE = 0o644 << 16
UNIX = 3


def packed(path: str) -> bool:
    """Whether a published file is part of the archive: data, no pages and no single citations."""
    name = path.rpartition("/")[2]
    cited = name.endswith((".csl.json", ".ris", ".bib"))
    cited = cited and (name.startswith("cite.") or not path.startswith("data/"))
    return path in ALONE or (path.startswith(PACKED) and not cited and not name.endswith(".html"))


def archive(files: Mapping[str, bytes], date: PartialDate | None) -> bytes:
    """A ZIP of the files in the order of their paths, each dated by the content."""
    first = date.first_day if date else None
    moment = (first.year, first.month, first.day, 0, 0, 0) if first else (1980, 1, 1, 0, 0, 0)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for path, content in sorted(files.items()):
            item = zipfile.ZipInfo(path, moment)
            item.external_attr, item.create_system = MODE, UNIX
            item.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(item, content)
    return out.getvalue()
