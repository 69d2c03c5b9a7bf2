"""Entries for the tests of the sources."""

from __future__ import annotations

from llm_trends.core.sources.bibliography import Source, read_bibliography


def entry(key: str = "one", /, **fields: str | None) -> str:
    """A complete entry, one field a line, the title on line 2; `None` leaves a field out."""
    complete: dict[str, str | None] = {
        "title": "A Title",
        "author": "Bee, Ann",
        "year": "2024",
        "url": f"https://example.org/{key}",
        "entrysubtype": "paper",
    }
    lines = [
        f"  {name} = {{{value}}},\n"
        for name, value in {**complete, **fields}.items()
        if value is not None
    ]
    return f"@misc{{{key},\n{''.join(lines)}}}\n"


def source(**fields: str | None) -> Source:
    """The source of an entry that has nothing wrong."""
    read = read_bibliography("s.bib", entry(**fields))
    assert not read.problems
    return read.sources["one"]


def said(text: str | bytes) -> list[str]:
    """All problems of a file."""
    return [str(problem) for problem in read_bibliography("s.bib", text).problems]
