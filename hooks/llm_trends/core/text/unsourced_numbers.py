"""Numbers in prose that state a finding and name no source.

A number is bound when its sentence, or its row of a table, carries a citation or prints a figure
of the header. Excepted by rule: years and dates, numbers of sections and the like, names with a
number in them (`GPT-4`, `Llama 3.1`), list numbers, code and mathematics. The paragraph before a
table may name the source for all of its rows, or say that the example is constructed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Problem
from .notation import CITATION, LINK
from .source_text import SourceText

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
PARTS = r"(?i:articles?|sections?|tables?|figures?|chapters?|pages?|annex|part|steps?)"
NAME = r"[A-Z][\w’'.]{0,60}"
"""No name is longer; a bound keeps the search from starting again at each capital of a long run."""
EXCEPTED = re.compile(
    rf"\b\d{{1,2}} {MONTH}\b|\b{MONTH} \d{{1,2}}\b(?!,\d)"  # 13 March, March 13
    r"|\b(?:19|20)\d\d(?:s|[-–](?:19|20)?\d\d)?\b"  # 2024, 2020s, 2023–24
    rf"|\b{PARTS} \d[\d.()a-z]*"  # Table 3, Article 51(2)
    rf"|\b{NAME}(?:-\d+(?:\.\d+)*| \d+(?:\.\d+)+)\b"  # GPT-4, Llama 3.1
    rf"|(?<=[\w,;)] ){NAME} \d+\b"  # Claude 3, but not at the head of a sentence
    r"|\b[A-Za-z]+[-–]?\d[\w.+-]*"  # H100, o1, int8
    r"|\b\d+-[a-z]+(?:-[a-z]+)*\b"  # 8-bit
)
MARKUP = re.compile(
    r"^ {0,3}\[[^\[\]\n]+\]:[^\n]*|(?<=\])\[[^\[\]\n]*\]"  # addresses by name or number
    r"|\{:?[ \t]*(?:[.#][A-Za-z]|[A-Za-z-]+=)[^{}\n]*\}"  # names, classes, sizes
    r"|\{%[^%{}\n]*%\}|\{\{(?![^{}]*report\.)[^{}\n]*\}\}"  # tags of templates, no macros
    r"|(?<=[A-Za-z])<sub>\w{1,9}</sub>"  # of a name, as CO<sub>2</sub>
    r"|<[A-Za-z/!?](?:[^<>\n]|\n(?!\n))*>|&#?\w+;|\$\$[^$]+\$\$|(?<=\])\((?:[^()\s]|\([^()\s]*\))*\)",
    re.MULTILINE,
)
"""What nobody reads: addresses and their names, tags, references of characters, other dialects."""
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=[A-Z\[“\"(*])")
BOUND = re.compile(rf"{CITATION}|report\.figure\(")
INTRODUCES = re.compile(rf"{CITATION}|\bconstructed\b")
BLOCK = re.compile(r"(?:[^\n]+\n?)+")
SKIPPED = ("#", "{{", "```", "|-", "| -", "|:", ":--")


def unsourced_numbers(source: SourceText) -> Iterator[Problem]:
    """Every sentence of the body that states a number and names no source, at its number."""
    introduction = ""
    text = MARKUP.sub(lambda found: " " * len(found[0]), source.prose.text)
    for block in BLOCK.finditer(text):
        introduced = block[0].startswith("|") and INTRODUCES.search(introduction)
        introduction = block[0]
        if introduced or block[0].startswith(SKIPPED):
            continue
        for start, sentence in _sentences(block[0]):
            number = _loose_number(sentence)
            if number is None:
                continue
            offset = block.start() + start + number.start()
            wrong = (
                f"'{number[0]}' names no source; expected a citation in the same sentence or "
                f"a figure of the header: “{' '.join(sentence.split())[:70]}…”"
            )
            yield source.problem_in_body(offset, "number", wrong)


def _sentences(block: str) -> Iterator[tuple[int, str]]:
    """(offset, text) of the sentences of a paragraph, or of the rows of a table or list."""
    rows = block.startswith("|") or re.match(r"[-*] |\d+\. ", block)
    ends = re.finditer(r"\n(?=[|*-] ?|\d+\. )", block) if rows else SENTENCE_END.finditer(block)
    start = 0
    for end in ends:
        yield start, block[start : end.start()]
        start = end.end()
    yield start, block[start:]


def _loose_number(sentence: str) -> re.Match[str] | None:
    if BOUND.search(sentence):
        return None
    prose = re.sub(rf"{LINK}|^\s*\d+\.\s", lambda found: " " * len(found[0]), sentence)
    prose = EXCEPTED.sub(lambda found: " " * len(found[0]), prose)
    return re.search(r"\d[\d.,]*", prose)
