"""Plain text beside notation, in every object of the published JSON."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ..text.notation import plain_text
from .schema import PLAIN


def with_plain(value: Any) -> Any:
    """The same data; an object with texts in notation has them without it under `plain`."""
    if isinstance(value, list):
        return [with_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {name: with_plain(item) for name, item in value.items()}
    plain = {
        name: without
        for name, item in value.items()
        if isinstance(item, str) and (without := _without(item)) is not None
    }
    return {**found, PLAIN: plain} if plain else found


def _without(text: str) -> str | None:
    """The text without its notation; nothing if it has none."""
    return _plain(text) if "[" in text else None


@lru_cache(maxsize=8192)
def _plain(text: str) -> str | None:
    plain = plain_text(text)
    return plain if plain != " ".join(text.split()) else None
