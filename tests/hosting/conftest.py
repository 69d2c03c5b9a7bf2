"""The real site as a host would be given it, behind the nginx that the project describes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from llm_trends.hosting.compressing import compress
from llm_trends.hosting.finishing import Finished, faults, finish
from llm_trends.hosting.nginx import nginx_config

from .. import nginx
from ..once import Once
from ..projects import ROOT, Built, free_port

ADDRESS = "https://trends.example/2024/"
MOVES = """address,now,date,why
trends/speed/,trends/efficiency/,2026-11-20,Renamed
trends/efficiency/#old-claim,trends/efficiency/#sparse-attention,2026-11-20,Renamed
"""


HOSTED = pytest.mark.xdist_group("hosted")
"""Tests that use the one server belong to one process."""


@dataclass(frozen=True)
class Served:
    site: Path
    done: Finished
    address: str


@pytest.fixture(scope="session")
def served(real: Built, once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Only one page is compressed, since the rest would be by the same code."""
    once.here("hosted")
    assert real.code == 0, real.log
    folder = tmp_path_factory.mktemp("hosted")
    site, docs = folder / "site", folder / "docs"
    shutil.copytree(real.site, site)
    shutil.copytree(ROOT / "docs/data", docs / "data")
    (docs / "data/moved.csv").write_text(MOVES, encoding="utf-8")
    assert not [fault for fault in faults(site, docs) if "moved.csv" not in str(fault)]
    done = finish(site, docs, ADDRESS)
    compress(site / "trends/jobs")
    port = free_port()
    brotli = nginx.MODULE.is_file()
    server = nginx_config(site, f"127.0.0.1:{port}", "_", done.fixed, done.moved, brotli)
    own = tmp_path_factory.mktemp("nginx")
    address = f"http://127.0.0.1:{port}"
    with nginx.running(own, server, address):
        yield Served(site, done, address)
