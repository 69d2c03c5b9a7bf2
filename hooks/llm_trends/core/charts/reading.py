"""From a specification and a CSV to a chart, with everything that is wrong named at its place."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..dates import PartialDate
from ..problems import Problem, did_you_mean
from ..sources.bibliography import Source
from ..text import source_text
from ..text.source_text import SourceText
from ..text.validation import validate
from .model import DOCS, FOLDER, Chart, Charts, Pool, Row, Specification, UserMeta, number
from .pooling import as_percent, percent_change, pooled
from .unsupported_numbers import unsupported

COLUMNS = ("value", "unit", "date", "source", "note")


def read_charts(
    files: Mapping[str, bytes],
    trends: Iterable[str],
    sources: Mapping[str, Source],
    today: dt.date,
) -> Charts:
    """Every chart of `charts/`. Faulty ones are left out and reported; never raises."""
    known = tuple(trends)
    paths = [path for path in files if path.startswith(FOLDER)]
    names = sorted({path.removeprefix(FOLDER).rpartition(".")[0] for path in paths})
    found: dict[str, Chart] = {}
    problems: list[Problem] = []
    for name in names:
        chart, wrong = _read(files, name, known, sources, today)
        problems += wrong
        if chart and not wrong:
            found[name] = chart
    return Charts(found, frozenset(names) - set(found), tuple(sorted(problems)))


def read_specification(path: str, raw: bytes) -> SourceText:
    """JSON with the place of every field: the parser names faults, YAML's finds the places."""
    text = source_text.decode(path, raw)
    if isinstance(text, SourceText):
        return text
    if not text.strip():
        wrong = Problem(path, 1, 1, "file", "is empty; expected a Vega-Lite specification")
        return SourceText(path, problems=(wrong,))
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        said = getattr(error, "msg", str(error))
        wrong = Problem(path, line, column, "file", f"is not JSON: {said}; expected an object")
        return SourceText(path, problems=(wrong,))
    source = source_text.read_data(path, text.encode())
    return replace(source, data=data) if not source.problems else source


def _read(
    files: Mapping[str, bytes],
    name: str,
    trends: tuple[str, ...],
    sources: Mapping[str, Source],
    today: dt.date,
) -> tuple[Chart | None, list[Problem]]:
    spec_file, csv_file = f"{FOLDER}{name}.json", f"{FOLDER}{name}.csv"
    for there, missing in ((spec_file, csv_file), (csv_file, spec_file)):
        if there in files and missing not in files:
            wrong = f"there is no {DOCS}{missing} beside it; expected a specification and a CSV"
            return None, [Problem(DOCS + there, 1, 1, "file", wrong)]
    source = read_specification(DOCS + spec_file, files[spec_file])
    checked, wrong_spec = validate(source, Specification)
    problems = list(wrong_spec)
    columns, rows, wrong_rows = _read_rows(DOCS + csv_file, files[csv_file], sources, today)
    problems += wrong_rows
    if checked is None or problems:
        return None, problems
    meta = checked.usermeta
    problems += _meta_problems(source, name, checked, trends, columns, today)
    if problems:
        return None, problems
    labelled = tuple(replace(row, words=_words(meta.mark, row, sources)) for row in rows)
    if meta.pool:
        try:
            labelled += (_computed(meta, meta.pool, labelled, sources),)
        except (KeyError, ValueError) as error:
            said = f"'{error.args[0]}' is not a column" if isinstance(error, KeyError) else error
            wrong = f"cannot be computed: {said}; expected rows with value, low and high"
            return None, [_at(source, ("usermeta", "pool"), wrong)]
    if alike := _alike(DOCS + csv_file, labelled):
        return None, alike
    chart = Chart(name, meta, source.data, columns, labelled)
    return chart, list(_number_problems(source, chart))


def _alike(path: str, rows: Iterable[Row]) -> list[Problem]:
    """A mark is found by its words, so no two rows may have the same."""
    first: dict[str, int] = {}
    problems = []
    for row in rows:
        if first.setdefault(row.words, row.line) != row.line:
            wrong = f"reads like line {first[row.words]}: {row.words}; expected another `mark`"
            problems.append(Problem(path, row.line, 1, "row", wrong))
    return problems


def _meta_problems(
    source: SourceText,
    name: str,
    spec: Specification,
    trends: tuple[str, ...],
    columns: tuple[str, ...],
    today: dt.date,
) -> Iterator[Problem]:
    meta = spec.usermeta
    if spec.data.url != f"{name}.csv":
        wrong = f"is '{spec.data.url}'; expected '{name}.csv'"
        yield _at(source, ("data", "url"), wrong)
    if meta.trend not in trends:
        wrong = f"there is no trend '{meta.trend}'; expected one of {', '.join(trends)}"
        yield _at(source, ("usermeta", "trend"), wrong + did_you_mean(meta.trend, trends))
    if not meta.title.endswith("?"):
        wrong = f"is '{meta.title}'; expected a question, with its mark"
        yield _at(source, ("usermeta", "title"), wrong)
    if meta.as_of.first_day > today:
        wrong = f"{meta.as_of} is in the future; expected {today} or earlier"
        yield _at(source, ("usermeta", "as_of"), wrong)
    try:
        meta.mark.format_map(dict.fromkeys(columns, ""))
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        unknown = str(error.args[0]) if error.args else ""
        wrong = f"names {{{unknown}}}, which is no column; expected some of {', '.join(columns)}"
        yield _at(source, ("usermeta", "mark"), wrong + did_you_mean(unknown, columns))


