"""Where JSON-LD stands in a page."""

from __future__ import annotations

import re

SCRIPT = re.compile(r'<script type="application/ld\+json">.*?</script>\n?', re.DOTALL)


def into_head(page: str) -> str:
    """The page with its JSON-LD moved from the content into the head.

    On a page change the theme runs every script of the content again, whatever its type.
    """
    head, end, body = page.partition("</head>")
    found = "".join(SCRIPT.findall(body))
    return f"{head}{found}{end}{SCRIPT.sub('', body)}" if found else page
