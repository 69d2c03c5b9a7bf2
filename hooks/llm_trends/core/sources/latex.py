"""LaTeX text as plain Unicode. What cannot be turned into it is named, never passed on."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache

import latexcodec  # noqa: F401 - gives `codecs` the encoding "ulatex"

from ..problems import cut

SPECIAL = re.compile(r"[\\{}$%~]|--|``|''|[!?]`")
TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]+)\*?\s*|\\(?P<sign>[^A-Za-z])|(?P<mark>[\\{}$%])"
    r"|(?P<ligature>---?|``|''|[!?]`|~)|(?P<letters>[^\\{}$%~`'!?-]+|.)",
    re.DOTALL,
)
GROUP = re.compile(r"\{([^{}]*)\}")
QUOTED = re.compile(r"(?<![\\`!?])`([^`'\\]+)'(?![\w'])")
"""`Quoted'; alone, either mark is another thing: an apostrophe, or a sign of Markdown."""
ESCAPED = re.compile(r"\\([_&%#$~])")
MATHEMATICS = re.compile(r"\$[^${}]{1,40}\$")

LIGATURES = {
    "---": "—",
    "--": "–",
    "``": "“",
    "''": "”",
    "!`": "¡",
    "?`": "¿",
    "~": "\N{NO-BREAK SPACE}",
}
ACCENTS = {
    "`": "\N{COMBINING GRAVE ACCENT}",
    "'": "\N{COMBINING ACUTE ACCENT}",
    "^": "\N{COMBINING CIRCUMFLEX ACCENT}",
    "~": "\N{COMBINING TILDE}",
    '"': "\N{COMBINING DIAERESIS}",
    "=": "\N{COMBINING MACRON}",
    ".": "\N{COMBINING DOT ABOVE}",
    "b": "\N{COMBINING MACRON BELOW}",
    "c": "\N{COMBINING CEDILLA}",
    "d": "\N{COMBINING DOT BELOW}",
    "H": "\N{COMBINING DOUBLE ACUTE ACCENT}",
    "k": "\N{COMBINING OGONEK}",
    "r": "\N{COMBINING RING ABOVE}",
    "u": "\N{COMBINING BREVE}",
    "v": "\N{COMBINING CARON}",
}
DOTLESS = {"ı": "i", "ȷ": "j"}
SIGNS = {
    **{sign: sign for sign in "&%$#_{}"},
    **dict.fromkeys("\\,;: \n\t", " "),
    **dict.fromkeys("-/!@", ""),
}
# Commands that say how their words look; the words stay.
LOOKS = frozenset(
    """
    emph hbox mbox text textbf textit textmd textnormal textrm textsc textsf textsl texttt textup
    underline
    """.split()  # noqa: SIM905
)
ADDRESSES = frozenset({"nolinkurl", "path", "url"})
SWITCHES = frozenset(
    """
    bf bfseries em it itshape mdseries normalfont protect relax rm rmfamily sc scshape sf sffamily
    sl slshape tt ttfamily upshape
    """.split()  # noqa: SIM905
)
WORDS = {
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "dots": "…",
    "euro": "€",
    "texteuro": "€",
    "textquotedbl": '"',
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textquotesingle": "'",
    "textunderscore": "_",
    "space": " ",
    "textbackslash": "\\",
    "textmu": "µ",
}
RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
ORDINALS = frozenset({"st", "nd", "rd", "th"})


class NotTextError(ValueError):
    """LaTeX that is no plain text, at an offset."""

    def __init__(self, at: int, what: str) -> None:
        super().__init__(what)
        self.at = at


def plain(latex: str) -> str:
    """The text with single spaces, its braces gone. Raises `NotTextError`."""
    latex = QUOTED.sub(r"‘\1’", latex)
    if not SPECIAL.search(latex):
        return " ".join(latex.split())
    return " ".join(unicodedata.normalize("NFC", _Reader(latex).text()).split())


