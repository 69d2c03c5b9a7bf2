"""Apostrophes and quotation marks as print has them, in what readers read.

Authors type `'` and `"`. Words get their marks here, at the end and in one place, so that the data,
its digests and its downloads stay as they were typed. Code is left alone.
"""

from __future__ import annotations

import re

STRAIGHT = re.compile(r"""['"]|&#39;|&#x27;|&quot;|&#34;""")
DOUBLE = frozenset({'"', "&quot;", "&#34;"})
OPENS = frozenset(" \t\n\N{NO-BREAK SPACE}([{/—–-“‘")
"""What stands before a mark that opens."""
PIECE = re.compile(r"<[^<>]*>?|[^<]+")
NAME = re.compile(r"</?([a-z]+\d?)", re.IGNORECASE)
CODE = frozenset({"code", "kbd", "math", "samp"})
KEPT = CODE | {"pre", "script", "style", "svg", "textarea"}
"""Elements whose text is not prose; those of `CODE` stand within a line."""
INLINE = frozenset(
    {"a", "abbr", "b", "cite", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "time"}
)
"""Elements within which a line goes on."""


def typographic(text: str, before: str = "") -> str:
    """Plain text, or text of HTML without its tags; `before` is the letter that precedes it."""

    def mark(match: re.Match[str]) -> str:
        at, end = match.span()
        opens = (text[at - 1] if at else before or " ") in OPENS
        if match[0] in DOUBLE:
            return "“" if opens else "”"
        # '24 and 'em leave something out; 'so' is quoted.
        closed = re.match(r"[^\W\d][^'’]*[^\s'’](?:'|&#39;|&#x27;)(?!\w)", text[end:])
        return "‘" if opens and closed else "’"

    return STRAIGHT.sub(mark, text)


def typographic_html(html: str) -> str:
    """The text between the tags; a word goes on over elements of a line, as in `“<em>so</em>”`."""
    before = kept = ""
    out: list[str] = []
    for piece in PIECE.findall(html):
        name = NAME.match(piece)
        if name and kept in ("", name[1]):
            kept = name[1] if name[1] in KEPT and piece[1] != "/" else ""
            before = "x" if name[1] in CODE else before if name[1] in INLINE else ""
        if kept or piece.startswith("<"):
            out.append(piece)
        else:
            out.append(typographic(piece, before))
            before = piece[-1]
    return "".join(out)
