r"""Signs that Markdown of other dialects understands and that would stay as raw text here.

Each message is a predicate: what the sign is, and what to write instead. Every pattern is bounded
by a sign or a line end, so that its search takes time in proportion to the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .unfinished import MARK, WRONG


@dataclass(frozen=True)
class Sign:
    """A pattern whose group `raw` is what stays in the page, and what is wrong with it."""

    pattern: re.Pattern[str]
    wrong: str


def _line(pattern: str, wrong: str) -> Sign:
    """A sign that begins a line, behind what a quotation puts there."""
    return Sign(re.compile(rf"^[> \t]*(?P<raw>{pattern})", re.MULTILINE), wrong)


def _inline(pattern: str, wrong: str) -> Sign:
    return Sign(re.compile(rf"(?P<raw>{pattern})", re.MULTILINE), wrong)


BLOCK = "is a block of another dialect; expected `/// note | Title` before it and `///` after it"
EMPHASIS = "is emphasis of another dialect; expected `*words*` or `**words**`"
FORMULA = r"is a formula of another dialect; expected `\( … \)` or `\[ … \]`"
MACRO = 'is a macro without its braces; expected `{{ report.chart("…") }}`'
HEADING = "is a heading of another dialect; expected `## Heading`"
LIST = "is a list of another dialect; expected `- ` or `1. ` before each item"
COMMENT = "is a comment of another dialect; expected `<!-- … -->`"
OPTION = "is a command of another dialect; expected the words alone"
ITEM = "has no space behind its sign; expected `- ` before each item of a list"
CHANGE = "is a mark of changes of another dialect; expected the text as it should read"
OTHER_REFERENCE = "makes a reference in another dialect; expected `[words](address)`"
FOOTNOTE = (
    "is a footnote of another dialect; expected a citation `[@key]`, or the words in the text"
)

UNFINISHED = _inline(MARK, WRONG)
LINES = (
    Sign(re.compile(r"\A\s*(?P<raw>% [^\n]*)"), HEADING),
    _line(r"(?:!!!|\?\?\?\+?) *\w[^\n]*", BLOCK),
    _line(r":::+ *\{?[.\w][^\n]*", BLOCK),
    _line(r"\[!\w+\][^\n]*", BLOCK),
    _line(r"\.\. [\w-]+::[^\n]*", BLOCK),
    _line(r"===[!+]? [\"'][^\n]*", "is a tab of another dialect; expected a heading for each part"),
    _line(r"={1,6} [^\n=]+ ={1,6}$|={2,6} (?=\S)[^\n=]+$|h[1-6]\. (?=\S)[^\n]+", HEADING),
    _line(r"#{1,6}[^#\s][^\n]*", r"has no space; expected `## Heading`, or `\#` for the sign"),
    _line(r"#{7,}[^#\n]*", "is a heading of a level that there is not; expected `## Heading`"),
    _line(r"\[\^[^\[\]\n]+\]:[^\n]*", FOOTNOTE),
    _line(
        r"\*\[[^\[\]\n]+\]:[^\n]*",
        "is an abbreviation of another dialect; expected a term in the header of a trend",
    ),
    _line(
        r"(?:(?:[*+-]|\d+\.) +)?\[[ xX]\](?=\s)",
        "is a task of another dialect; expected a plain item without the box",
    ),
    Sign(re.compile(r"(?:\A|\n[ \t]*\n)(?P<raw>[–—] +(?=\S)[^\n]*)"), LIST),
    Sign(re.compile(r"(?:\A|\n[ \t]*\n)(?P<raw>-(?=[A-Za-z])[^\n]*)\n-(?=[A-Za-z])"), ITEM),
    _line(r"(?:[•‣◦▪]|\d{1,3}\)) +(?=\S)[^\n]*", LIST),
    _line(r"(?:\*{2,5}|-{2}|\+{2,5}) +(?=[\w\"'(\[])[^\n]*", LIST),
    _line(r"//(?!/) *\w+ *\|[^\n]*", BLOCK),
    _line(r"\{:(?::/?|/)\w[^{}\n]*\}", OPTION),
    _line(r";?-+8<--[^\n]*", "includes a file, which is not possible; expected its text"),
    _inline(
        r"!\[\[[^\[\]\n]*\]\]",
        "is an embedded page of another dialect; expected a link `[[target]]`, or a chart",
    ),
    _inline(
        r"\] +\((?=https?:|[\w./#-]+\.md)", "has a space before its address; expected `[words](…)`"
    ),
    _inline(r"\]\([ #]*\)", "has no address; expected `[words](address)`"),
    _inline(
        r"\)\[(?=https?:)", "has its brackets the wrong way round; expected `[words](address)`"
    ),
)
"""What is looked for before the links and citations of our own are set aside."""

OURS = (
    _inline(
        r"\[@(?:[^\[\]\n]*\[[^\[\]\n]*\]+|[^\s\[\],;]*)",
        "opens a citation that is not closed, or that holds brackets; expected `[@key, Table 3]`",
    ),
    _inline(
        r"\[\[[^\[\]\n]*\]*",
        "opens a link that is not closed, or that has no target; expected `[[target|words]]`",
    ),
    _inline(r"\]\]", "closes a link that was not opened; expected `[[target]]`"),
    _inline(r"\\\(\s*\\\)|\\\[\s*\\\]", "is empty; expected a formula"),
    _inline(
        r"\\[(\[]", r"opens a formula that is not closed in its paragraph; expected `\)` or `\]`"
    ),
    _inline(r"\\[)\]]", r"closes a formula that was not opened; expected `\(` or `\[` before it"),
)
"""Citations, links and formulas that are not closed."""

FIELD = (
    _inline(
        r"\[[^\[\]\n]+\]\((?:https?:|mailto:|javascript:|[\w./-]*\.md|#)[^\s()]*\)",
        "is a link, which no field reads; expected `[[target|words]]`, or the words alone",
    ),
    _inline(
        r"\{\{[ \t]*report\.[^{}\n]*\}\}",
        "is a macro, which no field carries out; expected what it would say",
    ),
)
"""Notation of ours that prose may hold and a field may not."""

ALONE = (
    "newpage|pagebreak|clearpage|noindent|item|hline|ldots|dots|LaTeX|TeX|bf|it|small|footnotesize"
)
"""Commands of LaTeX that stand in a text without braces."""
INLINE = (
    UNFINISHED,
    _inline(r"\{(?:\+\+|--|~~|==|>>)", CHANGE),
    _inline(r"(?<!\{)\{[ \t]*report\.\w+", MACRO),
    _inline(r"(?<!\{\{)(?<!\{\{ )(?<![\w.])report\.\w+\(", MACRO),
    _inline(r"\{#[^{}\n]*#\}|\{# [^{}\n]*", COMMENT),
    _inline(r"\}\}", "closes a macro that was not opened; expected `{{` before it"),
    _inline(r"\{/?(?:code|quote|panel|noformat)(?::[^{}\n]*)?\}|\{=\w+\}", OPTION),
    _inline(r"\[/(?:b|i|u|s|url|img|quote|code|list|size|color)\]", OPTION),
    _inline(r"(?<!')'{2,3}(?=[^\s'])[^'\n]+'{2,3}(?!')", EMPHASIS),
    _inline(r"\$\$(?:[^$]+\$\$)?", FORMULA),
    _inline(r"(?<![\w$\\])\$(?![\s\d$])(?=[^$\n]{0,200}[\\^_=])[^$\n]+\$(?![\w$])", FORMULA),
    _inline(
        r"(?<![\w$\\])\$(?:[A-Za-z](?![A-Za-z])[\d\s+*/<>(),.|'-]{0,9}){1,20}\$(?![\w$])", FORMULA
    ),
    _inline(r"(?<![\w@./-])@(?:fig|tbl|tab|sec|eq|lst|thm|ch)[:-]\w[\w-]*", OTHER_REFERENCE),
    _inline(
        rf"\\(?:[A-Za-z]+\{{|(?:{ALONE})\b)",
        r"is LaTeX outside a formula; expected Markdown, or `\( … \)`",
    ),
    _inline(r"~~(?=[^\s~])[^~\n]+~~", EMPHASIS),
    _inline(r"(?<=[^\s-] )--(?= [^\s-])", "is a dash of another dialect; expected –, or a comma"),
    _inline(r"(?<![\w=])==(?=[^\s=])[^=\n]*[^\s=]==(?![\w=])", EMPHASIS),
    _inline(r"\^\^(?=[^\s^])[^^\n]+\^\^", EMPHASIS),
    _inline(
        r"(?<=\w)(?:~[^\s~]{1,20}~(?!~)|\^[^\s^]{1,20}\^(?!\^))",
        r"is raised or lowered as in another dialect; expected `\( … \)`",
    ),
    _inline(
        r"(?<![\w+])\+\+(?=[^\s+])[^\n]{0,60}?[^\s+]\+\+(?![\w+])",
        "is a key of another dialect; expected `<kbd>…</kbd>`",
    ),
    _inline(r"%%(?=[^\s%])[^%\n]+%%", COMMENT),
    _inline(
        r"(?<=\s)\^[A-Za-z][\w-]*$",
        "names a paragraph in another dialect; expected a heading of its own, or nothing",
    ),
    _inline(
        r"(?<![\w:/]):(?:[a-z][\w+-]*|[+-]1):(?![\w:/])",
        "is an emoji by name; expected the sign itself, or words",
    ),
    _inline(r"\[\^[^\[\]\n]+\]|\^\[[^\[\]\n]+\]", FOOTNOTE),
    _inline(
        r"\[[^\[\]\n]*\]\{[.#:][^{}\n]*\}",
        "has a class that is not read here; expected the words alone",
    ),
    _inline(
        r"\]\((?!\))",
        "has an address that is not closed, or that holds a blank; expected `[words](address)`",
    ),
    *OURS,
    _inline(r"<!--", "opens a comment that is not closed in its paragraph; expected `-->`"),
    _inline(
        r"(?<![\\`])`+",
        r"opens code that is not closed in its paragraph; expected as many backticks, or `\``",
    ),
    _inline(
        r"(?<!\\)\\$", "ends a line, which breaks no line here; expected two spaces, or `<br>`"
    ),
)
"""What is looked for in the rest, the first of signs that overlap."""
