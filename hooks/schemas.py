"""Write the schemas that editors' tools read: `python hooks/schemas.py` after changing a model."""

from __future__ import annotations

from pathlib import Path

from llm_trends.core.exports.editors import conclusion_schema, header_schema

DATA = Path(__file__).parent.parent / "docs" / "data"

if __name__ == "__main__":
    (DATA / "trend.schema.json").write_text(header_schema(), encoding="utf-8")
    (DATA / "conclusion.schema.json").write_text(conclusion_schema(), encoding="utf-8")
