"""The command that makes a site for a host: it stops with a sentence, or everything is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .. import warm
from ..projects import ENVIRONMENT, SMALL, Built, Project, approve, copied

ADDRESS = "https://trends.example/"


def release(project: Project, *options: str, address: str = ADDRESS) -> tuple[int, str]:
    environment = {name: value for name, value in ENVIRONMENT.items() if name != "SITE_URL"}
    if address:
        environment["SITE_URL"] = address
    done = warm.run(project.root, environment, ("hooks/release.py", *options))
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "address",
    [
        "",
        "trends.example",
        "ftp://trends.example/",
        "https://[::1/",
        "https://trends.example:99999999/",
        "https://trends.example/?a=b#c",
        "https://me:secret@trends.example/",
        'https://trends.example/"x',
    ],
)
def test_without_an_address_nothing_is_built(project: Project, address: str) -> None:
    code, said = release(project, address=address)
    assert code == 2
    assert said.startswith("SITE_URL ")
    assert said.count("\n") == 1
    assert not (project.root / "site").exists()


@pytest.mark.parametrize("options", [("--listen", "80; x"), ("--name", 'a";x')])
def test_nothing_but_addresses_comes_into_the_server(
    project: Project, options: tuple[str, ...]
) -> None:
    project.write("site/index.html", "")
    code, said = release(project, "--nginx", *options)
    assert code == 2
    assert said.startswith("--listen takes")
    assert said.count("\n") == 1


@pytest.mark.long
def test_a_release_knows_the_addresses_of_before_and_is_complete(
    once_built: Built, tmp_path: Path
) -> None:
    project = copied(tmp_path, (*SMALL, "site"), once_built.root)
    site = project.root / "site"
    assert release(project, "--record")[0] == 0
    recorded = project.read("docs/data/addresses.txt")
    assert "trends/alpha/#alpha-claim\n" in recorded

    for path in ("docs/trends/alpha.md", "docs/conclusion.yml"):
        project.write(path, project.read(path).replace("alpha-claim", "renamed"))
    approve(project, "--all")
    old = {path.name: path.read_bytes() for path in (site / "claims/alpha").glob("alpha-claim.*")}
    before = (site / "index.html").read_bytes()
    code, said = release(project)
    assert code == 1
    assert "trends/alpha/#alpha-claim was published and is gone" in said
    assert (site / "index.html").read_bytes() == before

    moved = (
        "trends/alpha/#alpha-claim,trends/alpha/#renamed,2026-11-26,Renamed\n"
        "claims/alpha/alpha-claim.html,claims/alpha/renamed.html,2026-11-26,Renamed\n"
    )
    project.write("docs/data/moved.csv", f"address,now,date,why\n{moved}")
    code, said = release(project)
    assert code == 0, said
    is_complete(site)
    assert "renamed.html" in (site / "claims/alpha/alpha-claim.html").read_text(encoding="utf-8")
    assert old.keys() >= {f"alpha-claim{kind}" for kind in (".json", ".bib", ".ris", ".csl.json")}
    for kind in (".json", ".bib", ".ris", ".csl.json"):
        stub, now = (site / f"claims/alpha/{name}{kind}" for name in ("alpha-claim", "renamed"))
        assert stub.read_bytes() == now.read_bytes() != old[stub.name]
    assert 'id="alpha-claim"' in (site / "trends/alpha/index.html").read_text(encoding="utf-8")
    assert release(project, "--record")[0] == 0
    again = {*project.read("docs/data/addresses.txt").split()}
    assert again > {*recorded.split()}
    assert "trends/alpha/#renamed" in again


def is_complete(site: Path) -> None:
    """Has what a build has not, in the form that a host needs."""
    page = (site / "trends/alpha/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://trends.example/trends/alpha/">' in page
    assert 'http-equiv="Content-Security-Policy"' in page
    assert 'src="../../assets/start.js"' not in page
    card = (site / "claims/alpha/renamed.html").read_text(encoding="utf-8")
    assert re.search(r'href="\.\./\.\./assets/card\.[0-9a-f]{8}\.css"', card)
    (early,) = set(re.findall(r'href="\.\./\.\./(assets/fonts/sans\.[0-9a-f]{8}\.woff2)"', page))
    (styles,) = re.findall(r'href="\.\./\.\./(assets/page-[0-9a-f]{8}\.[0-9a-f]{8}\.css)"', page)
    named = re.findall(r'url\("([^"]+woff2)"\)', (site / styles).read_text(encoding="utf-8"))
    assert f"{early.removeprefix('assets/')}" in named
    assert len(named) == 5 and all((site / "assets" / font).is_file() for font in named)
    headers = (site / "_headers").read_text(encoding="utf-8")
    assert f"/{early}\n  Cache-Control: public, max-age=31536000, immutable" in headers
    for name in ("_headers", "robots.txt", "sitemap.xml", "llms.txt", "index.html.br"):
        assert (site / name).is_file(), name


def test_a_move_to_nowhere_is_named_in_its_line(project: Project) -> None:
    rows = "trends/old/,trends/alhpa/,2026-11-26,Renamed\ntrends/old/,x\n"
    project.write("docs/data/moved.csv", f"address,now,date,why\n{rows}")
    code, said = release(project)
    assert code == 1
    assert "docs/data/moved.csv:2:13: now: trends/alhpa/ is not there" in said
    assert "did you mean 'trends/alpha/'?" in said
    assert "docs/data/moved.csv:3:1: row: has 2 fields; expected 4" in said
    assert "Traceback" not in said


def test_settings_that_are_no_file_are_no_traceback(project: Project) -> None:
    settings = project.root / "mkdocs.yml"
    settings.unlink()
    settings.mkdir()
    said = "mkdocs.yml:1:1: file: is a folder; expected the settings of the site"
    said += "; site/ is as it was.\n"
    assert release(project) == (1, said)


def test_nginx_is_described_only_for_a_site(project: Project) -> None:
    code, said = release(project, "--nginx")
    assert code == 1
    made = "expected a site that a build or a release has made"
    assert said.endswith(f"  site/index.html:1:1: file: is missing; {made}\n")
