"""The content of the site as it lies on disk: the one place where it is read."""

from __future__ import annotations

from pathlib import Path

from .core.collect import BIBLIOGRAPHY, CONCLUSION, EXPLORABLES, VERIFICATION


def contents(docs: Path) -> dict[str, bytes]:
    """All files that the report is made of, as bytes, by their address below `docs`."""
    paths = [*docs.glob("*.md"), *docs.glob("trends/*.md"), *docs.glob(EXPLORABLES)]
    paths += [*docs.glob("charts/*.json"), *docs.glob("charts/*.csv")]
    paths += [docs / name for name in (BIBLIOGRAPHY, CONCLUSION, VERIFICATION)]
    return {
        path.relative_to(docs).as_posix(): path.read_bytes() for path in paths if path.is_file()
    }
