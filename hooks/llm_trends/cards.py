"""The picture that stands for a page where its address is shared, as SVG: words and counts.

Text is broken into lines by the number of its characters, since nobody measures it here; the
numbers leave room for the widest texts that pages have.
"""

from __future__ import annotations

from textwrap import wrap

from markupsafe import Markup

from .core.vocabulary import Moment, Verdict
from .pages import Page
from .templates import Templates

TITLE_SIGNS, TITLE_LINES = 32, 2
SIGNS, LINES = 62, 6
COLORS = {
    Verdict.HOLDS: "#0a6147",
    Verdict.HOLDS_WITH_LIMITS: "#2456a6",
    Verdict.CONTESTED: "#855100",
    Verdict.DOES_NOT_HOLD: "#a8231b",
    Verdict.TOO_EARLY: "#5c5570",
}
"""Those of `docs/assets/tokens.css`, on white."""


def card(templates: Templates, page: Page) -> Markup:
    """The title of the page, what it says, and the verdicts of its claims, or of all."""
    tally = (page.context.trend or page.context.report).tally(Moment.NOW)
    titles = _lines(page.title, TITLE_SIGNS, TITLE_LINES)
    return templates.render(
        "card",
        page.context,
        title_lines=titles,
        lines=_lines(page.description, SIGNS, LINES - (len(titles) - 1)),
        of={"count": sum(tally.values()), "tally": tally},
        COLORS=COLORS,
    )


def _lines(text: str, signs: int, most: int) -> list[str]:
    """At most so many lines; a text that is cut says so."""
    return wrap(text, signs, max_lines=most, placeholder=" …")