def _read_rows(
    path: str, raw: bytes, sources: Mapping[str, Source], today: dt.date
) -> tuple[tuple[str, ...], tuple[Row, ...], list[Problem]]:
    text = source_text.decode(path, raw)
    if isinstance(text, SourceText):
        return (), (), list(text.problems)
    reader = csv.reader(io.StringIO(text))
    columns = tuple(next(reader, ()))
    if not columns:
        wrong = f"is empty; expected a header with {', '.join(COLUMNS)} and rows"
        return (), (), [Problem(path, 1, 1, "file", wrong)]
    problems = [
        Problem(path, 1, 1, name, "is a missing column; expected " + ", ".join(COLUMNS))
        for name in COLUMNS
        if name not in columns
    ]
    for name in sorted({name for name in columns if columns.count(name) > 1}):
        problems.append(Problem(path, 1, 1, name, "stands twice; expected one column of this name"))
    if problems:
        return columns, (), problems
    rows: list[Row] = []
    for cells in reader:
        line = reader.line_num
        if len(cells) != len(columns):
            wrong = f"has {len(cells)} fields; expected {len(columns)}"
            problems.append(Problem(path, line, 1, "row", wrong))
            continue
        row = dict(zip(columns, cells, strict=True))
        wrong_cells = list(_cell_problems(path, line, row, sources, today))
        problems += wrong_cells
        if not wrong_cells:
            rows.append(Row(line, row, float(row["value"]), (row["source"],), ""))
    if not rows and not problems:
        problems.append(Problem(path, 1, 1, "file", "has no rows; expected at least one value"))
    return columns, tuple(rows), problems


def _cell_problems(
    path: str, line: int, row: Mapping[str, str], sources: Mapping[str, Source], today: dt.date
) -> Iterator[Problem]:
    if number(row["value"]) is None:
        yield Problem(path, line, 1, "value", f"is '{row['value']}'; expected a number")
    if not row["unit"].strip():
        yield Problem(path, line, 1, "unit", "is empty; expected the unit of the value")
    key = row["source"]
    if key not in sources:
        wrong = f"'{key}' is not in sources.bib; expected the key of an entry"
        yield Problem(path, line, 1, "source", wrong + did_you_mean(key, sources))
    try:
        if PartialDate.parse(row["date"]).first_day > today:
            wrong = f"{row['date']} is in the future; expected {today} or earlier"
            yield Problem(path, line, 1, "date", wrong)
    except ValueError as error:
        yield Problem(path, line, 1, "date", f"'{row['date']}' {error}")


def _computed(
    meta: UserMeta, pool: Pool, rows: tuple[Row, ...], sources: Mapping[str, Source]
) -> Row:
    """The pooled row. Raises `KeyError` or `ValueError` if the rows do not allow it."""
    entering = [row for row in rows if row.cells[pool.column] == "yes"]
    mean = pooled(
        [
            percent_change(row.value, float(row.cells["low"]), float(row.cells["high"]))
            for row in entering
        ]
    )
    value, low, high = (f"{as_percent(part):.1f}" for part in (mean.effect, mean.low, mean.high))
    keys = tuple(dict.fromkeys(key for row in entering for key in row.keys))
    cells = dict.fromkeys(rows[0].cells, "")
    cells |= {
        pool.label_column: pool.label,
        "value": value,
        "low": low,
        "high": high,
        "unit": entering[0].cells["unit"],
        "date": str(meta.as_of),
        "source": " ".join(keys),
        "note": f"{pool.note} {_heterogeneity(mean.i2, mean.count)}",
    }
    row = Row(entering[-1].line, cells, float(value), keys, "", computed=True)
    return replace(row, words=_words(meta.mark, row, sources))


def _heterogeneity(i2: float, count: int) -> str:
    return f"{count} estimates; {i2:.0%} of their spread is between studies (I²)."


def _words(mark: str, row: Row, sources: Mapping[str, Source]) -> str:
    """What a mark is called: its values, and whose they are."""
    shown = {name: _shown(cell) for name, cell in row.cells.items()}
    said = mark.format_map(shown)
    if shown.get("low") and shown.get("high"):
        said += f" ({shown['low']} to {shown['high']})"
    if row.computed:
        noun = "source" if len(row.keys) == 1 else "sources"
        return f"{said}. Computed from {len(row.keys)} {noun}."
    return f"{said}. Source: {sources[row.keys[0]].label}."


def _number_problems(source: SourceText, chart: Chart) -> Iterator[Problem]:
    """Words must not say a number that the data do not have."""
    cells = [cell for row in chart.rows for name, cell in row.cells.items() if name != "note"]
    for name in ("title", "finding", "alt"):
        for said in unsupported(getattr(chart.meta, name), cells, len(chart.rows)):
            wrong = f"says {said}, which is not in the data; expected a value of the CSV"
            yield _at(source, ("usermeta", name), wrong)


def _at(source: SourceText, path: tuple[str, ...], wrong: str) -> Problem:
    line, column = source.place(path)
    return Problem(source.path, line, column, ".".join(path), wrong)


def _shown(cell: str) -> str:
    """A number with a true minus sign; anything else as it is."""
    return cell.replace("-", "−", 1) if number(cell) is not None else cell
