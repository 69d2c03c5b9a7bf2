"""Every page is valid HTML, by the checker that the makers of the standard use."""

from __future__ import annotations

import json
import subprocess

from ..projects import ROOT, Built

VNU = ROOT / "tests/node_modules/vnu-jar/build/dist/vnu.jar"


def test_nu_finds_no_error(real: Built) -> None:
    command = ["java", "-jar", str(VNU), "--errors-only", "--skip-non-html", "--format", "json"]
    run = subprocess.run(
        [*command, str(real.site)], capture_output=True, text=True, check=False, timeout=300
    )
    messages = json.loads(run.stderr)["messages"]
    assert not [f"{m['url']}:{m.get('lastLine')}: {m['message']}" for m in messages]
    assert run.returncode == 0
