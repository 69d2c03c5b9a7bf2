"""A strict build as a process of its own: what a release, a copy and an edition begin with."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from .core.problems import Problem
from .failure import one_line
from .unreadable import DENIED

SETTINGS = "mkdocs.yml"
STOPPED = 130


class NotBuiltError(Exception):
    """Why there is no site, in one sentence; what is wrong with the content has been printed."""


def build(root: Path, site: Path, environment: Mapping[str, str] | None = None) -> None:
    """Build the project at `root` into `site`. Raises `NotBuiltError` if the site is not whole.

    `environment` is added to that of this process.
    """
    if wrong := settings_fault(root):
        raise NotBuiltError(str(wrong))
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    around = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **(environment or {})}
    if subprocess.run(command, cwd=root, env=around, check=False).returncode:
        raise NotBuiltError("The site could not be built, see above")


def settings_fault(root: Path) -> Problem | None:
    """A file of settings that is none, over which the site generator would break off."""
    path = root / SETTINGS
    if not path.is_file():
        kind = "a folder" if path.is_dir() else "no file"
        return Problem(SETTINGS, 1, 1, "file", f"is {kind}; expected the settings of the site")
    if not os.access(path, os.R_OK):
        said = f"cannot be read: {DENIED}; expected a readable file"
        return Problem(SETTINGS, 1, 1, "file", said)
    return None


def spoken(root: Path, work: Callable[[], int]) -> int:
    """The exit code of a command; 1 for what nobody foresaw, told in one line on stderr.

    130 if it was stopped by Ctrl-C or by a request to end, which comes to the same: what it began
    ends with it, and its own folders are deleted.
    """
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return work()
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return STOPPED
    except Exception as error:
        print(one_line(error, root), file=sys.stderr)
        return 1
    finally:
        signal.signal(signal.SIGTERM, before)
