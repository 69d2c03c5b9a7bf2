"""What the claims of each statement were when an editor last read them, part by part.

The digest of a statement says that something has changed; these marks say what. They lie in
`docs/data/readings.csv`, one row for a statement and a claim, and are written by the command that
approves. A row whose digest is not that of its statement is of an older reading and says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .digests import digest
from .model import Claim
from .problems import Problem
from .text.csv_rows import csv_rows, written_rows

COLUMNS = ("statement", "digest", "claim", "parts")
Parts = Mapping[str, str]
"""The mark of each part of a claim: `now.verdict` → six hexadecimal digits of its content."""


@dataclass(frozen=True)
class Readings:
    """The parts of each claim `trend#claim`, by statement and the digest of its reading."""

    claims: Mapping[tuple[str, str], Mapping[str, Parts]] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    """On which line each statement is first named."""
    problems: tuple[Problem, ...] = ()


def parts_of(claim: Claim) -> Parts:
    """A claim taken apart: its words, both judgments by field, each finding by its source."""
    data = claim.model_dump(mode="json")
    return {name: digest(value, 6) for name, value in _parts(data)}


def _parts(data: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    met: Counter[str] = Counter()
    for name, value in data.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{inner}", deeper) for inner, deeper in value.items())
        elif name == "evidence" and isinstance(value, list):
            for item in value:
                met[item["source"]] += 1
                yield f"{name}.{item['source']}.{met[item['source']]}", item
        else:
            yield name, value


def difference(before: Parts, now: Parts) -> tuple[str, ...]:
    """What changed, in words, in the order of the claim: `now.verdict`, `a finding of dao2022`."""
    names = [name for name in {**now, **before} if before.get(name) != now.get(name)]
    parts = {name.partition(".")[0] for name in names if "." in name}
    names = [name for name in names if name not in parts]  # came, or went, with its fields
    return tuple(dict.fromkeys(map(_in_words, names)))


def _in_words(name: str) -> str:
    first, _, rest = name.partition(".")
    return f"a finding of {rest.rpartition('.')[0]}" if first == "evidence" else name


def read_readings(path: str, text: str) -> Readings:
    """The rows of the file; a faulty one is left out and reported."""
    claims: dict[tuple[str, str], dict[str, Parts]] = {}
    lines: dict[str, int] = {}
    rows, problems = csv_rows(path, text, COLUMNS)
    for line, cells in rows:
        marks = [part.partition("=") for part in cells[-1].split()]
        if not all(all(mark) for mark in marks):
            wrong = "is not as the command writes it; expected `part=mark` for each part"
            problems.append(Problem(path, line, 1, "parts", wrong))
            continue
        statement, digest, claim, _ = cells
        parts = {name: mark for name, _, mark in marks}
        claims.setdefault((statement, digest), {})[claim] = parts
        lines.setdefault(statement, line)
    return Readings(claims, lines, tuple(problems))


def written(rows: Iterable[tuple[str, str, Mapping[str, Parts]]]) -> str:
    """The file for (statement, digest, parts of its claims), in the given order."""
    below = (
        (statement, digest, ref, " ".join(f"{name}={mark}" for name, mark in parts.items()))
        for statement, digest, claims in rows
        for ref, parts in claims.items()
    )
    return written_rows([COLUMNS, *below])
