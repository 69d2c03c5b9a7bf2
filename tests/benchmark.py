"""`python -m tests.benchmark`: what the hooks and what the pages cost. Not a test.

`build` makes synthetic reports of growing size and builds each with the hooks, and the very same
final pages with stock MkDocs. `save` serves a copy of the real site, or synthetic ones, and
takes the time from saving a file to the served page that has the change. The figures to read are
the ratios; times are those of one machine.

`weight` and `lighthouse` make a release and load each kind of page, and all trends, with a plain
page of the stock theme beside them; `--again` takes the release that is there.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from llm_trends.addresses import Addresses
from llm_trends.compose import Frame, Site, compose
from llm_trends.contents import on_disk
from llm_trends.drawing.drawer import Drawer
from llm_trends.prose import MARK
from llm_trends.templates import templates

from . import reading
from .content import HAND, SOURCES, trend
from .projects import ENVIRONMENT, FRAME, WHOLE, Project, copied, free_port

WORDS = "a model reads the prose of this page and links what it finds worth a link to others"


def body(number: int) -> str:
    """About 650 words in ten sections."""
    paragraph = " ".join([WORDS] * 4) + f" and trend t{number} once"
    return "".join(f"\n## Section {n} of {number}\n\n{paragraph}.\n" for n in range(10))


def synthetic(root: Path, size: int) -> Project:
    """A report of `size` trends, each with a claim and two relations to neighbours."""
    project = copied(root, FRAME)
    for number in range(1, size + 1):
        near = [f"t{(number + step) % size + 1}" for step in (0, 1)]
        relations = "".join(f"\n  - to: {to}\n    kind: enables\n    why: Near." for to in near)
        page = trend(f"t{number}", number, relations=f"relations:{relations}")
        project.write(f"docs/trends/t{number}.md", page + body(number))
    project.write("docs/sources.bib", SOURCES)
    project.write(
        "docs/conclusion.yml",
        "summary: S.\nstatements:\n  - {id: a, report: R., text: T., rests_on: ['t1#t1-claim'], "
        "read: 2026-01-05, digest: x}\n",
    )
    for name in ("method", "contributing"):
        project.write(f"docs/{name}.md", HAND.format(name.capitalize()))
    return project


def stock(project: Project, root: Path) -> Project:
    """The same final pages for MkDocs without hooks: parts stand in the Markdown as HTML."""
    shutil.copytree(project.root, root, ignore=shutil.ignore_patterns("site", ".cache", "hooks"))
    bare = Project(root)
    lines = bare.read("mkdocs.yml").splitlines()
    dropped = ("hooks:", "  - hooks/entry.py", "  - macros:", "      on_", "watch:")
    bare.write("mkdocs.yml", "\n".join(line for line in lines if not line.startswith(dropped)))
    (root / "docs/conclusion.yml").unlink()
    frame = Frame(
        templates(project.root / "overrides/pages"),
        Addresses(),
        lambda charts: Drawer(project.root / ".cache/charts").start(charts).result,
        dt.date.today(),
    )
    for page in compose(on_disk(project.root / "docs"), frame, Site()).pages:
        html = [part.html.replace("\n\n", "\n") for part in page.parts]
        text = MARK.sub(lambda match, html=html: html[int(match[1])], page.markdown)  # type: ignore[misc]
        bare.write(f"docs/{page.path}", f"---\ntitle: {page.path}\n---\n{text}")
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


def builds(sizes: list[int], runs: int) -> None:
    print("trends   hooks s   stock s   hooks/stock   ms a trend")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            project = synthetic(Path(folder, "hooks"), size)
            hooks = seconds(project, runs)
            bare = seconds(stock(project, Path(folder, "stock")), runs)
        each = 1000 * hooks / size
        print(f"{size:6} {hooks:9.2f} {bare:9.2f} {hooks / bare:13.2f} {each:12.1f}", flush=True)


@contextmanager
def served(project: Project) -> Iterator[str]:
    """The address at which `mkdocs serve` shows the project."""
    port = free_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    with (project.root / "serve.log").open("w") as log:
        server = subprocess.Popen(
            command, cwd=project.root, env=ENVIRONMENT, stdout=log, stderr=log
        )
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(10)


def got(url: str) -> str:
    with urllib.request.urlopen(url, timeout=100) as answer:
        return str(answer.read().decode())


def until_served(address: str, patience: float = 300) -> None:
    end = time.perf_counter() + patience
    while time.perf_counter() < end:
        try:
            got(address)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"{address} was never served")


def until_shown(address: str, page: str, words: str, epoch: int) -> tuple[float, int]:
    """Seconds until `page` has `words`, and the epoch that it then has.

    Waits as a browser does, in one request that is answered when there is something new. To ask
    for the page again and again would slow down the build that one waits for.
    """
    start = time.perf_counter()
    while time.perf_counter() - start < 300:
        epoch = int(got(f"{address}livereload/{epoch}/1"))
        if words in got(address + page):
            return time.perf_counter() - start, epoch
    raise TimeoutError(f"{page} never had {words!r}")


EPOCH = re.compile(r"livereload\((\d+), \d+\)")
"""The state that a served page is of, as the script in it tells the server."""
EDITS = {
    "a sentence": ("docs/trends/{}.md", r"(\n## )", "trends/{}/"),
    "a reason": ("docs/trends/{}.md", r"(\n      reason: (?:>-\n +)?)\S+", "trends/{}/"),
    "a source": ("docs/sources.bib", r"(title = \{)", "sources/"),
    "a style": ("docs/assets/site.css", r"(/\* )", "assets/site.css"),
}


def saves(name: str, project: Project, slug: str, runs: int) -> None:
    with served(project) as address:
        until_served(address)
        epoch = int(EPOCH.findall(got(address))[0])
        for what, (path, place, page) in EDITS.items():
            taken = []
            for run in range(runs):
                mark = f"Edit{run}x{what.split()[-1]}"
                path_here = path.format(slug)
                text = project.read(path_here)
                project.write(path_here, re.sub(place, rf"\g<1>{mark} ", text, count=1))
                waited, epoch = until_shown(address, page.format(slug), mark, epoch)
                taken.append(waited)
                time.sleep(0.5)
            median = statistics.median(taken)
            print(f"{name:16} {what:12} {median:6.2f} s  ({min(taken):.2f} to {max(taken):.2f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["build", "save", "weight", "lighthouse"])
    parser.add_argument("sizes", nargs="*", type=int, help="trends of the synthetic reports")
    parser.add_argument("--again", action="store_true", help="take the release in site/ as it is")
    parser.add_argument("--only", nargs="*", default=[], help="pages whose names have these words")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    if options.what == "weight":
        reading.weight(options.again, options.only)
        return
    if options.what == "lighthouse":
        reading.lighthouse(options.again, options.runs, options.only)
        return
    if options.what == "build":
        builds(options.sizes or [10, 100, 1000], options.runs)
        return
    with tempfile.TemporaryDirectory() as folder:
        if options.sizes:
            for size in options.sizes:
                project = synthetic(Path(folder, str(size)), size)
                saves(f"{size} trends", project, "t1", options.runs)
        else:
            saves("the real site", copied(Path(folder, "real"), WHOLE), "efficiency", options.runs)


if __name__ == "__main__":
    main()
