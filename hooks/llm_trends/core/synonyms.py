"""Words that readers use for the same thing: the file `docs/synonyms.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from .kinds_of_text import Text
from .model import Model

Group = Annotated[tuple[Text, ...], Field(min_length=2)]


class Synonyms(Model):
    """A search for one word or phrase of a group finds the others too, as weaker answers."""

    groups: tuple[Group, ...] = ()
    pages: Mapping[str, tuple[Text, ...]] = Field(default_factory=dict)
    """By the path of a page that is no trend: what readers ask for whom it helps."""
