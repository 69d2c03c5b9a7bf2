"""What readers read has the apostrophes and quotation marks of print; code and data do not."""

from __future__ import annotations

import json
import re
from html import unescape

from ..projects import Built

NO_PROSE = re.compile(
    r"<(code|kbd|math|pre|samp|script|style|svg|textarea)\b.*?</\1>|<[^>]*>", re.DOTALL
)


def test_no_page_has_the_marks_of_a_keyboard(real: Built) -> None:
    pages = [path for path in real.site.rglob("*.html") if "editions" not in path.parts]
    found = {
        path.relative_to(real.site).as_posix(): marks
        for path in pages
        if (marks := re.findall(r".{0,20}['\"].{0,20}", _words(path.read_text("utf-8"))))
    }
    assert len(pages) > 80
    assert found == {}


def test_the_data_stay_as_they_were_typed(real: Built) -> None:
    report = json.loads((real.site / "data/report.json").read_text("utf-8"))
    claims = " ".join(claim["text"] for trend in report["trends"] for claim in trend["claims"])
    assert "'" in claims
    assert "’" not in claims


def _words(html: str) -> str:
    return unescape(NO_PROSE.sub(" ", html[html.index("<body") :]))
