"""Which parts of a trend its author placed in the prose; the rest follows after it."""

from __future__ import annotations

import re

from .text.notation import mask

CALL = re.compile(
    r"\{\{-?\s*report\.(?P<macro>\w+)\(\s*(?:(?P<quote>['\"])(?P<id>[\w-]*)(?P=quote))?"
)


def placed(body: str) -> frozenset[str]:
    """`claim:sparse-attention`, `disagreement:training-cost`, `claims:` … for each macro call."""
    calls = CALL.finditer(mask(body))
    return frozenset(f"{call['macro']}:{call['id'] or ''}" for call in calls)
