"""Links of pages that are opened as files: from disk, a folder is no page."""

from __future__ import annotations

import re
from collections.abc import Callable

LINK = re.compile(
    r'(?<=\s)(?P<name>(?:href|src|action)="|content="1; url=)(?P<way>[^"#?:]*)(?P<rest>[?#][^"]*)?"'
)
"""A link to the same site, or where a page that moved leads. What has a colon names a scheme, and
so another place."""
PAGE = "index.html"


def to_files(html: str, is_folder: Callable[[str], bool]) -> str:
    """Links to folders, as `../jobs/#claim`, lead to their page, as `../jobs/index.html#claim`.

    `is_folder` says of a link's way, counted from the page, whether it is a folder with a page.
    """

    def full(match: re.Match[str]) -> str:
        way, rest = match["way"], match["rest"] or ""
        if way.startswith("/") or (not way and rest) or not is_folder(way):
            return match[0]
        file = f"{way.rstrip('/')}/{PAGE}" if way else PAGE
        return f'{match["name"]}{file}{rest}"'

    return LINK.sub(full, html)
