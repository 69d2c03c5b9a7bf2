"""The report as one PDF, read back by pikepdf."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from llm_trends.offline import printing
from llm_trends.offline.copying import NotMadeError, for_disk
from llm_trends.offline.one_page import order, parts
from llm_trends.offline.printing import chromium, one_page, print_pdf
from llm_trends.templates import templates

from ..projects import ROOT, Project

ADDRESS = "https://example.org/trends/"


@pytest.fixture
def document(project: Project, tmp_path: Path) -> pikepdf.Pdf:
    """Two trends and their pages around them, printed."""
    site = project.build("--strict").site
    shutil.rmtree(site / "explorables", ignore_errors=True)  # none is in these pages
    for_disk(site, tmp_path)
    page = one_page(site, templates(ROOT / "overrides/pages"), ADDRESS, dt.date(2026, 11, 26))
    (site / "print.html").write_text(page, encoding="utf-8")
    return pikepdf.open(io.BytesIO(print_pdf(site / "print.html", chromium())))


def links(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for page in document.pages:
        for note in page.get("/Annots", []):
            if note.get("/Subtype") == "/Link":
                yield note


def test_outline_links_pages_and_fonts(document: pikepdf.Pdf) -> None:
    with document.open_outline() as outline:
        titles = [item.title for item in outline.root]
        flat = [*titles, *(child.title for item in outline.root for child in item.children)]
    assert "LLM Trends 2024" in titles
    assert {"Trend alpha", "Trend beta", "Conclusion", "Glossary"} <= {*flat}, flat
    assert str(document.docinfo["/Title"]) == "LLM Trends 2024"
    assert str(document.docinfo["/Author"]) == "The editors of LLM Trends 2024"
    with document.open_metadata() as words:
        assert words["dc:rights"] == "CC BY 4.0"
        assert words["xmpRights:WebStatement"] == "https://creativecommons.org/licenses/by/4.0/"
    assert str(document.Root["/Lang"]) == "en"
    assert bool(document.Root["/MarkInfo"]["/Marked"])
    assert 5 < len(document.pages) < 60
    box = [float(side) for side in document.pages[0]["/MediaBox"]]
    assert box[2:] == pytest.approx([595, 842], abs=1)

    inside, outside = 0, []
    for link in links(document):
        if "/A" in link and "/URI" in link["/A"]:
            outside.append(str(link["/A"]["/URI"]))
        else:
            inside += 1
    assert inside > 20
    assert not [one for one in outside if not re.match("https?:|mailto:", one)]
    named = document.Root.get("/Dests", document.Root.get("/Names"))
    assert named is not None

    fonts = [font for page in document.pages for font in page.Resources.get("/Font", {}).values()]
    assert any("TrendsSerif" in str(font.get("/BaseFont")) for font in fonts)
    assert all("/ToUnicode" in font for font in fonts), "its words can be found and copied"


def test_links_among_pages_become_links_inside() -> None:
    def page(body: str, following: str = "") -> str:
        more = f'<link rel="next" href="{following}">' if following else ""
        article = f'<article class="md-content__inner">{body}</article>'
        return f"<title>A · Site</title>{more}{article}"

    pages = {
        "index.html": page(
            '<a href="b/index.html#x">1</a><a href="b/index.html#gone">2</a>'
            '<a href="c.csv">3</a><use xlink:href="#shared"></use><script>1</script>',
            "b/index.html",
        ),
        "b/index.html": page('<p id="x"><a href="#x">4</a><a href="https://e.org/">5</a></p>'),
    }
    assert order(pages.__getitem__) == list(pages)
    first, second = parts(pages, ADDRESS)
    assert (first.anchor, second.anchor, first.title) == ("home", "b", "A")
    assert first.html == (
        '<a href="#b--x">1</a><a href="#b">2</a>'
        f'<a href="{ADDRESS}c.csv">3</a><use xlink:href="#shared"></use>'
    )
    assert second.html == '<p id="b--x"><a href="#b--x">4</a><a href="https://e.org/">5</a></p>'
    assert "<a>3</a>" in parts(pages, "")[0].html


def test_a_missing_chromium_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "BROWSERS", ("no-such-browser",))
    with pytest.raises(NotMadeError, match=r"^Chromium is missing.*PATH\.$"):
        chromium()
