"""Approve statements of the conclusion: `python hooks/approve.py ID …` after reading their claims.

Writes today's date (UTC, as the build counts) and the present digest of the claims into
`docs/conclusion.yml`, and touches nothing else in it. `--all` approves every statement whose
claims have changed. Without names, it says which have, and what changed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).absolute().parent.parent
try:
    import yaml
    from llm_trends.contents import on_disk
    from llm_trends.core.collect import CONCLUSION, Collection, collect
    from llm_trends.core.problems import did_you_mean, report_of
    from llm_trends.core.text import source_text
    from llm_trends.core.views.statements import CHANGED, Judged, judged
    from llm_trends.publishing import shown
except ModuleNotFoundError as missing:
    raise SystemExit(
        f"{missing.name} is not installed for {sys.executable}; expected "
        f"{ROOT / '.venv/bin/python'} {sys.argv[0]}, after the set-up that the README has"
    ) from None

DOCS = ROOT / "docs"
SURELY_TEXT = re.compile(r"[acdf-]")
"""Without one of these letters a digest can be a number to YAML: 278747456117, 12e3, 0b101. Dates
are text to our reader."""
DIGEST = re.compile(r"[0-9a-f]{12}")


def main(arguments: list[str]) -> int:
    """Returns 0; 1 if the file could not be written; 2 if a name is unknown or content is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="ID")
    parser.add_argument("--all", action="store_true", help="every statement that changed")
    options = parser.parse_args(arguments)
    today = dt.datetime.now(dt.UTC).date()
    found = collect(on_disk(DOCS), today)
    if found.problems:
        print(report_of(found.problems), file=sys.stderr)
        return 2
    items = {item.statement.id: item for item in judged(found.report)}
    changed = [name for name, item in items.items() if item.state == CHANGED]
    wanted = changed if options.all else options.ids
    if unknown := [name for name in wanted if name not in items]:
        for name in unknown:
            hint = did_you_mean(name, items)
            print(f"there is no statement '{name}'; expected one of {', '.join(items)}{hint}")
        return 2
    if not wanted:
        print("\n".join(waiting(found, [items[name] for name in changed])))
        return 0
    new = {
        index: {"read": str(today), "digest": item.digest}
        for index, (name, item) in enumerate(items.items())
        if name in wanted
    }
    path = DOCS / CONCLUSION
    try:
        write(path, approved(path.read_bytes(), new))
    except OSError as error:
        print(f"docs/{CONCLUSION} could not be written: {error.strerror}", file=sys.stderr)
        return 1
    for name in dict.fromkeys(wanted):
        print(f"{name}: read {today}, {items[name].digest}")
    return 0


def approved(written: bytes, new: Mapping[int, Mapping[str, str]]) -> bytes:
    """The file with new values for fields of statements, which are counted from 0.

    Values are replaced where the YAML reader found them, whatever their style; quotes stay, and
    come where a value would not be read as text without.
    """
    text = written.decode("utf-8")
    start = len(text) - len(text.removeprefix(source_text.BOM))
    statements = _value(yaml.compose(text[start:], Loader=yaml.SafeLoader), "statements")
    places = [
        (_value(statements.value[index], field), value)
        for index, fields in new.items()
        for field, value in fields.items()
    ]
    for node, value in sorted(places, key=lambda place: place[0].start_mark.index, reverse=True):
        begin, end = node.start_mark.index + start, node.end_mark.index + start
        end = begin + len(text[begin:end].rstrip())  # a folded value ends on the next line
        quote = node.style if node.style in ("'", '"') else ""
        if not quote and not SURELY_TEXT.search(value):
            quote = '"'
        text = f"{text[:begin]}{quote}{value}{quote}{text[end:]}"
    return text.encode()


def _value(node: Any, field: str) -> Any:
    """The value node of a field. Content that passed the checks has it."""
    return next(value for key, value in node.value if key.value == field)


def write(path: Path, content: bytes) -> None:
    """Put a file in the place of another in one step; a link stays a link. Raises `OSError`."""
    path = path.resolve()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        shutil.copymode(path, name)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink()
        raise


def waiting(found: Collection, items: list[Judged]) -> Iterator[str]:
    """What an editor is to read again, each at its place, and the command that comes after."""
    if not items:
        yield f"{CHANGED}: none"
        return
    yield f"{CHANGED}:"
    order = [item.statement.id for item in judged(found.report)]
    for item in items:
        statement = item.statement
        source = found.report.conclusion.source
        line, column = source.place(("statements", order.index(statement.id)))
        yield f"  {source.path}:{line}:{column}: {statement.id}, read {statement.read}, rests on"
        commit = _commit_of(statement.digest)
        for ref in statement.rests_on:
            slug, _, name = ref.partition("#")
            now = found.report.by_slug[slug].source
            index = next(i for i, claim in enumerate(now.data["claims"]) if claim["id"] == name)
            line, column = now.place(("claims", index))
            said = _difference(_claim(_at(commit, now), name), now.data["claims"][index])
            yield f"    {now.path}:{line}:{column}: {ref}{said if commit else ''}"
    names = " ".join(item.statement.id for item in items)
    yield f"Read them, then: {shown(Path(sys.executable))} {sys.argv[0]} {names}"


def _commit_of(digest: str) -> str:
    """The commit that brought a digest; empty if there is none, or no git."""
    if not DIGEST.fullmatch(digest):
        return ""
    return (
        _git("log", "-1", "--format=%H", f"-S{digest}", "--", f"docs/{CONCLUSION}").decode().strip()
    )


def _at(commit: str, now: source_text.SourceText) -> source_text.SourceText:
    """A page as it was in a commit."""
    return source_text.read(now.path, _git("show", f"{commit}:./{now.path}") if commit else b"")


def _claim(page: source_text.SourceText, name: str) -> Mapping[str, Any]:
    claims = page.data.get("claims", ())
    return next((claim for claim in claims if claim.get("id") == name), {})


def _difference(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    fields = [name for name in {**now, **before} if before.get(name) != now.get(name)]
    if not before:
        return ": new"
    return f": changed in {', '.join(fields)}" if fields else ""


def _git(*arguments: str) -> bytes:
    """What git prints about the project, or nothing."""
    try:
        command = ["git", "-C", str(ROOT), *arguments]
        return subprocess.run(command, capture_output=True, check=False).stdout
    except OSError:
        return b""


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
