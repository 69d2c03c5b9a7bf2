"""From the content of a page to its file: the theme's templates, compiled once, run once a state.

MkDocs makes a new environment at every build and runs the theme over every page. The code of the
templates is kept, and so is the file of each page: the theme is a function of the page, the
navigation, the settings and the templates, and where these are equal its output is.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, Template
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from ..markup.prose_faults import names_of_the_frame
from ..markup.safe import frame_violations
from ..pages import Page as OwnPage
from ..template_files import TemplateFiles

log = logging.getLogger("mkdocs.plugins.llm_trends")
PAGES = "main.html"
UNUSED = frozenset({"assets/javascripts", "assets/stylesheets"})
"""Folders of the theme of which no page of ours loads anything."""


class _Memory(BytecodeCache):
    """Compiled templates by what they were compiled from."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key + bucket.checksum in self._code:
            bucket.bytecode_from_string(self._code[bucket.key + bucket.checksum])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


class _Visible(TemplateFiles):
    """The templates of a theme without its hidden folders, and without scripts and styles.

    MkDocs lists all files of the theme to copy what is no template and not hidden; the icons of
    this one, fourteen thousand in a hidden folder, take longer than the rest of a save. Our frame
    has scripts and styles of its own.
    """

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for root in map(Path, self.searchpath):
            for folder, folders, names in os.walk(root):
                below = Path(folder).relative_to(root)
                folders[:] = [
                    name
                    for name in folders
                    if not name.startswith(".") and (below / name).as_posix() not in UNUSED
                ]
                found |= {(below / name).as_posix() for name in names}
        return sorted(found)


def environment(made: Callable[[], Environment]) -> Environment:
    """The theme's environment, as MkDocs makes it, for all that is not hidden in the theme."""
    env = made()
    if isinstance(env.loader, FileSystemLoader):
        env.loader = _Visible(env.loader.searchpath)
    return env


class OnRequest(File):
    """A file that links may lead to and that no build writes."""

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing is there to be copied."""


@dataclass
class Output:
    """What pages came to, by their address."""

    memory: _Memory = field(default_factory=_Memory)
    kept: dict[str, tuple[tuple[object, ...], str]] = field(default_factory=dict)
    navigation: tuple[object, ...] = ()
    """That of the last build; the same one as long as it is equal, so that it is compared once."""

    def take_over(
        self, env: Environment, config: MkDocsConfig, own: Mapping[str, OwnPage]
    ) -> Environment:
        """`own` are our pages, by the path of their source."""
        env.bytecode_cache = self.memory
        template = env.get_template(PAGES)
        around = surroundings(config)
        pages = _Remembering(template, self, around, own)
        env.get_template = _Getter(env.get_template, pages)  # type: ignore[method-assign, assignment]
        return env


@dataclass(frozen=True)
class _Getter:
    """`get_template` of an environment, but for the template of pages."""

    found: Any
    pages: _Remembering

    def __call__(self, name: str, *arguments: Any, **named: Any) -> Any:
        if name == PAGES and not arguments and not named:
            return self.pages
        return self.found(name, *arguments, **named)


@dataclass
class _Remembering:
    """The template of pages, which is not run again for what it was run for before."""

    template: Template
    output: Output
    around: tuple[object, ...]
    own: Mapping[str, OwnPage]
    known: bool = False
    """Whether the navigation of this build has been looked at."""

    def render(self, context: dict[str, Any]) -> str:
        page = context["page"]
        key = (self.around, _page(page), self._navigation(context["nav"]))
        kept = self.output.kept
        found = kept.get(page.url)
        if found is None or found[0] != key:
            found = kept[page.url] = (key, self.template.render(context))
            _check(page, found[1], self.own.get(page.file.src_uri))
        return found[1]

    def _navigation(self, nav: Navigation) -> tuple[object, ...]:
        if not self.known and (now := _navigation(nav)) != self.output.navigation:
            self.output.navigation = now
        self.known = True
        return self.output.navigation


def _check(page: Page, html: str, own: OwnPage | None) -> None:
    """Warn of what a template puts around a page's content, which was checked before."""
    content = page.content or ""
    frame = html.replace(content, "", 1)
    for problem in names_of_the_frame(own.source, content, frame) if own else ():
        log.warning("%s", problem)
    for item in dict.fromkeys(frame_violations(frame)):
        log.warning(
            "overrides: %s in %s; expected files below docs/assets", item, page.file.dest_uri
        )


def surroundings(config: MkDocsConfig) -> tuple[object, ...]:
    """The settings, and the state of the theme's own files and of our overrides."""
    settings = Path(config.config_file_path).read_bytes()
    files = [
        (str(path), path.stat().st_mtime_ns)
        for folder in config.theme.dirs[:1]
        for path in sorted(Path(folder).rglob("*.html"))
    ]
    return settings, config.site_url, config.use_directory_urls, tuple(files)


def _page(page: Page) -> tuple[object, ...]:
    """All that the theme reads of a page."""
    return (
        page.content,
        tuple(_headings(page.toc)),
        tuple(sorted((name, repr(value)) for name, value in page.meta.items())),
        page.title,
        page.canonical_url,
        page.edit_url,
        _link(page.previous_page),
        _link(page.next_page),
        page.is_homepage,
    )


def _headings(items: Any) -> list[tuple[object, ...]]:
    return [(item.title, item.url, tuple(_headings(item.children))) for item in items]


def _link(page: Page | None) -> tuple[object, ...]:
    return (page.title, page.url) if page else ()


def _navigation(nav: Navigation) -> tuple[object, ...]:
    return tuple(_item(item) for item in nav.items)


def _item(item: Any) -> tuple[object, ...]:
    """A page or a section with what is below it."""
    children = tuple(_item(child) for child in item.children or ())
    return (item.title, getattr(item, "url", None), children)
