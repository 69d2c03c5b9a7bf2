"""The command line of editors: reads the project, asks a command for its change, and writes it."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..building import STOPPED
from ..contents import refused
from ..core.problems import report_of
from ..core.sources.entry_faults import KINDS
from ..core.text.characters import named
from ..core.text.characters import refused as refused_sign
from ..core.text.yaml_data import LONGEST_FIELD
from ..failure import one_line
from . import (
    approval,
    due,
    find,
    history,
    new_chart,
    new_source,
    new_trend,
    record,
    rename,
    schemas,
)
from .change import Change, Project, RefusedError, ended_alike
from .writing import changed_since, write

DONE, FAILED, REFUSED = 0, 1, 2
TEXT = frozenset({".bib", ".css", ".csv", ".html", ".js", ".json", ".md", ".ts", ".txt", ".yml"})
ARCHIVE = ".xz"
"""Of a frozen edition, which the history answers for."""
READ = ("docs", "tests")
Work = Callable[[Project, argparse.Namespace], Change]


def main(root: Path, arguments: Sequence[str]) -> int:
    """Returns 0; 1 if something could not be written; 2 if the command was refused; 130 if it was
    stopped by Ctrl-C."""
    if found := refused_sign("\n".join(arguments)):
        print(f"The command holds {named(found[0])}; expected text without it.", file=sys.stderr)
        return REFUSED
    if (signs := max(map(len, arguments), default=0)) > LONGEST_FIELD:
        wrong = f"A word of the command has {signs:,} signs; expected at most {LONGEST_FIELD:,}."
        print(wrong, file=sys.stderr)
        return REFUSED
    options = parser().parse_args(arguments)
    try:
        return _carried_out(root, options)
    except KeyboardInterrupt:
        print("Stopped; every file is as it was.", file=sys.stderr)
        return STOPPED


def _carried_out(root: Path, options: argparse.Namespace) -> int:
    work: Work = options.work
    try:
        files = _readable(root)
        others = frozenset(_names(root)) - files.keys()
        project = Project(files, dt.datetime.now(dt.UTC).date(), others)
        change = work(project, options)
        if change.files and options.on_content:
            project.readable()
    except RefusedError as refused:
        print(refused, file=sys.stderr)
        return REFUSED
    except OSError as error:
        print(one_line(error, root), file=sys.stderr)
        return FAILED
    if changed := changed_since(root, change.files, project.files):
        print(
            f"{changed[0]} was written meanwhile; expected one command at a time. Nothing was "
            "written.",
            file=sys.stderr,
        )
        return FAILED
    try:
        write(root, ended_alike(project.files, change.files))
    except OSError as error:
        names = _place(root, error) or ", ".join(change.files)
        print(f"Nothing was written to {names}: {error.strerror}", file=sys.stderr)
        return FAILED
    for line in change.said:
        print(line)
    return DONE


def _readable(root: Path) -> dict[str, bytes]:
    """The text files. Raises `RefusedError` if content cannot be read, which no command passes."""
    if wrong := refused(root):
        raise RefusedError(f"{report_of(wrong)}\nMend this first, then again.")
    return texts(root)


def _place(root: Path, error: OSError) -> str:
    """The file that the system names, if it does; the copy beside a file stands for it."""
    if not error.filename:
        return ""
    path = Path(error.filename)
    if path.name.startswith("."):
        path = path.with_name(path.name[1:].rpartition(".")[0])
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def texts(root: Path) -> dict[str, bytes]:
    """The text files that commands read or change, without hidden and installed ones."""
    names = (name for name in _names(root) if Path(name).suffix in TEXT | {".py", ARCHIVE})
    return {name: (root / name).read_bytes() for name in names}


def _names(root: Path) -> Iterator[str]:
    """What lies in the folders that commands change, without hidden and installed files."""
    for folder in READ:
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root)
            hidden = any(part.startswith(".") or part == "node_modules" for part in name.parts)
            if not hidden and path.is_file():
                yield name.as_posix()


def parser() -> argparse.ArgumentParser:
    """All subcommands with their help; `work` of the parsed options carries one out."""
    top = argparse.ArgumentParser(
        prog=".venv/bin/python hooks/edit.py",
        description="Commands for editors. Each writes all of its files or none.",
    )
    top.set_defaults(on_content=True)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    one = commands.add_parser("approve", help="statements whose claims were read again")
    one.add_argument("ids", nargs="*", metavar="ID", help="without: which wait, and what changed")
    one.add_argument("--all", action="store_true", help="every statement that waits")
    one.set_defaults(work=lambda project, o: approval.approve(project, o.ids, o.all))
    _new(commands)
    _rename(commands)
    one = commands.add_parser("history", help="claims and statements that changed: say why")
    one.add_argument("subjects", nargs="*", metavar="TREND#CLAIM", help="without: which wait")
    one.add_argument("--why", default="", metavar="SENTENCE", help="why they changed")
    one.set_defaults(work=lambda project, o: history.history(project, o.subjects, o.why))
    one = commands.add_parser("record", help="a source that was compared with what the site says")
    one.add_argument("subject", metavar="TREND#PART", help="a claim, or a part such as figures")
    one.add_argument("source", metavar="KEY", help="the source, which is cited there")
    for name, said in record.OPTIONS.items():
        one.add_argument(f"--{name.replace('_', '-')}", default="", help=said)
    one.set_defaults(
        work=lambda project, o: record.record(
            project, o.subject, o.source, {name: getattr(o, name) for name in record.OPTIONS}
        )
    )
    one = commands.add_parser("find", help="each line with a number of a source")
    one.add_argument("source", metavar="KEY")
    one.add_argument("number", metavar="NUMBER", help="as it is written, as 19 or 2.5")
    one.set_defaults(work=lambda project, o: find.find(project, o.source, o.number))
    one = commands.add_parser("due", help="what waits for an editor: problems, readings, reviews")
    one.set_defaults(work=lambda project, _: due.due(project))
    one = commands.add_parser("schemas", help="write the schemas that editors' tools read")
    one.set_defaults(work=lambda *_: schemas.schemas(), on_content=False)
    return top


def _rename(commands: Any) -> None:
    """`rename trend OLD NEW`, `rename claim TREND#OLD NEW`."""
    top = commands.add_parser("rename", help="a trend or a claim, with all that refers to it")
    kinds = top.add_subparsers(required=True, metavar="KIND")
    one = kinds.add_parser("trend", help="its file, references, record rows and a redirect")
    one.add_argument("old", metavar="OLD")
    one.add_argument("new", metavar="NEW")
    one.set_defaults(work=lambda project, o: rename.rename_trend(project, o.old, o.new))
    one = kinds.add_parser("claim", help="its references, record rows and a redirect")
    one.add_argument("ref", metavar="TREND#OLD")
    one.add_argument("new", metavar="NEW")
    one.set_defaults(work=lambda project, o: rename.rename_claim(project, o.ref, o.new))


def _new(commands: Any) -> None:
    """`new source …`, `new trend …`, `new chart …`, `new explorable …`."""
    top = commands.add_parser("new", help="a source, a trend, a chart or an explorable")
    kinds = top.add_subparsers(required=True, metavar="KIND")
    one = kinds.add_parser("source", help="an entry of docs/sources.bib")
    one.add_argument(
        "what",
        metavar="WHAT",
        help="a DOI, an arXiv number, an address, an entry of BibTeX in quotes, or - to read one",
    )
    for name, said in new_source.STATED.items():
        one.add_argument(f"--{name}", default="", metavar="…", help=said)
    one.add_argument("--kind", default="", choices=KINDS, help="what the source is")
    one.set_defaults(work=_source)
    one = kinds.add_parser("trend", help="a page whose empty fields are named until it stands")
    one.add_argument("slug", metavar="SLUG", help="its name in the address")
    one.add_argument("--title", required=True, help="its name in menus and headings")
    one.set_defaults(work=lambda project, o: new_trend.new_trend(project, o.slug, o.title))
    one = kinds.add_parser("chart", help="bars: a specification and a table")
    one.add_argument("name", metavar="NAME", help="the name of both files in docs/charts")
    one.add_argument("trend", metavar="TREND", help="the slug of the page on which it stands")
    one.add_argument("--title", required=True, help="a question")
    one.add_argument("--finding", required=True, help="its answer, with numbers of the table only")
    cells = ",".join(new_chart.COLUMNS)
    one.add_argument("--row", action="append", default=[], metavar=cells, help="once for each bar")
    one.set_defaults(
        work=lambda project, o: new_chart.new_chart(
            project, o.name, o.trend, o.title, o.finding, o.row
        )
    )
    one = kinds.add_parser("explorable", help="a folder that runs: model, view, test, stored run")
    one.add_argument("folder", metavar="FOLDER")
    one.add_argument("claim", metavar="TREND#CLAIM", help="the claim that it tries")
    one.add_argument("--title", required=True, help="its name above the experiment")
    one.set_defaults(
        work=lambda project, o: new_trend.new_explorable(project, o.folder, o.claim, o.title)
    )


def _source(project: Project, options: argparse.Namespace) -> Change:
    what = sys.stdin.read() if options.what == "-" else options.what
    stated = {name: getattr(options, name) for name in new_source.STATED}
    return new_source.new_source(project, what, {**stated, "entrysubtype": options.kind})
