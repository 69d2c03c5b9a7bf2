"""The command line of editors: reads the project, asks a command for its change, and writes it."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from . import approval, due, schemas
from .change import Change, Project, RefusedError
from .writing import write

DONE, FAILED, REFUSED = 0, 1, 2
TEXT = frozenset({".bib", ".css", ".csv", ".html", ".js", ".json", ".md", ".ts", ".txt", ".yml"})
READ = ("docs", "tests")
Work = Callable[[Project, argparse.Namespace], Change]


def main(root: Path, arguments: Sequence[str]) -> int:
    """Returns 0; 1 if something could not be written; 2 if the command was refused."""
    options = parser().parse_args(arguments)
    work: Work = options.work
    try:
        change = work(Project(_texts(root), dt.datetime.now(dt.UTC).date()), options)
    except RefusedError as refused:
        print(refused, file=sys.stderr)
        return REFUSED
    except OSError as error:
        print(f"{error.filename} could not be read: {error.strerror}", file=sys.stderr)
        return FAILED
    try:
        write(root, change.files)
    except OSError as error:
        names = ", ".join(change.files)
        print(f"Nothing was written to {names}: {error.strerror}", file=sys.stderr)
        return FAILED
    for line in change.said:
        print(line)
    return DONE


def _texts(root: Path) -> dict[str, bytes]:
    """The text files that commands read or change, without hidden and installed ones."""
    found: dict[str, bytes] = {}
    for folder in READ:
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root)
            hidden = any(part.startswith(".") or part == "node_modules" for part in name.parts)
            if path.suffix in TEXT | {".py"} and not hidden and path.is_file():
                found[name.as_posix()] = path.read_bytes()
    return found


def parser() -> argparse.ArgumentParser:
    """All subcommands with their help; `work` of the parsed options carries one out."""
    top = argparse.ArgumentParser(
        prog="python hooks/edit.py",
        description="Commands for editors. Each writes all of its files or none.",
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    one = commands.add_parser("approve", help="statements whose claims were read again")
    one.add_argument("ids", nargs="*", metavar="ID", help="without: which wait, and what changed")
    one.add_argument("--all", action="store_true", help="every statement that waits")
    one.set_defaults(work=lambda project, o: approval.approve(project, o.ids, o.all))
    one = commands.add_parser("due", help="what waits for an editor: problems, readings, reviews")
    one.set_defaults(work=lambda project, o: due.due(project))
    one = commands.add_parser("schemas", help="write the schemas that editors' tools read")
    one.set_defaults(work=lambda project, o: schemas.schemas())
    return top
