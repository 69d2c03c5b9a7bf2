"""The views of a specification: what each draws, and which of them share their scales."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..text.positions import FieldPath

VIEWS = ("layer", "hconcat", "vconcat", "concat")
GUIDES = ("axis", "legend", "header")
"""What tells a reader of a channel which value is which."""


@dataclass(frozen=True)
class Channel:
    """One channel of one view, as `x` or `color`, with what the specification says of it.

    Channels of one `group` share their scales; `mark` is what the view draws, empty if views
    inside draw it. `filtered` says whether not all rows come to it.
    """

    path: FieldPath
    name: str
    given: Mapping[str, Any]
    mark: str
    group: FieldPath
    filtered: bool


def inner_views(
    view: Mapping[str, Any], path: FieldPath
) -> Iterator[tuple[FieldPath, Mapping[str, Any]]]:
    """The views that stand in a view at `path`, each with its own path."""
    for name in VIEWS:
        for index, inner in enumerate(view.get(name, ())):
            yield (*path, name, index), inner
    if isinstance(view.get("spec"), Mapping):
        yield (*path, "spec"), view["spec"]


def channels(
    view: Mapping[str, Any],
    path: FieldPath = (),
    group: FieldPath = (),
    filtered: bool = False,
) -> Iterator[Channel]:
    """All channels, from the outermost view inward."""
    filtered = filtered or any("filter" in one for one in view.get("transform", ()))
    mark = view.get("mark", "")
    kind = mark if isinstance(mark, str) else mark.get("type", "")
    for name, given in view.get("encoding", {}).items():
        if isinstance(given, Mapping):
            yield Channel((*path, "encoding", name), name, given, kind, group, filtered)
    for here, inner in inner_views(view, path):
        shared = here[len(path)] == "layer" and not _apart(view)
        yield from channels(inner, here, group if shared else here, filtered)


def marks(
    view: Mapping[str, Any], path: FieldPath = ()
) -> Iterator[tuple[FieldPath, Mapping[str, Any]]]:
    """All marks that are more than a name."""
    if isinstance(view.get("mark"), Mapping):
        yield (*path, "mark"), view["mark"]
    for here, inner in inner_views(view, path):
        yield from marks(inner, here)


def _apart(view: Mapping[str, Any]) -> bool:
    """Whether layers have scales of their own."""
    scales = view.get("resolve", {}).get("scale", {})
    return "independent" in (scales.get("x"), scales.get("y"))
