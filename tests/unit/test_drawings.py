"""Drawings of a release as files: which stay in their page, and what stands for the others."""

from __future__ import annotations

from pathlib import Path

from llm_trends.hosting.drawings import FOLDER, part

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="9" aria-label="{1}"><g/></svg>'
RUN = (
    '<llm-explorable-toy class="a"><svg viewBox="0 0 4 5" width="4" height="5" role="img" '
    'aria-describedby="d"><desc id="d">Two &amp; two</desc><path d="M0 0"/></svg>'
    "</llm-explorable-toy>"
)


def figure(name: str, words: str = "A &amp; &quot;b&quot;") -> str:
    wide, narrow = SVG.format(30, words), SVG.format(20, words)
    return (
        f'<figure class="chart" id="chart-{name}"><div class="chart__wide">{wide}</div>'
        f'<div class="chart__narrow">{narrow}</div></figure>'
    )


def parted(site: Path, path: str, text: str) -> str:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(text, encoding="utf-8")
    part(site)
    return (site / path).read_text(encoding="utf-8")


def test_the_first_stays_and_each_other_is_a_picture_with_its_words(tmp_path: Path) -> None:
    text = parted(tmp_path, "trends/a/index.html", figure("one") + figure("two") + figure("three"))
    assert text.startswith(figure("one"))
    assert text.count("<svg") == 2
    files = sorted(path.name for path in (tmp_path / FOLDER).iterdir())
    assert [name.split(".")[0] for name in files] == [
        *("three-narrow", "three-wide", "two-narrow", "two-wide")
    ]
    for name in files:
        width = 30 if "wide" in name else 20
        assert (
            f'<img loading="lazy" src="../../{FOLDER}/{name}" width="{width}" height="9" '
            'alt="A &amp; &quot;b&quot;">'
        ) in text
        assert (tmp_path / FOLDER / name).read_text().startswith("<?xml")


def test_a_stored_run_alone_is_a_picture_too(tmp_path: Path) -> None:
    text = parted(tmp_path, "index.html", figure("one") + RUN)
    (file,) = (tmp_path / FOLDER).iterdir()
    assert file.name.startswith("run-toy.")
    picture = f'<img loading="lazy" src="{FOLDER}/{file.name}" width="4" height="5" '
    assert text == figure("one") + (
        f'<llm-explorable-toy class="a">{picture}alt="Two &amp; two"></llm-explorable-toy>'
    )


def test_a_page_with_one_drawing_is_not_written_again(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text(figure("one"), encoding="utf-8")
    page.chmod(0o444)
    before = page.stat().st_mtime_ns
    part(tmp_path)
    assert page.stat().st_mtime_ns == before
    assert not [*(tmp_path / FOLDER).iterdir()]
