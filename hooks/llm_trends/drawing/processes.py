"""The drawing processes of a build, each kept while there may be more for it to do."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from dataclasses import dataclass, field

from .process import Process, StartError

AT_ONCE = max(1, min(2, (os.cpu_count() or 2) - 1))
"""How many work at the same time: what the build itself leaves free of the machine."""


@dataclass
class Processes:
    """Those that wait for work. One that draws can paint too."""

    _idle: list[Process] = field(default_factory=list)
    _first: threading.Thread | None = None

    def begin(self) -> None:
        """Start one before there is work for it, since the compiler takes a second to start."""
        self._first = threading.Thread(target=self._start, daemon=True)
        self._first.start()

    def take(self, draws: bool = True) -> Process:
        """One that waits, else a new one. Raises `StartError`."""
        if self._first:
            self._first.join()
        with suppress(IndexError):
            while True:
                process = self._idle.pop()
                if process.alive and process.draws >= draws:
                    return process
                process.close()
        return Process(draws)

    def give(self, process: Process) -> None:
        """Done for now."""
        self._idle.append(process)

    def close(self) -> None:
        """There is nothing more to do for any."""
        if self._first:
            self._first.join()
        with suppress(IndexError):
            while True:
                self._idle.pop().close()

    def _start(self) -> None:
        with suppress(StartError):  # whoever takes one will see the same
            self.give(Process())
