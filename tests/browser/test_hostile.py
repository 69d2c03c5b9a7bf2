"""Content that tries to run: in every field that it can stand in, it is text in a real browser."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Dialog

from ..charts.conftest import ROWS, SPEC
from ..content import trend
from ..projects import Project, approve
from ..web import served

CLOSES = "</script><script>window.ran = 1</script>"
BREAKS = "\"><img src=x onerror='window.ran = 2'>"
LEADS = "[x](javascript:window.ran=3)"
HOSTILE = f"Odd {CLOSES} {BREAKS} {LEADS}"
QUOTED = json.dumps(HOSTILE)
RECORD = (
    "subject,source,what,reading,result,text_read,version,checked,date\n"
    'alpha#alpha-claim,known2024thing,"{0}",third,confirmed,"{0}",v1,full-text,2026-01-05\n'
).format(HOSTILE.replace('"', '""'))
SEEN = """() => ({
  ran: window.ran ?? 0,
  handlers: [...document.querySelectorAll('*')].flatMap((one) =>
    [...one.attributes].filter(({ name }) => name.startsWith('on')).map(() => one.outerHTML)),
  leads: [...document.querySelectorAll('[href], [src], [action]')].filter((one) =>
    /^\\s*javascript:/i.test(one.href?.baseVal ?? one.href ?? one.src ?? one.action))
    .map((one) => one.outerHTML),
  images: document.querySelectorAll('img[src="x"]').length,
})"""
QUIET = {"ran": 0, "handlers": [], "leads": [], "images": 0}


def hostile(project: Project) -> None:
    """Titles, claims, findings, terms, events, fields of sources, cells and words of a chart."""
    page = trend("alpha", 1, title=f"title: {QUOTED}", summary=f"summary: {QUOTED}")
    for plain in (
        "A claim about alpha.",
        "Ten things in one place.",
        "Three of them were small.",
        "What alpha means.",
        "Something of alpha.",
        "Reason of alpha.",
    ):
        assert plain in page
        page = page.replace(plain, QUOTED)
    project.write("docs/trends/alpha.md", page + '\n{{ report.chart("small") }}\n')
    braced = HOSTILE.replace("&", "")
    project.replace("docs/sources.bib", "A known thing", braced)
    project.replace("docs/sources.bib", "Journal of Things", braced)
    meta = SPEC["usermeta"] | {"title": f"{HOSTILE}?", "finding": HOSTILE, "alt": HOSTILE}
    project.write("docs/charts/small.json", json.dumps(SPEC | {"usermeta": meta}))
    cell = HOSTILE.replace('"', '""')
    project.write("docs/charts/small.csv", ROWS.replace("First,", f'"{cell}",'))
    project.write("docs/data/verification.csv", RECORD)


@pytest.mark.long
def test_nothing_that_content_says_runs(project: Project, browser: Browser) -> None:
    hostile(project)
    approve(project, "--all")
    built = project.build()
    assert built.code == 0, built.log
    pages = sorted(built.site.rglob("*.html"))
    said = sum("window.ran" in page.read_text(encoding="utf-8") for page in pages)
    assert said > 8
    wrong = {}
    with served(built.site) as address, browser.new_context() as context:
        page = context.new_page()
        dialogs: list[str] = []

        def refuse(dialog: Dialog) -> None:
            dialogs.append(dialog.message)
            dialog.dismiss()

        strangers: list[str] = []
        page.on("dialog", refuse)
        page.on("request", lambda one: strangers.append(one.url))
        for file in pages:
            page.goto(f"{address}/{file.relative_to(built.site).as_posix()}")
            if (seen := page.evaluate(SEEN)) != QUIET:
                wrong[file.name] = seen
        page.goto(f"{address}/search/?q=odd")
        page.get_by_role("option").first.wait_for()
        assert page.evaluate(SEEN) == QUIET
        hosts = {urlsplit(url).netloc for url in strangers if url.startswith("http")}
        assert hosts == {urlsplit(address).netloc}
        assert dialogs == []
        bare = context.new_page()
        bare.set_content(f"<p>{HOSTILE}</p>")
        assert bare.evaluate(SEEN)["ran"], "what is tried here would run if it were let through"
    assert wrong == {}
