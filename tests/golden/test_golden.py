"""Golden cases: each file holds what goes in and the lines that must come out.

A case is a text file of sections headed `=== name`: `edit` (edits of the drawn project), then
`problems` (the located lines, exactly), or `markdown` and `html`. `REWRITE=1 pytest tests/golden`
writes what comes out into the cases, to be read in the difference before it is kept.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from llm_trends.context import PageContext
from llm_trends.core.collect import collect
from llm_trends.core.report import Report
from llm_trends.core.sources.bibliography import read_bibliography
from llm_trends.markup.extension import ReportExtension
from markdown import Markdown

from ..content import CONCLUSION, SOURCES, TODAY, trend

HERE = Path(__file__).parent
CONTENT = {
    "trends/alpha.md": trend("alpha", 1),
    "trends/beta.md": trend("beta", 2),
    "sources.bib": SOURCES,
    "conclusion.yml": CONCLUSION,
}


def sections(path: Path) -> dict[str, str]:
    parts = re.split(r"^=== (\w+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def came(path: Path, section: str, text: str) -> None:
    """Write what came out, if that is asked for."""
    if "REWRITE" in os.environ:
        head = path.read_text(encoding="utf-8").partition(f"=== {section}\n")[0]
        path.write_text(f"{head}=== {section}\n{text}\n", encoding="utf-8")


def names(folder: str) -> list[Path]:
    return sorted((HERE / folder).glob("*.txt"))


@pytest.mark.parametrize("path", names("problems"), ids=lambda path: path.stem)
def test_problems(path: Path) -> None:
    """`edit` has lines `file | old | new`, with \\n for a line break; an empty old replaces all."""
    case = sections(path)
    content = dict(CONTENT)
    for line in case["edit"].strip().splitlines():
        name, old, new = (part.strip().replace("\\n", "\n") for part in line.split(" | ", 2))
        assert not old or old in content[name], f"{old!r} is not in {name}"
        content[name] = content[name].replace(old, new, 1) if old else new
    files = {name: text.encode() for name, text in content.items()}
    found = [str(problem) for problem in collect(files, TODAY).problems]
    came(path, "problems", "\n".join(found))
    assert found == sections(path)["problems"].strip().splitlines()


@pytest.mark.parametrize("path", names("markup"), ids=lambda path: path.stem)
def test_markup(path: Path) -> None:
    case = sections(path)
    files = {name: text.encode() for name, text in CONTENT.items()}
    report: Report = collect(files, TODAY).report
    extension = ReportExtension()
    extension.context = PageContext(
        report, "trends/alpha.md", report.by_slug["alpha"], {"known2024thing": 1}, True
    )
    html = Markdown(extensions=[extension, "attr_list", "tables"]).convert(case["markdown"].strip())
    came(path, "html", html)
    assert html == sections(path)["html"].strip()


def test_the_cases_are_found() -> None:
    assert len(names("problems")) >= 15
    assert len(names("markup")) >= 6


def test_bibliography_of_the_cases_is_sound() -> None:
    assert not read_bibliography("docs/sources.bib", SOURCES).problems
