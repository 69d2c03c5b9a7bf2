"""Publishing: whatever happens, readers have the old site or the new one, and all of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from llm_trends.publishing import PublishingError, begin

from .each_step import HIDDEN, NEW, OLD, read, write

STEPS = Path(__file__).with_name("each_step.py")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path / "site", OLD)
    return tmp_path / "site"


def publish(site: Path) -> str:
    publication = begin(site, site.parent, 0)
    write(publication.folder, NEW)
    return publication.publish(NEW)


def beside(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="processes are not forked on Windows")
@pytest.mark.parametrize("disturbance", ["kill", "full", "Ctrl-C"])
@pytest.mark.parametrize("way", ["exchange", "renames", "content"])
def test_disturbed_at_any_step(tmp_path: Path, way: str, disturbance: str) -> None:
    command = [sys.executable, str(STEPS), str(tmp_path), way, disturbance]
    environment = {"PYTHONPATH": "hooks"}
    done = subprocess.run(
        command, cwd=STEPS.parents[2], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20


def test_the_new_site_stands_where_the_old_one_was(site: Path) -> None:
    site.chmod(0o750)
    assert publish(site) == ""
    assert read(site) == NEW
    assert beside(site) == ["site"]
    assert site.stat().st_mode & 0o777 == 0o750


def test_a_first_site_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert publish(tmp_path / "a/b/site") == ""
    assert read(tmp_path / "a/b/site") == NEW


def test_hidden_files_are_the_publishers_and_stay(site: Path) -> None:
    write(site, HIDDEN)
    (site / ".link").symlink_to("nowhere")
    assert publish(site) == ""
    assert read(site) == NEW | HIDDEN
    assert (site / ".link").is_symlink()


def test_a_site_with_a_file_missing_is_not_published(site: Path) -> None:
    publication = begin(site, site.parent)
    write(publication.folder, NEW)
    (publication.folder / "more.css").unlink()
    with pytest.raises(PublishingError, match=r"1 of 4 files are missing .* first more.css; "):
        publication.publish(NEW)
    assert read(site) == OLD
    assert beside(site) == ["site"]


def test_an_empty_site_is_not_published(site: Path) -> None:
    with pytest.raises(PublishingError, match="missing"):
        begin(site, site.parent).publish([])
    assert read(site) == OLD


def test_an_abandoned_build_leaves_nothing(site: Path) -> None:
    publication = begin(site, site.parent)
    write(publication.folder, NEW)
    publication.abandon()
    publication.abandon()
    assert read(site) == OLD
    assert beside(site) == ["site"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no lock on Windows")
def test_two_builds_at_once(site: Path) -> None:
    first = begin(site, site.parent)
    with pytest.raises(PublishingError, match=r"another build of .*site is running"):
        begin(site, site.parent, 0.1)
    write(first.folder, NEW)
    assert first.publish(NEW) == ""
    assert publish(site) == ""
    assert beside(site) == ["site"]


def test_what_killed_builds_left_is_deleted_and_nothing_else(site: Path) -> None:
    write(site.parent / "site.building-12-0123abcd", {"index.html": "half"})
    write(site.parent / "site.building-12-0123abcd.old", OLD)
    write(site / ".site.building-12-0123abcd.copying", {"index.html": "half"})
    kept = ["site.building-plan", "site.old", "other.building-12-0123abcd", "site.building.lock"]
    for name in kept[:3]:
        write(site.parent / name, OLD)
    (site.parent / kept[3]).touch()
    begin(site, site.parent).abandon()
    assert read(site) == OLD
    assert beside(site) == sorted(["site", *kept[:3]])


def test_the_old_site_comes_back_if_a_build_was_killed_between(site: Path) -> None:
    site.rename(site.with_name("site.building-12-0123abcd.old"))
    begin(site, site.parent).abandon()
    assert read(site) == OLD


def test_a_link_stays_and_what_it_leads_to_is_replaced(site: Path) -> None:
    link = site.with_name("link")
    link.symlink_to("site")
    assert publish(link) == ""
    assert link.is_symlink()
    assert read(site) == NEW


def test_a_link_that_leads_nowhere_yet(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("site")
    assert publish(tmp_path / "link") == ""
    assert read(tmp_path / "site") == NEW


def test_what_can_be_no_site_is_refused_before_the_build(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "loop").symlink_to("loop")
    for name in ("file", "file/site", "loop"):
        with pytest.raises(PublishingError) as refused:
            begin(tmp_path / name, tmp_path)
        assert "\n" not in str(refused.value)
        assert name.split("/")[0] in str(refused.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "loop"]
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("way", ["docs", ".", "docs/assets", "..", "link"])
def test_no_site_takes_the_place_of_its_sources_by_a_link(tmp_path: Path, way: str) -> None:
    """A release through a link to `docs` left the site where the report had been."""
    root = tmp_path / "project"
    (root / "docs").mkdir(parents=True)
    (root / "docs/sources.bib").write_text("mine")
    (root / "link").symlink_to("docs")
    (root / "site").symlink_to(way)
    with pytest.raises(PublishingError, match=r"would take the place of .*; expected a folder of"):
        begin(root / "site", root)
    assert sorted(path.name for path in root.iterdir()) == ["docs", "link", "site"]
    assert [path.name for path in (root / "docs").iterdir()] == ["sources.bib"]
