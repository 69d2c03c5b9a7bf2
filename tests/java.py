"""Where the tests find Java, in which the Nu HTML checker is written."""

from __future__ import annotations

import shutil
import sys

from . import apt


def ensure() -> None:
    """Have a Java, or exit with a sentence that says what to do."""
    if shutil.which("java") or (apt.install("default-jre-headless") and shutil.which("java")):
        return
    sys.exit(
        "The checks of access need Java and none could be had: install the package "
        "'default-jre-headless' of your system, or another Java of version 11 or newer."
    )
