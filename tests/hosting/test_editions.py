"""Frozen editions: everything is written or nothing, and what is frozen never changes."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import posixpath
import re
import subprocess
import tarfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from llm_trends.hosting.finishing import finish

from ..content import HAND
from ..projects import ENVIRONMENT, Project, approve

ARCHIVE = "docs/editions/2026-11.tar.xz"
OLD = "docs/editions/2026-10.tar.xz"
HISTORY = "docs/data/history.csv"


def run(project: Project, *command: str) -> tuple[int, str]:
    done = subprocess.run(
        command, cwd=project.root, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def freeze(project: Project, name: str = "2026-11") -> tuple[int, str]:
    done = project.run("hooks/edition.py", name)
    return done.returncode, done.stdout + done.stderr


def write_history(project: Project, *claims: str, why: str = "First.") -> None:
    done = project.run("hooks/edit.py", "history", *claims, "--why", why)
    assert done.returncode == 0, done.stderr


def commit(project: Project) -> None:
    if not (project.root / ".git").exists():
        project.write(".gitignore", "site/\n.cache/\n__pycache__/\n")
        run(project, "git", "init", "-q")
    run(project, "git", "add", "-A")
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    code, said = run(project, "git", *who, "commit", "-qm", "State")
    assert code == 0, said


def archived(project: Project, path: str = ARCHIVE) -> dict[str, bytes]:
    raw = (project.root / path).read_bytes()
    with tarfile.open(fileobj=io.BytesIO(raw), mode="r:xz") as archive:
        files = {item.name: archive.extractfile(item) for item in archive}
        return {name: file.read() for name, file in files.items() if file}


def refused(project: Project, said: str, expected: str) -> None:
    """One sentence, and nothing half-written."""
    assert expected in said
    assert said.endswith("Nothing was frozen.\n")
    assert "Traceback" not in said
    assert not (project.root / "docs/editions").exists()


@pytest.mark.long
def test_an_edition_is_frozen_published_and_compared(project: Project) -> None:
    write_history(project, "alpha#alpha-claim", "beta#beta-claim")
    commit(project)
    code, said = freeze(project, "2026-10")
    assert code == 0, said
    files = archived(project, OLD)
    assert {"index.html", "trends/alpha/index.html", "data/report.json"} <= files.keys()
    digest = hashlib.sha256((project.root / OLD).read_bytes()).hexdigest()
    rows = project.read(HISTORY).splitlines()
    assert rows[-1].startswith(f"2026-10,edition,,,{digest},As the files stood at commit ")
    commit(project)
    code, said = freeze(project, "2026-10")
    assert code == 1
    assert said == (
        f"{OLD} exists, and an edition never changes; expected a new name. Nothing was frozen.\n"
    )

    # A verdict changes; the build asks for its row, and the next edition differs in it.
    project.replace("docs/trends/alpha.md", "verdict: holds\n", "verdict: contested\n")
    approve(project, "--all")
    built = project.build("--strict")
    assert built.code == 1
    assert "docs/trends/alpha.md:18:7: claims[0].now.verdict: is 'contested, mod" in built.log
    write_history(project, "alpha#alpha-claim", why="A third study disagrees.")
    commit(project)
    code, said = freeze(project, "2026-11")
    assert code == 0, said
    commit(project)
    code, said = freeze(project, "2024-01")
    assert code == 1
    assert said == (
        "2024-01 is before the last edition, 2026-11; expected a later one. Nothing was frozen.\n"
    )
    assert not (project.root / "docs/editions/2024-01.tar.xz").exists()

    # What is made of a build for a host has both byte for byte.
    built = project.build("--strict")
    assert built.code == 0, built.log
    own = built.site / "trends/alpha/index.html"
    plain = own.read_bytes()
    finish(built.site, project.root / "docs", "https://trends.example/")
    assert own.read_bytes() != plain
    for name in ("2026-10", "2026-11"):
        for path, content in archived(project, f"docs/editions/{name}.tar.xz").items():
            assert (project.root / "site/editions" / name / path).read_bytes() == content
    old = (project.root / "site/editions/2026-10/trends/alpha/index.html").read_text()
    new = (project.root / "site/trends/alpha/index.html").read_text()
    assert "A third study disagrees." not in old
    assert "from holds (moderate certainty) to contested (moderate certainty)" in new
    page = BeautifulSoup((project.root / "site/editions/index.html").read_text(), "html.parser")
    (table,) = page.select("table.readings")
    cells = [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in table.select("tbody tr")
    ]
    assert cells == [
        [
            "A claim about alpha. Today",
            "Holds moderate certainty",
            "Contested moderate certainty",
        ]
    ]
    assert [heading.get_text().rstrip("#") for heading in page.select("h2")][:2] == [
        "Edition 2026-11",
        "Edition 2026-10",
    ]


@pytest.mark.long
def test_frozen_pages_stand_alone(project: Project) -> None:
    project.write("docs/accessibility.md", HAND.format("Accessibility"))  # which every page links
    write_history(project, "alpha#alpha-claim", "beta#beta-claim")
    commit(project)
    assert freeze(project)[0] == 0
    built = project.build("--strict")
    assert built.code == 0, built.log
    home = built.site / "editions/2026-11"
    pages = sorted(home.rglob("*.html"))
    assert len(pages) > 8
    day = dt.datetime.now(dt.UTC).date().strftime("%-d %B %Y")
    for path in pages:
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        here = posixpath.dirname(path.relative_to(built.site).as_posix())
        assert not page.select("script:not([type='application/ld+json'])"), path
        assert [link["href"] for link in page.select("link[rel=canonical]")] == ["./"]
        (banner,) = page.select("article > aside.frozen")
        assert banner.get_text(" ", strip=True).startswith(f"Edition 2026-11 , frozen on {day}.")
        live = posixpath.normpath(posixpath.join(here, str(banner.select("a")[0]["href"])))
        assert live == posixpath.relpath(path.parent, home)
        for element in page.select("[href], [src]"):
            way = re.split("[#?]", str(element.get("href") or element.get("src")))[0]
            if way and ":" not in way:
                target = Path(posixpath.normpath(posixpath.join(built.site, here, way)))
                assert target.exists(), (path, way)
        for style in page.select("link[rel=stylesheet]"):
            way = posixpath.normpath(posixpath.join(here, str(style["href"])))
            assert way.startswith("editions/2026-11/assets/")


def test_what_keeps_an_edition_from_being_frozen(project: Project) -> None:
    code, said = freeze(project, "november")
    assert code == 1
    refused(project, said, "'november' is no name of an edition; expected a month, as 2026-11.")
    for name, why in (("2026-13", "is no name"), ("2199-01", "is still to come; expected a month")):
        code, said = freeze(project, name)
        assert code == 1
        refused(project, said, why)
    code, said = freeze(project)
    assert code == 1
    refused(project, said, "git says: fatal: not a git repository")
    commit(project)
    code, said = freeze(project)
    assert code == 1
    refused(project, said, "has no row for how 2 claims stand; expected what `.venv/bin/python")
    write_history(project, "alpha#alpha-claim", "beta#beta-claim")
    code, said = freeze(project)
    assert code == 1
    refused(project, said, "1 file is not committed, first docs/data/")
    project.write("overrides/pages/claims.jinja", "{% block title %}{{ nothing.at_all }}")
    commit(project)
    before = project.read(HISTORY)
    code, said = freeze(project)
    assert code == 1
    refused(project, said, "The site could not be built, see above.")
    assert project.read(HISTORY) == before
