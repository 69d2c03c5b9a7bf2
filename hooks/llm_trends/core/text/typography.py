"""Apostrophes and quotation marks as print has them, in what readers read.

Authors type `'` and `"`. Words get their marks here, at the end and in one place, so that the data,
its digests and its downloads stay as they were typed. Code is left alone.
"""

from __future__ import annotations

import re

MARK = r"""(?:['"]|&#39;|&#x27;|&quot;|&#34;)"""
STRAIGHT = re.compile(MARK)
DOUBLE = frozenset({'"', "&quot;", "&#34;"})
OPENS = frozenset(" \t\n\N{NO-BREAK SPACE}([{/—–-“‘")
"""What stands before a mark that opens."""
CLOSED = re.compile(r"[^\W\d][^'’<]*[^\s'’<](?:'|&#39;|&#x27;)(?!\w)")
"""What stands behind the first mark of two: in 'so', not in '24 and 'em, which leave out."""
NAME = re.compile(r"</?([a-z]+\d?)", re.IGNORECASE)
CODE = frozenset({"code", "kbd", "math", "samp"})
KEPT = CODE | {"pre", "script", "style", "svg", "textarea"}
"""Elements whose text is not prose; those of `CODE` stand within a line."""
INLINE = frozenset(
    {"a", "abbr", "b", "cite", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "time"}
)
"""Elements within which a line goes on."""
_WHOLE = "|".join(rf"<{name}\b.*?</{name}>" for name in sorted(KEPT))
IN_HTML = re.compile(rf"""(?:(?>[^<'"&]+|{_WHOLE}|<[^<>]*>?|(?!{MARK})&))*+({MARK})""", re.DOTALL)
"""A mark of prose, with the words, the tags and the whole elements before it."""


def typographic(text: str) -> str:
    """Plain text."""

    def mark(match: re.Match[str]) -> str:
        at, end = match.span()
        return _mark(match[0], text[at - 1] if at else " ", text, end)

    return STRAIGHT.sub(mark, text)


def typographic_html(html: str) -> str:
    """The text between the tags; a word goes on over elements of a line, as in `“<em>so</em>”`."""
    out: list[str] = []
    done = 0
    while match := IN_HTML.match(html, done):
        at, end = match.span(1)
        out += (html[done:at], _mark(match[1], _before(html, at), html, end))
        done = end
    return "".join([*out, html[done:]])


def _mark(straight: str, before: str, text: str, end: int) -> str:
    """The mark for a straight one, which ends at `end` and follows the letter `before`."""
    opens = before in OPENS
    if straight in DOUBLE:
        return "“" if opens else "”"
    return "‘" if opens and CLOSED.match(text, end) else "’"


def _before(html: str, at: int) -> str:
    """The letter of the same line before a place, if need be before the tags that precede it."""
    while at and html[at - 1] == ">":
        begin = html.rfind("<", 0, at)
        name = NAME.match(html, max(begin, 0))
        if name and name[1] in CODE:
            return "x"
        if name and name[1] not in INLINE:
            return " "
        if begin < 0 or html.find(">", begin) != at - 1:
            return ">"
        at = begin
    return html[at - 1] if at else " "
