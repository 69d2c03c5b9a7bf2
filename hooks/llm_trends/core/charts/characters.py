"""The text of a chart's file, without what nobody can see in it."""

from __future__ import annotations

from ..problems import Problem
from ..text import source_text
from ..text.characters import named, refused
from ..text.source_text import SourceText


def decode(path: str, raw: bytes) -> str | SourceText:
    """As `source_text.decode`; the first character that is refused is a problem too."""
    text = source_text.decode(path, raw)
    if isinstance(text, str) and (found := refused(text)):
        at = found.start()
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        wrong = f"holds {named(found[0])}; expected text without it"
        return SourceText(path, problems=(Problem(path, line, column, "encoding", wrong),))
    return text
