"""`python -m tests.benchmark`: what the hooks cost, on synthetic reports of growing size.

Three builds for each size: with the hooks; the very same composed pages without them; and the
bare prose without them. Times are whole processes, so they include the start of Python; the
figures to read are the ratios and the cost a page. Not part of the tests.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from llm_trends.contents import contents
from llm_trends.core.collect import collect
from llm_trends.macros import render_body
from llm_trends.site_pages import site_pages
from llm_trends.templates import Templates

from .conftest import ENVIRONMENT, HAND, KEPT, ROOT, SOURCES, Project, trend

WORDS = "a model reads the prose of this page and links what it finds worth a link to others"


def body(number: int) -> str:
    """About 650 words in ten sections."""
    paragraph = " ".join([WORDS] * 4) + f" and trend t{number} once"
    return "".join(f"\n## Section {n} of {number}\n\n{paragraph}.\n" for n in range(10))


def draw(root: Path, size: int) -> Project:
    """A report of `size` trends, each with three claims and two relations to neighbours."""
    root.mkdir()
    project = Project(root)
    for path in KEPT:
        source, target = ROOT / path, root / path
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, target)
    for number in range(1, size + 1):
        near = [f"t{(number + step) % size + 1}" for step in (0, 1)]
        relations = "".join(f"\n  - to: {to}\n    kind: enables\n    why: Near." for to in near)
        claim = "\n  - id: c{0}\n    text: Claim {0}.\n    verdict: holds\n    reasoning: R.\n"
        claim += "    evidence: [{{source: known2024thing, at: a, stance: supports, "
        claim += "finding: F, checked: abstract}}]"
        claims = "claims:" + "".join(claim.format(n) for n in range(3))
        page = trend(f"t{number}", number, claims=claims, relations=f"relations:{relations}")
        project.write(f"docs/trends/t{number}.md", page + body(number))
    project.write("docs/sources.bib", SOURCES)
    project.write(
        "docs/conclusion.yml",
        "summary: S.\nstatements:\n  - {id: a, report: R., text: T., rests_on: ['t1#c0'], "
        "read: 2026-01-05, digest: x}\n",
    )
    for name in ("method", "contributing"):
        project.write(f"docs/{name}.md", HAND.format(name.capitalize()))
    return project


def without_hooks(project: Project, root: Path, composed: bool) -> Project:
    """The same site without hooks: its composed pages, or only what the authors wrote."""
    shutil.copytree(project.root, root, ignore=shutil.ignore_patterns("site", "site.new"))
    bare = Project(root)
    config = bare.read("mkdocs.yml").replace("hooks:\n  - hooks/entry.py\n", "")
    bare.write("mkdocs.yml", config.replace("  - macros:\n", "").replace("      on_", "  #   on_"))
    (root / "docs/conclusion.yml").unlink()
    if composed:
        templates = Templates(root / "overrides/pages")
        found = collect(contents(project.root / "docs"), dt.date.today())
        for page in site_pages(templates, found, "/"):
            text = render_body(templates, page.context, page.markdown) if page.macros else ""
            bare.write(f"docs/{page.path}", text or page.markdown)
    return bare


def seconds(project: Project, runs: int) -> float:
    """The median of whole `mkdocs build` processes, after one that is not counted."""
    taken = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        command = [sys.executable, "-m", "mkdocs", "build", "-q"]
        subprocess.run(command, cwd=project.root, env=ENVIRONMENT, check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[1:])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[10, 100, 1000])
    parser.add_argument("--runs", type=int, default=1)
    options = parser.parse_args()
    print("trends   hooks s   same pages s   bare prose s   hooks/same   hooks/bare   ms a trend")
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            project = draw(Path(folder, "hooks"), size)
            hooks = seconds(project, options.runs)
            same = seconds(without_hooks(project, Path(folder, "same"), True), options.runs)
            bare = seconds(without_hooks(project, Path(folder, "bare"), False), options.runs)
        print(
            f"{size:6} {hooks:9.2f} {same:14.2f} {bare:14.2f} {hooks / same:12.2f} "
            f"{hooks / bare:12.2f} {1000 * hooks / size:12.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
