"""A new trend page, and a new explorable: files to begin with, from the skeletons beside this."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ..core.names_twice import linking
from ..core.places import RUN
from ..core.problems import unknown
from ..core.stored_run import digest_of
from ..core.text.characters import named, refused
from ..core.text.phrases import same_phrase
from ..core.text.positions import dotted
from ..core.text.yaml_scalar import scalar
from .change import Change, Project, RefusedError, new_name, page_of
from .yaml_places import HEADER

SKELETONS = Path(__file__).parent / "skeletons"


def new_trend(project: Project, slug: str, title: str) -> Change:
    """A page whose empty fields are all that is left to do: nothing is made up to fill them.

    Until they are filled, they are problems of the page, each with its line, and no build passes.
    """
    path = page_of(_name(slug))
    project.absent([path])
    if unseen := refused(title):
        raise RefusedError(f"the title holds {named(unseen[0])}; expected text without it")
    if not title.strip():
        raise RefusedError("the title is empty; expected some words")
    trends = project.found.report.trends
    uses = linking(project.found.report)
    same = {
        one for group in same_phrase([title, *uses]).values() if title in group for one in group
    }
    for phrase, ((trend, field), *_) in uses.items():
        if phrase in same or phrase.casefold() == title.casefold():
            at = f"{trend.source.path}:{trend.source.place(field)[0]}"
            raise RefusedError(f"'{title}' is {dotted(field)} in {at}; expected another")
    number = max((trend.data.number for trend in trends), default=0) + 1
    text = _filled("trend.md", TITLE=_quoted(title), NUMBER=str(number), TODAY=str(project.today))
    change = Change({path: text.encode()})
    empty = [one for one in project.after(change).found.problems if one.path == path]
    said = (
        f"{path}: written, as trend {number}",
        (
            f"{len(empty)} fields are empty; fill them while the site is served, and it names the "
            f"rest at trends/{slug}/, which no menu has until then"
        ),
    )
    return Change(change.files, said)


def new_explorable(project: Project, folder: str, claim: str, title: str) -> Change:
    """A folder that runs: model, view, words, stored run, its test, and its place in the page."""
    project.sound([page_of(claim)])
    report = project.found.report
    if claim not in report.claims:
        raise RefusedError(unknown("claim", claim, report.claims))
    trend, own = report.claims[claim].trend, claim.partition("#")[2]
    if trend.data.explorable:
        wrong = f"{trend.page} has the explorable '{trend.data.explorable.folder}'"
        raise RefusedError(f"{wrong}; expected a trend without one, as a page has one at most")
    home = f"docs/explorables/{_name(folder)}"
    if full := sorted(path for path in project.names if path.startswith(f"{home}/")):
        raise RefusedError(f"{home} holds {full[0].rpartition('/')[2]}; expected no such folder")
    test = f"tests/explorables/test_{folder.replace('-', '_')}.py"
    project.absent([test])
    words = {"FOLDER": folder, "TREND": trend.slug, "CLAIM": own, "STRING": _string(title)}
    made = {
        name: _filled(f"explorable/{name}", TITLE=_escaped(name, title), **words).encode()
        for name in ("definition.json", "model.js", "view.js")
    }
    words["DIGEST"] = digest_of(made)
    made[RUN] = _filled(f"explorable/{RUN}", TITLE=_escaped(RUN, title), **words).encode()
    files: dict[str, bytes | None] = {f"{home}/{name}": raw for name, raw in made.items()}
    files[test] = _filled("explorable/test.txt", TITLE=_escaped(test, title), **words).encode()
    page = f"docs/{trend.page}"
    files[page] = _named(project.text(page), folder, own).encode()
    change = project.checked(Change(files))
    said = (
        *(f"{path}: written" for path in files),
        "It runs as it is. Make the model yours, then store its run again:",
        f".venv/bin/python -m tests.explorables.store {folder}",
    )
    return Change(change.files, said)


def _name(name: str) -> str:
    if name in ("lib", "index"):
        raise RefusedError(f"'{name}' is the name of something else; expected another")
    return new_name(name)


@cache
def _skeleton(name: str) -> str:
    return (SKELETONS / name).read_text(encoding="utf-8")


def _filled(name: str, **words: str) -> str:
    """A skeleton with its words in capitals replaced, each where it stands alone."""
    table: Mapping[str, str] = words
    return re.sub(rf"\b({'|'.join(words)})\b", lambda found: table[found[1]], _skeleton(name))


def _quoted(title: str) -> str:
    """As YAML takes any text for text, also a word such as `true`."""
    if re.fullmatch(r"[A-Za-z][\w ]*[A-Za-z]", title) and scalar(title) == title:
        return title
    return json.dumps(title, ensure_ascii=False)


def _escaped(name: str, title: str) -> str:
    """As the file needs it: JSON, HTML, or the docstring of a test."""
    if name.endswith(".json"):
        return json.dumps(title, ensure_ascii=False)[1:-1]
    if name.endswith(".html"):
        table = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
        return re.sub(r'[&<>"]', lambda found: table[found[0]], title)
    return title.replace("\\", "").replace('"', "'")


def _string(title: str) -> str:
    """As JSON in a comment of HTML, which ends at the first sign that it could not hold."""
    return json.dumps(title, ensure_ascii=False).replace(">", r"\u003e")


def _named(text: str, folder: str, claim: str) -> str:
    """The page with the explorable at the end of its header."""
    header = HEADER.match(text)
    end = header.end(1) if header else 0
    return f"{text[:end]}explorable:\n  folder: {folder}\n  claim: {claim}\n{text[end:]}"
