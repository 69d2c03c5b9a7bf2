"""The Jinja environment in which pages and the parts of pages are written.

Only our own templates are ever compiled. What authors write comes in as data and is escaped; what
may hold notation passes through `rich`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from .addresses import Addresses
from .context import PageContext
from .core import places
from .core.charts.mark_words import shown
from .core.citing.citation import EDITORS, LANGUAGE, LICENSE, LICENSE_NAME, SITE
from .core.citing.formats import sentence
from .core.editions import archive_of, folder_of
from .core.report import EDITION
from .core.text.notation import plain_text
from .core.text.quantities import quantity
from .core.views import history, relations
from .core.views.editions import editions
from .core.views.letters import letters, other_names
from .core.views.moments import moments
from .core.views.scorecard import scorecard
from .core.views.statements import CHANGED, statements
from .core.views.uses import uses
from .core.vocabulary import Certainty, Moment, RelationKind, Stance, Verdict
from .held import held
from .rich import cite, rich
from .template_files import TemplateFiles

KNOWN: Mapping[str, object] = {
    "edition": EDITION,
    "Verdict": Verdict,
    "Certainty": Certainty,
    "Stance": Stance,
    "Moment": Moment,
    "RelationKind": RelationKind,
    "FORWARD": relations.FORWARD,
    "CHANGED": CHANGED,
    "cite": cite,
    "claim_place": places.claim_place,
    "claim_stem": places.claim_stem,
    "corrections_place": places.corrections_place,
    "disagreement_stem": places.disagreement_stem,
    "experiment_stem": places.experiment_stem,
    "page_stem": places.page_stem,
    "source_stem": places.source_stem,
    "held": held,
    "uses": uses,
    "EDITORS": EDITORS,
    "LANGUAGE": LANGUAGE,
    "LICENSE": LICENSE,
    "LICENSE_NAME": LICENSE_NAME,
    "SITE": SITE,
    "neighbours": relations.neighbours,
    "matrix": relations.matrix,
    "statements": statements,
    "letters": letters,
    "moments": moments,
    "other_names": other_names,
    "shown": shown,
    "scorecard": scorecard,
    "editions": editions,
    "archive_of": archive_of,
    "folder_of": folder_of,
    "days": history.days,
    "reworded": history.reworded,
    "of_claim": history.of_claim,
    "moves": history.moves,
    "anchor": history.anchor,
}
"""What every template may ask, beside the page, its report and its trend."""


def templates(folder: Path) -> Templates:
    """The templates of a folder as they are now, compiled once until one of them changes."""
    files = sorted((file.name, file.stat().st_mtime_ns) for file in folder.glob("*.jinja"))
    return _compiled(folder, hash(tuple(files)))


@lru_cache(maxsize=4)
def _compiled(folder: Path, state: int) -> Templates:
    return Templates(folder, state)


class Templates:
    """The templates of pages and of the parts that macros put into prose.

    `state` is another number whenever one has changed. No file is looked at again, which a page
    would do for each of its parts.
    """

    def __init__(self, folder: Path, state: int) -> None:
        self.state = state
        self._env = Environment(
            loader=TemplateFiles(folder),
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=True,
        )
        self._env.globals |= KNOWN
        self._env.filters |= FILTERS
        self._once = lru_cache(maxsize=8192)(self._made_once)

    def render(self, name: str, page: PageContext, **data: object) -> Markup:
        """A part of a page."""
        text = self._env.get_template(f"{name}.jinja").render(_variables(page) | data)
        return Markup(text)

    def apart(self, name: str, **data: object) -> Markup:
        """What belongs to no page of the site."""
        return Markup(self._env.get_template(f"{name}.jinja").render(data))

    def blocks(self, name: str, page: PageContext, **data: object) -> dict[str, Markup]:
        """A whole page by the blocks of its template: title, description, body.

        `remembered` makes the parts of a list, each once for what it shows.
        """
        template = self._env.get_template(f"{name}.jinja")

        def remembered(part: str, **shown: object) -> Markup:
            return self._once(part, page.path, page.addresses, tuple(shown.items()))

        context = template.new_context(_variables(page) | {"remembered": remembered} | data)
        try:
            made = {block: "".join(write(context)) for block, write in template.blocks.items()}
        except Exception:
            self._env.handle_exception()  # as `render` does: it names the lines of the template
        return {block: Markup(text) for block, text in made.items()}

    def _made_once(
        self,
        name: str,
        path: str,
        addresses: Addresses,
        shown: tuple[tuple[str, object], ...],
    ) -> Markup:
        """A part that shows this and nothing else: it is given no report."""
        page = PageContext(path=path, addresses=addresses)
        text = self._env.get_template(f"{name}.jinja").render({"page": page, **dict(shown)})
        return Markup(text.rstrip("\n"))


def _variables(page: PageContext) -> dict[str, object]:
    return {"page": page, "report": page.report, "trend": page.trend}


@pass_context
def _rich(context: Context, text: str) -> Markup:
    return rich(text, context["page"])


FILTERS = {
    "tuple": tuple,
    "rich": _rich,
    "plain": plain_text,
    "sentence": sentence,
    "quantity": quantity,
}
