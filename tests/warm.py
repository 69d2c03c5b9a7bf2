"""The project's commands, in processes that begin with MkDocs and other libraries loaded.

Half of what a small build takes is loading them. One process that has is kept, and each command is
a fork of it: it has its own folder, environment and output, and loads the project's code itself.
All forks of it hash alike, so what is to come out the same twice is built once by `cold`.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from tempfile import TemporaryDirectory

LIBRARIES = [
    *("mkdocs.__main__", "mkdocs.commands.build", "mkdocs_macros.plugin", "material"),
    *("pymdownx.superfences", "pymdownx.highlight", "pymdownx.blocks.details"),
    *("markdown.extensions.toc", "markdown.extensions.tables", "pydantic", "pybtex.database"),
    *("latexcodec", "latex2mathml.converter", "tinycss2", "quickjs", "nh3", "brotli", "yaml"),
]
"""None of ours, and none that starts a thread or reads the environment."""


@dataclass(frozen=True)
class Done:
    """How a command ended, less than 0 if by a signal, and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Running:
    """A command that was begun."""

    process: ForkServerProcess
    written: TemporaryDirectory[str]

    def end(self) -> Done:
        self.process.join(PATIENCE)
        self.process.kill()  # does nothing to one that has ended
        out, err = (Path(self.written.name, name).read_text(encoding="utf-8") for name in OUTPUTS)
        self.written.cleanup()
        assert self.process.exitcode is not None, f"it ran for {PATIENCE} s:\n{out}{err}"
        return Done(self.process.exitcode, out, err)


OUTPUTS = ("out", "err")
PATIENCE = 300  # seconds


def start(root: Path, environment: Mapping[str, str], arguments: Sequence[str]) -> Running:
    """Begin what `python` with these arguments would be: `-m` and a module, `-c` and code, or a
    script."""
    written = TemporaryDirectory()
    given = (str(root), dict(environment), list(arguments), written.name)
    process = _context().Process(target=_carry_out, args=given)
    process.start()
    return Running(process, written)


def run(root: Path, environment: Mapping[str, str], arguments: Sequence[str]) -> Done:
    if sys.platform == "win32":  # processes are not forked there
        return cold(root, environment, arguments)
    return start(root, environment, arguments).end()


def cold(root: Path, environment: Mapping[str, str], arguments: Sequence[str]) -> Done:
    """The same in a process of its own, as on a command line."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@cache
def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LIBRARIES)
    return context


def _carry_out(root: str, environment: dict[str, str], arguments: list[str], written: str) -> None:
    """In the fork: what Python does from a command line before it runs anything."""
    for number, name in enumerate(OUTPUTS, start=1):
        file = os.open(Path(written, name), os.O_WRONLY | os.O_CREAT)
        os.dup2(file, number)
        os.close(file)
    os.chdir(root)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.dont_write_bytecode = "PYTHONDONTWRITEBYTECODE" in environment
    way, *rest = arguments
    script = Path(root, way)
    first = root if way in ("-m", "-c") else str(script.parent)
    sys.path[:] = [first, *(one for one in sys.path if one.startswith(INSTALLED))]
    if way == "-c":
        sys.argv[:] = [way, *rest[1:]]
        exec(rest[0], {"__name__": "__main__"})
    elif way == "-m":
        sys.argv[:] = rest
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    else:
        sys.argv[:] = arguments
        runpy.run_path(str(script), run_name="__main__")


INSTALLED = (sys.prefix, sys.base_prefix)
