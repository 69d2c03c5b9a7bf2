"""Which pages of the served site are right still, so that MkDocs need not go over them again.

MkDocs reads, converts and writes every page at every build. A page that is composed of the same as
the one that is served, amid the same files, navigation and settings, has the same file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from ..core.frame import DOCS
from ..pages import Page
from .heard import Heard
from .rendering import Converted


@dataclass(frozen=True)
class Built:
    """What a build came to. `around` is all that its pages have in common."""

    pages: Mapping[str, Page] = field(default_factory=dict)
    around: tuple[object, ...] = ()
    heard: Heard = field(default_factory=Heard)

    def same(self, pages: Iterable[Page], around: tuple[object, ...]) -> set[str]:
        """The paths of those of `pages` of which nothing changed and nothing was to be said.

        MkDocs says what is wrong with a page each time that it reads it, and then only.
        """
        if self.heard.unplaced or self.around != around:
            return set()
        said = {problem.path.removeprefix(DOCS) for problem in self.heard.problems}
        same = (page.path for page in pages if self.pages.get(page.path) is page)
        return {path for path in same if path not in said}


def unchanged(
    shown: Built, now: Built, made: Mapping[str, Converted], warned: Iterable[str]
) -> frozenset[str]:
    """The paths of the pages that MkDocs need not see, since their files in `shown` are right.

    Whether a link leads to a place is a matter of both pages, so one that links to a page that
    changed is read again. `made` are the conversions of before, `warned` is what they warned of.
    """
    same = shown.same(now.pages.values(), now.around).difference(warned)
    changed = now.pages.keys() - same
    return frozenset(
        path
        for path in same
        if path in made and changed.isdisjoint(to for to, _, _ in made[path].links)
    )


class ServedFiles(Files):
    """All files, of which MkDocs builds all pages but those that are `unchanged`."""

    def __init__(self, files: Iterable[File], unchanged: frozenset[str]) -> None:
        super().__init__(files)
        self._unchanged = unchanged

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> Sequence[File]:
        """Only where MkDocs asks for what it is to build while it serves, some are left out."""
        found = super().documentation_pages(inclusion=inclusion)
        if inclusion is not InclusionLevel.is_in_serve:
            return found
        return [file for file in found if file.src_uri not in self._unchanged]

    def stand_in(self, made: Mapping[str, Converted], config: MkDocsConfig) -> None:
        """Have pages that are left out known to those that link to them.

        If there are any, the navigation is as it was, of which the theme's other files are made.
        """
        if self._unchanged:
            config.theme.static_templates.clear()
        for path in self._unchanged:
            file = self.src_uris[path]
            page = file.page or MkDocsPage(None, file, config)
            page.present_anchor_ids = set(made[path].content.anchors)
