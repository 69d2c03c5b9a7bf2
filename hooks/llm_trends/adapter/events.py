"""The MkDocs events, in the order in which a build raises them."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from click import ClickException
from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler

from ..addresses import Addresses
from ..compose import Frame, Site, compose
from ..contents import contents, is_read
from ..core.charts.model import Charts, Drawn
from ..core.problems import report_of
from ..drawing.painter import Painter
from ..exports import chart_picture
from ..failure import one_line
from ..hosting.moved import misled
from ..links import not_behind, stray_links
from ..markup.extension import ReportExtension
from ..near_names import near_names
from ..publishing import PublishingError, begin
from ..search import pieces
from ..search_records import records
from ..unchecked import unchecked
from ..unreadable import unreadable_below
from .heard import heard_from
from .listed_files import put, put_site, shown
from .located_links import locate
from .macros_plugin import quieten
from .output import environment, surroundings
from .rendering import GENERATOR, unconverted
from .served import Served
from .serving import HOOKS, SteadyServer
from .settings import settings_faults
from .state import OVERRIDES, PICTURES, State, today
from .unchanged import Built, ServedFiles
from .watching import Watcher

log = logging.getLogger("mkdocs.plugins.llm_trends")
MADE_BETWEEN = 100_000
"""Objects between two searches for those that nobody needs."""


state = State()


def on_startup(*, command: str, dirty: bool) -> None:
    """A new process: forget everything.

    Nearly all that a build makes stays to its end, so the collector looks through it seldom.
    """
    gc.set_threshold(MADE_BETWEEN)
    global state
    state = State(serving=command == "serve")
    quieten()
    locate(MkDocsPage.__module__, lambda: state.pages)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the Markdown extension, and build beside `site/`, which stays until the build is good."""
    if wrong := settings_faults(config, state.serving):
        raise PluginError(report_of(wrong))
    state.markup = ReportExtension()
    config.theme.get_env = partial(environment, config.theme.get_env)  # type: ignore[method-assign]
    config.markdown_extensions.append(state.markup)  # type: ignore[arg-type]
    state.root = Path(config.config_file_path).parent
    state.exports.painter = Painter(state.root / PICTURES, state.processes)
    if state.serving and state.watcher is None:
        named = (config.docs_dir, config.config_file_path, *config.watch)
        state.watcher = Watcher([*named, HOOKS, state.root / "overrides"])
    if not state.serving:
        if not config.site_url:
            log.info("SITE_URL is not set, so the pages name no address of their own.")
        try:
            state.publication = begin(Path(config.site_dir), state.root)
        except PublishingError as error:
            raise PluginError(str(error)) from error
        state.site_dir, config.site_dir = config.site_dir, str(state.publication.folder)
    return config


