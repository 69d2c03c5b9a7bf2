"""Ready-made gzip and brotli: what they hold, what gets none, and that the same is done once."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import brotli
import pytest
from llm_trends.hosting.compressing import LEAST, compress, smallest_gzip

TEXT = b"The same words again and again. " * 100


def test_each_text_has_both_and_the_same_is_compressed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[bytes] = []
    smaller = brotli.compress

    def counted(content: bytes, **options: int) -> bytes:
        done.append(content)
        return smaller(content, **options)

    monkeypatch.setattr(brotli, "compress", counted)
    other = TEXT.replace(b"again", b"twice")
    texts = {"a.html": TEXT, "old/a.html": TEXT, "b.html": other, "a.json": TEXT}
    for name, content in {**texts, "a.png": TEXT, "small.html": TEXT[: LEAST - 1]}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert compress(tmp_path) == len(texts)
    for name, content in texts.items():
        assert gzip.decompress((tmp_path / f"{name}.gz").read_bytes()) == content
        assert brotli.decompress((tmp_path / f"{name}.br").read_bytes()) == content
    assert len([*tmp_path.rglob("*.gz"), *tmp_path.rglob("*.br")]) == 2 * len(texts)
    assert sorted(done) == sorted([TEXT, other, TEXT])  # a page's gzip is another than a table's


def test_a_text_of_the_least_size_is_compressed(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_bytes(TEXT[:LEAST])
    assert compress(tmp_path) == 1
    assert (tmp_path / "a.css.gz").is_file()


def test_what_becomes_no_smaller_has_neither(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(random.Random(1).randbytes(2 * LEAST))
    compress(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_only_parts_of_a_page_are_worth_the_longer_search(tmp_path: Path) -> None:
    text = "".join(chr(97 + n * n % 23) for n in range(4000)).encode() + TEXT
    for name in ("a.html", "a.json"):
        (tmp_path / name).write_bytes(text)
    compress(tmp_path)
    assert (tmp_path / "a.html.gz").read_bytes() == smallest_gzip(text)
    assert (tmp_path / "a.json.gz").read_bytes() == gzip.compress(text, 9, mtime=0)
    assert smallest_gzip(text) != gzip.compress(text, 9, mtime=0)
