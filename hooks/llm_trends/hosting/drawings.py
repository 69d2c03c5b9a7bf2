"""The drawings further down a page as files, which a browser fetches when a reader comes near.

While one writes, and from disk, all drawings stand in their page. In a release the first one does;
each of the others is a picture with the same words, so it is seen without scripts and on paper.
`charts.js` puts the drawing itself into the place of its picture, in the colors of the page.
"""

from __future__ import annotations

import hashlib
import html
import re
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

from ..drawing.lettering import file_of
from ..drawing.svg import SVG, standalone
from .living import rewrite

FOLDER = "assets/drawings"
FIGURE = re.compile(r'<figure class="chart" id="chart-([\w-]+)".*?</figure>', re.DOTALL)
DRAWING = re.compile(r'(<div class="chart__(wide|narrow)">)(<svg.*?</svg>)', re.DOTALL)
RUN = re.compile(r"<llm-explorable-([\w-]+) .*?</llm-explorable-\1>", re.DOTALL)
"""A stored run, folded; the experiment takes its place where scripts run."""
PLOT = re.compile(
    r'<svg (viewBox="[^"]*" width="[^"]*" height="[^"]*") role="img" [^>]*>'
    r"<desc [^>]*>([^<]*)</desc>(.*?)</svg>",
    re.DOTALL,
)


def part(site: Path) -> None:
    """Write the drawings into their folder, and have every page of `site` name them there."""
    (site / FOLDER).mkdir(parents=True, exist_ok=True)
    rewrite(site, partial(_parted, site))


def _parted(site: Path, page: Path, text: str) -> str:
    root = "../" * (len(page.relative_to(site).parts) - 1)
    for figure in list(FIGURE.finditer(text))[1:]:
        text = text.replace(figure[0], _chart(site, root, figure), 1)
    return RUN.sub(partial(_run, site, root), text)


def _chart(site: Path, root: str, figure: re.Match[str]) -> str:
    """The figure of a chart with pictures of its two drawings."""

    def picture(found: re.Match[str]) -> str:
        svg = ElementTree.fromstring(found[3])
        size = f'width="{svg.attrib["width"]}" height="{svg.attrib["height"]}"'
        source = root + _written(site, f"{figure[1]}-{found[2]}", file_of(found[3]))
        return f"{found[1]}{_picture(source, size, html.escape(svg.attrib['aria-label']))}"

    return DRAWING.sub(picture, figure[0])


def _run(site: Path, root: str, run: re.Match[str]) -> str:
    """A stored run with pictures of its plots, in the light colors that they name beside others."""

    def picture(found: re.Match[str]) -> str:
        svg = f'<svg xmlns="{SVG[1:-1]}" {found[1]} font-family="sans-serif">{found[3]}</svg>'
        size = found[1].partition(" width=")[2]
        return _picture(
            root + _written(site, f"run-{run[1]}", standalone(svg)), f"width={size}", found[2]
        )

    return PLOT.sub(picture, run[0])


def _picture(source: str, size: str, words: str) -> str:
    return f'<img loading="lazy" src="{source}" {size} alt="{words}">'


def _written(site: Path, name: str, svg: str) -> str:
    """The path of a drawing's file from the root of the site; it changes with its content."""
    path = f"{FOLDER}/{name}.{hashlib.sha256(svg.encode()).hexdigest()[:8]}.svg"
    (site / path).write_text(svg, encoding="utf-8")
    return path
