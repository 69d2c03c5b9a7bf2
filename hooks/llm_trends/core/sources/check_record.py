"""The record of checks: one row for each finding, event and figure, read from a CSV file."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..model import Checked
from ..problems import Problem, did_you_mean

COLUMNS = ("source", "claim", "figure", "checked_against", "kind", "date", "result")


@dataclass(frozen=True)
class Check:
    """What was checked, against which text, how, when, and with what result."""

    source: str
    claim: str
    figure: str
    checked_against: str
    kind: Checked
    date: str
    result: str
    line: int

    @property
    def reread(self) -> bool:
        """Whether it comes from the second, independent reading."""
        return self.result.startswith("second reading")


@dataclass(frozen=True)
class Verification:
    """All checks in the order of the file, and what is wrong with the file."""

    checks: tuple[Check, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    def of(self, source: str, claim: str) -> tuple[Check, ...]:
        """The checks of one source's findings about one claim `trend#claim`."""
        return self._by_item.get((source, claim), ())

    @cached_property
    def _by_item(self) -> Mapping[tuple[str, str], tuple[Check, ...]]:
        items: dict[tuple[str, str], tuple[Check, ...]] = {}
        for check in self.checks:
            key = (check.source, check.claim)
            items[key] = (*items.get(key, ()), check)
        return items

    @property
    def by_kind(self) -> Mapping[Checked, int]:
        count = Counter(check.kind for check in self.checks)
        return {kind: count[kind] for kind in Checked}

    @property
    def second_reading(self) -> int:
        """How many rows come from the second, independent reading."""
        return sum(check.reread for check in self.checks)

    @property
    def by_result(self) -> Mapping[str, int]:
        """Rows by result, `second reading` being part of it or not."""
        return Counter(check.result.removeprefix("second reading: ") for check in self.checks)


def read_verification(path: str, text: str, sources: Iterable[str]) -> Verification:
    """Read the record. Faulty rows are left out and reported; never raises."""
    known = set(sources)
    kinds = [kind.value for kind in Checked]
    rows = csv.reader(io.StringIO(text))
    header = tuple(next(rows, ()))
    if header != COLUMNS:
        wrong = f"has columns {', '.join(header) or 'none'}; expected {', '.join(COLUMNS)}"
        return Verification((), (Problem(path, 1, 1, "columns", wrong),))
    checks: list[Check] = []
    problems: list[Problem] = []
    for row in rows:
        line = rows.line_num
        if len(row) != len(COLUMNS):
            wrong = f"has {len(row)} fields; expected {len(COLUMNS)}"
            problems.append(Problem(path, line, 1, "row", wrong))
        elif row[0] not in known:
            wrong = f"'{row[0]}' is not in sources.bib; expected the key of an entry"
            problems.append(Problem(path, line, 1, "source", wrong + did_you_mean(row[0], known)))
        elif row[4] not in kinds:
            wrong = f"is '{row[4]}'; expected one of {', '.join(kinds)}"
            problems.append(Problem(path, line, 1, "kind", wrong + did_you_mean(row[4], kinds)))
        else:
            source, claim, figure, against, kind, date, result = row
            checks.append(Check(source, claim, figure, against, Checked(kind), date, result, line))
    return Verification(tuple(checks), tuple(problems))
