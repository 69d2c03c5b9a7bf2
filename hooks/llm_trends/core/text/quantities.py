"""A number with its unit, as the whole site writes them."""

from __future__ import annotations

MINUS = "\N{MINUS SIGN}"


def quantity(value: float, unit: str) -> str:
    """`−55.8%`, `1,280 tokens`: ten digits, a true minus, no space before a percent sign."""
    number = f"{value:,.10g}".replace("-", MINUS)
    return number + ("" if unit.startswith("%") else " ") + unit
