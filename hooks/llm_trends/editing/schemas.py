"""The schemas that editors' tools read, written anew after a change of a model."""

from __future__ import annotations

from ..core.exports.editors import conclusion_schema, header_schema
from .change import Change


def schemas() -> Change:
    """Both schemas, from the models."""
    files = {
        "docs/data/trend.schema.json": header_schema().encode(),
        "docs/data/conclusion.schema.json": conclusion_schema().encode(),
    }
    return Change(files, tuple(f"{path} is as the model says" for path in files))