@event_priority(-100)  # after every plugin that adds files, so that all of them are seen
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read, compose, and only then write: every page and export comes from one state."""
    root, docs = state.root, Path(config.docs_dir)
    unreadable = [*unreadable_below(docs.parent, docs.name), *unreadable_below(root, OVERRIDES)]
    if refused := [*unreadable, *stray_links(root / OVERRIDES)]:
        raise PluginError(report_of(refused))
    stray = stray_links(docs)
    content = sorted(filter(is_read, shown(files)))
    read, unread = contents(docs, not_behind(stray, docs.name, content))
    state.drawer.prepare(read)
    frame = Frame(
        state.templates,
        Addresses(config.site_url or "/", config.use_directory_urls),
        _draw,
        today(),
        state.serving,
    )
    published = not_behind(stray, docs.name, shown(files))
    as_they_are = [*unchecked(docs, published), *near_names(published)]
    site = compose(read, frame, state.site, [*unread, *stray, *as_they_are])
    if site.wrong and not state.serving:
        found = unconverted(site.pages, state.markup, config)
        raise PluginError(report_of({*site.wrong, *site.warnings, *found}))
    for problem in (*site.wrong, *site.warnings):
        log.warning("%s", problem)
    state.site = site
    state.heard = heard_from(GENERATOR)
    state.exports.take(site.exported)
    if not state.serving:
        state.exports.begin()
    state.pages = {page.path: page for page in site.pages}
    put_site(files, config, site, read, state.serving)
    config.nav = site.navigation
    return _without_unchanged(files, config) if state.serving else files


@event_priority(100)  # before anything else reads the Markdown
def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Say what the theme must know of the page, and convert it in our own way.

    Title and description are HTML that needs no more escaping, wherever the theme writes them.
    """
    own = state.pages.get(page.file.src_uri)
    if own:
        page.meta = {
            "title": escape(own.title),
            "description": escape(own.description),
            "render_macros": False,
            "head": own.head,
        }
        state.renderer.take_over(page, own, state.markup)
    return markdown


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Prepare what the search finds, note what the site must consist of, and let the theme's
    templates be compiled once in a process and equal pages be written once."""
    site, report = state.site, state.site.good.report
    prose = {path: found.content.sections for path, found in state.renderer.made.items()}
    addresses = Addresses(directories=config.use_directory_urls)
    found = partial(records, report, site.pages, prose, addresses)
    state.exports.search = cache(lambda: pieces(found(), report.synonyms.groups))
    if isinstance(files, ServedFiles):
        files.stand_in(state.renderer.made, config)
    else:
        for path, text in state.exports.search().items():
            put(files, config, path, text)
        included = (f for f in files if f.inclusion.is_included())  # type: ignore[no-untyped-call]
        state.expected = state.exports.unknown.union(file.dest_uri for file in included)
    return state.output.take_over(env, config, state.pages)


@event_priority(-100)  # after every plugin that still writes into the site
def on_post_build(config: MkDocsConfig) -> None:
    """Write what is no page, then put the new site in the place of the old one, unless the strict
    build is about to fail. Only now has MkDocs looked at every link."""
    state.site = _with_heard(state.site)
    if not state.serving:
        built = Path(config.site_dir)
        for wrong in (*state.exports.write(built), *misled(built, state.site.good.moves.rows)):
            log.warning("%s", wrong)
    if state.publication is None:
        return
    config.site_dir = state.site_dir
    if config.strict and (state.site.warnings or _warned()):
        raise PluginError("A strict build has no warnings; the site of before stays as it was.")
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
    state.processes.close()
    if state.publication is not None:
        state.publication.abandon()


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Serve the last good site whatever happens, and every save at once.

    Most of what the first build made stays, so the collector need not search it at every save.
    """
    gc.collect()
    gc.freeze()
    docs, watcher = Path(config.docs_dir), state.watcher or Watcher()
    served = Served(state)
    return SteadyServer(server, watcher, docs, served)


def _without_unchanged(files: Files, config: MkDocsConfig) -> Files:
    """The files without the pages that are served already as they would be built."""
    around = (tuple(files.src_uris), config.nav, surroundings(config))
    state.built = Built(state.pages, around, state.heard)
    same = state.shown.unchanged_in(state.built).difference(state.renderer.warned)
    return ServedFiles(files, same)


def _with_heard(site: Site) -> Site:
    """The same with what only MkDocs' conversion of its pages has found."""
    found = {*site.warnings, *state.heard.problems} - {*site.problems}
    return replace(site, warnings=tuple(sorted(found)))


def _draw(charts: Charts) -> Callable[[], Drawn]:
    """Begin to draw; a build also begins to paint what is drawn."""
    pending = state.drawer.start(charts)

    def drawn() -> Drawn:
        drawings, wrong = pending.result()
        if state.serving:
            state.processes.close()
        else:
            state.exports.painter.begin(map(chart_picture, drawings.values()))
        return drawings, wrong

    return drawn


def _warned() -> bool:
    """Whether the strict build has counted a warning, after which MkDocs gives up.

    MkDocs has no event after its count; its handler is the only place that knows.
    """
    handlers = logging.getLogger(GENERATOR).handlers
    return any(isinstance(h, CountHandler) and h.get_counts() for h in handlers)
