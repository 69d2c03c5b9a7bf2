"""The timeline of all trends: an event that several tell in the same words stands there once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..groups import grouped
from ..trend import EventAt


def moments(events: Iterable[EventAt]) -> list[Sequence[EventAt]]:
    """By date; each with all that tell it, which share its day, its source and its words."""
    alike = grouped(
        ((pair.event.date, pair.event.source, pair.event.what), pair) for pair in events
    )
    return sorted(alike.values(), key=lambda told: told[0].event.date)
