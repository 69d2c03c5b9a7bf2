"""The Jinja environment in which pages and the parts of pages are written."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .core.charts.json_ld import dataset
from .core.model import Outcome, RelationKind, Stance, Verdict
from .core.report import EDITION
from .core.text.notation import citation, plain_text
from .core.views import relations
from .core.views.scorecard import latest, scorecard
from .core.views.statements import CHANGED, judged
from .markup.context import PageContext


class Templates:
    """The templates of pages and of the parts that macros put into prose."""

    def __init__(self, folder: Path, site_url: str = "/") -> None:
        self._env = Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
        )
        self._env.globals |= {
            "edition": EDITION,
            "site_url": site_url,
            "dataset": dataset,
            "Verdict": Verdict,
            "Stance": Stance,
            "Outcome": Outcome,
            "RelationKind": RelationKind,
            "FORWARD": relations.FORWARD,
            "citation": citation,
            "neighbours": relations.neighbours,
            "matrix": relations.matrix,
            "judged": judged,
            "CHANGED": CHANGED,
            "scorecard": scorecard,
            "latest": latest,
        }
        self._env.filters["plain"] = plain_text
        self._env.filters["number"] = lambda value: f"{value:,.10g}"

    def render(self, name: str, context: PageContext, **data: object) -> str:
        template = self._env.get_template(f"{name}.jinja")
        return template.render(
            page=context, report=context.report, trend=context.trend, to=context.to, **data
        )
