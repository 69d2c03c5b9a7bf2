"""The macros plugin has its events, and nothing of ours to evaluate.

It gets finished text: the macros of prose are carried out before, by `prose`, and every page says
`render_macros: false`.
"""

from __future__ import annotations

from mkdocs_macros import context


def quieten() -> None:
    """Keep it from asking git twelve times at every build for what its own macros would print."""
    context.get_git_info = dict
