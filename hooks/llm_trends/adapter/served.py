"""What readers are given while the site is served, and no build has written."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..core.assets import with_changed
from ..hosting.moved import stub
from ..panel import OVERVIEW, overview, panel
from ..replacing import lay_over
from ..replacing import replace as exchange
from .state import State, today
from .unchanged import Built

log = logging.getLogger("mkdocs.plugins.llm_trends")


@dataclass(frozen=True)
class Served:
    """Answers from the state of the last build, which it always looks up anew."""

    state: State

    def show(self, built: Path, root: Path) -> None:
        """Put what was built into `root`, from where it is served: all of it in one step, or only
        the pages that changed, file by file. Raises `OSError`, after which all is built anew."""
        state = self.state
        known, state.shown = state.shown, Built()
        if known.around == state.built.around:
            lay_over(built, root)
        else:
            exchange(built, root)
        state.shown = state.built

    def right(self, saved: Mapping[str, bytes]) -> Mapping[str, bytes]:
        """Styles, scripts and fonts that were saved, each as it is to be served: as last right."""
        assets = with_changed(self.state.site.assets, saved)
        self.state.site = replace(self.state.site, assets=assets)
        for problem in assets.problems:
            log.warning("%s", problem)
        return {path: assets.right.get(path, content) for path, content in saved.items()}

    def beside(self, address: str) -> bytes | None:
        """Exports, the page of all open points, and what leads on from an old address as it will
        once the site is published."""
        if address == OVERVIEW:
            return overview(self.state.site, self.state.templates, today()).encode()
        return self.state.exports.content(address) or self._led_on(address)

    def panel(self, address: str) -> str:
        """What an editor sees on the page at this address."""
        return panel(self.state.site, self.state.templates, today(), f"/{address}")

    def _led_on(self, address: str) -> bytes | None:
        moves = self.state.site.good.moves.rows
        new = next((move.new for move in moves if move.old == address), None)
        return None if new is None else stub(address, new).encode()
