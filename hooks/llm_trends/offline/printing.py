"""The whole report as one PDF: its pages made one, printed by Chromium."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pikepdf

from ..core.citing.citation import EDITORS, LANGUAGE, LICENSE, LICENSE_NAME, SITE
from ..templates import Templates
from .copying import NotMadeError
from .one_page import STYLE, SYMBOLS, order, parts

BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
BEGINS = b"%PDF-"
LONGEST = 600
"""How many seconds the printing may take."""


def chromium() -> str:
    """Where Chromium is. Raises `NotMadeError`."""
    if found := next(filter(None, map(shutil.which, BROWSERS)), None):
        return found
    raise NotMadeError(
        f"Chromium is missing, which prints the PDF; expected one of {', '.join(BROWSERS)} on "
        "the PATH."
    )


def one_page(site: Path, templates: Templates, address: str, date: dt.date) -> str:
    """The HTML of one page with all others, to lie in the root of `site`, a copy for disk."""

    def read(path: str) -> str:
        return (site / path).read_text(encoding="utf-8")

    pages = {path: read(path) for path in order(read)}
    home = next(iter(pages.values()))
    described, marks = DESCRIPTION.search(home), SYMBOLS.search(home)
    return templates.apart(
        "print",
        parts=parts(pages, address),
        styles=STYLE.findall(home),
        marks=marks[0] if marks else "",
        description=described[1] if described else "",
        address=address,
        date=f"{date:%-d %B %Y}",
    )


def print_pdf(page: Path, browser: str) -> bytes:
    """The PDF of a page on disk, with outline and tags. Raises `NotMadeError`."""
    with tempfile.TemporaryDirectory(prefix="pdf-") as folder:
        made = Path(folder, "report.pdf")
        command = [
            *(browser, "--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"),
            *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
            *("--generate-pdf-document-outline", f"--user-data-dir={folder}/profile"),
            *(f"--print-to-pdf={made}", page.as_uri()),
        ]
        try:
            run = subprocess.run(
                command, capture_output=True, text=True, check=False, timeout=LONGEST
            )
        except subprocess.TimeoutExpired:
            raise NotMadeError(f"Chromium did not end within {LONGEST} seconds") from None
        if run.returncode or not made.is_file():
            said = run.stderr.strip().splitlines() or ["it said nothing"]
            raise NotMadeError(f"Chromium did not print: {said[-1]}")
        return _described(made.read_bytes())


def is_pdf(file: Path) -> bool:
    """Whether it is what `print_pdf` makes, which may be replaced; to look into a pipe would take
    for ever."""
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(len(BEGINS)) == BEGINS


def _described(document: bytes) -> bytes:
    """The same PDF with who wrote it and under which license, as Chromium does not say it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(document)) as pdf:
        with pdf.open_metadata() as words:  # which keeps the older form, docinfo, in step
            words["dc:title"] = SITE
            words["dc:creator"] = [EDITORS.full]
            words["dc:language"] = [LANGUAGE]
            words["dc:rights"] = LICENSE_NAME
            words["xmpRights:Marked"] = "True"
            words["xmpRights:WebStatement"] = LICENSE
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
