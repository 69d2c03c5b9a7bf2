"""Ready-made gzip and brotli: what they hold, what gets none, and that the same is done once."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest
from llm_trends.hosting.compressing import LEAST, compress

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
