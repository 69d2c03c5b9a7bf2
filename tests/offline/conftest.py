"""A copy of the real site for reading from disk, made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from llm_trends.hosting.finishing import keep_addresses
from llm_trends.offline.copying import for_disk

from ..once import Once
from ..projects import ROOT, Built


@pytest.fixture(scope="session")
def copy(once: Once, real: Built) -> Path:
    def make(folder: Path) -> Path:
        shutil.copytree(real.site, folder / "site")
        keep_addresses(folder / "site", ROOT / "docs")
        assert for_disk(folder / "site", ROOT / "tests") == 10
        return folder / "site"

    return once("offline", make)
