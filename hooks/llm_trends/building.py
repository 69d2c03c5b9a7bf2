"""A strict build as a process of its own: what a release, a copy and an edition begin with."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from .failure import one_line
from .settings_file import SETTINGS, file_faults

STOPPED = 130


class NotBuiltError(Exception):
    """Why there is no site, in one sentence; what is wrong with the content has been printed."""


def build(root: Path, site: Path, environment: Mapping[str, str] | None = None) -> None:
    """Build the project at `root` into `site`. Raises `NotBuiltError` if the site is not whole.

    `environment` is added to that of this process.
    """
    if wrong := file_faults(root / SETTINGS):
        raise NotBuiltError("\n".join(map(str, wrong)))
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    around = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **(environment or {})}
    if subprocess.run(command, cwd=root, env=around, check=False).returncode:
        raise NotBuiltError("The site could not be built, see above")


def spoken(root: Path, work: Callable[[], int]) -> int:
    """The exit code of a command; 1 for what nobody foresaw, told in one line on stderr.

    130 if it was stopped by Ctrl-C or by a request to end, which comes to the same: what it began
    ends with it, and its own folders are deleted. Whoever reads no further, as `head` does, ends it
    quietly.
    """
    asked = (signal.SIGTERM, signal.SIGINT)
    before = {one: signal.signal(one, signal.default_int_handler) for one in asked}
    try:
        code = work()
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still to be said
        return STOPPED
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return STOPPED
    except Exception as error:
        print(one_line(error, root), file=sys.stderr)
        return 1
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
