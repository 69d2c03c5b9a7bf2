"""Blocks that Markdown takes for something else: tables, lists, headings by underline, `///`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .blocks import BORDER, Run, bars
from .not_prose import Prose
from .notation import scan_prose

BLOCK_LINE = re.compile(r"^ {0,3}(?P<raw>(?P<sign>/{3,})[ \t]*(?P<name>\w?)[^\n]*)$", re.MULTILINE)
UNDERLINE = re.compile(r"\n(?P<raw>(?:-{2,}|={2,}))[ \t]*(?=\n|$)")
ROW = re.compile(r"^[> \t]*(?P<raw>\|[^\n]*)", re.MULTILINE)
ITEM = re.compile(r"\n[> \t]*(?P<raw>(?:[*+-]|1\.) +(?=\S)[^\n]*)")
SPOILER = re.compile(r"\|\|(?=[^\s|])[^|\n]*[^\s|]\|\|")
CUT_FORMULA = re.compile(r"\\[(\[](?:[^\n\\|]|\\[^()\[\]\n])*\|[^\n]{0,200}?\\[)\]]")


@dataclass(frozen=True)
class Left:
    """A piece of raw text at an offset, and what is wrong with it."""

    offset: int
    raw: str
    wrong: str


def unclosed_blocks(text: str) -> Iterator[Left]:
    """Blocks that are never closed, so that all that follows stands in them."""
    opened: list[re.Match[str]] = []
    for found in BLOCK_LINE.finditer(text):
        if found["name"]:
            opened.append(found)
        elif opened and opened[-1]["sign"] == found["sign"]:
            opened.pop()
    for found in opened:
        wrong = f"opens a block that is never closed; expected `{found['sign']}` after it"
        yield Left(found.start("raw"), found["raw"], wrong)


def uneven_rows(body: str, page: Prose) -> Iterator[Left]:
    """Rows with more or fewer cells than the head of their table; what is too much is not shown."""
    cells, reached = 0, -2
    cut_off = [found.offset for found in scan_prose(page) if found.fault]
    for run in page.runs:
        if not run.row:
            continue
        count = _cell_count(page.text, run)
        if body[reached : run.start].strip("> \t") != "\n":
            cells = count
        elif count != cells and bars(page.text, run) and not _is_cut(page.text, run, cut_off):
            noun = "cell" if count == 1 else "cells"
            wrong = f"has {count} {noun}; expected {cells}, as the head of the table has"
            yield Left(run.start, body[run.start : run.end], wrong)
        reached = run.end


def _is_cut(text: str, run: Run, faulty: Iterable[int]) -> bool:
    """Whether a bar of a row is one of a link or of a formula, which is said there."""
    inside = any(run.start <= offset < run.end for offset in faulty)
    return inside or bool(CUT_FORMULA.search(text, run.start, run.end))


def _cell_count(text: str, run: Run) -> int:
    found = bars(text, run)
    outside = [text[run.start : at].strip("> \t") for at in found[:1]]
    outside += [text[at + 1 : run.end].strip() for at in found[-1:]]
    return len(found) + 1 - outside.count("")


def in_run(body: str, text: str, run: Run) -> Iterator[Left]:
    """A list or a table that Markdown takes for a part of what stands above it."""
    whole = text[run.start : run.end]
    if run.row:
        yield from _in_row(body, text, run)
        return
    for found in ITEM.finditer(whole):
        wrong = "is no item, as no blank line stands before its list; expected one"
        yield Left(run.start + found.start("raw"), found["raw"], wrong)
    if line_below := UNDERLINE.search(whole):
        wrong = "makes a heading or a rule of the paragraph; expected a blank line before it"
        yield Left(run.start + line_below.start("raw"), line_below["raw"], wrong)
        return
    offset = run.start
    for line in whole.split("\n"):
        if "|" in line and "-" in line and BORDER.fullmatch(line.rstrip()):
            wrong = "makes no table, as no blank line stands before its first row; expected one"
            yield Left(offset, line, wrong)
            return
        offset += len(line) + 1
    if row := ROW.search(whole):
        wrong = "is no row of a table; expected `|---|---|` below the first row"
        yield Left(run.start + row.start("raw"), row["raw"], wrong)
    for hidden in SPOILER.finditer(whole):
        wrong = "is hidden text of another dialect; expected the words alone"
        yield Left(run.start + hidden.start(), hidden[0], wrong)


def _in_row(body: str, text: str, run: Run) -> Iterator[Left]:
    raw = body[run.start : run.end]
    if not bars(text, run):
        yield Left(
            run.start,
            raw,
            "is taken for a row of the table above it; expected a blank line between",
        )
    for found in CUT_FORMULA.finditer(text, run.start, run.end):
        wrong = r"is a formula that a bar ends with its cell; expected `\vert` for the bar"
        yield Left(found.start(), found[0], wrong)
