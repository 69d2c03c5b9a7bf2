"""Approving: the date and the digest are replaced where YAML says they stand, and nothing else."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from llm_trends.building import STOPPED
from llm_trends.core import history
from llm_trends.core.sources import check_record
from llm_trends.core.text.source_text import read_data
from llm_trends.editing import approval, command
from llm_trends.editing.writing import write

from ..projects import Project

DAY, DIGEST = "2026-11-25", "45c2121abf0c"
NEW = {0: {"read": DAY, "digest": DIGEST}}
HEAD = "summary: In short.\nstatements:\n"
BLOCK = HEAD + "  - id: first\n    read: {read}\n    digest: {digest}\n    text: It is so.\n"
FLOW = HEAD + "  - {{id: first, read: {read}, digest: {digest}, text: It is so.}}\n"


def approved(text: str, new: dict[int, dict[str, str]] = NEW) -> str:
    return approval.approved(text.encode(), new).decode()


@pytest.mark.parametrize("form", [BLOCK, FLOW])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("none", DIGEST),
        ("'none'", f"'{DIGEST}'"),
        ('"none"', f'"{DIGEST}"'),
        ('"with a space"', f'"{DIGEST}"'),
        ("with a space", DIGEST),
        ("!!str none", DIGEST),
        ("&mark none", DIGEST),
    ],
)
def test_one_line(form: str, old: str, new: str) -> None:
    before = form.format(read="2026-01-05", digest=old)
    assert approved(before) == form.format(read=DAY, digest=new)


@pytest.mark.parametrize(
    "old",
    [
        "# why\n      none",
        ">-\n      none",
        "|\n      none",
        ">\n      none\n      and more",
        "'none\n      and more'",
        "none\n      and more",
    ],
)
def test_a_value_of_several_lines(old: str) -> None:
    kept = "# why\n      " if old.startswith("#") else ""
    quote = "'" if old.startswith("'") else ""
    after = BLOCK.format(read=DAY, digest=f"{kept}{quote}{DIGEST}{quote}")
    assert approved(BLOCK.format(read="'2026'", digest=old)) == after.replace(DAY, f"'{DAY}'")


def test_a_comment_beside_a_value_stays() -> None:
    before = BLOCK.format(read="2026-01-05  # in the train", digest="none # not yet")
    after = BLOCK.format(read=f"{DAY}  # in the train", digest=f"{DIGEST} # not yet")
    assert approved(before) == after


def test_the_same_words_elsewhere_stay() -> None:
    before = (
        HEAD
        + "  - text: 'digest: none'\n    # digest: none\n"
        + "    report: >-\n      digest: none\n    digest: none\n    read: 2026-01-05\n"
    )
    after = before.replace("    digest: none\n    read: 2026-01-05", "    digest: {}\n    read: {}")
    assert approved(before) == after.format(DIGEST, DAY)


def test_several_at_once_in_any_order() -> None:
    one = "  - {{digest: {1}, read: {0}}}\n"
    before = HEAD + one.format("2026-01-05", "none") * 3
    new = {2: {"read": DAY, "digest": "c" * 12}, 0: {"read": DAY, "digest": "a" * 12}}
    after = one.format(DAY, "a" * 12) + one.format("2026-01-05", "none") + one.format(DAY, "c" * 12)
    assert approved(before, new) == HEAD + after


@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("bom", ["\ufeff", ""])
def test_bytes_that_are_not_concerned_stay(ends: str, bom: str) -> None:
    before = bom + BLOCK.format(read="2026", digest="none").replace("short", "short, – 𝒙 –")
    after = bom + BLOCK.format(read=DAY, digest=DIGEST).replace("short", "short, – 𝒙 –")
    written = approval.approved(before.replace("\n", ends).encode(), NEW)
    assert written == after.replace("\n", ends).encode()


@pytest.mark.parametrize(
    "digest",
    ["278747456117", "000000000000", "012345670123", "123456e78901", "0b0101010101", "e" * 12],
)
@pytest.mark.parametrize("old", ["none", "'none'", '"none"', ">-\n      none"])
def test_what_is_written_is_read_as_text(digest: str, old: str) -> None:
    before = BLOCK.format(read="2026", digest=old)
    for _ in range(2):  # the second time on what the first has written
        before = approved(before, {0: {"read": DAY, "digest": digest}})
        (statement,) = read_data("conclusion.yml", before.encode()).data["statements"]
        assert statement == {"id": "first", "read": DAY, "digest": digest, "text": "It is so."}
    quote = "'" if old == "'none'" else '"'
    assert f"digest: {quote}{digest}{quote}\n" in before


def test_the_date_is_the_same_everywhere(project: Project) -> None:
    approving = [sys.executable, str(project.root / "hooks/edit.py"), "approve", "first"]
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # 25 hours apart
        text = project.read("docs/conclusion.yml")
        project.write("docs/conclusion.yml", re.sub("read: .*", "read: 2025-01-01", text))
        before = dt.datetime.now(dt.UTC).date()
        subprocess.run(approving, env={**os.environ, "TZ": zone}, check=True)
        after = dt.datetime.now(dt.UTC).date()
        text = project.read("docs/conclusion.yml")
        assert any(f"read: {day}\n" in text for day in (before, after))


def test_the_file_keeps_its_mode_and_a_link_stays_one(project: Project) -> None:
    docs = project.root / "docs"
    elsewhere = docs / "data/elsewhere.yml"
    (docs / "conclusion.yml").rename(elsewhere)
    elsewhere.chmod(0o640)
    (docs / "conclusion.yml").symlink_to("data/elsewhere.yml")
    assert command.main(project.root, ["approve", "first"]) == 0
    assert (docs / "conclusion.yml").is_symlink()
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o640
    assert not [path.name for path in elsewhere.parent.iterdir() if path.name.startswith(".")]


def test_what_waits_is_named_with_what_changed(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.replace("docs/trends/alpha.md", "It was 7 of 10.", "It was 6 of 10.")
    project.replace("docs/trends/alpha.md", "verdict: holds", "verdict: contested")
    assert command.main(project.root, ["approve"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "evidence changed, not re-read:"
    assert lines[1].startswith("  docs/conclusion.yml:3:5: first, read 20")
    place = "    docs/trends/alpha.md:9:5: alpha#alpha-claim: changed in "
    assert lines[2] == f"{place}now.verdict, a finding of known2024thing"
    assert lines[3] == "Read them, then: .venv/bin/python hooks/edit.py approve first"
    assert command.main(project.root, ["approve", "first"]) == 0
    capsys.readouterr()
    assert command.main(project.root, ["approve"]) == 0
    assert capsys.readouterr().out == "evidence changed, not re-read: none\n"


def test_what_a_strict_build_still_refuses_in_a_claim_is_said_before_and_after(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever mends it changes the claim, which is then to be read once more."""
    project.replace("docs/trends/alpha.md", "It was 7 of 10.", "It was TODO of 10.")
    first = "A strict build refuses this, and a claim that is mended is to be read again:"
    place = "  docs/trends/alpha.md:32:9: claims[0].evidence[0].finding: "
    assert command.main(project.root, ["approve"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == first and lines[1].startswith(place)
    assert lines[2] == "evidence changed, not re-read:"
    assert command.main(project.root, ["approve", "first"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("first: read 20")
    assert lines[1] == first and lines[2].startswith(place)


def test_without_marks_the_claims_are_still_named(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.root / "docs/data/readings.csv").unlink()
    project.replace("docs/trends/alpha.md", "It was 7 of 10.", "It was 6 of 10.")
    assert command.main(project.root, ["approve"]) == 0
    place = "    docs/trends/alpha.md:9:5: alpha#alpha-claim\n"
    assert place in capsys.readouterr().out


def test_a_python_without_the_packages_is_told_what_to_do(project: Project) -> None:
    command = [sys.executable, "-S", "-E", str(project.root / "hooks/edit.py"), "approve"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "is not installed for" in line
    assert f"{project.root}/.venv/bin/python" in line


def test_a_file_that_cannot_be_written_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Full disk, after half of it."""
    path = tmp_path / "conclusion.yml"
    path.write_text("as it was")
    (tmp_path / "other.csv").write_text("that as well")

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copymode", full)
    with pytest.raises(OSError, match="No space left"):
        write(
            tmp_path, {"new/folder/file.txt": b"new", "conclusion.yml": b"new", "other.csv": None}
        )
    assert sorted(name.name for name in tmp_path.iterdir()) == ["conclusion.yml", "other.csv"]
    assert path.read_text() == "as it was"


def test_a_file_that_is_protected_is_named_and_stays(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """It could be put aside all the same, since its folder is not protected."""
    path = project.root / "docs/conclusion.yml"
    before = path.read_bytes()
    path.chmod(0o444)
    assert command.main(project.root, ["approve", "first"]) == 1
    said = "Nothing was written to docs/conclusion.yml: it is protected from writing\n"
    assert capsys.readouterr().err == said
    assert path.read_bytes() == before


COMMANDS = (
    ["approve", "first"],
    ["new", "source", "2404.06654", "--title", "Work", "--author", "Aaa, Ann"],
    ["new", "source", "2404.06654", "--title", "Work", "--author", "Zzz, Ann"],
    ["history", "alpha#alpha-claim", "--why", "It changed."],
    ["record", "alpha#alpha-claim", "later2025thing"],
    ["rename", "trend", "alpha", "gamma"],
    ["rename", "claim", "alpha#alpha-claim", "other-claim"],
)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_lines_end_as_those_of_the_file(project: Project, arguments: list[str]) -> None:
    project.replace("docs/trends/alpha.md", "It was 7 of 10.", "It was 6 of 10.")
    project.write("docs/data/history.csv", ",".join(history.COLUMNS) + "\n")
    project.write("docs/data/verification.csv", ",".join(check_record.COLUMNS) + "\n")
    project.write("docs/data/moved.csv", "address,now,date,why\n")
    paths = [one for one in (project.root / "docs").rglob("*") if one.suffix in command.TEXT]
    for path in paths:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = {path: path.read_bytes() for path in paths}
    assert command.main(project.root, arguments) == 0
    written = [path for path in paths if path.exists() and path.read_bytes() != before[path]]
    assert written
    for path in written:
        raw = path.read_bytes()
        assert raw.count(b"\n") == raw.count(b"\r\n"), path


def test_half_of_a_change_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second file cannot be put in its place."""
    (tmp_path / "a.txt").write_text("as it was")
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "b.txt":
            raise OSError(30, "Read-only file system")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OSError, match="Read-only"):
        write(tmp_path, {"a.txt": b"new", "new/c.txt": b"new", "b.txt": b"new"})
    assert [path.name for path in tmp_path.rglob("*")] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "as it was"


@pytest.mark.parametrize("when", ["texts", "write"])
def test_a_command_that_is_stopped_says_so(
    when: str, project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, when, stop)
    assert command.main(project.root, ["approve", "first"]) == STOPPED
    assert capsys.readouterr().err == "Stopped; every file is as it was.\n"


def test_a_file_that_cannot_be_written_is_said(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(root: Path, files: dict[str, bytes]) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(command, "write", refuse)
    assert command.main(project.root, ["approve", "first"]) == 1
    said = capsys.readouterr()
    assert "docs/conclusion.yml: Read-only file system\n" in said.err
    assert said.out == ""
