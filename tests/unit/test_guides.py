"""What the guides for developers name is there, where they say it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from llm_trends.contents import on_disk
from llm_trends.core.read_pages import read_pages

ROOT = Path(__file__).parents[2]
GUIDES = ("README.md", "CONTRIBUTING.md", "hooks/llm_trends/adapter/LEAVING.md")
FILE = re.compile(r"`([a-z][\w./-]*\.(?:py|jinja|js|ts|yml|toml|bib|csv|cff|md|txt)|[\w./-]+/)`")
PART = re.compile(r"`([A-Za-z_]\w*)` (?:of|in) `([\w./]+\.py)`")
MADE = {
    "overrides/pages/NAME.jinja",
    "robots.txt",
    "llms.txt",
    "llms-full.txt",
    "site/",
    "editions/2026-11/",
    "/open-points/",
}
"""Names of what a build or a command writes."""
ROOTS = ("", "docs", "docs/assets", "hooks", "hooks/llm_trends", "overrides")


def found(name: str) -> Path | None:
    """A path from where guides begin to count, or the one module of that name."""
    there = [ROOT / root / name for root in ROOTS if (ROOT / root / name).exists()]
    return next(iter(there or (ROOT / "hooks").rglob(name)), None)


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_names_files_that_are_there(guide: str) -> None:
    names = FILE.findall((ROOT / guide).read_text(encoding="utf-8"))
    assert len(names) > 3
    assert [name for name in names if name not in MADE and not found(name)] == []


def test_what_a_guide_names_of_a_module_is_in_it() -> None:
    text = "\n".join((ROOT / guide).read_text(encoding="utf-8") for guide in GUIDES)
    parts = PART.findall(text)
    assert parts
    for name, module in parts:
        path = found(module)
        assert path, module
        assert re.search(rf"\b{name}\b", path.read_text(encoding="utf-8")), (name, module)


def test_an_example_of_the_record_names_a_source_of_its_claim() -> None:
    """Who follows the page to the letter was told that there is no such source."""
    (trends, _), _ = read_pages(on_disk(ROOT / "docs"))
    text = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
    examples = re.findall(r"edit\.py record ([\w-]+)#([\w-]+) (\w+)`", text)
    assert examples
    for slug, part, key in examples:
        (trend,) = [trend for trend in trends if trend.slug == slug]
        assert key in trend.uses[part], (slug, part, key)
