"""`_headers` as Netlify and Cloudflare Pages read it from the root of a site.

Where several rules match a path, Netlify takes the value of the most specific one, and Cloudflare
joins them all. So a header that two rules have must mean the same either way: of two content
policies a browser enforces both, and no rule for all paths speaks of the cache. Cloudflare reads
no more than 100 rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import accumulate

from .policy import ALWAYS, CARD, FOR_OTHERS, FOREVER, content_policy


def headers_file(files: Collection[str], fixed: Collection[str], within: str) -> str:
    """For the `files` of a site; `fixed` are paths that never change, or folders with a `/`.

    `within` is the script that stands in its pages.
    """
    unframed = {"Content-Security-Policy": content_policy(within, "'none'")}
    rules: dict[str, dict[str, str]] = {
        "/*": {"Content-Security-Policy": content_policy(within), **ALWAYS}
    }
    for path in _framed_by_nobody(files):
        rules.setdefault(path, {}).update(unframed)
    for path in _fixed(files, fixed):
        rules.setdefault(_below(path), {})["Cache-Control"] = FOREVER
    for path in FOR_OTHERS:
        rules.setdefault(_below(path), {})["Access-Control-Allow-Origin"] = "*"
    return "\n".join(_block(path, headers) for path, headers in rules.items())


def _framed_by_nobody(files: Iterable[str]) -> Iterator[str]:
    """The fewest rules for all pages that are no cards: a page at the top, or a whole folder."""
    pages = [path for path in files if path.endswith(".html")]
    shared = {path.split("/")[0] for path in pages if CARD.fullmatch(path)}
    found: dict[str, None] = {}
    for path in sorted(pages):
        top, below, _ = path.partition("/")
        if below and top not in shared:
            found[f"/{top}/*"] = None
        elif not CARD.fullmatch(path):
            found[f"/{path}"] = None
            found[f"/{path.removesuffix('index.html')}"] = None
    yield from found


def _fixed(files: Collection[str], fixed: Collection[str]) -> Iterator[str]:
    """The paths that never change; a folder in place of its files if it has no others."""
    known = {*fixed}
    changing = {folder for path in files if path not in known for folder in _folders(path)}
    found = {next((one for one in _folders(path) if one not in changing), path) for path in known}
    yield from sorted(found)


def _folders(path: str) -> Iterator[str]:
    """`a/`, `a/b/` for `a/b/c`."""
    *folders, _ = path.split("/")
    return accumulate(f"{folder}/" for folder in folders)


def _below(path: str) -> str:
    return f"/{path}*" if path.endswith("/") else f"/{path}"


def _block(path: str, headers: Mapping[str, str]) -> str:
    return "".join([f"{path}\n", *(f"  {name}: {value}\n" for name, value in headers.items())])
