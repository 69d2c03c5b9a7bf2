"""The conclusion: statements bound to the claims they rest on.

A statement carries the digest that its claims had when an editor last read them together. If a
claim changes, the digest no longer fits, and the statement says so until someone reads again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from .dates import PartialDate
from .digests import digest
from .kinds_of_text import ClaimRef, Once, Slug, Text
from .model import Claim, Model
from .text.source_text import SourceText


class Statement(Model):
    """One sentence of the conclusion."""

    id: Slug
    report: Text = Field(description="What the 2024 report concludes, in our words.")
    text: Text = Field(description="What the evidence lets us conclude.")
    rests_on: Annotated[tuple[ClaimRef, ...], Once] = Field(min_length=1)
    read: PartialDate = Field(description="When an editor last read the claims together.")
    digest: Text = Field(description="Digest of the claims at that reading.")


class ConclusionData(Model):
    """The file `docs/conclusion.yml`."""

    summary: Text
    charts: Annotated[tuple[Slug, ...], Once] = Field(
        (), description="The charts that stand on the home page."
    )
    statements: tuple[Statement, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Conclusion:
    """The statements as read, and the text that they were read from."""

    data: ConclusionData | None = None
    source: SourceText = field(default_factory=lambda: SourceText(""))

    @property
    def statements(self) -> tuple[Statement, ...]:
        return self.data.statements if self.data else ()


def digest_of(refs: tuple[str, ...], claims: Mapping[str, Claim]) -> str:
    """Twelve hexadecimal digits over the content of the claims, whatever their order.

    Every field counts, since a statement may rest on any of them; the layout of the file does
    not. A claim that is missing counts as empty.
    """
    content = {ref: claims[ref].model_dump(mode="json") if ref in claims else None for ref in refs}
    return digest(content, 12)
