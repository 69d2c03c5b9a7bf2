"""Approve statements of the conclusion: `python hooks/approve.py ID …` after reading their claims.

Writes today's date and the present digest of the claims into `docs/conclusion.yml`, and touches
no other line. `--all` approves every statement whose claims have changed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from pathlib import Path

from llm_trends.contents import on_disk
from llm_trends.core.collect import CONCLUSION, collect
from llm_trends.core.problems import did_you_mean, report_of
from llm_trends.core.views.statements import CHANGED, Judged, judged

DOCS = Path(__file__).parent.parent / "docs"


def approve(text: str, item: Judged, lines: tuple[int, int], today: dt.date) -> str:
    """`text` with a statement's `read` and `digest`, which stand on `lines`, brought up to date."""
    rows = text.splitlines(keepends=True)
    for line, value in zip(lines, (str(today), item.digest), strict=True):
        rows[line - 1] = re.sub(r"(:\s*)\S+", rf"\g<1>{value}", rows[line - 1], count=1)
    return "".join(rows)


def main(arguments: list[str]) -> int:
    """Returns 0, or 2 if a name is unknown or the content has problems."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="ID")
    parser.add_argument("--all", action="store_true", help="every statement that changed")
    options = parser.parse_args(arguments)
    today = dt.date.today()
    found = collect(on_disk(DOCS), today)
    if found.problems:
        print(report_of(found.problems), file=sys.stderr)
        return 2
    items = {item.statement.id: item for item in judged(found.report)}
    changed = [name for name, item in items.items() if item.state == CHANGED]
    wanted = changed if options.all else options.ids
    if unknown := [name for name in wanted if name not in items]:
        for name in unknown:
            hint = did_you_mean(name, items)
            print(f"there is no statement '{name}'; expected one of {', '.join(items)}{hint}")
        return 2
    if not wanted:
        print("evidence changed, not re-read: " + (", ".join(changed) or "none"))
        return 0
    path = DOCS / CONCLUSION
    text = path.read_text(encoding="utf-8")
    source = found.report.conclusion.source
    for index, name in enumerate(items):
        if name in wanted:
            lines = [source.place(("statements", index, field))[0] for field in ("read", "digest")]
            text = approve(text, items[name], (lines[0], lines[1]), today)
            print(f"{name}: read {today}, {items[name].digest}")
    path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
