"""What a host says of every file, in one place: `_headers`, nginx and the pages are made of this.

The policy allows files of the site's own address and nothing else: no style or handler that stands
in a page, one script that does, known by its digest, no other host, no plug-in, and no frame but
for the cards of claims.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

from ..archive import ARCHIVE
from ..core.exports.feed import FEED

CONTENT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's style sheet has its icons as data
    "font-src": "'self' data:",  # the face of headings stands in the style sheet
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",  # the search without its script
}
ALWAYS = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "camera",
            "geolocation",
            "gyroscope",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "usb",
        )
    ),
}
CARD = re.compile(r"claims/[a-z0-9-]+/[a-z0-9-]+\.html")
"""What others may show in a frame, as a path from the root of the site; no sign is encoded."""
FOREVER = "public, max-age=31536000, immutable"
"""For files whose name changes with their content; all others are asked for again."""
AGAIN = "no-cache"
FOR_OTHERS = (
    *("data/", "charts/", "claims/"),
    *("datapackage.json", "codemeta.json", FEED, ARCHIVE),
)
"""What the scripts of other sites may read: all below a folder, or a file."""


def content_policy(within: str, frames: str = "") -> str:
    """The value of Content-Security-Policy. `within` is the script that stands in the pages.

    `frames` says who may frame; empty: it is not said.
    """
    digest = b64encode(hashlib.sha256(within.encode()).digest()).decode()
    rules = CONTENT | {"script-src": f"'self' 'sha256-{digest}'"}
    rules |= {"frame-ancestors": frames} if frames else {}
    return "; ".join(f"{name} {value}" for name, value in rules.items())
