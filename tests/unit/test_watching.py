"""The watcher: every change to a file is told, however an editor makes it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from llm_trends.adapter.watching import Watcher
from watchdog.events import FileSystemEvent, FileSystemEventHandler


class Told(FileSystemEventHandler):
    """Collects what it is told."""

    def __init__(self) -> None:
        self.times = 0

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.times += not event.is_directory


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "trends").mkdir(parents=True)
    (folder / "index.md").write_text("one")
    (folder / "trends/alpha.md").write_text("one")
    return folder


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def watcher(docs: Path, told: Told) -> Iterator[Watcher]:
    running = Watcher()
    running.schedule(told, str(docs))
    running.schedule(told, str(docs.with_name("mkdocs.yml")))
    running.start()
    yield running
    running.stop()
    running.join()


def wait(holds: Callable[[], object]) -> None:
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end, "it was not told"
        time.sleep(0.01)


def save(docs: Path) -> None:
    (docs / "index.md").write_text("two")


def save_same_length_and_time(docs: Path) -> None:
    """As an editor that writes a new file and renames it; even the time may be kept."""
    path = docs / "index.md"
    before = path.stat()
    new = docs / "index.md~"
    new.write_text("two")
    os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))
    new.replace(path)


def save_same_file_length_and_time(docs: Path) -> None:
    """As a program that keeps the time of what it copies from."""
    path = docs / "index.md"
    before = path.stat()
    path.write_text("two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def add(docs: Path) -> None:
    (docs / "new/deep").mkdir(parents=True)
    (docs / "new/deep/page.md").write_text("one")


def delete(docs: Path) -> None:
    (docs / "index.md").unlink()


def rename(docs: Path) -> None:
    (docs / "trends").rename(docs / "trend")


def configure(docs: Path) -> None:
    docs.with_name("mkdocs.yml").write_text("site_name: x")


@pytest.mark.parametrize(
    "change",
    [
        *(save, save_same_length_and_time, save_same_file_length_and_time),
        *(add, delete, rename, configure),
    ],
)
def test_told(docs: Path, watcher: Watcher, told: Told, change: Callable[[Path], None]) -> None:
    change(docs)
    wait(lambda: told.times)
    assert any(watcher.take_changed())
    assert not watcher.take_changed()


def test_a_folder_that_goes_and_comes_back(docs: Path, watcher: Watcher, told: Told) -> None:
    away = docs.with_name("away")
    docs.rename(away)
    wait(lambda: told.times == 1)
    away.rename(docs)
    wait(lambda: told.times == 2)
    watcher.take_changed()
    save(docs)
    wait(lambda: told.times == 3)
    assert watcher.take_changed() == {str(docs / "index.md")}


def test_every_one_of_many_saves_is_told(docs: Path, watcher: Watcher, told: Told) -> None:
    names = {str(docs / f"page-{number}.md") for number in range(40)}
    for name in sorted(names):
        Path(name).write_text("one")
        time.sleep(0.01)
    seen: set[str] = set()

    def all_seen() -> bool:
        seen.update(watcher.take_changed())
        return seen == names

    wait(all_seen)
    assert told.times


def test_what_editors_keep_for_themselves(docs: Path, watcher: Watcher, told: Told) -> None:
    for name in (".index.md.swp", "index.md~", "#index.md#", "__pycache__/x.pyc"):
        (docs / name).parent.mkdir(exist_ok=True)
        (docs / name).write_text("x")
    (docs / ".#index.md").symlink_to("somebody@somewhere.1234")
    time.sleep(0.3)
    assert told.times == 0
    save(docs)
    wait(lambda: told.times)
    assert watcher.take_changed() == {str(docs / "index.md")}


def test_a_change_before_the_watch_began(docs: Path, told: Told) -> None:
    """The first build takes seconds, in which an editor goes on writing."""
    watcher = Watcher([docs])
    save(docs)
    watcher.schedule(told, str(docs))
    watcher.start()
    wait(lambda: told.times)
    watcher.stop()


def test_no_longer_told(docs: Path, watcher: Watcher, told: Told) -> None:
    watcher.unschedule(str(docs))
    save(docs)
    wait(watcher.take_changed)
    assert told.times == 0
