"""What MkDocs accepts in `mkdocs.yml` and no site of ours can be built with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..addresses import allowed, is_site_address
from ..core.problems import Problem
from ..publishing import source_at
from ..settings_file import file_faults


def settings_faults(config: Mapping[str, Any], serving: bool) -> list[Problem]:
    """Every setting of MkDocs that is wrong, at its line of the file.

    While serving, the address is that of MkDocs' own server.
    """
    path = Path(config["config_file_path"])
    found = file_faults(path)
    if any(one.field == "encoding" for one in found):
        return found
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        *found,
        *(
            Problem(path.name, _line(lines, name), 1, name, wrong)
            for name, wrong in _faults(config)
            if not (serving and name == "site_url")
        ),
    ]


def _faults(config: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(setting, what is wrong)."""
    if config["site_url"] and not is_site_address(config["site_url"]):
        wrong = f"is {config['site_url']!r}, which is no address of a site"
        yield "site_url", f"{wrong}; expected one like https://example.org/trends/"
    corrections = config["extra"].get("corrections")
    if corrections and not (isinstance(corrections, str) and allowed(corrections)):
        wrong = f"is {corrections!r}, which nobody can follow"
        yield "corrections", f"{wrong}; expected https://… or mailto:…"
    if config["nav"]:
        wrong = "is made from the pages themselves; expected no list of them"
        yield "nav", wrong
    if source := source_at(Path(config["site_dir"]), Path(config["config_file_path"]).parent):
        wrong = f"would take the place of {source}/ or of a part of it"
        yield "site_dir", f"{wrong}; expected a folder of its own"
    folders = [Path(folder) for folder in (config["docs_dir"], *config["theme"].dirs)]
    for name, files in (
        ("extra_css", config["extra_css"]),
        ("extra_javascript", map(str, config["extra_javascript"])),
    ):
        yield from ((name, wrong) for wrong in _no_files(files, folders))


def _no_files(files: Iterable[str], folders: Iterable[Path]) -> Iterator[str]:
    """Styles and scripts that are not there, or that another host would give."""
    for file in files:
        if not any(_may_be(folder / file) for folder in folders):
            yield f"names {file!r}, which is not there; expected a file below docs/"


def _may_be(file: Path) -> bool:
    """Whether there is anything of that name; what is no file, or lies in a folder that cannot be
    read, is named with the others that cannot."""
    try:
        return file.exists() or file.is_symlink()
    except OSError:
        return True


def _line(lines: Iterable[str], name: str) -> int:
    """The line of a setting, or the first if another file or the command line gives it."""
    return next((n for n, line in enumerate(lines, 1) if line.lstrip().startswith(f"{name}:")), 1)
