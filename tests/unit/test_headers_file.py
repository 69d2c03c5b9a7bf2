"""`_headers`, as its readers limit it."""

from __future__ import annotations

from llm_trends.hosting.headers_file import headers_file

MOST_RULES = 100
"""https://developers.cloudflare.com/pages/configuration/headers/"""


def test_a_folder_of_files_that_never_change_is_one_rule() -> None:
    drawings = [f"assets/drawings/{number:02}.0123abcd.svg" for number in range(99)]
    styles = ["assets/site.0123abcd.css", "assets/site.css"]
    text = headers_file([*drawings, *styles, "index.html"], [*drawings, styles[0]], "")
    rules = [line for line in text.splitlines() if line.startswith("/")]
    assert len(rules) < MOST_RULES
    assert {"/assets/drawings/*", "/assets/site.0123abcd.css"} <= {*rules}
    assert "/assets/site.css" not in rules
    assert "/assets/*" not in rules
