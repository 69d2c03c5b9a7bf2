"""Build the site for publishing: `SITE_URL=https://… python hooks/release.py`.

Builds strictly, checks that no address is lost and that no page breaks its own policy, names styles
and scripts by their content, and writes `_headers`, `_redirects` and ready-made gzip and brotli
beside the files. `site/` is replaced at the end or not at all.

`--record` adds the addresses of the present `site/` to the record of what was ever published;
`--nginx` prints the server of nginx for it.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from llm_trends.installed import not_begun, not_installed

ROOT = Path(__file__).absolute().parent.parent
not_begun()
try:
    from llm_trends.addresses import is_site_address
    from llm_trends.building import NotBuiltError, build, spoken
    from llm_trends.contents import refused
    from llm_trends.core.problems import report_of
    from llm_trends.editing.writing import write
    from llm_trends.failure import why
    from llm_trends.hosting.compressing import compress
    from llm_trends.hosting.finishing import faults, finish
    from llm_trends.hosting.fixed_names import fixed_names
    from llm_trends.hosting.moved import RECORD, moves_on_disk, promised, recorded
    from llm_trends.hosting.nginx import nginx_config
    from llm_trends.hosting.published import unwhole
    from llm_trends.publishing import PublishingError, begin, shown
except ModuleNotFoundError as missing:
    raise not_installed(missing, ROOT) from None

SITE, DOCS = ROOT / "site", ROOT / "docs"


def main(arguments: list[str]) -> int:
    """Returns 0; 1 if the site cannot be published, 2 if SITE_URL is missing or no address."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--nginx", action="store_true")
    parser.add_argument("--listen", default="127.0.0.1:8080", help="for --nginx")
    parser.add_argument("--name", default="_", help="the server's name, for --nginx")
    parser.add_argument("--brotli", action="store_true", help="nginx has its module for .br files")
    options = parser.parse_args(arguments)
    if not LISTEN.fullmatch(options.listen) or not NAMES.fullmatch(options.name):
        takes = "--listen takes an address or a port, as 127.0.0.1:8080, and --name names of hosts"
        return _stop(f"{takes}; expected nothing else.", 2)
    of_site = options.nginx or options.record
    if of_site and (unread := [*refused(ROOT), *unwhole(SITE)]):
        return _stop(report_of(unread), 1)
    if options.nginx:
        moves, wrong = moves_on_disk(DOCS)
        if wrong:
            return _stop(report_of(wrong), 1)
        moved = {move.old: move.new for move in moves.rows if move.is_page}
        fixed = fixed_names(SITE)
        print(nginx_config(SITE, options.listen, options.name, fixed, moved, options.brotli))
        return 0
    return _record() if options.record else _release()


def _release() -> int:
    url = os.environ.get("SITE_URL", "")
    if not is_site_address(url):
        given = f"{url!r} is no address of a site" if url else "is not set"
        wrong = (
            f"SITE_URL {given}; expected where the site will be, as https://example.org/trends/."
        )
        return _stop(f"{wrong} Nothing was built.", 2)
    try:
        publication = begin(SITE, ROOT)  # before the long build
        with publication.ending, tempfile.TemporaryDirectory(prefix="release-") as folder:
            built = Path(folder, "site")
            build(ROOT, built)
            if problems := faults(built, DOCS):
                return _stop(report_of(problems), 1)
            done = finish(built, DOCS, url)
            texts = compress(built)
            shutil.copytree(built, publication.folder, dirs_exist_ok=True)
            publication.publish([])
    except (NotBuiltError, PublishingError, OSError) as error:
        return _stop(f"{why(error, ROOT)}; site/ is as it was.", 1)
    print(f"{shown(SITE)} is ready for {url}: {texts} texts compressed, ", end="")
    print(f"{len(done.fixed)} names fixed, {len(done.moved)} pages lead on.")
    return 0


LISTEN = re.compile(r"[\w.:*\[\]-]+")
NAMES = re.compile(r"[\w.*-]+(?: [\w.*-]+)*")


def _record() -> int:
    """The record only grows: what is gone from it was never published."""
    there, wrong = recorded(DOCS)
    if wrong:
        return _stop(report_of(wrong), 1)
    known = {*there}
    new = promised(SITE) - known - {"", "404.html"}
    write(DOCS, {RECORD: "".join(f"{one}\n" for one in sorted(known | new)).encode()})
    print(f"docs/{RECORD}: {len(new)} addresses more, {len(known | new)} in all.")
    return 0


def _stop(said: str, code: int) -> int:
    print(said, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(spoken(ROOT, lambda: main(sys.argv[1:])))
