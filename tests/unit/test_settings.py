"""Settings that MkDocs accepts and no site of ours can be built with are named, at their lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from llm_trends.adapter.settings import settings_faults
from mkdocs.config import load_config

from ..projects import ROOT

LINES = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines()


def said(**changes: Any) -> list[str]:
    """What is wrong with our settings after some changes, `line: setting: message`."""
    config = load_config(config_file=str(ROOT / "mkdocs.yml"), **changes)
    found = settings_faults(config, serving=False)
    assert all(problem.path == "mkdocs.yml" for problem in found)
    return [f"{one.line}: {one.field}: {one.message}" for one in found]


def line_of(name: str) -> int:
    return next(n for n, line in enumerate(LINES, 1) if line.lstrip().startswith(f"{name}:"))


@pytest.mark.parametrize("site", ["", "https://example.org/", "http://127.0.0.1:8000/a-b/c/"])
def test_our_own_are_right(site: str) -> None:
    assert not said(site_url=site, extra={"corrections": "mailto:a@example.org"})


@pytest.mark.parametrize(
    "site",
    [
        "https://example.org/?a=b",
        "https://example.org/#a",
        "https://a:b@example.org/",
        "https://example.org/a b/",
        'https://example.org/"><script>/',
        "ftp://example.org/",
        "https://example.org:0/",
    ],
)
def test_an_address_below_which_no_page_can_be(site: str) -> None:
    (wrong,) = said(site_url=site)
    assert wrong.startswith(f"{line_of('site_url')}: site_url: is {site!r}, which is no address")


def test_a_server_that_is_given_any_port() -> None:
    address = "http://127.0.0.1:0/"
    config = load_config(config_file=str(ROOT / "mkdocs.yml"), site_url=address)
    assert not settings_faults(config, serving=True)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "write us", "a@example.org", "https://a@b.example/", 5]
)
def test_an_address_for_corrections_that_nobody_can_follow(address: object) -> None:
    (wrong,) = said(extra={"corrections": address})
    assert wrong.startswith(f"{line_of('corrections')}: corrections: is {address!r}, which nobody")


@pytest.mark.parametrize("name", ["extra_css", "extra_javascript"])
@pytest.mark.parametrize("file", ["assets/nope.js", "https://evil.example/x.js", "//evil.example"])
def test_a_file_that_is_not_there(name: str, file: str) -> None:
    (wrong,) = said(**{name: [file]})
    assert wrong == (
        f"{line_of(name)}: {name}: names {file!r}, which is not there; expected a file below docs/"
    )


@pytest.mark.parametrize("folder", ["hooks", "overrides/pages", "tests/site", ".git"])
def test_a_site_in_place_of_what_it_is_made_of(folder: str) -> None:
    (wrong,) = said(site_dir=str(ROOT / folder))
    source = Path(folder).parts[0]
    assert wrong.startswith(f"1: site_dir: would take the place of {source}/ or of a part of it")


def test_a_list_of_pages_that_would_not_be_read() -> None:
    assert said(nav=[{"A": "index.md"}]) == [
        "1: nav: is made from the pages themselves; expected no list of them"
    ]


def test_a_setting_that_stands_twice(tmp_path: Path) -> None:
    """MkDocs takes the second; what YAML takes for a type is MkDocs' own."""
    written = "\n".join([*LINES, "extra_css: []", ""]).replace(
        "  language: en\n", "  language: en\n  language: de\n"
    )
    (tmp_path / "mkdocs.yml").write_text(written, encoding="utf-8")
    config = load_config(config_file=str(ROOT / "mkdocs.yml"))
    config["config_file_path"] = str(tmp_path / "mkdocs.yml")
    line, last = line_of("language") + 1, written.count("\n")
    first, second = (str(one) for one in settings_faults(config, serving=False))
    said = "stands twice; expected one (the first is on line"
    assert first == f"mkdocs.yml:{line}:3: theme.language: {said} {line - 1})"
    assert second == f"mkdocs.yml:{last}:1: extra_css: {said} {line_of('extra_css') + 1})"
