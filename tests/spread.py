"""Which process runs which test: those marked with the same `xdist_group` go to one of them.

pytest-xdist 3.8 hands groups on inside a private field of pytest, which pytest 9.2 does not read
any more (pytest-xdist's issue 1386): groups were then spread like all other tests, without a word.
So each process writes here which test belongs to which group, and the scheduler reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling


def write_groups(file: Path, items: Iterable[pytest.Item]) -> None:
    """The group of each test that has one, by the test's id. All processes write the same."""
    marks = ((item, item.get_closest_marker("xdist_group")) for item in items)
    groups = {item.nodeid: mark.args[0] for item, mark in marks if mark}
    file.write_text(json.dumps(groups), encoding="utf-8")


class Spread(LoadScopeScheduling):
    """A group, or else a test, is handed to the process that has the least to do."""

    def __init__(self, config: pytest.Config, log: Producer, file: Path) -> None:
        super().__init__(config, log)
        self._file = file

    @cached_property
    def _groups(self) -> dict[str, str]:
        """Read when the first test is handed out; every process has written by then."""
        groups: dict[str, str] = json.loads(self._file.read_text(encoding="utf-8"))
        return groups

    def _split_scope(self, nodeid: str) -> str:
        return self._groups.get(nodeid, nodeid)
