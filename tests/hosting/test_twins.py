"""What machines read of the site."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

from llm_trends.hosting.living import living

from .conftest import ADDRESS, HOSTED, Served

pytestmark = HOSTED

LINK = re.compile(r"\]\(([^)\s]+)")


def test_every_page_has_a_twin_that_says_the_same(served: Served) -> None:
    pages = [page for page in living(served.site, "index.html") if "<article" in page.read_text()]
    assert len(pages) >= 20
    for page in pages:
        twin = page.with_name("index.md").read_text(encoding="utf-8")
        assert twin.startswith(("# ", "[")) or "\n# " in twin[:2000], page
        assert "<svg" not in twin
        assert "\x1b" not in twin
        assert f"Source: <{ADDRESS}" in twin
        assert '<link rel="alternate " type="text/markdown" href="index.md">' in page.read_text()


def test_a_twin_has_claims_tables_and_absolute_links(served: Served) -> None:
    twin = (served.site / "trends/efficiency/index.md").read_text(encoding="utf-8")
    assert "Sparse attention" in twin or "sparse attention" in twin
    assert "| --- |" in twin
    links = LINK.findall(twin)
    assert len(links) > 50
    assert all(re.match(r"https?://|mailto:", link) for link in links)


def test_the_overview_names_every_page_once(served: Served) -> None:
    text = (served.site / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# LLM Trends 2024\n\n> ")
    links = LINK.findall(text)
    assert len(links) == len(set(links)) >= 20
    for link in links:
        assert (served.site / link.removeprefix(ADDRESS)).is_file(), link
    whole = (served.site / "llms-full.txt").read_text(encoding="utf-8")
    for link in links:
        if link.endswith(".md"):
            twin = (served.site / link.removeprefix(ADDRESS)).read_text(encoding="utf-8")
            assert twin.strip() in whole


def test_pages_stand_in_the_order_of_readers(served: Served) -> None:
    text = (served.site / "llms.txt").read_text(encoding="utf-8")
    pages = [link.removeprefix(ADDRESS).removesuffix("index.md") for link in LINK.findall(text)]
    report = json.loads((served.site / "data/report.json").read_text(encoding="utf-8"))
    trends = [f"trends/{trend['slug']}/" for trend in report["trends"]]
    assert pages[: len(trends)] == trends
    rest = ["", "conclusion/", "claims/", "scorecard/", "timeline/", "glossary/", "sources/"]
    assert pages[len(trends) :][: len(rest)] == rest


def test_marks_beside_each_other_stay_apart(served: Served) -> None:
    home = (served.site / "index.md").read_text(encoding="utf-8")
    assert ")[" not in home
    twin = (served.site / "trends/jobs/index.md").read_text(encoding="utf-8")
    assert "2024: Too early Today: Contested\n" in twin
    assert not re.search(r"certainty[A-Z]|limits2|\bToday:\S", twin)


def test_robots_and_sitemap(served: Served) -> None:
    robots = (served.site / "robots.txt").read_text(encoding="utf-8")
    assert f"Sitemap: {ADDRESS}sitemap.xml\n" in robots
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ElementTree.fromstring((served.site / "sitemap.xml").read_text(encoding="utf-8"))
    found = [url.findtext(f"{space}loc") or "" for url in root]
    assert len(found) == len(set(found)) >= 20
    for address in found:
        assert (served.site / address.removeprefix(ADDRESS) / "index.html").is_file()
    for date in root.iter(f"{space}lastmod"):
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", date.text or "")
