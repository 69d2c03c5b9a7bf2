"""What waits for an editor, as the panel of the served pages has it."""

from __future__ import annotations

from ..core.problems import in_order
from ..core.views.open_points import open_points
from .change import Change, Project


def due(project: Project) -> Change:
    """Problems, what stops a strict build, and what is due; each at its place. Changes nothing."""
    found = project.found
    points = in_order([*found.problems, *found.warnings, *open_points(found.report, project.today)])
    return Change(said=(*map(str, points), f"{len(points)} open points"))
