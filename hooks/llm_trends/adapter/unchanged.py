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

from ..core.places import DOCS
from ..pages import Page
from .heard import Heard
from .rendering import Converted, links_to_anchors


@dataclass(frozen=True)
class Built:
    """What a build came to. `around` is all that its pages have in common."""

    pages: Mapping[str, Page] = field(default_factory=dict)
    around: tuple[object, ...] = ()
    heard: Heard = field(default_factory=Heard)

    def unchanged_in(self, new: Built) -> frozenset[str]:
        """The paths of the pages that MkDocs need not see again to make `new` of this.

        What is wrong with a page is said each time that MkDocs reads it, and then only.
        """
        if self.heard.unplaced or self.around != new.around:
            return frozenset()
        said = {problem.path.removeprefix(DOCS) for problem in self.heard.problems}
        same = (path for path, page in new.pages.items() if self.pages.get(path) is page)
        return frozenset(path for path in same if path not in said)


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
        """Have the pages that are left out known to those that link to them, and look whether
        their own links still lead to places of the pages that changed.

        If there are any, the navigation is as it was, of which the theme's other files are made.
        """
        if self._unchanged:
            config.theme.static_templates.clear()
        for path in self._unchanged:
            file = self.src_uris[path]
            page = file.page or MkDocsPage(None, file, config)
            page.present_anchor_ids = set(made[path].content.anchors)
            if not all(to in self._unchanged for to, _, _ in made[path].links):
                page.links_to_anchors = links_to_anchors(made[path], self)
                page.validate_anchor_links(files=self, log_level=config.validation.links.anchors)
