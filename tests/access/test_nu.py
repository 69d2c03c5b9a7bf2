"""Every page is valid HTML, by the checker that the makers of the standard use."""

from __future__ import annotations

import json
import subprocess

import pytest

from ..projects import ROOT, Built

QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss16m")
"""How Java compiles for half a minute of work, which is half of it; its stack is larger then."""
VNU = ROOT / "tests/node_modules/vnu-jar/build/dist/vnu.jar"


@pytest.mark.long
def test_nu_finds_no_error(real: Built) -> None:
    command = [
        "java",
        *QUICK,
        "-jar",
        str(VNU),
        "--errors-only",
        "--skip-non-html",
        "--format",
        "json",
    ]
    run = subprocess.run(
        [*command, str(real.site)], capture_output=True, text=True, check=False, timeout=300
    )
    messages = json.loads(run.stderr)["messages"]
    assert not [f"{m['url']}:{m.get('lastLine')}: {m['message']}" for m in messages]
    assert run.returncode == 0
