"""From a specification and a CSV to a chart, with everything that is wrong named at its place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import islice
from pathlib import PurePosixPath

from ..dates import PartialDate
from ..guarding import guarded
from ..kinds_of_text import NOTATION, SLUG
from ..places import CHARTS, DOCS
from ..problems import Problem, cut, did_you_mean, unknown
from ..sources.bibliography import Bibliography
from ..text.unfinished import unfinished
from ..text.validation import validate
from .computed_row import computed_row, pool_problems, row_problems
from .domains import domain_faults
from .json_text import MOST, JsonText
from .mark_words import empty_cells, read_template, words_alike, words_of
from .model import Chart, Charts, Row, Specification, UserMeta, layout
from .rows import Cited, cited, read_rows
from .specification import NARROW, read_specification
from .table import Table, read_table
from .unchanged_values import misread
from .units import mixed_units
from .unsupported_numbers import unsupported

KINDS = (".json", ".csv")
SHOWN = ("title", "subtitle", "text", "description")
"""The fields of a specification whose texts are written into the drawing."""


@dataclass(frozen=True)
class _Known:
    """What charts may refer to, and the day after which nothing is known."""

    trends: tuple[str, ...]
    cited: Cited
    today: dt.date


def read_charts(
    files: Mapping[str, bytes],
    trends: Iterable[str],
    bibliography: Bibliography,
    today: dt.date,
) -> Charts:
    """Every chart of `charts/`. Faulty ones are left out and reported; never raises.

    What is wrong with an entry of the bibliography is said there; a chart that cites it is left
    out without a second message.
    """
    slugs = tuple(trends)
    near = (PurePosixPath(path) for path in files if path.startswith(CHARTS))
    names = sorted({path.stem for path in near if _is_of_a_chart(path)})
    found: dict[str, Chart] = {}
    problems: set[Problem] = set()
    for name in names:
        read = partial(_read, files, name, slugs, bibliography, today)
        result, unforeseen = guarded(f"{CHARTS}{name}{KINDS[0]}", "read", read)
        chart, wrong = result or (None, unforeseen)
        problems.update(wrong)
        if chart and not wrong:
            found[name] = chart
    return Charts(found, frozenset(names) - set(found), tuple(sorted(problems)))


def _is_of_a_chart(path: PurePosixPath) -> bool:
    """Hidden files are no part of the content, as for the site generator."""
    here = f"{path.parent}/" == CHARTS
    return here and path.suffix in KINDS and not path.name.startswith(".")


def _read(
    files: Mapping[str, bytes],
    name: str,
    trends: tuple[str, ...],
    bibliography: Bibliography,
    today: dt.date,
) -> tuple[Chart | None, Collection[Problem]]:
    spec_file, csv_file = (f"{CHARTS}{name}{kind}" for kind in KINDS)
    if wrong := set(_file_problems(files, name, spec_file, csv_file)):
        return None, wrong
    if not {spec_file, csv_file} <= files.keys():
        return None, ()  # the other has a name that is wrong, which is said there
    table = read_table(DOCS + csv_file, files[csv_file])
    known = _Known(trends, cited(table, bibliography), today)
    return _read_pair(name, files[spec_file], table, known)


@lru_cache(maxsize=1024)
def _read_pair(
    name: str, spec: bytes, table: Table, known: _Known
) -> tuple[Chart | None, Collection[Problem]]:
    """Remembered, since under `mkdocs serve` hardly any chart changes."""
    spec_file, csv_file = (f"{DOCS}{CHARTS}{name}{kind}" for kind in KINDS)
    text, wrong_spec = read_specification(spec_file, spec, table.columns)
    specification, wrong_header = validate(text.source, Specification)
    rows, wrong_rows = read_rows(csv_file, table, known.cited, known.today)
    problems = {*wrong_spec, *wrong_header[:MOST], *wrong_rows}
    if specification:
        problems |= set(_meta_problems(text, name, specification, known, table))
    if problems or not specification:
        return None, problems
    labels = dict(known.cited.labels)
    if any(key not in labels for row in rows for key in row.keys):
        return None, set()
    return _composed(name, text, specification.usermeta, table, rows, labels)


def _file_problems(
    files: Mapping[str, bytes], name: str, spec_file: str, csv_file: str
) -> Iterator[Problem]:
    for there, missing in ((spec_file, csv_file), (csv_file, spec_file)):
        if there not in files:
            continue
        if not re.fullmatch(SLUG, name):
            wrong = "is no name for a chart; expected lower-case words joined by hyphens"
            wrong += did_you_mean(name, [PurePosixPath(_respelt(there)).stem])
            yield Problem(DOCS + there, 1, 1, "file", wrong)
        elif missing not in files and missing not in map(_respelt, files):
            wrong = f"there is no {DOCS}{missing} beside it; expected a specification and a CSV"
            yield Problem(DOCS + there, 1, 1, "file", wrong)


def _respelt(path: str) -> str:
    """The path with the name that a file of a chart should have."""
    file = PurePosixPath(path)
    return str(file.with_name("-".join(re.findall("[a-z0-9]+", file.stem.lower())) + file.suffix))


def _meta_problems(
    text: JsonText, name: str, spec: Specification, known: _Known, table: Table
) -> Iterator[Problem]:
    meta = spec.usermeta
    if spec.data.url != f"{name}.csv":
        wrong = f"is '{cut(spec.data.url)}'; expected '{name}.csv'"
        yield text.problem(("data", "url"), wrong)
    if meta.trend not in known.trends:
        yield text.problem(("usermeta", "trend"), unknown("trend", meta.trend, known.trends))
    if not meta.title.endswith("?") or not any(map(str.isalnum, meta.title)):
        wrong = f"is '{cut(meta.title)}'; expected a question, with its mark"
        yield text.problem(("usermeta", "title"), wrong)
    if meta.as_of.first_day > known.today:
        wrong = f"{meta.as_of} is in the future; expected {known.today} or earlier"
        yield text.problem(("usermeta", "as_of"), wrong)
    for path, said in text.source.texts:
        if wrong := unfinished(said):
            yield text.problem(path, wrong)
        elif path[0] != "usermeta" and path[-1] in SHOWN and (raw := NOTATION.search(said)):
            yield text.problem(path, f"holds {raw[0]}, which is no notation here; expected words")
    if not table.columns:
        return
    for column in meta.columns:
        if column not in table.columns:
            wrong = unknown("column", column, table.columns)
            yield text.problem(("usermeta", "columns", column), wrong)
    try:
        read_template(meta.mark, table.columns)
    except ValueError as error:
        yield text.problem(("usermeta", "mark"), str(error))
    for part, wrong in pool_problems(meta.pool, table.columns) if meta.pool else ():
        yield text.problem(("usermeta", "pool", part), wrong)


def _composed(
    name: str,
    text: JsonText,
    meta: UserMeta,
    table: Table,
    rows: tuple[Row, ...],
    labels: Mapping[str, str],
) -> tuple[Chart | None, set[Problem]]:
    """The chart of parts that are right each by itself."""
    path = f"{DOCS}{CHARTS}{name}.csv"
    mixed = {Problem(path, line, 1, "unit", wrong) for line, wrong in mixed_units(text.data, rows)}
    if mixed:
        return None, mixed
    if meta.pool:
        wrong = {Problem(path, r.line, 1, c, w) for r, c, w in row_problems(meta.pool, rows)}
        if wrong:
            return None, wrong
        try:
            rows += (computed_row(meta, meta.pool, rows),)
        except ValueError as error:
            said = f"cannot be computed: {error}; expected rows with value, low and high"
            return None, {text.problem(("usermeta", "pool"), said)}
    parts = read_template(meta.mark, table.columns)
    named = tuple(replace(row, words=words_of(parts, row, labels)) for row in rows)
    if len(named) > 1 and len({row.words for row in named}) == 1:
        said = f"reads '{cut(named[0].words)}' for every row; expected a column that tells apart"
        return None, {text.problem(("usermeta", "mark"), said)}
    if wrong := {*empty_cells(path, parts, rows), *words_alike(path, named)}:
        return None, wrong
    chart = Chart(name, meta, text.data, table.columns, named)
    wrong = {*_number_problems(text, chart), *_later_rows(text, chart)}
    return chart, wrong | set(_scale_problems(text, rows))


def _later_rows(text: JsonText, chart: Chart) -> Iterator[Problem]:
    """A chart says up to when its data go, so none of them may be later."""
    as_of = chart.meta.as_of
    dates = [(PartialDate.parse(row.cells["date"]), row.line) for row in chart.rows]
    if late := [(date, line) for date, line in dates if date.first_day > as_of.last_day]:
        latest, line = max(late)
        wrong = f"is {as_of}, but {DOCS}{CHARTS}{chart.id}.csv:{line} is of {latest}"
        yield text.problem(("usermeta", "as_of"), f"{wrong}; expected {latest} or later")


def _scale_problems(text: JsonText, rows: tuple[Row, ...]) -> Iterator[Problem]:
    """Scales and values of both layouts; what only the narrow one says stands in its own part."""
    for narrow in (False, True):
        spec = layout(text.data, narrow)
        for path, wrong in islice((*domain_faults(spec, rows), *misread(spec, rows)), MOST):
            own = (*NARROW, *path)
            yield text.problem(own if narrow and own in text.places else path, wrong)


def _number_problems(text: JsonText, chart: Chart) -> Iterator[Problem]:
    """Words must not say a number that the data do not have."""
    cells = [cell for row in chart.rows for name, cell in row.cells.items() if name != "note"]
    for name in ("title", "finding", "alt"):
        loose = unsupported(getattr(chart.meta, name), cells, len(chart.rows))
        for said in islice(loose, MOST):
            wrong = f"says {said}, which is not in the data; expected a value of the CSV"
            yield text.problem(("usermeta", name), f"{wrong}{_computed(chart)}")


def _computed(chart: Chart) -> str:
    """What the words may say beside the table, since nobody can look it up."""
    for row in chart.rows:
        if row.computed and chart.meta.pool:
            cells = row.cells
            value = f"{cells['value']} ({cells['low']} to {cells['high']})"
            return f", or of the {chart.meta.pool.label}, which is now {value}"
    return ""
