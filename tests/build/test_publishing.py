"""`mkdocs build` into whatever `site/` may be: readers have the old site or the new one."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .. import warm
from ..projects import ENVIRONMENT, Built, Project
from .conftest import tree

Mount = Callable[..., None]


@pytest.fixture
def mount() -> Iterator[Mount]:
    """Mount something for the length of a test, where that is permitted."""
    mounted: list[str] = []

    def act(*arguments: object) -> None:
        command = ["mount", *map(str, arguments)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            pytest.skip("there is no mount command here")
        if done.returncode:
            pytest.skip(f"mounting is not permitted here: {done.stderr.strip()}")
        mounted.append(command[-1])

    yield act
    for place in reversed(mounted):
        subprocess.run(["umount", place], check=True)


def start(project: Project, *options: str, code: str = "") -> warm.Running:
    """Begin a build; `code` is carried out in its process first."""
    run = f"{code}\nfrom mkdocs.__main__ import cli\ncli({['build', *options]!r})"
    return warm.start(project.root, ENVIRONMENT, ("-c", run))


def end(project: Project, process: warm.Running) -> Built:
    return project.built(process.end())


def names(project: Project) -> set[str]:
    return {path.name for path in project.root.iterdir()}


def one_sentence(built: Built, said: str) -> None:
    assert built.code == 1, built.log
    assert "Traceback" not in built.log, built.log
    told = [line for line in built.log.splitlines() if not line.startswith("INFO")]
    lines = [line for line in told if said in line]
    assert len(lines) == 1, built.log


@pytest.fixture
def built(project: Project) -> Project:
    """A project with the site of some build before."""
    for path in ("index.html", "trends/alpha/index.html", "old/index.html"):
        project.write(f"site/{path}", "The site before.")
    return project


def is_new(site: Path) -> bool:
    """Whole, and nothing of the one before."""
    page = (site / "trends/alpha/index.html").read_text()
    return "What alpha comes to." in page and not (site / "old").exists()


def test_two_builds_at_once(built: Project) -> None:
    processes = [start(built), start(built)]
    ends = [end(built, process) for process in processes]
    for one in ends:
        assert "Traceback" not in one.log
        assert one.code == 0 or "another build of site is running" in one.log, one.log
    assert any(one.code == 0 for one in ends)
    assert is_new(built.root / "site")
    alone = tree(built.root / "site")
    assert built.build().code == 0
    assert tree(built.root / "site") == alone
    assert not {name for name in names(built) if ".building" in name}


KILLED = """
import os, signal, sys
seen = 0
def hook(event, arguments):
    global seen
    if {event!r} in f"{{event}} {{arguments}}":
        seen += 1
        if seen == {times}:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
