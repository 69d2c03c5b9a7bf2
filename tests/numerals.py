"""How numbers must not be written, on pages and by experiments: the site has one form for them."""

from __future__ import annotations

import html
import re

STRAY = re.compile(
    r"\d\s%"  # 50%, without a space
    r"|(?:(?<=[\s(\[])|^)-\d"  # −50, with a true minus
    r"|\d(?: million| billion)? US\$|(?:million|billion) US\$"  # US$40 million
    r"|\d\^\d"  # 10²³
)
UNSEEN = re.compile(r"<(script|style|pre|code)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def strays(markup: str) -> list[str]:
    """What stands in the text of HTML in another form, each with its surroundings."""
    text = html.unescape(TAG.sub(" ", UNSEEN.sub(" ", markup)))
    found = STRAY.finditer(text)
    return [" ".join(text[max(0, one.start() - 30) : one.end() + 20].split()) for one in found]
