"""The site for machines that read: each page as Markdown, `llms.txt`, `robots.txt`, the sitemap.

A twin is made from the finished page, so that it says what readers see: words, tables, links and
formulas, without drawings, controls and what a script would do.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from .as_markdown import AsMarkdown, text_as_markdown
from .living import living

TWIN = "index.md"
LEFT_OUT = (
    "script, style, svg, form, button, .headerlink, .definitions, .lens, .md-source-file, "
    "[data-explorable] svg, .chart__note, [aria-hidden=true], .was"
)
"""What is drawn, or pressed, or told once more where both judgments stand side by side."""
ENDS = ".!?:;,)%”"
INLINE = ("a", "code", "em", "small", "span", "strong", "time")
DATE = re.compile(r'"dateModified":\s*"(\d{4}(?:-\d\d){0,2})"')
ALTERNATE = '<link rel="alternate " type="text/markdown" href="index.md">'
"""The theme asks for a sitemap beside each `rel=alternate`, unless there is a space in it."""
BLANK = re.compile(r"\n{3,}")
CLOSING = re.compile(r"(?=</head>)", re.IGNORECASE)


@dataclass(frozen=True)
class Twin:
    """A page: its address from the root, its title and description, its Markdown, its date, and the
    address of the page that follows it."""

    page: str
    title: str
    description: str
    markdown: str
    changed: str
    following: str = ""


def write_twins(site: Path, address: str) -> None:
    """All of this into a `site` that will stand at `address`, which ends in a slash."""
    found = {twin.page: twin for twin in _twins(site, address)}
    twins = [found[page] for page in _order(found)]
    for twin in twins:
        (site / twin.page / TWIN).write_text(twin.markdown, encoding="utf-8")
        page = site / twin.page / "index.html"
        text = page.read_text(encoding="utf-8")
        page.write_text(CLOSING.sub(ALTERNATE, text, count=1), encoding="utf-8")
    (site / "llms.txt").write_text("".join(_overview(twins, site, address)), encoding="utf-8")
    whole = "\n\n---\n\n".join(twin.markdown.strip() for twin in twins)
    (site / "llms-full.txt").write_text(f"{whole}\n", encoding="utf-8")
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n"
    (site / "robots.txt").write_text(robots, encoding="utf-8")
    (site / "sitemap.xml").write_text(_sitemap(twins, address), encoding="utf-8")
    (site / "sitemap.xml.gz").unlink(missing_ok=True)  # of the build, with its dates


def _twins(site: Path, address: str) -> Iterator[Twin]:
    for path in living(site, "index.html"):
        text = path.read_text(encoding="utf-8")
        soup = BeautifulSoup(text, "html.parser")
        article = soup.select_one("article")
        if article is None or soup.title is None:  # a page that only leads on
            continue
        for element in article.select(LEFT_OUT):
            element.decompose()
        for element in article.select("math"):
            element.replace_with(f" {' '.join(element.get_text().split())} ")
        way = path.parent.relative_to(site).as_posix()
        page = "" if way == "." else f"{way}/"
        here = urljoin(address, page)
        for element in article.find_all(INLINE):
            _part(element)
        for link in article.select("a[href]"):
            link["href"] = urljoin(here, str(link["href"]))
        body = BLANK.sub("\n\n", AsMarkdown().convert_soup(article)).strip()
        title = soup.title.get_text().strip()  # ends with that of the site, but for the first page
        name = title.rpartition(" · ")[0] or title
        said = soup.select_one("meta[name=description]")
        following = soup.select_one("link[rel=next]")
        dated = DATE.search(text)
        changed = dated[1] if dated else ""
        dates = f"Last changed: {changed}\n" if changed else ""
        yield Twin(
            page,
            name,
            str(said["content"]) if said else "",
            f"{body}\n\nSource: <{here}>\n{dates}License: CC BY 4.0\n",
            changed,
            urljoin(here, str(following["href"])).removeprefix(address) if following else "",
        )


def _part(element: Tag) -> None:
    """A space before what only the styles hold apart from what stands before it."""
    before = element.previous_sibling
    if isinstance(before, Tag) and before.name in INLINE and not element.find_parent("pre"):
        left, right = before.get_text()[-1:], element.get_text()[:1]
        if (left.isalnum() or left in ENDS) and right.isalnum():
            element.insert_before(" ")


def _overview(twins: list[Twin], site: Path, address: str) -> Iterator[str]:
    """`llms.txt`, after llmstxt.org: a title, a summary in a quotation, lists of links."""
    yield f"# {_line(twins[0].title)}\n\n> {_line(twins[0].description)}\n"
    for heading, below in (("Trends", True), ("Pages", False)):
        yield f"\n## {heading}\n\n"
        for twin in twins:
            if twin.page.startswith("trends/") is below:
                name, said = _line(twin.title, in_link=True), _line(twin.description)
                yield f"- [{name}]({address}{twin.page}{TWIN}): {said}\n"
    yield "\n## Data\n\n"
    yield f"- [All pages in one file]({address}llms-full.txt)\n"
    for name, words in (
        ("report.json", "the whole report as data"),
        ("claims.csv", "a row for each claim with both verdicts"),
        ("sources.bib", "all sources in BibTeX"),
    ):
        if (site / "data" / name).is_file():
            yield f"- [{name}]({address}data/{name}): {words}\n"


def _line(text: str, in_link: bool = False) -> str:
    return text_as_markdown(" ".join(text.split()), in_link)


def _sitemap(twins: list[Twin], address: str) -> str:
    """A date only where the content has one; a build has none to give."""
    entries = "".join(
        f"<url><loc>{html.escape(address + twin.page)}</loc>"
        + (f"<lastmod>{twin.changed}</lastmod>" if twin.changed else "")
        + "</url>\n"
        for twin in twins
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{entries}</urlset>\n'


def _order(twins: Mapping[str, Twin]) -> list[str]:
    """As readers go from page to page, which is by number and section; then what stands apart."""
    found: list[str] = []
    page = ""
    while page in twins and page not in found:
        found.append(page)
        page = twins[page].following
    return [*found, *sorted(twins.keys() - set(found))]