"""


@pytest.mark.parametrize(
    ("event", "times"),
    [
        ("site.building", 1),  # at the lock
        ("site.building", 40),  # amid the files
        ("trends/alpha/index.html", 1),
        (", 'renameat2')", 1),  # as the two sites change places, not as the code is read
        ("os.remove ('index.html'", 2),  # just after, amid the deletion of the old one
    ],
)
def test_a_killed_build(built: Project, event: str, times: int) -> None:
    before = tree(built.root / "site")
    killed = end(built, start(built, code=KILLED.format(event=event, times=times)))
    assert killed.code == -signal.SIGKILL, killed.log
    after = tree(built.root / "site")
    assert after == before if "os.remove" not in event else is_new(built.root / "site")
    again = built.build()
    assert again.code == 0, again.log
    assert is_new(built.root / "site")
    assert not {name for name in names(built) if ".building" in name}
    if "os.remove" in event:
        assert tree(built.root / "site") == after


def test_a_build_that_is_interrupted(built: Project) -> None:
    before = tree(built.root / "site")
    code = KILLED.format(event="trends/alpha/index.html", times=1).replace("SIGKILL", "SIGINT")
    stopped = end(built, start(built, code=code))
    assert stopped.code == 1
    assert "Traceback" not in stopped.log
    assert tree(built.root / "site") == before
    assert not {name for name in names(built) if ".building" in name}


def test_a_strict_build_that_fails_at_its_end(built: Project) -> None:
    """It has written all its files by then."""
    before = tree(built.root / "site")
    built.replace("docs/method.md", "## Verdicts", "[gone](gone.md)\n\n## Verdicts")
    strict = built.build("--strict")
    assert strict.code == 1
    assert "Traceback" not in strict.log
    assert tree(built.root / "site") == before
    assert not {name for name in names(built) if ".building" in name}


def test_a_mount_point(built: Project, mount: Mount) -> None:
    site = built.root / "site"
    site.rename(built.root / "before")
    site.mkdir()
    mount("-t", "tmpfs", "none", site)
    built.write("site/old.html", "old")
    built.write("site/.git/HEAD", "main")
    done = built.build("--strict")
    assert done.code == 0, done.log
    assert is_new(site)
    assert not (site / "old.html").exists()
    assert (site / ".git/HEAD").read_text() == "main"
    assert [path.name for path in site.iterdir() if path.name[0] == "."] == [".git"]


def test_a_mount_of_the_same_file_system(built: Project, mount: Mount) -> None:
    """Nothing tells it from a directory but the error when it is to move."""
    (built.root / "volume").mkdir()
    mount("--bind", built.root / "volume", built.root / "site")
    built.write("volume/old.html", "old")
    assert built.build().code == 0
    assert is_new(built.root / "volume")
    assert not (built.root / "volume/old.html").exists()


def test_a_mount_that_is_too_small(built: Project, mount: Mount) -> None:
    (built.root / "small").mkdir()
    mount("-t", "tmpfs", "-o", "size=400k", "none", built.root / "small")
    built.write("small/old.html", "old")
    one_sentence(built.build("-d", "small"), "No space left on device")
    assert tree(built.root / "small") == {"old.html": b"old"}


def test_a_full_disk(built: Project, mount: Mount) -> None:
    """Full while the pages are written."""
    (built.root / "disk").mkdir()
    mount("-t", "tmpfs", "-o", "size=400k", "none", built.root / "disk")
    built.write("disk/site/old.html", "old")
    one_sentence(built.build("-d", "disk/site"), ": No space left on device")
    assert tree(built.root / "disk") == {"site/old.html": b"old"}


def test_a_link(built: Project) -> None:
    (built.root / "site").rename(built.root / "webroot")
    (built.root / "site").symlink_to("webroot")
    assert built.build("--strict").code == 0
    assert (built.root / "site").is_symlink()
    assert is_new(built.root / "webroot")


def test_a_read_only_disk_is_refused_before_the_build(built: Project, mount: Mount) -> None:
    (built.root / "disk").mkdir()
    mount("-t", "tmpfs", "none", built.root / "disk")
    built.write("disk/site/old.html", "old")
    subprocess.run(["mount", "-o", "remount,ro", str(built.root / "disk")], check=True)
    refused = built.build("-d", "disk/site")
    one_sentence(refused, "disk/site may not be written to")
    assert "Building documentation" not in refused.log
    missing = built.build("-d", "disk/other")
    one_sentence(missing, "disk/other could not be made: Read-only file system")


def test_a_read_only_parent(built: Project, mount: Mount) -> None:
    """A volume at a path where nothing else may be written: its content is replaced."""
    (built.root / "disk").mkdir()
    mount("-t", "tmpfs", "none", built.root / "disk")
    (built.root / "disk/site").mkdir()
    mount("-t", "tmpfs", "none", built.root / "disk/site")
    built.write("disk/site/old.html", "old")
    subprocess.run(["mount", "-o", "remount,ro", str(built.root / "disk")], check=True)
    done = built.build("-d", "disk/site")
    assert done.code == 0, done.log
    assert is_new(built.root / "disk/site")
    assert not (built.root / "disk/site/old.html").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs chattr by root")
def test_a_file_that_cannot_be_deleted(built: Project) -> None:
    path = built.root / "site/old/index.html"
    if subprocess.run(["chattr", "+i", str(path)], capture_output=True, check=False).returncode:
        pytest.skip("this file system has no such files")
    try:
        done = built.build("--strict")
        assert done.code == 0, done.log
        assert is_new(built.root / "site")
        assert "the site before could not be deleted; it is now site.building-" in done.log
    finally:
        for left in built.root.glob("site*/old/index.html"):
            subprocess.run(["chattr", "-i", str(left)], check=True)
    assert built.build("--strict").code == 0
    assert not {name for name in names(built) if ".building" in name}


def test_what_lies_outside_is_not_published(built: Project) -> None:
    before = tree(built.root / "site")
    (built.root / "docs/host.txt").symlink_to("/etc/hostname")
    refused = built.build()
    assert refused.code == 1
    assert refused.problems == [
        (
            "docs/host.txt:1:1: file: is a link to /etc/hostname, which is not below docs/; "
            "expected the file itself"
        )
    ]
    assert tree(built.root / "site") == before
