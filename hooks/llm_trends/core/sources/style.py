"""How a reference reads: authors, linked title, where it appeared, year, identifiers.

A style for pybtex. One shape serves all entry types, because readers of this site look up laws,
posts and papers in one list. Titles keep the capitals that their authors gave them.
"""

from __future__ import annotations

from functools import cache
from typing import ClassVar

from pybtex.backends.html import Backend as HtmlBackend
from pybtex.backends.plaintext import Backend as PlainBackend
from pybtex.database import Entry
from pybtex.richtext import Text
from pybtex.style.formatting import toplevel
from pybtex.style.formatting.unsrt import Style, dashify
from pybtex.style.template import Node, field, href, join, optional, sentence, words

PLACES = ("journal", "booktitle", "howpublished", "institution", "publisher", "school")

ENTRY_TYPES = tuple(
    "article inproceedings incollection book techreport misc online phdthesis".split()  # noqa: SIM905
)


class Html(HtmlBackend):
    """HTML without the spans that pybtex leaves around protected capitals."""

    symbols: ClassVar[dict[str, str]] = {**HtmlBackend.symbols, "newblock": " "}

    def format_protected(self, text: str) -> str:
        return text


class Plain(PlainBackend):
    symbols: ClassVar[dict[str, str]] = {**PlainBackend.symbols, "newblock": " "}


class Reference(Style):
    def get_reference_template(self, e: Entry) -> Node:
        appeared = next((field(name) for name in PLACES if name in e.fields), None)
        volume = join[field("volume"), optional["(", field("number"), ")"]]
        number = optional[field("number")] if "volume" not in e.fields else optional[volume]
        where = [number, optional[field("pages", apply_func=dashify)], field("year")]
        return toplevel[
            self.format_names("author"),
            sentence[href(address(e))[field("title")]],
            sentence[[appeared, *where] if appeared else where],
            optional[sentence(sep=" · ")[identifiers(e)]],
            optional[words["Read", sentence[field("urldate")]]],
        ]


for _type in ENTRY_TYPES:
    setattr(Reference, f"get_{_type}_template", Reference.get_reference_template)


def identifiers(entry: Entry) -> list[Node]:
    fields = entry.fields
    found = []
    if "doi" in fields:
        found.append(href(f"https://doi.org/{fields['doi']}")[f"doi:{fields['doi']}"])
    if "eprint" in fields:
        found.append(href(f"https://arxiv.org/abs/{fields['eprint']}")[f"arXiv:{fields['eprint']}"])
    return found


def address(entry: Entry) -> str:
    """Where the work is: its official address, else its DOI, else arXiv."""
    fields = entry.fields
    if "url" in fields:
        return str(fields["url"])
    if "doi" in fields:
        return f"https://doi.org/{fields['doi']}"
    return f"https://arxiv.org/abs/{fields['eprint']}"


def formatted(entry: Entry) -> tuple[str, str]:
    """The whole reference as (HTML, plain text)."""
    rich = _style().format_entry(entry.key, entry).text
    html, plain = rich.render(Html()), rich.render(Plain())
    return " ".join(html.split()), " ".join(plain.split())


@cache
def _style() -> Reference:
    """One style for all entries: making one asks every installed package for its plugins."""
    return Reference()


def plain(latex: str) -> str:
    """LaTeX text (`M{\\"u}ller`) as plain Unicode."""
    return " ".join(Text.from_latex(latex).render(Plain()).split())
