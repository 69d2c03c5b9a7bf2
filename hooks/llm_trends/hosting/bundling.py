"""One style sheet and one script where a page names several in a row: fewer answers, fewer bytes.

While one writes, every file stands for itself. A release joins them without comments and spaces,
in their order. What fails in one script does not keep the next ones from running.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import rcssmin
import rjsmin

from .living import rewrite

FOLDER = "assets"
"""Where the joined files lie; a style sheet of another folder would lose what it names."""
STYLE = re.compile(
    r'<link rel="stylesheet" href="([^"#?:]*)\b(assets/[^"/#?:]+)"(?: media="(print)")?>'
)
SCRIPT = re.compile(r'<script src="([^"#?:]*)\b(assets/[^"#?:]+)" defer></script>()')


def bundle(site: Path) -> None:
    """Write the joined files and have every page of `site` load them."""

    def bundled(_: Path, text: str) -> str:
        text = _several(STYLE).sub(lambda run: _styles(site, run[0]), text)
        return _several(SCRIPT).sub(lambda run: _scripts(site, run[0]), text)

    rewrite(site, bundled)


def _several(one: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{one.pattern}\s*){{2,}}")


def _styles(site: Path, run: str) -> str:
    texts = []
    for _, path, media in STYLE.findall(run):
        text = str(rcssmin.cssmin((site / path).read_text(encoding="utf-8")))
        texts.append(f"@media {media}{{{text}}}" if media else text)
    root = STYLE.findall(run)[0][0]
    return f'<link rel="stylesheet" href="{root}{_written(site, texts, "css")}">\n'


def _scripts(site: Path, run: str) -> str:
    texts = []
    for _, path, _ in SCRIPT.findall(run):
        text = rjsmin.jsmin((site / path).read_text(encoding="utf-8"))
        texts.append(f"try{{{text}\n}}catch(e){{reportError(e)}}")
    root = SCRIPT.findall(run)[0][0]
    return f'<script src="{root}{_written(site, texts, "js")}" defer></script>\n'


def _written(site: Path, texts: list[str], ending: str) -> str:
    text = "\n".join(texts)
    path = f"{FOLDER}/page-{hashlib.sha256(text.encode()).hexdigest()[:8]}.{ending}"
    (site / path).write_text(text, encoding="utf-8")
    return path
