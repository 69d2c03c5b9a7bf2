"""From the Markdown of our pages to their content, each converted once for what it is made of.

MkDocs converts every page at every build. A page whose Markdown, parts and surroundings are the
same as before has the same content, so under `serve` it is taken from the last conversion.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils import CountHandler

from ..core.guarding import guarded, guarded_faults
from ..core.problems import Problem
from ..core.text.characters import named, refused_references
from ..core.text.leftovers import leftovers
from ..markup.conversion import Content, content
from ..markup.extension import ReportExtension, converted
from ..markup.leftover_blocks import leftover_blocks
from ..markup.prose_faults import marks_in_tags, prose_faults
from ..markup.safe import cleaned, violations
from ..markup.written import written_at
from ..pages import Page

log = logging.getLogger("mkdocs.plugins.llm_trends")
NOWHERE = (
    "leads nowhere; expected the name of a host that all readers reach, in one alphabet and with "
    "nobody before it, or a mailbox with its host"
)
TAKEN_OUT = "may not stand in prose and was taken out; expected what Contributing lists"
GENERATOR = MkDocsConfig.__module__.partition(".")[0]
"""Whose logger hears all: `mkdocs`, or the name of its fork, which answers to that name too."""


@dataclass(frozen=True)
class Converted:
    """What a page came to. `links` are (source file, anchor, link as written)."""

    key: tuple[object, ...]
    content: Content
    links: tuple[tuple[str, str, str], ...]


@dataclass
class Renderer:
    """Converts pages, and remembers each page's last conversion.

    A conversion with something to warn of is done again, so that it warns again.
    """

    made: dict[str, Converted] = field(default_factory=dict)
    warned: set[str] = field(default_factory=set)
    listed: tuple[Files | None, tuple[str, ...]] = (None, ())
    """The files of the last build and their names, sorted once for all pages."""

    def take_over(self, page: MkDocsPage, own: Page, markup: ReportExtension) -> None:
        """Have `page` converted here when MkDocs comes to it."""
        page.render = partial(self._render, page, own, markup)  # type: ignore[method-assign]

    def _render(
        self,
        page: MkDocsPage,
        own: Page,
        markup: ReportExtension,
        config: MkDocsConfig,
        files: Files,
    ) -> None:
        key = _key(own, config, self._names(files))
        found = self.made.get(own.path)
        if found is None or found.key != key or own.path in self.warned:
            with _warnings() as counter:
                found = _converted(page, own, markup, key, config, files)
            self.made[own.path] = found
            self.warned.discard(own.path)
            if counter.get_counts():
                self.warned.add(own.path)
        page.content = found.content.html
        page.toc = get_toc(found.content.toc)  # type: ignore[arg-type]
        page.present_anchor_ids = set(found.content.anchors)
        page.links_to_anchors = links_to_anchors(found, files)

    def _names(self, files: Files) -> tuple[str, ...]:
        of, names = self.listed
        if of is not files:
            now = tuple(sorted(files.src_uris))
            self.listed = (files, names if now == names else now)
        return self.listed[1]


def _key(own: Page, config: MkDocsConfig, names: tuple[str, ...]) -> tuple[object, ...]:
    """All that the conversion of a page depends on."""
    context = own.context
    return (
        own.markdown,
        own.parts,
        tuple(context.numbers.items()),
        context.crosslinks,
        context.report.link_facts,
        names,
        config.use_directory_urls,
    )


def _converted(
    page: MkDocsPage,
    own: Page,
    markup: ReportExtension,
    key: tuple[object, ...],
    config: MkDocsConfig,
    files: Files,
) -> Converted:
    markup.context = own.context
    _, wrong = guarded(own.path, "converted", partial(MkDocsPage.render, page, config, files))
    made, problems = _checked(own, page.content or "")
    for problem in [*wrong, *problems]:
        log.warning("%s", problem)
    links = tuple(
        (file.src_uri, anchor, written)
        for file, anchors in (page.links_to_anchors or {}).items()
        for anchor, written in anchors.items()
    )
    return Converted(key, made, links)


def unconverted(
    pages: Iterable[Page], markup: ReportExtension, config: MkDocsConfig
) -> Iterator[Problem]:
    """What only a conversion finds, for a build that fails before MkDocs converts anything."""
    for own in pages:
        markup.context = own.context
        work = partial(_converted_apart, own, config)
        yield from guarded_faults(own.path, "converted", work)


def _converted_apart(own: Page, config: MkDocsConfig) -> list[Problem]:
    html = converted(own.markdown, config.markdown_extensions, config.mdx_configs)
    return _checked(own, html)[1]


def _checked(own: Page, html: str) -> tuple[Content, list[Problem]]:
    """The content of a page from the HTML of its Markdown, and what is wrong with it."""
    unseen = list(refused_references(html))
    for reference, _ in unseen:
        html = html.replace(reference, "")
    prose, removed = cleaned(marks_in_tags(html)[0])
    made = content(prose, own.parts, own.context.report)
    problems = [*_unseen(own, unseen), *_problems(own, prose, removed, made)]
    problems += prose_faults(own, html, prose, made)
    return made, [problem for problem in problems if not _follows(own, problem)]


def _follows(own: Page, problem: Problem) -> bool:
    """Whether a problem of the HTML may come of notation that was not understood, said there.

    What nobody has written stands at the beginning of the page.
    """
    left = leftovers(own.source, own.context.report.bibliography.keys)
    lines = {other.line for other in left}
    return (
        problem.field == "html" and bool(lines) and problem.line in {*lines, own.source.body_line}
    )


def _unseen(own: Page, found: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Characters that no text may hold, brought in by name or number."""
    for reference, letter in dict.fromkeys(found):
        wrong = f"stands for {named(letter)}; expected text without it"
        yield own.source.problem_in_body(max(own.source.body.find(reference), 0), reference, wrong)


def _problems(own: Page, prose: str, removed: list[str], made: Content) -> Iterator[Problem]:
    """What Markdown did not understand, what was taken out, and what must never stand there."""
    for item in removed:
        address = item.startswith('href="')
        wrong = f"{item} {NOWHERE if address else TAKEN_OUT}"
        for at in written_at(own.source, item):
            yield own.source.problem_in_body(at, "html", wrong)
    if own.source.body:
        yield from leftover_blocks(own.source, prose)
    found = dict.fromkeys(violations(made.html))
    written = set(violations(prose)) if found else set()
    for item in found:
        wrong = f"{item} may not stand in a page; expected none"
        if item in written:
            for at in written_at(own.source, item):
                yield own.source.problem_in_body(at, "html", wrong)
        else:
            yield Problem(own.source.path, 1, 1, "html", wrong)


def links_to_anchors(found: Converted, files: Files) -> dict[File, dict[str, str]]:
    """The links of a page in MkDocs' form: by file, for the files of this build."""
    links: dict[File, dict[str, str]] = {}
    for path, anchor, written in found.links:
        if file := files.src_uris.get(path):
            links.setdefault(file, {})[anchor] = written
    return links


@contextmanager
def _warnings() -> Iterator[CountHandler]:
    """Counts what is warned of in the meantime."""
    counter = CountHandler()
    counter.setLevel(logging.WARNING)
    logger = logging.getLogger(GENERATOR)
    logger.addHandler(counter)
    try:
        yield counter
    finally:
        logger.removeHandler(counter)
