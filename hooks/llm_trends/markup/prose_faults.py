"""What only the finished HTML of a page shows: tags that do not agree, anchors that stand twice,
headings out of order or alike, pictures without words, macros inside of tags, links in links. Each
at its place in the Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from ..core.places import DOCS, run_place
from ..core.problems import LISTED, Problem
from ..core.text.notation import CITATION, LINK
from ..core.text.page_links import bare
from ..core.text.positions import place_of
from ..core.text.source_text import SourceText
from ..pages import Page
from ..prose import MARK, PART
from .allow_list import MATHEMATICS, TEXT
from .balance import unbalanced
from .conversion import HEADERLINK, HEADING, ID, TAG, Content
from .extension import anchor_of
from .written import LINK_OF_HTML, written_at

WRITTEN_HEADING = re.compile(r"^(?P<level>#{1,6})[ \t]+(?P<words>[^\n]*?)[ \t#]*$", re.MULTILINE)
"""`## Words {#name}`; what stands in braces is a part of the words here."""
WORDLESS = re.compile(r"!\[\s*\]\(|<img\b(?![^<>]*\salt\s*=)[^<>]*>", re.IGNORECASE)
MARK_IN_A_TAG = re.compile(rf"<[A-Za-z][^<>]*{PART}[^<>]*>")
CODE = re.compile(r"<(code|pre|kbd|samp|math)\b.*?</\1>", re.DOTALL)
WHOLE_LINK = re.compile(r"<a\s[^<>]*>(.*?)</a>", re.DOTALL)
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
NOTATION = re.compile(rf"{LINK}|{CITATION}")
OPTIONS = re.compile(r"\{(?::[ \t]*[^{}\n]*|[ \t]*[.#][A-Za-z][\w-]*[^{}\n]*)\}")
ALONE = "belongs to nothing before it, so it stays; expected it behind a heading, a link or a line"
EMPTY = r"[^\w\n]*$"
NO_TITLE = "is missing; expected `# Title` above the text"
IN_HTML = "stays as it is written inside of HTML; expected it outside, or a link of HTML"


def prose_faults(own: Page, html: str, prose: str, made: Content) -> Iterator[Problem]:
    """`html` is what Markdown made of the page, `prose` the same cleaned, `made` the whole page."""
    source = own.source
    if not source.body:
        return
    for _, tag, wrong in unbalanced(html)[:LISTED]:
        if tag.strip("</>").split()[0] not in TEXT | MATHEMATICS:
            continue  # it is taken out, and named
        yield source.problem_in_body(written_at(source, tag)[0], "html", f"{tag} {wrong}")
    for number in dict.fromkeys(marks_in_tags(html)[1]):
        wrong = "stands inside of a tag, or in the words of a picture; expected it in the text"
        yield source.problem_in_body(own.parts[int(number)].at, "macro", wrong)
    text = unescape(TAG.sub("", CODE.sub("", prose)))
    yield from _left_in_html(source, text)
    yield from _options(source, text)
    yield from _links_in_links(own, html)
    yield from _anchors(own, made.html)
    yield from _headings(source, prose, made.html)
    yield from _headings_alike(source)
    yield from _pictures(source)
    yield from _links_of_html(source, made.anchors)


def marks_in_tags(html: str) -> tuple[str, list[str]]:
    """The same without the marks of parts that stand inside of tags, and their numbers."""
    numbers: list[str] = []

    def without(tag: re.Match[str]) -> str:
        numbers.extend(MARK.findall(tag[0]))
        return MARK.sub("", tag[0])

    return MARK_IN_A_TAG.sub(without, html), numbers


def _left_in_html(source: SourceText, text: str) -> Iterator[Problem]:
    """Notation that Markdown did not read, since it leaves blocks of HTML alone."""
    left = {found[0] for found in NOTATION.finditer(text)}
    for found in source.notation:
        if found.raw in left:
            yield source.problem_in_body(found.offset, found.raw, IN_HTML)


def _options(source: SourceText, text: str) -> Iterator[Problem]:
    """Names and classes in braces that Markdown gave to no element."""
    for found in dict.fromkeys(OPTIONS.findall(text)):
        if (at := source.prose.text.find(found)) >= 0:
            yield source.problem_in_body(at, found, ALONE)


def _links_in_links(own: Page, html: str) -> Iterator[Problem]:
    wrong = "holds another link, or a citation; expected one after the other"
    for link in WHOLE_LINK.finditer(html):
        inner = [own.parts[int(number)] for number in MARK.findall(link[1])]
        before, nested, _ = link[1].partition("<a ")
        words = " ".join(unescape(TAG.sub(" ", MARK.sub(" ", before))).split())
        first = next((part.at for part in inner if "<a " in part.html), None)
        if nested or first is not None:
            at = own.source.body.find(words) if words and first is None else first
            yield own.source.problem_in_body(max(at or 0, 0), f"link '{words}'", wrong)


def _links_of_html(source: SourceText, anchors: frozenset[str]) -> Iterator[Problem]:
    """MkDocs looks after the links of Markdown alone: those of HTML may lead to no file of ours."""
    for found in LINK_OF_HTML.finditer(source.prose.text):
        address, wrong = bare(found["to"]), ""
        if address.startswith("#") and address[1:] not in anchors:
            wrong = "leads to no place of this page; expected the name of one"
        elif not address.startswith("#") and not SCHEME.match(address):
            wrong = "is an address that nobody checks; expected `[words](…)` or `![words](…)`"
        if wrong:
            yield source.problem_in_body(found.start("to"), found["to"], wrong)


def _anchors(own: Page, whole: str) -> Iterator[Problem]:
    """Names that stand twice in the page, so that a link leads to the first of them only."""
    in_run = _ids_of_run(own)
    for name, count in Counter(ID.findall(whole)).items():
        if count == 1:
            continue
        wrong = f"'{name}' names {count} places of this page; expected another name"
        if name in in_run:
            yield replace(in_run[name], message=wrong)
        else:
            yield from _of_name(own.source, name, wrong)


def _ids_of_run(own: Page) -> dict[str, Problem]:
    """The anchors in the stored run of a page, and where they stand."""
    trend = own.context.trend
    shown = trend.data.explorable if trend else None
    run = own.context.report.explorables.get(shown.folder) if shown else None
    if not shown or not run:
        return {}
    path, text = DOCS + run_place(shown.folder), run.written
    return {
        found[1]: Problem(path, *place_of(text, found.start(1)), "id", "")
        for found in ID.finditer(text)
    }


def names_of_the_frame(source: SourceText, content: str, frame: str) -> Iterator[Problem]:
    """Anchors of a page's content that what stands around every content has too."""
    for name in sorted({*ID.findall(content)}.intersection(ID.findall(frame))):
        wrong = f"'{name}' names a part of every page; expected another name"
        yield from _of_name(source, name, wrong)


