"""What readers take along: `python hooks/offline.py copy [FOLDER]`, or `… pdf [FILE]`.

`copy` builds the site strictly and makes of it one that is read from disk: open its `index.html`
in any browser. `pdf` makes one document of the whole report. With SITE_URL set, both say where
the report is published. What was there before is replaced at the end or not at all.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import shutil
import sys
import tempfile
from pathlib import Path

from llm_trends.installed import not_begun, not_installed

ROOT = Path(__file__).absolute().parent.parent
not_begun()
try:
    from llm_trends.building import NotBuiltError, build, spoken
    from llm_trends.editing.writing import write
    from llm_trends.failure import why
    from llm_trends.hosting.finishing import keep_addresses
    from llm_trends.offline.copying import NotMadeError, for_disk, is_copy
    from llm_trends.offline.printing import chromium, is_pdf, one_page, print_pdf
    from llm_trends.publishing import PublishingError, begin, shown, source_at
    from llm_trends.templates import templates
except ModuleNotFoundError as missing:
    raise not_installed(missing, ROOT) from None


def main(arguments: list[str]) -> int:
    """Returns 0; 1 if nothing was made."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    one = commands.add_parser("copy", help="the site, for reading from disk")
    one.add_argument("target", nargs="?", type=Path, default=ROOT / "site.offline")
    one.set_defaults(work=copy)
    one = commands.add_parser("pdf", help="the whole report as one document")
    one.add_argument("target", nargs="?", type=Path, default=ROOT / "llm-trends-2024.pdf")
    one.set_defaults(work=pdf)
    options = parser.parse_args(arguments)
    try:
        print(options.work(options.target))
    except (NotBuiltError, NotMadeError, PublishingError, OSError) as error:
        print(why(error, ROOT), file=sys.stderr, end=". Nothing was changed.\n")
        return 1
    return 0


def copy(target: Path) -> str:
    """Put a copy at `target`, unless something else is there. Returns what was made."""
    if target.exists() and not target.is_dir():
        raise NotMadeError(f"{shown(target)} is a file; expected a name for a folder")
    _beside_sources(target)
    if target.exists() and not is_copy(target) and any(target.iterdir()):
        wrong = f"{shown(target)} holds something else"
        raise NotMadeError(f"{wrong}; expected a new or empty folder, or a copy of before")
    publication = begin(target, ROOT)
    # Where nothing is left of a build that is stopped.
    with publication.ending, tempfile.TemporaryDirectory(prefix="offline-") as folder:
        site = Path(folder, "site")
        build(ROOT, site)
        keep_addresses(site, ROOT / "docs")
        count = for_disk(site, ROOT / "tests")
        shutil.copytree(site, publication.folder, dirs_exist_ok=True)
        publication.publish(["index.html"])
    return f"{shown(target / 'index.html')} can be opened from disk, with {count} experiments."


def _beside_sources(target: Path) -> None:
    """Raises `NotMadeError` for a place in, at or around what the report is made of."""
    if source_at(target, ROOT):
        raise NotMadeError(f"{shown(target)} lies among the sources; expected a place beside them")


def pdf(target: Path) -> str:
    """Put the whole report at `target` as a PDF. Returns what was made."""
    browser = chromium()  # before the long build
    if target.is_dir() or not target.parent.is_dir():
        raise NotMadeError(f"{shown(target)} is no place for a file; expected a name such as a.pdf")
    _beside_sources(target)
    if os.path.lexists(target) and not is_pdf(target):
        raise NotMadeError(f"{shown(target)} is no PDF; expected a new name, or a PDF of before")
    with tempfile.TemporaryDirectory(prefix="offline-") as folder:
        site = Path(folder, "site")
        build(ROOT, site)
        for_disk(site, ROOT / "tests")
        address, today = os.environ.get("SITE_URL", ""), dt.datetime.now(dt.UTC).date()
        html = one_page(site, templates(ROOT / "overrides/pages"), address, today)
        (site / "print.html").write_text(html, encoding="utf-8")
        document = print_pdf(site / "print.html", browser)
    write(target.parent, {target.name: document})
    return f"{shown(target)} has the whole report, {len(document) / 1e6:.1f} MB."


if __name__ == "__main__":
    sys.exit(spoken(ROOT, lambda: main(sys.argv[1:])))
