"""One style sheet and one script where a page names several in a row: fewer answers, fewer bytes.

While one writes, every file stands for itself. A release joins them without comments and spaces,
in their order. What fails in one script does not keep the next ones from running. The script that a
page waits for before it shows anything stands in the page itself, and the typeface of its headings
in the style sheet: two typefaces that are fetched at once need a second connection, and that takes
two more round trips.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from pathlib import Path

import rcssmin
import rjsmin

from .living import rewrite

FOLDER = "assets"
"""Where the joined files lie; a style sheet of another folder would lose what it names."""
STYLE = re.compile(
    r'<link rel="stylesheet" href="([^"#?:]*)\b(assets/[^"/#?:]+)"(?: media="(print)")?>'
)
SCRIPT = re.compile(r'<script src="([^"#?:]*)\b(assets/[^"#?:]+)"></script>()')
FIRST = "assets/early.js"
WAITED_FOR = re.compile(rf'<script src="[^"#?:]*\b{re.escape(FIRST)}"></script>')
FACE = "fonts/serif.woff2"
FETCHED = re.compile(rf'<link rel="preload" href="[^"]*\b{FOLDER}/{re.escape(FACE)}"[^>]*>\s*')


def bundle(site: Path) -> None:
    """Write the joined files and have every page of `site` load them."""
    first = f"<script>{script_within(site)}</script>"

    def bundled(_: Path, text: str) -> str:
        text = _several(STYLE).sub(lambda run: _styles(site, run[0]), FETCHED.sub("", text))
        text = _several(SCRIPT).sub(lambda run: _scripts(site, run[0]), text)
        return WAITED_FOR.sub(lambda _: first, text)

    rewrite(site, bundled)


def script_within(site: Path) -> str:
    """The script that stands in the pages of the release of `site`."""
    return _minified(site, FIRST)


def _several(one: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{one.pattern}\s*){{2,}}")


def _styles(site: Path, run: str) -> str:
    texts = []
    for _, path, media in STYLE.findall(run):
        text = str(rcssmin.cssmin((site / path).read_text(encoding="utf-8")))
        if FACE in text:
            text = text.replace(FACE, _as_data(site / FOLDER / FACE))
        texts.append(f"@media {media}{{{text}}}" if media else text)
    root = STYLE.findall(run)[0][0]
    return f'<link rel="stylesheet" href="{root}{_written(site, texts, "css")}">\n'


def _as_data(face: Path) -> str:
    return f"data:font/woff2;base64,{b64encode(face.read_bytes()).decode()}"


def _scripts(site: Path, run: str) -> str:
    texts = []
    for _, path, _ in SCRIPT.findall(run):
        texts.append(f"try{{{_minified(site, path)}\n}}catch(e){{reportError(e)}}")
    root = SCRIPT.findall(run)[0][0]
    return f'<script src="{root}{_written(site, texts, "js")}"></script>\n'


def _minified(site: Path, path: str) -> str:
    return str(rjsmin.jsmin((site / path).read_text(encoding="utf-8")))


def _written(site: Path, texts: list[str], ending: str) -> str:
    text = "\n".join(texts)
    path = f"{FOLDER}/page-{hashlib.sha256(text.encode()).hexdigest()[:8]}.{ending}"
    (site / path).write_text(text, encoding="utf-8")
    return path