class _Reader:
    """Walks once over a text. Groups are nested no deeper than `bibtex.DEEPEST`."""

    def __init__(self, latex: str) -> None:
        self.latex = latex
        self.position = 0

    def text(self, within: int | None = None) -> str:
        """All up to the end, or up to the brace that closes the group opened at `within`."""
        parts: list[str] = []
        while token := TOKEN.match(self.latex, self.position):
            self.position = token.end()
            if token["mark"] == "}" and within is not None:
                return "".join(parts)
            parts.append(self._read(token))
        if within is not None:
            raise NotTextError(within, "a { that is not closed")
        return "".join(parts)

    def _read(self, token: re.Match[str]) -> str:
        if token["letters"]:
            return token["letters"]
        if token["ligature"]:
            return LIGATURES.get(token["ligature"], token["ligature"])
        if token["mark"] == "{":
            return self.text(token.start())
        if token["mark"] == "$":
            return self._mathematics(token.start())
        if token["mark"]:
            raise NotTextError(token.start(), MARKS[token["mark"]])
        return self._command(token.start(), token["word"] or token["sign"])

    def _command(self, at: int, name: str) -> str:
        if name in ACCENTS:
            return self._accented(at, ACCENTS[name])
        if name in SIGNS:
            return SIGNS[name]
        if name in SWITCHES:
            return ""
        if name in LOOKS:
            return self._argument(at)
        if name == "enquote":
            return f"“{self._argument(at)}”"
        if name in ADDRESSES:
            return self._as_it_is(at)
        if name == "href":
            self._as_it_is(at)
            return self._argument(at)
        if name == "textsuperscript":
            return self._shifted(at, RAISED)
        if name == "textsubscript":
            return self._shifted(at, LOWERED)
        if (symbol := WORDS.get(name) or _symbol(name)) is not None:
            return symbol
        raise NotTextError(at, f"the LaTeX command \\{name}")

    def _argument(self, at: int) -> str:
        """The group, the command or the character that follows."""
        while self.latex[self.position : self.position + 1].isspace():
            self.position += 1
        token = TOKEN.match(self.latex, self.position)
        if not token or token["mark"] == "}":
            raise NotTextError(at, "a LaTeX command without its argument")
        if token["letters"]:
            self.position += 1
            return token["letters"][0]
        self.position = token.end()
        return self._read(token)

    def _as_it_is(self, at: int) -> str:
        """The group that follows, in which an address stands: `%` and `~` are characters."""
        group = GROUP.match(self.latex, self.position)
        if not group:
            raise NotTextError(at, "a LaTeX command without its argument")
        self.position = group.end()
        return ESCAPED.sub(r"\1", group[1])

    def _accented(self, at: int, accent: str) -> str:
        letters = unicodedata.normalize("NFC", self._argument(at))
        if not letters[:1].isalpha():
            raise NotTextError(at, "a LaTeX accent without a letter")
        return DOTLESS.get(letters[0], letters[0]) + accent + letters[1:]

    def _shifted(self, at: int, table: dict[int, int]) -> str:
        words = self._argument(at)
        if words in ORDINALS:
            return words
        if any(ord(letter) not in table for letter in words):
            raise NotTextError(at, f"raised or lowered '{cut(words)}'")
        return words.translate(table)

    def _mathematics(self, at: int) -> str:
        """A symbol such as `$\\tau$`; more of mathematics is not text."""
        if formula := MATHEMATICS.match(self.latex, at):
            symbols = _decoded(formula[0])
            if "$" not in symbols and "\\" not in symbols:
                self.position = formula.end()
                return symbols
        raise NotTextError(at, "a $, which begins mathematics (as text: \\$)")


MARKS = {
    "}": "a } that closes nothing",
    "%": "a %, which begins a comment in LaTeX (as text: \\%)",
    "\\": "a \\ at the end",
}


def _decoded(latex: str) -> str:
    text: str = codecs.getdecoder("ulatex")(latex)[0]  # type: ignore[arg-type]  # text, not bytes
    return text


@lru_cache(maxsize=1024)
def _symbol(name: str) -> str | None:
    """The character that a command stands for, in text or in mathematics."""
    for latex in (f"\\{name}", f"$\\{name}$"):
        symbol = _decoded(latex)
        if "\\" not in symbol and "$" not in symbol:
            return symbol
    return None
