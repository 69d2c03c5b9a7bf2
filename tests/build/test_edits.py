"""Saves in a row: what is served is what a build of the same files makes, page for page."""

from __future__ import annotations

import re
from collections.abc import Callable

from .. import warm
from ..content import trend
from ..projects import BUILD, ENVIRONMENT, Project
from .conftest import TOGETHER
from .serving import Served

ALPHA, BETA, GAMMA = (f"docs/trends/{name}.md" for name in ("alpha", "beta", "gamma"))
ONLY_SERVED = re.compile(
    r"<script>\s*var livereload.*?(?=</body>)|<details class=\"editor-panel\".*?</details>",
    re.DOTALL,
)
"""What reloads a page, and the panel for editors."""


def replaced(path: str, old: str, new: str) -> Callable[[Project], None]:
    return lambda project: project.replace(path, old, new)


def added(path: str, text: str) -> Callable[[Project], None]:
    return lambda project: project.write(path, f"{project.read(path)}\n{text}\n")


EDITS: list[tuple[Callable[[Project], None], str, str]] = [
    (added(ALPHA, "## Added here\n\nA section of alpha."), "trends/alpha/", "A section of alpha."),
    (added(BETA, "See [it](alpha.md#added-here)."), "trends/beta/", "alpha/#added-here"),
    (replaced("docs/sources.bib", "A known thing", "A well-known thing"), "sources/", "well-known"),
    (replaced(ALPHA, "reason: One study", "reason: A single study"), "claims/", "A single study"),
    (replaced(BETA, "title: Trend beta", "title: Beta anew"), "trends/alpha/", "Beta anew"),
    (lambda project: project.write(GAMMA, trend("gamma", 3)), "trends/gamma/", "gamma comes to"),
    (added(GAMMA, "After gamma was there."), "trends/gamma/", "After gamma was there."),
    (replaced("overrides/main.html", "Skip to", "Go on to"), "trends/beta/", "Go on to content"),
    (added(BETA, "After the frame."), "trends/beta/", "After the frame."),
    (lambda project: (project.root / GAMMA).unlink(), "scorecard/", "Beta anew"),
    (added("docs/method.md", "After gamma was gone."), "method/", "After gamma was gone."),
]


@TOGETHER
def test_what_is_served_after_edits_in_a_row_is_what_a_build_makes(served: Served) -> None:
    for edit, page, words in EDITS:
        edit(served.project)
        served.until_shown(page, words)
    served.until(lambda: "gamma" not in served.page(""))
    assert "Traceback" not in served.log

    address = f"http://127.0.0.1:{served.port}/"
    around = {**ENVIRONMENT, "SITE_URL": address}
    done = warm.run(served.project.root, around, (*BUILD, "-q", "-d", "built"))
    assert done.returncode == 0, done.stderr
    built = served.project.root / "built"
    pages = {
        path.relative_to(built).as_posix().removesuffix("index.html"): path.read_text()
        for path in built.rglob("*.html")
    }
    assert len(pages) > 15
    for page, text in pages.items():
        assert ONLY_SERVED.sub("", served.page(page)) == text, page


@TOGETHER
def test_a_link_that_another_page_has_broken_is_named_as_long_as_it_is(served: Served) -> None:
    project = served.project
    added(ALPHA, "## Added here")(project)
    added(BETA, "See [it](alpha.md#added-here).")(project)
    served.until_shown("trends/beta/", "alpha/#added-here")
    assert "leads nowhere" not in served.log

    project.replace(ALPHA, "## Added here", "## Called otherwise")
    said = "docs/trends/beta.md:"
    served.until_shown("trends/beta/", "leads nowhere")
    assert said in served.log

    now = served.from_now()
    added("docs/method.md", "Nobody links to this.")(project)
    served.until_shown("method/", "Nobody links to this.")
    assert "leads nowhere" in served.page("trends/beta/")
    assert said in now.log

    added(BETA, "And [another](../method.md#nothing-there).")(project)
    served.until_shown("trends/beta/", "method/#nothing-there")
    assert "nothing-there: leads nowhere" in served.page("trends/beta/")
