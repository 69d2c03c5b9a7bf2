"""What authors may write in prose: one namespace, `report`, of functions that return Markdown.

The macros plugin runs them when a page is built. Before that, `render_body` runs the same prose
in Jinja's sandbox with nothing in reach but this namespace, so that a mistake is found with its
line and a text that reaches for more never gets to the plugin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import pass_context

from .core.model import Verdict
from .core.problems import did_you_mean
from .core.report import EDITION, Report, Trend
from .core.text.notation import citation
from .markup.context import PageContext
from .templates import Templates

T = TypeVar("T")
COUNTS: dict[str, Callable[[Report], int]] = {
    "trends": lambda report: len(report.trends),
    "claims": lambda report: len(report.claims),
    "sources": lambda report: len(report.bibliography.sources),
    "primary-sources": lambda report: sum(
        source.kind.primary for source in report.bibliography.sources.values()
    ),
    "terms": lambda report: len(report.terms),
    "events": lambda report: len(report.events),
    "relations": lambda report: len(report.relations),
    "evidence": lambda report: sum(len(pair.claim.evidence) for pair in report.claims.values()),
    "followups": lambda report: sum(len(pair.claim.followups) for pair in report.claims.values()),
}


class MacroError(TemplateError):
    """A macro was called with something that does not exist; the message says what does."""


class Macros:
    """`{{ report.… }}`. Every method finds the page it stands on in the template's context."""

    def __init__(self, templates: Templates, report: Report) -> None:
        self._templates = templates
        self._report = report

    @pass_context
    def claim(self, context: Context, id: str) -> str:
        """The card of a claim of this page: verdict, reasoning, evidence, what happened since."""
        trend = self._trend(context)
        claim = _known("claim", id, trend.claims)
        return self._part("claim-card.md", trend, claim=claim)

    @pass_context
    def claims(self, context: Context, *ids: str) -> str:
        """Several cards in a row; all of the page's claims if none is named."""
        trend = self._trend(context)
        return "\n".join(self.claim(context, name) for name in ids or trend.claims)

    @pass_context
    def disagreement(self, context: Context, id: str) -> str:
        """The table of a quantity on which sources differ."""
        trend = self._trend(context)
        item = _known("disagreement", id, trend.disagreements)
        return self._part("disagreement.md", trend, item=item)

    @pass_context
    def explorable(self, context: Context, folder: str) -> str:
        """The experiment of this page; without JavaScript, its stored result."""
        trend = self._trend(context)
        stored = _known("explorable", folder, self._report.explorables)
        return self._part("explorable.md", trend, folder=folder, stored=stored)

    @pass_context
    def figure(self, context: Context, id: str) -> str:
        """A number from the header, with its citation; `trend#id` for another trend's."""
        slug, hash_, name = id.rpartition("#")
        trend = _known("trend", slug, self._report.by_slug) if hash_ else self._trend(context)
        figure = _known("figure", name, trend.figures)
        return f"{figure.text} {citation(figure.source, figure.at)}"

    @pass_context
    def chart(self, context: Context, id: str) -> str:
        """A chart with its finding, its sources and its table, on any page."""
        charts = self._report.charts
        if id in charts.broken:
            return f'\n<p class="faults">The chart “{id}” cannot be shown until it is mended.</p>\n'
        page = PageContext(
            self._report,
            context.get("source_path") or "index.md",
            self._report.by_slug.get(context.get("trend") or ""),
        )
        chart = _known("chart", id, charts.by_id)
        return f"\n{self._templates.render('chart.md', page, chart=chart)}\n"

    def count(self, what: str) -> str:
        """How many trends, claims, sources, terms … the report has."""
        return f"{_known('count', what, COUNTS)(self._report):,}"

    @pass_context
    def tally(self, context: Context) -> str:
        """Claims by verdict in words, of this trend, or of all on a page that is no trend."""
        slug = context.get("trend")
        tally = self._report.by_slug[slug].tally if slug else self._report.tally
        parts = [f"{count} {verdict.words.lower()}" for verdict, count in tally.items() if count]
        return ", ".join(parts)

    def verdict(self, name: str) -> str:
        """The mark of a verdict: its shape and its words."""
        verdicts = {verdict.value: verdict for verdict in Verdict}
        page = PageContext(self._report)
        found = _known("verdict", name, verdicts)
        return self._templates.render("verdict.md", page, verdict=found).strip()

    def verification(self) -> str:
        """How the findings were checked, counted from the record of checks."""
        page = PageContext(self._report)
        return self._templates.render("verification.md", page, record=self._report.verification)

    @property
    def edition(self) -> str:
        """The year that the report is about."""
        return EDITION

    def _part(self, name: str, trend: Trend, **data: object) -> str:
        page = PageContext(self._report, trend.page, trend)
        return f"\n{self._templates.render(name, page, **data)}\n"

    def _trend(self, context: Context) -> Trend:
        slug = context.get("trend")
        if not slug or slug not in self._report.by_slug:
            raise MacroError("this macro works on trend pages only")
        return self._report.by_slug[slug]


def _known(what: str, name: str, known: Mapping[str, T]) -> T:
    if name not in known:
        expected = ", ".join(known) or "none, as this page has none"
        raise MacroError(
            f"there is no {what} '{name}'; expected one of {expected}" + did_you_mean(name, known)
        )
    return known[name]


class BodyError(Exception):
    """What is wrong with the macros of a body, and on which of its lines, counted from 1."""

    def __init__(self, line: int, wrong: str) -> None:
        super().__init__(wrong)
        self.line, self.wrong = line, wrong


def sandbox() -> ImmutableSandboxedEnvironment:
    """An environment in which templates can reach neither attributes of Python nor files."""
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


def render_body(templates: Templates, page: PageContext, body: str) -> str:
    """The prose with its macros carried out. Raises `BodyError`."""
    variables = {
        "report": Macros(templates, page.report),
        "trend": page.trend.slug if page.trend else None,
        "source_path": page.path,
    }
    try:
        return sandbox().from_string(body).render(variables)
    except TemplateSyntaxError as error:
        raise BodyError(error.lineno, f"is not a macro: {error.message}") from None
    except SecurityError as error:
        raise BodyError(_line_of(error), f"is not allowed: {error}") from None
    except Exception as error:  # whatever an author's expression raises is the author's to see
        wrong = str(error) if isinstance(error, MacroError) else f"cannot be worked out: {error}"
        raise BodyError(_line_of(error), wrong) from None


def _line_of(error: BaseException) -> int:
    """The line of the template in which an error came up: Jinja rewrites its traceback so."""
    frames: Iterable[int] = _template_lines(error)
    return next(iter(frames), 1)


def _template_lines(error: BaseException) -> Iterable[int]:
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            yield trace.tb_lineno
        trace = trace.tb_next
