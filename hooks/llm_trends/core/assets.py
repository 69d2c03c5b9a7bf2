"""Styles, scripts and the data of explorables, which are served as they are written: what is wrong
with each of them, and how it was when it was last right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from .definitions import data_faults, is_data
from .guarding import guarded_faults
from .places import DOCS
from .problems import Problem
from .scripts import script_fault
from .styles import style_faults
from .text import source_text

STYLE = ".css"
ASSET = re.compile(r"[^/]\.(?:css|js)\Z")


@dataclass(frozen=True)
class Assets:
    """`right` is each file as it was last right, by its address below `docs/`."""

    right: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def is_asset(path: str) -> bool:
    """Whether a file is a style sheet, a script or an explorable's data, by its address below
    `docs/`."""
    return bool(ASSET.search(path)) or is_data(path)


def read_assets(files: Mapping[str, bytes], before: Assets) -> Assets:
    """All that are among `files`. One that was never right is left out of `right`."""
    right: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in sorted(filter(is_asset, files)):
        wrong = _faults(path, files[path])
        problems += wrong
        if not wrong:
            right[path] = files[path]
        elif path in before.right:
            right[path] = before.right[path]
    return Assets(right, tuple(problems))


def with_changed(assets: Assets, changed: Mapping[str, bytes]) -> Assets:
    """The same after some files were saved; all others are as they were."""
    now = read_assets(changed, assets)
    others = [one for one in assets.problems if one.path.removeprefix(DOCS) not in changed]
    return Assets({**assets.right, **now.right}, tuple(sorted([*others, *now.problems])))


@lru_cache(maxsize=1024)
def _faults(path: str, raw: bytes) -> tuple[Problem, ...]:
    """Remembered, since under `serve` hardly any file changes."""
    if is_data(path):
        return tuple(guarded_faults(path, "read", lambda: data_faults(DOCS + path, raw)))
    text = source_text.decode(DOCS + path, raw)
    if not isinstance(text, str):
        return text.problems
    return tuple(guarded_faults(path, "read", lambda: _found(path, text)))


def _found(path: str, text: str) -> Iterator[Problem]:
    if path.endswith(STYLE):
        for place, wrong in style_faults(text):
            yield Problem(DOCS + path, *place, "style", wrong)
    elif fault := script_fault(text):
        yield Problem(DOCS + path, *fault[0], "script", fault[1])
