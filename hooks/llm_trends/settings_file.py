"""What is wrong with `mkdocs.yml` as a file, before and beside what MkDocs makes of it.

MkDocs reads it before any of our code runs, waits for a pipe, and carries out what a tag of Python
says. So commands look first; a build can only say it afterwards.
"""

from __future__ import annotations

import os
from pathlib import Path

from .core.problems import Problem
from .core.text.source_text import read_data
from .core.text.yaml_data import TWICE
from .unreadable import DENIED

SETTINGS = "mkdocs.yml"
TAG = "begins with !!"
"""Types of YAML's own, which no setting of ours needs; `!ENV` is one of MkDocs."""


def file_faults(path: Path) -> list[Problem]:
    """Why the file cannot be read, or what YAML would do with it that nobody sees."""
    wrong = ""
    if not path.is_file():
        kind = "a folder" if path.is_dir() else "no file"
        wrong = f"is {kind}; expected the settings of the site"
    elif not os.access(path, os.R_OK):
        wrong = f"cannot be read: {DENIED}; expected a readable file"
    if wrong:
        return [Problem(path.name, 1, 1, "file", wrong)]
    found = read_data(path.name, path.read_bytes()).problems
    unread = [one for one in found if one.field == "encoding"]
    return unread or [one for one in found if one.message.startswith((TWICE, TAG))]
