"""What waits for an editor, as the panel of the served pages has it."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.views.open_points import Waiting, waiting
from .change import Change, Project

NOT_LOOKED_AT = "of macros and HTML in prose, a build alone knows"


def due(project: Project) -> Change:
    """What is wrong, what stops a strict build, and what is due; each at its place. Changes
    nothing."""
    found = project.found
    points = waiting(found.problems, found.warnings, found.report, project.today)
    return Change(said=(*_listed(points), f"{len(points.all)} open points; {NOT_LOOKED_AT}"))


def _listed(points: Waiting) -> Iterator[str]:
    groups = (
        ("wrong, and stops every build:", points.wrong),
        ("stops a strict build:", points.stops),
        ("due:", points.due),
    )
    for title, group in groups:
        if group:
            yield title
            yield from (f"  {point}" for point in group)
