"""The small project for tests that build nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..projects import WHOLE, Project, copied


@pytest.fixture
def project(once_drawn: Project, tmp_path: Path) -> Project:
    """Two trends, one source, one statement, approved."""
    return copied(tmp_path, WHOLE, once_drawn.root)
