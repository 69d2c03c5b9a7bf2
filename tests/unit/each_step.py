"""Publish a site again and again, each time disturbed at the next step that touches the disk.

`python each_step.py FOLDER WAY DISTURBANCE`; prints the number of steps, or fails. The steps are
those that Python itself reports to an audit hook, just before it takes them.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from llm_trends import replacing
from llm_trends.publishing import PublishingError, begin

Tree = dict[str, str]
HIDDEN = {".git/HEAD": "main", ".nojekyll": ""}
OLD = {"index.html": "old", "a/index.html": "old", "a/x.css": "old", "gone/index.html": "old"}
NEW = {"index.html": "new", "a/index.html": "new", "more/index.html": "new", "more.css": "new"}
STEPS = {
    "os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.chmod", "os.utime", "open",
    "shutil.copyfile", "ctypes.dlsym",
}  # fmt: skip


def write(folder: Path, tree: Tree) -> None:
    for path, text in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def read(folder: Path) -> Tree:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def refuse(*paths: Path) -> None:
    raise OSError(errno.EBUSY, "Device or resource busy", str(paths[0]))


def disturbed(target: Path, step: int, disturbance: str) -> int:
    """Publish in a process of its own, which is disturbed at one step. Returns how it ended."""
    if child := os.fork():
        return os.waitpid(child, 0)[1]
    publication = begin(target, target.parent)
    write(publication.folder, NEW)
    taken = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal taken
        taken += event in STEPS
        if taken == step and event in STEPS:
            taken += 1
            if disturbance == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            if disturbance == "Ctrl-C":
                raise KeyboardInterrupt
            raise OSError(errno.ENOSPC, "No space left on device")

    sys.addaudithook(hook)
    try:
        publication.publish(NEW)
    except PublishingError:
        os._exit(1)
    except KeyboardInterrupt:
        publication.abandon()
        os._exit(2)
    except BaseException:
        os._exit(99)
    os._exit(0 if taken >= step else 3)


def main(folder: Path, way: str, disturbance: str) -> None:
    if way != "exchange":
        replacing._exchange = refuse  # type: ignore[assignment]
    if way == "content":
        replacing._change_places = refuse  # type: ignore[assignment]
    step = 0
    while True:
        step += 1
        target = folder / "site"
        write(target, OLD | HIDDEN)
        end = os.waitstatus_to_exitcode(disturbed(target, step, disturbance))
        told = f"step {step} ended by {end}"
        if end == 3:
            break
        assert end in (0, 1, 2, -signal.SIGKILL), told
        found = read(target)
        seen = {path: text for path, text in found.items() if ".building-" not in path}
        whole = (OLD | HIDDEN, NEW | HIDDEN)
        if way == "exchange" or disturbance != "kill":
            assert seen in whole, (told, seen)
        elif way == "renames":
            assert seen in (*whole, {}), (told, seen)
        else:
            assert seen.items() <= (OLD | HIDDEN).items() | NEW.items(), (told, seen)
            assert HIDDEN.items() <= seen.items(), (told, seen)
        if end == 1:
            assert seen == OLD | HIDDEN, (told, seen)
        if end == 0:
            assert seen == NEW | HIDDEN, (told, seen)
        begin(target, target.parent).abandon()
        assert read(target) in whole, (told, read(target))
        assert [path.name for path in folder.iterdir()] == ["site"], (told, list(folder.iterdir()))
        shutil.rmtree(target)
    print(step - 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
