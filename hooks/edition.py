"""Freeze an edition: `python hooks/edition.py 2026-11`.

Builds the site strictly and keeps its pages, styles and data in `docs/editions/2026-11.tar.xz`.
Every later build publishes them from there, unchanged, below `editions/2026-11/`. A row of the
history holds the digest of the archive. Both files are written, or neither; then commit them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from llm_trends.installed import not_begun, not_installed

ROOT = Path(__file__).absolute().parent.parent
not_begun()
try:
    from llm_trends.building import NotBuiltError, build, spoken
    from llm_trends.contents import on_disk, refused
    from llm_trends.core.collect import collect
    from llm_trends.core.dates import PartialDate
    from llm_trends.core.editions import archive_of, digest, packed
    from llm_trends.core.files import HISTORY
    from llm_trends.core.history import COLUMNS, NAME, Kind, written_row
    from llm_trends.core.history_rules import COMMAND
    from llm_trends.core.places import DOCS
    from llm_trends.core.problems import report_of
    from llm_trends.core.text.csv_rows import appended
    from llm_trends.editing.history import waiting_in
    from llm_trends.editing.writing import changed_since, write
    from llm_trends.failure import why
    from llm_trends.hosting.freezing import frozen
    from llm_trends.templates import templates
except ModuleNotFoundError as missing:
    raise not_installed(missing, ROOT) from None

NOWHERE = {"SITE_URL": ""}
"""The pages of an edition name no address of their own, so that they fit wherever they stand."""


class RefusedError(Exception):
    """Why no edition was frozen, in one sentence."""


def main(arguments: list[str]) -> int:
    """Returns 0; 1 if nothing was frozen."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", metavar="NAME", help="the month, as 2026-11")
    options = parser.parse_args(arguments)
    try:
        print(freeze(options.name, dt.datetime.now(dt.UTC).date()))
    except (NotBuiltError, RefusedError, OSError) as error:
        print(why(error, ROOT), file=sys.stderr, end=". Nothing was frozen.\n")
        return 1
    return 0


def freeze(name: str, today: dt.date) -> str:
    """Write the archive and its row. Returns what was written."""
    archive = DOCS + archive_of(name)
    if not re.fullmatch(NAME, name):
        raise RefusedError(f"{name!r} is no name of an edition; expected a month, as 2026-11")
    if name > f"{today:%Y-%m}":
        raise RefusedError(f"{name} is still to come; expected a month that has begun")
    if (ROOT / archive).exists():
        raise RefusedError(f"{archive} exists, and an edition never changes; expected a new name")
    commit = _commit()
    before = _ready(name, today)
    with tempfile.TemporaryDirectory(prefix="edition-") as folder:
        site = Path(folder, "site")
        build(ROOT, site, NOWHERE)
        page = partial(templates(ROOT / "overrides/pages").apart, "frozen")
        date = PartialDate(today.year, today.month, today.day)
        raw = packed(frozen(site, name, lambda live: page(edition=name, date=date, live=live)))
    stood = f"As the files stood at commit {commit}."
    row = written_row(name, Kind.EDITION, "", digest(raw), stood, today)
    rows = appended(before.get(DOCS + HISTORY), COLUMNS, row)
    written = {archive: raw, DOCS + HISTORY: rows}
    if changed := changed_since(ROOT, written, before):
        raise RefusedError(f"{changed[0]} was written meanwhile; expected one command at a time")
    write(ROOT, written)
    return (
        f"{archive} has edition {name}, {len(raw) / 1000:.0f} kB. Commit it with {DOCS}{HISTORY}."
    )


def _commit() -> str:
    """The commit that lies on disk, and nothing else with it."""

    def git(*arguments: str) -> str:
        run = subprocess.run(
            ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if run.returncode:
            raise RefusedError(f"git says: {run.stderr.strip()}; expected a repository")
        return run.stdout.strip()

    if changed := git("status", "--porcelain"):
        first = changed.splitlines()[0].split(maxsplit=1)[-1]
        count = len(changed.splitlines())
        files = "1 file is" if count == 1 else f"{count} files are"
        raise RefusedError(f"{files} not committed, first {first}; expected none")
    return git("rev-parse", "--short=12", "HEAD")


def _ready(name: str, today: dt.date) -> dict[str, bytes]:
    """The content by its address. Raises `RefusedError` if it is not what an edition may say."""
    if wrong := refused(ROOT):
        raise RefusedError(report_of(wrong))
    files = on_disk(ROOT / DOCS)
    found = collect(files, today)
    if found.problems:
        raise RefusedError(report_of(found.problems))
    names = sorted(row.subject for row in found.report.history.editions)
    if name in names:
        raise RefusedError(f"{name} is in {DOCS}{HISTORY} already; expected a new name")
    if names and name < names[-1]:
        raise RefusedError(f"{name} is before the last edition, {names[-1]}; expected a later one")
    if waiting := [subject for subject, _ in waiting_in(found.report)]:
        raise RefusedError(
            f"{DOCS}{HISTORY} has no row for how {len(waiting)} claims stand; expected what "
            f'`{COMMAND} {" ".join(waiting)} --why "…"` writes'
        )
    return {DOCS + path: raw for path, raw in files.items()}


if __name__ == "__main__":
    sys.exit(spoken(ROOT, lambda: main(sys.argv[1:])))
