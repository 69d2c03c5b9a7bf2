"""LaTeX as plain text, and what is none."""

from __future__ import annotations

import pytest
from llm_trends.core.sources.latex import plain

from .bibtex_entries import entry, said


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("Plain  text\n of & # _ ^ < > \" ' words", "Plain text of & # _ ^ < > \" ' words"),
        (r"95\% \& \_ \$ \# \{x\}", "95% & _ $ # {x}"),
        ("{FlashAttention} and {{AI}}", "FlashAttention and AI"),
        (r"M{\"u}ller, {\L}ukasz, Stra{\ss}e, \AA, {\o}", "Müller, Łukasz, Straße, Å, ø"),
        (r"R\'esum\'e, Ko{\v c}isk\'y, \c{c}, \H{o}, \'\i, \k a", "Résumé, Kočiský, ç, ő, í, ą"),
        (r"Nguy{\~{\^e}}n Tr{\`{\^a}}n", "Nguyễn Trần"),
        (r"\textit{a} \emph{b {\bf c}} {\em d} \textsc{e} \mbox{f}", "a b c d e f"),
        (
            r"\url{https://e.org/a%20b~c_d} \href{https://e.org/%}{here}",
            "https://e.org/a%20b~c_d here",
        ),
        ("1--9, a---b, ``c'' and `d', \\enquote{e}", "1–9, a—b, “c” and ‘d’, “e”"),
        ("`one word' of O'Neil's and others'", "‘one word’ of O'Neil's and others'"),
        (r"H\textsubscript{2}O, 10\textsuperscript{26}, 1\textsuperscript{st}", "H₂O, 10²⁶, 1st"),
        (r"a~b\ c\,d\\e\-f\/g", "a b c d efg"),
        (r"$\tau$-bench, $\infty$-former, \alpha, \copyright, \S 3", "τ-bench, ∞-former, α, ©, §3"),
        (r"\LaTeX{} and \TeX, \dots, \textbackslash n", "LaTeX and TeX, …, \\n"),
        ("--no-verify? !x", "–no-verify? !x"),
        ("", ""),
    ],
)
def test_plain(latex: str, text: str) -> None:
    assert plain(latex) == text


@pytest.mark.parametrize(
    ("title", "place", "what"),
    [
        ("Why 95% of pilots fail", "2:18", "has a title with a %, which begins a comment"),
        ("{100% of} pilots", "2:16", "has a title with a %"),
        ("On $O(n^2)$ time", "2:15", "has a title with a $, which begins mathematics"),
        ("A $", "2:14", "has a title with a $"),
        ("Two\n  lines \\foo{x}", "3:9", "has a title with the LaTeX command \\foo"),
        ("\\emph", "2:12", "has a title with a LaTeX command without its argument"),
        ("\\url", "2:12", "has a title with a LaTeX command without its argument"),
        ("\\'{}", "2:12", "has a title with a LaTeX accent without a letter"),
        ("x\\textsuperscript{why}", "2:13", "has a title with raised or lowered 'why'"),
        ("\\(x\\)", "2:12", "has a title with the LaTeX command \\("),
        ("x\\", "2:12", "has a title in which"),
    ],
)
def test_what_is_no_text_is_found_at_its_place(title: str, place: str, what: str) -> None:
    [problem] = said(entry(title=title))
    assert problem.startswith(f"s.bib:{place}: one: {what}")
    assert "; expected " in problem


@pytest.mark.parametrize("name", ["journal", "pages", "year", "author", "urldate", "howpublished"])
def test_every_field_that_is_shown_is_text(name: str) -> None:
    [problem] = said(entry(**{name: "a 5% b"}))
    assert problem.startswith("s.bib:")
    assert f"has a{'n' if name == 'author' else ''} {name} with a %" in problem
