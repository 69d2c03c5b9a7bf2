"""What a citation says, whatever it is of and however it will be written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ..dates import PartialDate
from ..report import EDITION
from ..sources.names import Name

SITE = f"LLM Trends {EDITION}"
EDITORS = Name(f"The editors of {SITE}")
LANGUAGE = "en"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
LICENSE_NAME = "CC BY 4.0"
PREFIX = f"llmtrends{EDITION}"


class Kind(Enum):
    """What is cited, as its type in CSL, RIS and BibTeX."""

    ARTICLE = "article-journal", "JOUR", "article"
    CHAPTER = "paper-conference", "CPAPER", "inproceedings"
    PREPRINT = "article", "UNPB", "misc"
    STATUTE = "legislation", "STAT", "misc"
    STANDARD = "standard", "STAND", "techreport"
    REPORT = "report", "RPRT", "techreport"
    DATASET = "dataset", "DATA", "dataset"
    NEWS = "article-newspaper", "NEWS", "misc"
    POST = "post-weblog", "BLOG", "misc"
    PAGE = "webpage", "ELEC", "online"

    @property
    def csl(self) -> str:
        return self.value[0]

    @property
    def ris(self) -> str:
        return self.value[1]

    @property
    def bibtex(self) -> str:
        return self.value[2]


@dataclass(frozen=True)
class Citation:
    """A work, ours or another's.

    All texts are plain; one that is empty is not known. `url` is absolute. `incomplete` says that
    there are more authors than are named. `version` is a digest of a claim's or a chart's content,
    so that whoever cites it can tell later whether it is still the same. `note` is what an editor
    wrote beside a source, such as where its text was read.
    """

    key: str
    kind: Kind
    title: str
    authors: tuple[Name, ...] = (EDITORS,)
    incomplete: bool = False
    container: str = ""
    date: PartialDate | None = None
    url: str = ""
    edition: str = ""
    version: str = ""
    publisher: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    eprint: str = ""
    accessed: PartialDate | None = None
    note: str = ""
    ours: bool = True
