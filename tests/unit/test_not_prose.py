"""What is code, mathematics or a comment, as Markdown itself sees it."""

from __future__ import annotations

import random
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from llm_trends.core.text.not_prose import Formula, prose
from llm_trends.core.text.spans import Closers
from markdown import Markdown

from .counting import steps

EXTENSIONS = ["attr_list", "md_in_html", "tables", "def_list", "pymdownx.superfences"]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("a `b` c ``d ` e`` f", ["`b`", "``d ` e``"]),
        ("a `b\n\nc` d", []),
        ("a \\`b` c` d", ["` c`"]),
        ("a ```b`` c", ["```b``"]),
        ("- `a\n- b`", []),
        ("| `a | b` |\n| --- | --- |\n| `c|d` | e |", ["`a | b`", "`c|d`"]),
        ("## `a\nb` c", []),
        ("```\na\n\nb\n```\nc", ["```\na\n\nb\n```"]),
        ("~~~ python\na\n~~~", ["~~~ python\na\n~~~"]),
        ('```python title="a b"\nc\n```', ['```python title="a b"\nc\n```']),
        ("```\n~~~\n```\nx\n~~~", ["```\n~~~\n```"]),
        ("````\n```\n````", ["````\n```\n````"]),
        ("```\nnever closed", []),
        ("- a\n\n    ```\n    b\n    ```\n", ["    ```\n    b\n    ```"]),
        ("> ```\n> a\n> ```", ["> ```\n> a\n> ```"]),
        ("    a\n    b\n\nc", ["    a\n    b"]),
        ("text\n    not code", []),
        ("- a\n\n    not code", []),
        ("- a\n\n        code", ["        code"]),
        ("1. a\n    - b\n\n        not code\n\n            code", ["            code"]),
        ("- a\n\nb\n\n    code", ["    code"]),
        ("Term\n:   Words\n\n    not code\n\n        code", ["        code"]),
        ("\tcode", ["\tcode"]),
        (">     code", ["    code"]),
        ("/// note | T\n    type: a\n\ntext\n///", []),
        ("\\(a\\) and \\[b\nc\\] and \\(d", ["\\(a\\)", "\\[b\nc\\]"]),
        ("\\(a\n\nb\\)", []),
        ("`\\(` a \\)", ["`\\(`"]),
        ("| \\(a|b\\) |\n| --- |", []),
        ("<!-- a\n\nb --> c <!-- d --> e", ["<!-- a\n\nb -->", "<!-- d -->"]),
        ("a <!-- b\n\nc -->", []),
        ("a <code>[[b]]</code> <kbd>c</kbd> <codex>", ["<code>[[b]]</code>", "<kbd>c</kbd>"]),
        ("<pre>\na\n\nb</pre>", ["<pre>\na\n\nb</pre>"]),
        ("<code>never closed", []),
    ],
)
def test_what_is_hidden(text: str, hidden: list[str]) -> None:
    assert [text[span.start : span.end] for span in prose(text).spans] == hidden


def test_masked_text_keeps_its_lines_and_offsets() -> None:
    text = "a `b` c\n\n```\nd\n```\n\n\\(e\\) f"
    assert prose(text).text == "a     c\n\n   \n \n   \n\n      f"


def test_formulas_are_given_with_their_place() -> None:
    assert list(prose("a \\(x^2\\)\n\n\\[ y \\] `\\(z\\)`").formulas) == [
        Formula(2, "x^2", "inline"),
        Formula(11, " y ", "block"),
    ]


class _Hidden(HTMLParser):
    """The drawn words that stand in code or in comments."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.depth, self.words, self.all = 0, set[str](), set[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.depth += tag in ("code", "pre")

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in ("code", "pre")

    def handle_data(self, data: str) -> None:
        self.all |= set(re.findall(r"w\d+w", data))
        if self.depth:
            self.words |= set(re.findall(r"w\d+w", data))

    def handle_comment(self, data: str) -> None:
        self.all |= set(re.findall(r"w\d+w", data))
        self.words |= set(re.findall(r"w\d+w", data))


@pytest.mark.parametrize("seed", range(4))
def test_markdown_hides_the_same_words(seed: int) -> None:
    """Drawn texts of signs and numbered words, converted by Markdown itself."""
    draw = random.Random(seed)
    signs = ["`", "``", "```", "~~~", "<!--", "-->", "    ", "        ", "\n", "\n\n", "\n\n", "- "]
    signs += ["1. ", "> ", "| ", "|", "---", "# ", "\\", " "]
    for _ in range(300):
        parts = draw.choices(signs, k=draw.randrange(3, 15))
        text = "\n" + "".join(f"{sign}w{n}w" for n, sign in enumerate(parts))
        seen = _Hidden(Markdown(extensions=EXTENSIONS).convert(text))
        left = set(re.findall(r"w\d+w", prose(text).text))
        assert seen.all - left == seen.words, text


HOSTILE = ["\\(", "\\[", "<!--", "```a\n", "`", "` `` ", "\\(\n\n", "<code>", "\n<pre>", "- `a\n"]
HOSTILE += ["> ", "| a `\n", "|", "#", "# a\n", "\\", "    ", "\t", ":   a\n", "///\n", "[[", "[@a"]


@pytest.mark.parametrize("unit", HOSTILE)
def test_the_work_grows_with_the_text(unit: str) -> None:
    """An opening sign without a closing one is not looked for again at each of its kind."""
    small, large = unit * (1000 // len(unit)), unit * (2000 // len(unit))
    assert steps(prose, large) < 2.3 * steps(prose, small) + 500


class Looked(str):  # noqa: SLOT000 (it counts)
    """A text that counts how much of it is searched."""

    letters = 0

    def find(self, *arguments: Any) -> int:
        at = super().find(*arguments)
        self.letters += (len(self) if at < 0 else at) - arguments[1]
        return at


def test_a_closing_sign_that_is_missing_is_looked_for_once() -> None:
    text = Looked("\\( <!-- " * 500)
    closers = Closers(text)
    for at in range(0, len(text), 8):
        assert closers.after("\\)", at) == closers.after("-->", at) == 0
    assert text.letters == 2 * len(text)
    assert Closers("a --> b").after("-->", 0) == 5


@pytest.mark.parametrize(("text", "found"), [(r"a \(\) b", []), (r"a \(x\) b", ["x"])])
def test_a_formula_has_something_inside(text: str, found: list[str]) -> None:
    assert [formula.latex for formula in prose(text).formulas] == found
