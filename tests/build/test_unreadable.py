"""Built by somebody who may not read everything: each fault is one line, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ..projects import ENVIRONMENT, Built, Project
from .conftest import ALPHA, After
from .serving import serve

POWERS = "-dac_override,-dac_read_search"
"""What lets root read and write everything."""
AS_OTHERS = ["setpriv", "--bounding-set", POWERS] if os.geteuid() == 0 else []
FILES = ("docs/trends/alpha.md", "docs/sources.bib", "docs/assets/site.css", "overrides/main.html")
FOLDERS = ("docs/trends", "docs/assets", "docs", "overrides/pages", "overrides")

pytestmark = pytest.mark.skipif(
    bool(AS_OTHERS) and not shutil.which("setpriv"), reason="setpriv is missing"
)


def built(project: Project) -> Built:
    command = [*AS_OTHERS, sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(
        command, cwd=project.root, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    return Built(done.returncode, done.stdout + done.stderr, project.root)


@contextmanager
def mode(path: Path, bits: int) -> Iterator[None]:
    before = path.stat().st_mode
    path.chmod(bits)
    try:
        yield
    finally:
        path.chmod(before)


def test_what_cannot_be_read_is_named_and_stops_the_build(after: After) -> None:
    """A folder was passed over in silence: the site lost its charts, or all its styles."""
    project = after.project
    wanted = [(path, "file", 0) for path in FILES]
    wanted += [(path, "folder", bits) for path in FOLDERS for bits in (0, 0o444)]
    for path, kind, bits in wanted:
        with mode(project.root / path, bits):
            done = built(project)
        lines = [line for line in done.log.splitlines() if "cannot be read" in line]
        said = f"{path}:1:1: {kind}: cannot be read: Permission denied; expected a readable {kind}"
        assert [line.strip() for line in lines] == [said], (path, done.log)
        assert done.code == 1 and "Traceback" not in done.log
        assert "1 problem in the content" in done.log
    assert after.site == after.before


def test_templates_and_settings_that_are_others_than_they_seem(after: After) -> None:
    """A link led to a file of the computer, which was published as every page."""
    project, template = after.project, after.project.root / "overrides/main.html"
    right = template.read_bytes()
    for way, why in (("/etc/hostname", "not below overrides/"), ("main.html", "not there")):
        template.unlink()
        template.symlink_to(way)
        done = project.build("--strict")
        assert done.code == 1, way
        said = f"overrides/main.html:1:1: file: is a link to {way}, which is {why}; expected the"
        assert said in done.log and "Traceback" not in done.log
    template.unlink()
    project.write("overrides/main.html", right)
    project.write("mkdocs.yml", project.read("mkdocs.yml").encode("utf-16"))
    done = project.build("--strict")
    assert done.code == 1
    assert "mkdocs.yml:1:1: encoding: is saved as UTF-16 or UTF-32" in done.log
    assert after.site == after.before


def test_what_editors_and_merges_leave_is_not_published(after: After) -> None:
    for name in ("trends/alpha.md~", "method.md.orig", "assets/site.css.bak"):
        after.project.write(f"docs/{name}", "A draft.")
    assert after.project.build("--strict").code == 0
    assert after.site == after.before


def test_a_cache_that_cannot_be_read_is_done_without(after: After) -> None:
    with mode(after.project.root / ".cache", 0):
        done = built(after.project)
    assert done.code == 0, done.log
    assert after.site == after.before


def test_a_site_that_may_not_be_written_to_stays(after: After) -> None:
    for bits in (0, 0o555):
        with mode(after.project.root / "site", bits):
            done = built(after.project)
        assert done.code == 1
        assert "site may not be written to" in done.log and "Traceback" not in done.log
    assert after.site == after.before


def test_what_can_no_longer_be_read_is_served_as_it_was(project: Project) -> None:
    with serve(project, before=AS_OTHERS) as running:
        running.until_shown("trends/alpha/", ALPHA)
        with mode(project.root / "docs/assets", 0):
            project.replace("docs/trends/beta.md", "What beta comes to.", "What beta has become.")
            running.until_said("docs/assets:1:1: folder: cannot be read")
            running.until_said("the site is served as it was")
            assert running.page("assets/site.css") and ALPHA in running.page("trends/alpha/")
        running.until_shown("trends/beta/", "What beta has become.")
        assert "Traceback" not in running.log
