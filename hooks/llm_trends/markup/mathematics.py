"""LaTeX to MathML, with a fault in words instead of an exception."""

from __future__ import annotations

from latex2mathml.converter import convert

MOST = 2000


def mathml(latex: str, display: str = "inline") -> tuple[str, str]:
    """(MathML, "") or ("", what is wrong with the formula)."""
    if len(latex) > MOST:
        return "", f"is {len(latex)} characters long; expected at most {MOST}"
    try:
        return convert(latex, display=display), ""
    except Exception as error:  # the converter has a dozen exception classes
        return "", f"cannot be read: {type(error).__name__}"
