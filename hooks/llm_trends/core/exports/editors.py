"""JSON Schemas of what editors write, for their tools."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel

from ..conclusion import ConclusionData
from ..model import Header
from .schema import DIALECT, as_json


@cache
def header_schema() -> str:
    """Of a trend page's header."""
    return _schema(Header, "Header of a trend page")


@cache
def conclusion_schema() -> str:
    """Of `docs/conclusion.yml`."""
    return _schema(ConclusionData, "Statements of the conclusion")


def _schema(model: type[BaseModel], name: str) -> str:
    schema = model.model_json_schema(mode="validation")
    return as_json({"$schema": DIALECT, "title": name, **schema})
