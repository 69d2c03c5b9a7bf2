"""What authors may write in prose: `{{ report.… }}`, functions of a page that return its parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from markupsafe import Markup, escape

from .context import PageContext
from .core.problems import one_of
from .core.report import EDITION
from .core.trend import Trend
from .core.vocabulary import Certainty, Moment, Verdict
from .prose import Macro, MacroError, Part
from .rich import cite
from .templates import Templates

T = TypeVar("T")


class Macros:
    """The macros of one page. `placed` notes which parts it has put into the prose itself."""

    def __init__(self, templates: Templates, page: PageContext) -> None:
        self._templates = templates
        self._page = page
        self._report = page.report
        self.placed: set[tuple[str, str]] = set()
        if page.trend and page.trend.data.chart:
            self.placed.add(("chart", page.trend.data.chart))  # at the top of its page

    @property
    def by_name(self) -> Mapping[str, Macro]:
        """What may be called, by the name that authors write."""
        return {
            "claim": self.claim,
            "chart": self.chart,
            "disagreement": self.disagreement,
            "explorable": self.explorable,
            "figure": self.figure,
            "count": self.count,
            "tally": self.tally,
            "verdict": self.verdict,
            "certainty": self.certainty,
            "readings": self.readings,
            "edition": lambda: Part(Markup(EDITION), block=False),
        }

    def claim(self, id: str) -> Part:
        """A line that leads from the passage to the card of the claim that it bears on."""
        return self._part("claim-line", claim=_known("claim", id, self._trend.claims))

    def disagreement(self, id: str) -> Part:
        """The table of a quantity on which sources differ."""
        item = _known("disagreement", id, self._trend.disagreements)
        self._place("disagreement", id)
        return self._part("disagreement", item=item)

    def explorable(self, folder: str) -> Part:
        """The experiment of this page; without JavaScript, its stored run."""
        if folder in self._report.unread_runs:
            return _gone("explorable", folder)
        stored = _known("explorable", folder, self._report.explorables)
        if self._trend.data.explorable is None:
            raise MacroError("the header names no explorable; expected `explorable:` in it")
        self._place("explorable", folder)
        return self._part("explorable", folder=folder, stored=stored)

    def chart(self, id: str) -> Part:
        """A chart with its finding, its sources and its table, on any page."""
        charts = self._report.charts
        self._place("chart", id)
        if id in charts.broken:
            return _gone("chart", id)
        return self._part("chart", chart=_known("chart", id, charts.by_id))

    def figure(self, id: str) -> Part:
        """A number from the header, with its citation; `trend#id` for another trend's."""
        slug, hash_, name = id.rpartition("#")
        trend = _known("trend", slug, self._report.by_slug) if hash_ else self._trend
        figure = _known("figure", name, trend.figures)
        html = Markup("{} {}").format(figure.text, cite(figure.source, figure.at))
        return Part(html, block=False)

    def count(self, what: str) -> Part:
        """How many trends, claims, sources, terms … the report has."""
        return Part(Markup(f"{_known('count', what, self._page.counts):,}"), block=False)

    def tally(self, moment: str = Moment.NOW) -> Part:
        """Claims by verdict in words, of this trend, or of all on a page that is no trend."""
        when = _known("moment", moment, {item.value: item for item in Moment})
        tally = (self._page.trend or self._report).tally(when)
        parts = [f"{count} {verdict.of(count)}" for verdict, count in tally.items() if count]
        return Part(escape(", ".join(parts)), block=False)

    def verdict(self, name: str) -> Part:
        """The mark of a verdict: its shape and its words."""
        verdict = _known("verdict", name, {item.value: item for item in Verdict})
        return self._part("verdict", block=False, verdict=verdict)

    def certainty(self, name: str) -> Part:
        """The mark of a certainty: its bars and its words."""
        certainty = _known("certainty", name, {item.value: item for item in Certainty})
        return self._part("certainty", block=False, certainty=certainty)

    def readings(self) -> Part:
        """How the findings were read, counted from the record of checks."""
        return self._part("readings", record=self._report.record)

    def _part(self, name: str, *, block: bool = True, **data: object) -> Part:
        html = self._templates.render(name, self._page, **data)
        return Part(html if block else Markup(html.strip()), block)

    def _place(self, kind: str, name: str) -> None:
        """What becomes an anchor of the page stands there once."""
        if (kind, name) in self.placed:
            raise MacroError(f"the {kind} '{name}' is placed twice; expected it once on a page")
        self.placed.add((kind, name))

    @property
    def _trend(self) -> Trend:
        if self._page.trend is None:
            raise MacroError("works on trend pages only; expected a page below docs/trends/")
        return self._page.trend


def _gone(kind: str, name: str) -> Part:
    text = "The {} “{}” cannot be shown until it is mended."
    return Part(Markup(f'<p class="faults">{text}</p>').format(kind, name))


def _known(what: str, name: str, known: Mapping[str, T]) -> T:
    if name not in known:
        expected = one_of(known, name) if known else "expected none, as this page has none"
        raise MacroError(f"there is no {what} '{name}'; {expected}")
    return known[name]
