"""A short mark of content, by which it is known again."""

from __future__ import annotations

import hashlib
import json


def digest(content: object, digits: int) -> str:
    """So many hexadecimal digits over what JSON can hold, whatever the order of its fields."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:digits]