def _of_name(source: SourceText, name: str, wrong: str) -> Iterator[Problem]:
    """What is wrong with an anchor, where the page or its header names it."""
    if (at := _named_at(source, name)) is not None:
        yield source.problem_in_body(at, "id", wrong)
        return
    for path, text in source.texts:
        if path[-1] == "id" and text == name:
            yield source.problem(path, wrong)


def _named_at(source: SourceText, name: str) -> int | None:
    """The offset of what has an anchor: written with it, or a heading of these words."""
    text = source.prose.text
    given = rf"""(?:\bid\s*=\s*["']?|\{{[^{{}}\n]*#){re.escape(name)}(?![\w-])"""
    if found := re.search(given, text):
        return found.start()
    for heading in WRITTEN_HEADING.finditer(text):
        words = re.sub(r"\{[^{}]*\}$", "", heading["words"])
        if anchor_of(words) == name:
            return heading.start()
    return None


def _headings(source: SourceText, prose: str, whole: str) -> Iterator[Problem]:
    """One title, no step left out, nothing without words."""
    titles = [found[2] for found in HEADING.finditer(whole) if found[1] == "1"]
    level = 0
    own = {found[2] for found in HEADING.finditer(prose)}
    for found in HEADING.finditer(whole):
        above, level = level, int(found[1])
        if found[2] not in own:
            continue
        words = " ".join(unescape(TAG.sub("", HEADERLINK.sub("", found[4]))).split())
        wrong = ""
        if not any(letter.isalnum() for letter in words) and PART not in found[4]:
            wrong = "has no words; expected some"
        elif level == 1 and found[2] in titles[1:]:
            wrong = "is a second title of the page; expected `## Heading`"
        elif above and level > above + 1:
            wrong = f"leaves out a step; expected `{'#' * (above + 1)} Heading`"
        if wrong and (at := _heading_at(source, level, words)) is not None:
            yield source.problem_in_body(at, "heading", wrong)
    if not titles and prose:
        yield Problem(source.path, source.body_line + 1, 1, "heading", NO_TITLE)


def _headings_alike(source: SourceText) -> Iterator[Problem]:
    """Headings of the same words below the same heading: a list of them tells none from another,
    and the address of the second changes with the order."""
    text = source.prose.text
    above: list[str] = []
    first: dict[tuple[str, ...], int] = {}
    for heading in WRITTEN_HEADING.finditer(text):
        level = len(heading["level"])
        words = re.sub(r"\s*\{[^{}]*\}$", "", heading["words"])
        above = [*above[: level - 1], *[""] * (level - 1 - len(above)), words.casefold()]
        line = source.body_line + text.count("\n", 0, heading.start())
        same = first.setdefault(tuple(above), line)
        if words and same != line:
            wrong = f"'{words}' stands twice; expected other words (the first is on line {same})"
            yield source.problem_in_body(heading.start(), "heading", wrong)


def _pictures(source: SourceText) -> Iterator[Problem]:
    """Pictures that say nothing to somebody who does not see them."""
    for found in WORDLESS.finditer(source.prose.text):
        html = found[0].startswith("<")
        form = 'alt="…", or alt="" for an ornament' if html else "`![what it shows](…)`"
        wrong = f"has no words for somebody who does not see it; expected {form}"
        yield source.problem_in_body(found.start(), "picture", wrong)


def _heading_at(source: SourceText, level: int, words: str) -> int | None:
    """Nothing for a heading of another notation, which is named as such."""
    text = source.prose.text
    start = re.escape("#" * level)
    first = re.escape(words.split(maxsplit=1)[0]) if any(map(str.isalnum, words)) else ""
    rest = rf"[ \t][^#\n]*?{first}" if first else ""
    found = re.search(rf"^{start}(?!#){rest or EMPTY}", text, re.MULTILINE)
    return found.start() if found else None
