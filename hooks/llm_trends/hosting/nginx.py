"""The site as a server of nginx, a file for its `conf.d` or `sites-enabled`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from .bundling import script_within
from .policy import AGAIN, ALWAYS, CARD, FOR_OTHERS, FOREVER, content_policy

TYPES = {
    "text/html": "html",
    "text/css": "css",
    "text/plain": "txt",
    "text/csv": "csv",
    "text/markdown": "md",
    "text/javascript": "js mjs",
    "text/x-bibtex": "bib",
    "application/json": "json",
    "application/x-research-info-systems": "ris",
    "application/xml": "xml",
    "application/pdf": "pdf",
    "application/wasm": "wasm",
    "application/zip": "zip",
    "application/gzip": "gz",
    "application/x-xz": "xz",
    "image/svg+xml": "svg",
    "image/png": "png",
    "image/x-icon": "ico",
    "font/woff2": "woff2",
}
"""All that a site consists of, since the list that comes with nginx lacks some."""
TEMPLATE = """\
# Written by `python hooks/release.py --nginx`. It speaks plain HTTP, for the loopback address or
# behind a server that ends TLS; with a certificate, change `listen` and add its two lines.
# As asked for, so that whoever frames a card that is not there sees the page that says so.
map $request_uri $llm_trends_frames {{
    default "'none'";
    "~^/{card}(?:$|[?])" "*";
}}
map $uri $llm_trends_cache {{
    default "{again}";
{fixed}
}}
map $request_uri $llm_trends_origin {{
    default "";
    "~^/(?:{shared})" "*";
}}
server {{
    listen {listen};
    server_name {name};
    root {root};
    server_tokens off;
    absolute_redirect off;
    index index.html;
    charset utf-8;
    charset_types *;
    types {{
{types}
    }}
    gzip_static on;
{brotli}    gzip_vary on;
    error_page 404 /404.html;
    add_header Content-Security-Policy "{policy}; frame-ancestors $llm_trends_frames" always;
    add_header Cache-Control $llm_trends_cache always;
    add_header Access-Control-Allow-Origin $llm_trends_origin always;
{always}
    location / {{
        try_files $uri $uri/ =404;
    }}
    location ~ ^/(?:_headers|_redirects)$|\\.(?:gz|br)$ {{
        return 404;
    }}
    location = /feed.xml {{
        types {{ }}
        default_type application/atom+xml;
    }}
{moved}}}
"""


def nginx_config(
    root: Path,
    listen: str,
    name: str,
    fixed: Iterable[str],
    moved: Mapping[str, str],
    brotli: bool,
) -> str:
    """`root` is absolute; `fixed` as in `_headers`; `moved` are old and new paths from the root.

    `brotli` needs the module ngx_http_brotli_static; without it, gzip serves everybody.
    """
    return TEMPLATE.format(
        card=CARD.pattern,
        again=AGAIN,
        fixed="\n".join(f'    "~^/{_pattern(path)}" "{FOREVER}";' for path in sorted(fixed)),
        shared="|".join(_pattern(path, "(?:$|[?])") for path in FOR_OTHERS),
        listen=listen,
        name=name,
        root=root.as_posix(),
        types="\n".join(f"        {kind} {endings};" for kind, endings in TYPES.items()),
        brotli="    brotli_static on;\n" if brotli else "",
        policy=content_policy(script_within(root)),
        always="\n".join(
            f'    add_header {name} "{value}" always;' for name, value in ALWAYS.items()
        ),
        moved="".join(
            f"    location = /{old} {{ return 301 /{new}; }}\n"
            for old, new in sorted(moved.items())
        ),
    )


def _pattern(path: str, end: str = "$") -> str:
    """A folder with all below it, or one file; `end` is what may follow its name."""
    escaped = re.escape(path)
    return escaped if path.endswith("/") else f"{escaped}{end}"
