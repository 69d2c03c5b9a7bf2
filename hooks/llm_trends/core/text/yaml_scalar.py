"""What text of YAML without quotes means."""

from __future__ import annotations

import math
import re

Scalar = str | int | float | bool | None
INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,99})")
DECIMAL = re.compile(
    r"[-+]?(?:0|[1-9][0-9]{0,99})?(?:\.[0-9]{1,99}(?:[eE][-+]?[0-9]{1,3})?|[eE][-+]?[0-9]{1,3})"
)
NOT_ZERO = re.compile(r"[-+]?[0.]*[1-9]")
WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def scalar(text: str) -> Scalar:
    """What unquoted text means: a number or a truth value where it can mean nothing else.

    Text with leading zeros, underscores, colons or letters stays text, as an editor expects.
    """
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text):
        return int(text)
    if DECIMAL.fullmatch(text) and can_be_held(text):
        return float(text)
    return text


def can_be_held(written: str) -> bool:
    """Whether a decimal is neither more than a number can hold nor so small that it becomes 0."""
    value = float(written)
    return math.isfinite(value) and (value != 0 or not NOT_ZERO.match(written))
