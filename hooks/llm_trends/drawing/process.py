"""One drawing process, seen from the build."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from base64 import b64decode
from pathlib import Path
from typing import Any

from .svg import SvgError, UndrawnError
from .worker import MEMORY, PAINTS

HOOKS = Path(__file__).parents[2]
"""The folder in which the package lies; the process finds it there."""
SECONDS = 10.0
"""For both layouts of a chart. Ours take about 0.1 s."""
FONTS = Path(__file__).with_name("fonts.conf")


class StartError(Exception):
    """The drawing process does not start, whatever it is asked for."""


class Process:
    """Starts when it is made; ends with `close`, or with a request that it does not survive."""

    def __init__(self, draws: bool = True) -> None:
        """Raises `StartError` with the last line that the process said.

        One that does not draw only paints, and starts at once.
        """
        self.draws = draws
        words = [] if draws else [PAINTS]
        with tempfile.TemporaryFile() as said:
            self._child = subprocess.Popen(
                [sys.executable, "-m", f"{__package__}.worker", *words],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                env=_environment(),
            )
            if self._answer() is None:
                self.close()
                said.seek(0)
                lines = said.read().decode(errors="replace").split("\n")
                raise StartError(next((line for line in reversed(lines) if line.strip()), ""))

    def ask(self, request: dict[str, Any]) -> list[str]:
        """The SVG of each layout. Raises `SvgError`, its message fit for a problem."""
        return list(self._asked(request)["svgs"])

    def paint(self, svg: str, scale: float) -> bytes:
        """The drawing as PNG. Raises `SvgError`."""
        return b64decode(self._asked({"svg": svg, "scale": scale})["png"])

    def _asked(self, request: dict[str, Any]) -> dict[str, Any]:
        begun = time.monotonic()
        answer = self._answer(request)
        if answer is None:
            code = self.close()
            if time.monotonic() - begun >= SECONDS:
                raise SvgError(f"is not drawn within {SECONDS:g} seconds; expected a simpler chart")
            raise SvgError(
                f"ends the drawing process (exit code {code}), which may use "
                f"{MEMORY >> 30} GB of memory; expected a simpler chart"
            )
        if "undrawn" in answer:
            raise UndrawnError(answer["undrawn"])
        if "wrong" in answer:
            raise SvgError(*answer["wrong"])
        return answer

    @property
    def alive(self) -> bool:
        return self._child.poll() is None

    def close(self) -> int:
        """End it, which has nothing to put in order. Returns its exit code."""
        for pipe in filter(None, (self._child.stdin, self._child.stdout)):
            with contextlib.suppress(OSError):
                pipe.close()
        self._child.kill()
        return self._child.wait()

    def _answer(self, request: dict[str, Any] | None = None) -> dict[str, Any] | None:
        """What it says to a request, or by itself when it starts; `None` if it has ended."""
        asked, answers = self._child.stdin, self._child.stdout
        if not asked or not answers:
            return None
        try:
            if request is not None:
                asked.write(json.dumps({**request, "seconds": SECONDS}).encode() + b"\n")
                asked.flush()
            line = answers.readline()
        except OSError:
            return None
        return dict(json.loads(line)) if line.endswith(b"\n") else None


def _environment() -> dict[str, str]:
    """The same wherever the build runs: zone and fonts of the machine would show in drawings."""
    path = os.pathsep.join(filter(None, [str(HOOKS), os.environ.get("PYTHONPATH")]))
    own = {"TZ": "UTC", "LC_ALL": "C", "FONTCONFIG_FILE": str(FONTS), "PYTHONPATH": path}
    return os.environ | own
