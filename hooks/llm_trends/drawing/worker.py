"""The program that draws, in a process of its own: one request a line, one answer a line.

A specification is a small program. It may run without end, fill the memory, or bring the compiler
down; here it ends this process and nothing else, and `process.py` says which chart it was.

Run as `python -m llm_trends.drawing.worker`, with `paints` behind it for pictures alone. The memory
is limited where the system can do so (Linux); elsewhere the compiler's own limit, about twice as
high, ends the process.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import re
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..core.charts.quoted import in_expression
from ..core.charts.refusals import EXPRESSIONS
from .svg import SvgError, UndrawnError, page_svg
from .theme import FACE

VEGA_LITE = "6.4"
START_SECONDS = 60.0
MEMORY = 1 << 30
"""Bytes that a drawing may need more than the compiler itself."""
PAINTS = "paints"
"""The word for a process that is only asked for pictures; starting the compiler takes a second."""
UNREADABLE = re.compile(r"Error: (?:Unexpect|Invalid regular)")
"""What the reader of expressions says, whatever the expression is part of."""
BLANK: dict[str, Any] = {"data": {"values": []}, "mark": "point"}


def main() -> None:
    """Answer until there are no more requests. What libraries print must not be taken for one."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _end_after(START_SECONDS)
    _know_the_face()
    if sys.argv[1:] != [PAINTS]:
        vega(BLANK, {})
    _limit_memory()
    _answer(answers, {"ready": True})
    for line in sys.stdin.buffer:
        request = json.loads(line)
        _end_after(request["seconds"])
        _answer(answers, _drawn(request))


def _know_the_face() -> None:
    """Measure and paint in the typeface that pages show: labels then start where they should."""
    import vl_convert

    vl_convert.register_font_directory(str(FACE))


def vega(spec: dict[str, Any], settings: dict[str, Any]) -> str:
    """Vega-Lite's own SVG. Nothing may be loaded. Raises `ValueError` if it does not compile."""
    import vl_convert

    return str(
        vl_convert.vegalite_to_svg(
            spec, vl_version=VEGA_LITE, config=settings, allowed_base_urls=[]
        )
    )


def png(svg: str, scale: float) -> bytes:
    """The drawing as PNG, pressed as small as it goes."""
    import vl_convert

    from .png import smaller  # only here: the build knows this module too, and paints nothing

    return smaller(vl_convert.svg_to_png(svg, scale=scale))


def _drawn(request: dict[str, Any]) -> dict[str, Any]:
    try:
        if "svg" in request:
            return {"png": b64encode(png(request["svg"], request["scale"])).decode()}
        svgs = [_layout(request, layout) for layout in request["layouts"]]
    except UndrawnError as error:
        return {"undrawn": error.rows}
    except SvgError as error:
        return {"wrong": error.args}
    except Exception as error:  # whatever it is, it is about this chart
        said = str(error) or type(error).__name__
        return {"wrong": [f"cannot be drawn: {said}; expected a specification that can"]}
    return {"svgs": svgs}


def _layout(request: dict[str, Any], layout: dict[str, Any]) -> str:
    try:
        drawn = vega(layout["spec"], layout["config"])
    except ValueError as error:
        said = _first_lines(error)
        if found := list(_faulty_expressions(layout["spec"], said)):
            raise SvgError(*found) from None
        wrong = f"does not compile: {said}; expected a Vega-Lite specification"
        raise SvgError(wrong) from None
    return page_svg(drawn, layout["prefix"], request["name"], request["rows"])


def _faulty_expressions(spec: dict[str, Any], said: str) -> Iterator[str]:
    """What is wrong with the expressions of `spec`, which the compiler does not name.

    Each is compiled alone: one that cannot be read is wrong anywhere, and one of which the same is
    said as of the whole is what that was about.
    """
    params = [
        {"name": found["name"], "value": 0} for found in _within(spec, "params") if "name" in found
    ]
    for expression in dict.fromkeys(_expressions(spec)):
        alone = {**BLANK, "params": params, "transform": [{"calculate": expression, "as": "x"}]}
        try:
            vega(alone, {})
        except ValueError as error:
            own = _first_lines(error)
            if own == said or UNREADABLE.match(own):
                wrong = own.removeprefix("Error: ").rstrip(".")
                yield in_expression(wrong, expression)


def _expressions(spec: Any) -> Iterator[str]:
    for name in sorted(EXPRESSIONS):
        yield from (found for found in _within(spec, name) if isinstance(found, str))


def _within(part: Any, name: str) -> Iterator[Any]:
    """Every value of the fields of one name, and each item of those that are lists."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key == name:
                yield from value if isinstance(value, list) else [value]
            yield from _within(value, name)
    elif isinstance(part, list):
        for item in part:
            yield from _within(item, name)


def _first_lines(error: Exception) -> str:
    """What the compiler said, without the places in its own code."""
    lines = [line.strip() for line in str(error).splitlines()]
    said = [line for line in lines if line and not line.startswith("at ")]
    return " ".join(said).removeprefix("Vega-Lite to SVG conversion failed: ")[:300]


def _answer(answers: Any, answer: dict[str, Any]) -> None:
    faulthandler.cancel_dump_traceback_later()
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()


def _end_after(seconds: float) -> None:
    """End this process unless it answers in time, even while the compiler does not come back."""
    faulthandler.dump_traceback_later(seconds, exit=True)


def _limit_memory() -> None:
    """Counted from what the compiler has reserved by now, more on machines with more cores."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        if reserved := re.search(r"^VmData:\s*(\d+) kB$", status, re.MULTILINE):
            limit = int(reserved[1]) * 1024 + MEMORY
            resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


if __name__ == "__main__":
    main()
