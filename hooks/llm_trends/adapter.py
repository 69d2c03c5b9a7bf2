"""The MkDocs events, in the order in which a build raises them. Only this module knows MkDocs."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from click import ClickException
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler

from .contents import contents
from .core import export
from .core.collect import (
    BIBLIOGRAPHY,
    CONCLUSION,
    Collection,
    collect,
    settle,
    with_charts_drawn,
    with_problems,
)
from .core.problems import report_of
from .core.text.source_text import SourceText
from .drawing.drawer import Drawer, chart_files
from .failure import one_line
from .head import into_head
from .links import stray_links
from .macros import Macros
from .markup.extension import ReportExtension
from .markup.leftover_blocks import leftover_blocks
from .navigation import navigation
from .pages import Page
from .publishing import Publication, PublishingError, begin
from .serving import HOOKS, SteadyServer, Watcher
from .site_pages import check_bodies, site_pages
from .templates import Templates

log = logging.getLogger("mkdocs.plugins.llm_trends")
TEMPLATES = Path("overrides", "pages")
DRAWINGS = Path(".cache", "charts")
UNPUBLISHED = (BIBLIOGRAPHY, CONCLUSION)


@dataclass
class State:
    """What one build hands from event to event. `good` outlives a build under `serve`."""

    serving: bool = False
    root: Path = Path()
    site_dir: str = ""
    publication: Publication | None = None
    expected: frozenset[str] = frozenset()
    watcher: Watcher | None = None
    markup: ReportExtension = field(default_factory=ReportExtension)
    pages: dict[str, Page] = field(default_factory=dict)
    sources: dict[str, SourceText] = field(default_factory=dict)
    good: Collection = field(default_factory=Collection)


state = State()


def on_startup(*, command: str, dirty: bool) -> None:
    """A new process: forget everything."""
    del dirty
    global state
    state = State(serving=command == "serve")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the Markdown extension, and build beside `site/`, which stays until the build is good."""
    state.markup = ReportExtension()
    config.markdown_extensions.append(state.markup)  # type: ignore[arg-type]
    state.root = _root(config)
    if state.watcher is None:
        named = (config.docs_dir, config.config_file_path, *config.watch)
        state.watcher = Watcher([*named, HOOKS, state.root / "overrides"])
    if not state.serving:
        try:
            state.publication = begin(Path(config.site_dir))
        except PublishingError as error:
            raise PluginError(str(error)) from error
        state.site_dir, config.site_dir = config.site_dir, str(state.publication.folder)
    return config


@event_priority(-100)  # after every plugin that adds files, so that all of them are seen
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Collect, check, settle, and only then write: every page and export comes from one state."""
    templates = Templates(_root(config) / TEMPLATES, config.site_url or "/")
    found = collect(contents(Path(config.docs_dir)), dt.date.today())
    drawn = Drawer(_root(config) / DRAWINGS).draw_all(found.report.charts.by_id.values())
    found = with_charts_drawn(found, *drawn)
    found = check_bodies(templates, found)
    found = with_problems(found, stray_links(Path(config.docs_dir)))
    if found.problems and not state.serving:
        raise PluginError(report_of(found.problems))
    for problem in (*found.problems, *found.warnings):
        log.warning("%s", problem)
    settled = settle(found, state.good)
    state.good = settled
    site_url = config.site_url or "/"
    state.pages = {page.path: page for page in site_pages(templates, settled, site_url)}
    state.sources = settled.sources
    for page in state.pages.values():
        _put(files, config, page.path, _with_header(page))
    for path, text in _exports(settled).items():
        _put(files, config, path, text)
    for path in UNPUBLISHED:
        if (file := files.get_file_from_path(path)) is not None:
            files.remove(file)
    config.nav = navigation(settled.report)
    macros = config.plugins["macros"]
    macros.register_variables({"report": Macros(templates, settled.report)})  # type: ignore[attr-defined]
    return files


@event_priority(100)  # before anything else reads the Markdown
def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Tell the Markdown extension which page it will convert next."""
    del config, files
    own = state.pages.get(page.file.src_uri)
    state.markup.context = own.context if own else type(state.markup).context
    return markdown


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Name the blocks that Markdown left in the text."""
    del config, files
    written = state.sources.get(page.file.src_uri)
    for problem in leftover_blocks(written, html) if written else ():
        log.warning("%s", problem)
    return html


def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Move what describes the charts of a page out of the theme's way."""
    del page, config
    return into_head(output)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Note what the site must consist of, now that no plugin adds files any more."""
    del env, config
    included = (f for f in files if f.inclusion.is_included())  # type: ignore[no-untyped-call]
    state.expected = frozenset(f.dest_uri for f in included)


@event_priority(-100)  # after every plugin that still writes into the site
def on_post_build(config: MkDocsConfig) -> None:
    """Put the new site in the place of the old one, unless the strict build is about to fail."""
    if state.publication is None:
        return
    config.site_dir = state.site_dir
    if config.strict and _warned():
        return
    try:
        left = state.publication.publish(state.expected)
    except PublishingError as error:
        raise PluginError(str(error)) from error
    if left:
        log.info("%s", left)


@event_priority(-100)  # after every plugin that wants to know of the error
def on_build_error(error: Exception) -> None:
    """Leave nothing half-built behind, and name in one line what nobody foresaw."""
    on_shutdown()
    if not isinstance(error, ClickException):  # those speak for themselves
        log.debug("", exc_info=error)
        raise PluginError(one_line(error, state.root)) from error


def on_shutdown() -> None:
    """Also after Ctrl-C."""
    if state.publication is not None:
        state.publication.abandon()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Serve the last good site whatever happens."""
    del config, builder
    return SteadyServer(server, state.watcher or Watcher())


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _with_header(page: Page) -> str:
    """The page with a header that MkDocs can read: none of the content's own."""
    meta: dict[str, object] = {
        "title": page.title,
        "description": page.description,
        "render_macros": page.macros,
        "source_path": page.path,
    }
    if page.path == "index.md":
        meta["hide"] = ["navigation", "toc"]
    if page.context.trend:
        meta["trend"] = page.context.trend.slug
    header = yaml.safe_dump(meta, allow_unicode=True, width=10_000, sort_keys=False)
    return f"---\n{header}---\n{page.markdown}"


def _exports(collection: Collection) -> dict[str, str]:
    report = collection.report
    return {
        "data/report.json": export.report_json(report),
        "data/report.schema.json": export.report_schema(),
        "data/trend.schema.json": export.header_schema(),
        "data/conclusion.schema.json": export.conclusion_schema(),
        "data/claims.csv": export.claims_csv(report),
        "data/sources.bib": export.sources_bib(report),
        **chart_files(report.charts),
    }


def _put(files: Files, config: MkDocsConfig, path: str, content: str) -> None:
    """Give a file that exists its composed content, or add one that is generated."""
    file = files.get_file_from_path(path)
    if file is None:
        file = File.generated(config, path, content=content)
        files.append(file)
    else:
        file.content_string = content


def _warned() -> bool:
    """Whether the strict build has counted a warning.

    MkDocs gives up for that only after its last event, so its own counter is read here.
    """
    handlers = logging.getLogger("mkdocs").handlers
    return any(isinstance(h, CountHandler) and h.get_counts() for h in handlers)
