"""The stored run of an explorable: what a page shows of it where no script runs.

The first line of the file is a comment that holds, as JSON, what other pages say of the run; what
follows is HTML to be shown, and read by nobody here. `docs/explorables/lib/stored.js` writes both.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import Field, ValidationError

from .kinds_of_text import SLUG, Once, SourceKey, Words
from .model import Model
from .places import DOCS, EXPLORABLES, run_place
from .problems import Problem
from .text.characters import named, refused

SENTENCE_END = re.compile(r"\.(?= |$)")
VIEW, MODEL = "view.js", "model.js"
QUOTED = re.compile(rb"['\"](?:\./)?([\w./-]+\.(?:js|json))['\"]")
"""The name of a file that a script loads."""
EXPECTED = "expected what `python -m tests.explorables.store FOLDER` writes"
COMMENT = ("<!-- ", " -->")


class Facts(Model):
    """What is said of a run elsewhere, in plain text."""

    title: Words
    claim: Words
    """What the toy tests, as a sentence about the toy."""
    verdict: Words
    """What its experiment said, all of it: `Held. At least half … On average …`"""
    sources: Annotated[tuple[SourceKey, ...], Once]
    """The keys of those that it links, each once."""
    made_of: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
    """The digest of the scripts and data that computed it."""


@dataclass(frozen=True)
class StoredRun:
    """HTML without blank lines, which would end it inside Markdown, and what is said of it."""

    html: str
    facts: Facts
    written: str = ""
    """The file as it is, whose lines are those of problems."""

    @property
    def verdict(self) -> str:
        """The word and the first sentence of the verdict: `Held. At least half …`"""
        said = self.facts.verdict
        ends = [end.end() for end in islice(SENTENCE_END.finditer(said), 2)]
        return said[: ends[-1]] if ends else said


def digest_of(files: Mapping[str, bytes]) -> str:
    """Twelve hexadecimal digits over the scripts and data of a folder that its view loads, be it
    through others; the library beside all folders is none of them."""
    reached = {VIEW, MODEL} & files.keys()
    todo = [*reached]
    while todo:
        named = {found.decode() for found in QUOTED.findall(files[todo.pop()])}
        todo += (named & files.keys()) - reached
        reached |= named & files.keys()
    found = hashlib.sha256()
    for name in sorted(reached):
        content = files[name].replace(b"\r\n", b"\n")  # as git may write it on Windows
        found.update(f"{name} {len(content)}\n".encode() + content)
    return found.hexdigest()[:12]


def made_of(folder: str, files: Mapping[str, bytes]) -> str:
    """The digest of the scripts and data of a folder; `files` by their address below `docs/`."""
    home = f"{EXPLORABLES}{folder}/"
    return digest_of({path[len(home) :]: files[path] for path in files if path.startswith(home)})


def older_runs(runs: Mapping[str, StoredRun], files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Runs by their folders that other scripts or data computed than those that are there now.

    `files` by their address below `docs/`; a folder without any is not known, as to commands.
    """
    for folder, run in runs.items():
        if made_of(folder, files) not in (run.facts.made_of, digest_of({})):
            wrong = "was computed by other scripts or data than are beside it now"
            command = f".venv/bin/python -m tests.explorables.store {folder}"
            expected = f"expected the run of these, which `{command}` writes"
            column = run.written.find('"made_of"') + 1
            yield Problem(DOCS + run_place(folder), 1, column, "made_of", f"{wrong}; {expected}")


def checked_run(path: str, text: str) -> tuple[StoredRun | None, tuple[Problem, ...]]:
    """The run of a file, and what is wrong with it. Its folder becomes an address."""
    folder, wrong = PurePosixPath(path).parent.name, []
    if not re.fullmatch(SLUG, folder):
        wrong.append(f"lies in the folder '{folder}'; expected lower-case words joined by hyphens")
    run = None
    try:
        run = read_stored_run(text)
    except ValueError as error:
        wrong.append(str(error))
    facts = run.facts if run else None
    texts = (facts.title, facts.claim, facts.verdict) if facts else ()
    if found := refused(" ".join(texts)):
        wrong.append(f"holds {named(found[0])}; expected text without it")
    return run, tuple(Problem(path, 1, 1, "file", one) for one in wrong)


def read_stored_run(text: str) -> StoredRun:
    """Raises `ValueError` if the first line does not say what is in the run."""
    first, _, html = text.partition("\n")
    before, after = COMMENT
    written = first.strip().removeprefix(before).removesuffix(after)
    try:
        facts = Facts.model_validate_json(written)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"])) or "the first line"
        said = fault["msg"].removeprefix("Value error, ").partition(";")[0].partition(":")[0]
        raise ValueError(f"says nothing of its run ({place}: {said}); {EXPECTED}") from None
    names = [name for name, _ in json.loads(written, object_pairs_hook=list)]
    if len(names) > len({*names}):
        raise ValueError(f"says one thing of its run twice; {EXPECTED}")
    return StoredRun("\n".join(line for line in html.splitlines() if line.strip()), facts, text)
