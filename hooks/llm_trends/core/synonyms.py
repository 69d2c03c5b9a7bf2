"""Words that readers use for the same thing: the file `docs/synonyms.yml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .model import Model, Text

Group = Annotated[tuple[Text, ...], Field(min_length=2)]


class Synonyms(Model):
    """A search for one word or phrase of a group finds the others too, as weaker answers."""

    groups: tuple[Group, ...] = ()
