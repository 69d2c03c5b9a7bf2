from __future__ import annotations

from llm_trends.core.views.moments import moments

from ..content import collected, trend

TOLD = "events:\n  - date: 2024-03-01\n    what: {}\n    source: known2024thing"


def test_an_event_of_two_trends_stands_once_in_the_timeline() -> None:
    """Another thing told of the same day and source is another event."""

    def anchors(first: str, second: str) -> list[list[str]]:
        pages = {
            "trends/alpha.md": trend("alpha", 1, events=TOLD.format(first)),
            "trends/beta.md": trend("beta", 2, events=TOLD.format(second)),
        }
        events = collected(**pages).report.events
        return [[pair.anchor for pair in told] for told in moments(events)]

    both = ["alpha-2024-03-01", "beta-2024-03-01"]
    assert anchors("A ruling.", "A ruling.") == [both]
    assert anchors("A ruling.", "An appeal.") == [[each] for each in both]
