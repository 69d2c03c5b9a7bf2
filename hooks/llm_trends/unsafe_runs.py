"""What may not stand in a stored run: what runs, loads, or nobody sees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from .core.places import DOCS, run_place
from .core.problems import Problem
from .core.stored_run import StoredRun
from .core.text.characters import named, refused_references
from .core.text.positions import Place, place_of
from .markup.balance import unbalanced
from .markup.safe import DECLARATION, located_violations

LOADING = re.compile(
    r"<(?:audio|feimage|foreignobject|form|image|img|picture|source|track|video)\b", re.IGNORECASE
)
"""Elements that load or send something, or hold another page."""
NOT_STORED = "may not stand in a stored run; expected text, tables and drawings only"
_unbalanced = lru_cache(maxsize=64)(unbalanced)


def unsafe_runs(runs: Mapping[str, StoredRun]) -> list[Problem]:
    """What is wrong with the runs, which are given by the folder of their explorable.

    Stored runs stand in pages as they are, so they must hold nothing that runs or loads.
    """
    problems: list[Problem] = []
    for folder, run in runs.items():
        path = f"{DOCS}{run_place(folder)}"
        problems += [
            Problem(path, *place, "html", f"{item} {NOT_STORED}")
            for place, item in _not_stored(run.written)
        ]
        problems += [
            Problem(path, *place, "html", f"{tag} {wrong}")
            for place, tag, wrong in _unbalanced(run.written)
        ]
    return problems


@lru_cache(maxsize=64)
def _not_stored(written: str) -> tuple[tuple[Place, str], ...]:
    """What runs, loads or is of another language, at its line and column."""
    found = list(located_violations(written))
    found += [(one.start(), one[0]) for one in DECLARATION.finditer(written)]
    known = {offset for offset, _ in found}
    loading = ((one.start(), f"{one[0]}>") for one in LOADING.finditer(written))
    found += [one for one in loading if one[0] not in known]
    for reference, letter in dict(refused_references(written)).items():
        said = f"{reference}, which stands for {named(letter)},"
        found.append((written.index(reference), said))
    return tuple((place_of(written, offset), item) for offset, item in sorted(found))
