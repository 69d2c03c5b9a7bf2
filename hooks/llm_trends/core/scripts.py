"""What is wrong with the syntax of a script: the first fault at which a browser would give up.

The script is read by an engine that knows today's JavaScript, and never runs: a statement before
it ends it at once, and the engine has no way out to files, network or Python.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from quickjs import Context, JSException, StackOverflow

from .problems import cut
from .text.positions import Place, place_of

STOP = "throw 0;"
STACK = 512 * 1024
"""Bytes, for nested brackets; ours need a hundredth, and a thread has eight megabytes."""
MODULE = re.compile(r"^(?:import|export)\b(?!\()|\bimport\.meta\b", re.MULTILINE)
PLACED = re.compile(
    r"SyntaxError: (?P<said>.*?)\s+at <input>:(?P<line>\d+):(?P<byte>\d+)", re.DOTALL
)
EXPECTS = "expecting "
ENDED = "unexpected token in expression: ''"


def script_fault(script: str) -> tuple[Place, str] | None:
    """Line and column, and what is wrong there. `script` has lines ended by `\\n`."""
    said = _refused(script)
    if not said:
        return None
    if found := PLACED.search(said):
        line, byte = int(found["line"]), int(found["byte"]) - 1
        if line == 1:
            byte -= len(STOP)
        written = script.split("\n")[line - 1].encode()
        return (line, len(written[:byte].decode(errors="ignore")) + 1), _words(found["said"])
    return place_of(script, _first_with(script, said)), _words(said)


def _words(said: str) -> str:
    said = cut(" ".join(said.removeprefix("SyntaxError: ").split()), 200)
    if said.startswith(EXPECTS):
        return f"cannot be read from here; expected {said.removeprefix(EXPECTS)}"
    if said == ENDED:
        said = "the script ends too soon"
    return f"{said[0].lower()}{said[1:]}; expected a script that a browser can read"


def _refused(script: str) -> str:
    """What the engine says to a script that it cannot read, or nothing."""
    context = Context()
    context.set_max_stack_size(STACK)
    try:
        (context.module if MODULE.search(script) else context.eval)(STOP + script)
    except StackOverflow:
        return "is nested too deep"
    except JSException as error:
        said = str(error)
        return said if said.startswith("SyntaxError") else ""
    return ""


def _first_with(script: str, said: str) -> int:
    """The offset of what the engine refuses without saying where, as it does in patterns.

    It reads from left to right, so a beginning of the script is refused for the same reason if it
    holds the fault, and for another if it does not. Halving finds the last character of the fault.
    """

    def holds(length: int) -> bool:
        return _refused(script[:length]) == said

    return max(bisect_left(range(len(script)), True, key=holds) - 1, 0)
