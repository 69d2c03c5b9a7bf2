"""Makes of a built site one that is read from disk, by any browser and without a server."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from functools import partial
from pathlib import Path

from .links import PAGE, to_files

BUNDLE = Path(__file__).parent / "bundle.mjs"
FOR_SERVERS = ("404.html", "sitemap.xml", "sitemap.xml.gz")
QUOTED = ("method",)
"""Pages from which notes take a rule; a page from disk may not fetch another one."""
EARLY = re.compile(r'<link rel="preload"[^>]*>\n?')
"""Fonts ahead of the styles that name them: from disk browsers refuse these, and load those."""
FACES = "assets/tokens.css"
LATE = re.compile(r"font-display: \w+")
"""What a page does until its typefaces are there: from disk it waits, so that print has them."""
LOADER = re.compile(r'(<script src="[^"]*explorables/lib/loader\.js")>')
"""What starts the experiments of a page; in this copy it may count on their scripts."""


class NotMadeError(Exception):
    """Why there is no copy or no PDF, in one sentence."""


def for_disk(site: Path, packages: Path) -> int:
    """Change the built `site` in its place; `packages` holds the node_modules with esbuild.

    Returns how many experiments got their script. Raises `NotMadeError`.
    """
    count = _bundle(site / "explorables", packages) if (site / "explorables").is_dir() else 0
    for name in FOR_SERVERS:
        (site / name).unlink(missing_ok=True)
    for page in site.rglob("*.html"):
        text = LOADER.sub(r"\1 data-disk>", EARLY.sub("", page.read_text(encoding="utf-8")))
        page.write_text(to_files(text, partial(_is_folder, page.parent)), encoding="utf-8")
    if (faces := site / FACES).is_file():
        text = LATE.sub("font-display: block", faces.read_text(encoding="utf-8"))
        faces.write_text(text, encoding="utf-8")
    for name in QUOTED:
        if (page := site / name / PAGE).is_file():
            _as_script(page, f"{name}/")
    return count


def is_copy(folder: Path) -> bool:
    """Whether it is what `for_disk` makes, which may be replaced: no other site, none for hosts."""
    ours = all((folder / name).is_file() for name in (PAGE, "data/report.json"))
    return ours and not any((folder / name).exists() for name in FOR_SERVERS)


def _is_folder(here: Path, way: str) -> bool:
    return (here / way / PAGE).is_file()


def _bundle(folder: Path, packages: Path) -> int:
    node = shutil.which("node")
    if not node or not (packages / "node_modules/esbuild").is_dir():
        wrong = "Node.js is missing" if not node else "esbuild is missing"
        raise NotMadeError(
            f"{wrong}, which makes the experiments run from disk; expected Node.js 20 or newer "
            "and `npm ci --prefix tests`."
        )
    command = [node, os.fspath(BUNDLE), os.fspath(folder), os.fspath(packages)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise NotMadeError(f"The experiments could not be made into scripts: {run.stderr.strip()}")
    return int(run.stdout)


def _as_script(page: Path, at: str) -> None:
    """`page.js` beside a page hands its text to `siteSearch.page` of assets/search/open.js."""
    text = page.read_text(encoding="utf-8")
    script = f"siteSearch.texts.set({json.dumps(at)}, {json.dumps(text, ensure_ascii=False)});\n"
    page.with_name("page.js").write_text(script, encoding="utf-8")
