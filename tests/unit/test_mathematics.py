"""Formulas: all that the converter refuses or passes over is a fault in words."""

from __future__ import annotations

import random
from xml.etree import ElementTree

import pytest
from llm_trends.core.text.source_text import read
from llm_trends.markup.mathematics import converted, formula_faults


@pytest.mark.parametrize(
    ("latex", "fault"),
    [
        ("x_1_2", "has two subscripts in a row"),
        ("x^1^2", "has two superscripts in a row"),
        ("\\left( x", "has a `\\left` without its `\\right`"),
        ("x \\right)", "has a `\\left` without its `\\right`"),
        ("x^", "has nothing after `^` or `_`"),
        ("\\text", "ends with a command that needs more"),
        ("\\big", "ends with a command that needs more"),
        ("\\sqrt", "ends, or is empty, where a command"),
        ("\\frac{a}", "has a command without all its parts; expected 2 in braces"),
        ("{a}\\over", "ends, or is empty"),
        ("\\begin{matrix} a", "has a `\\begin` without its `\\end`"),
        ("a \\end{matrix}", "has an `\\end{matrix}` that ends nothing"),
        ("\\begin{fancy} a \\end{fancy}", "has an unknown environment `fancy`"),
        ("\\limits", "has a command without all its parts"),
        ("\\genfrac(]{0pt}{9}{a}{b}", "has a wrong style in `\\genfrac`"),
        ("{a", "has a `{` that is not closed"),
        ("a}", "has a `}` too many"),
        ("\\unknown{x}", "holds `\\unknown`, which is not understood"),
        ("\\label{x}", "holds `\\label`, which is not understood"),
        ("a & b", "holds a loose &"),
        ("US$", "holds a loose $"),
        ("50% x", "holds %, which begins a remark"),
        ("\\href{javascript:alert(1)}{x}", "holds `\\href`, which may not stand here"),
        ("\\def\\a{\\b\\b}\\a", "holds `\\def`, which may not stand here"),
        (" ", "is empty"),
        ("x" * 3000, "has 3,000 characters; expected at most 2,000"),
        ("{" * 40 + "x" + "}" * 40, "is nested too deeply"),
        ("\\sqrt " * 330 + "x", "is nested too deeply"),
    ],
)
def test_what_is_wrong(latex: str, fault: str) -> None:
    said = converted(latex)[1]
    assert said.startswith(fault)
    assert "; expected " in said
    assert converted(latex, "block") == ("", said)


@pytest.mark.parametrize(
    "latex",
    [
        "E = mc^2",
        "|x| < \\vert y \\vert",
        "\\text{50% of } x_{1,2}^2 \\{a\\} \\% \\& \\# \\$",
        "\\sum_{i=1}^n \\frac12 \\sqrt[3]{x} \\left( \\mathbb{R} \\right)",
        "\\begin{matrix} a & b \\\\ c & d \\end{matrix}",
        "x' \\operatorname{softmax} \\underbrace{x}_{y} \\binom{n}{k}",
        "é 🙂",
    ],
)
def test_what_is_right(latex: str) -> None:
    markup, fault = converted(latex, "inline")
    assert not fault
    assert ElementTree.fromstring(markup).get("display") == "inline"


def test_text_in_a_formula_is_no_markup() -> None:
    markup, _ = converted("\\text{<img src=x onerror=alert(1)> &#x3c;b>}", "inline")
    assert not list(ElementTree.fromstring(markup).iter("img"))
    assert "<img" not in markup
    assert "&lt;img" in markup


def test_drawn_formulas_give_markup_or_a_fault_and_raise_nothing() -> None:
    draw = random.Random(7)
    signs = ["\\frac", "\\sqrt", "{", "}", "^", "_", "x", "1", "\\left(", "\\right)", "&", "\\\\"]
    signs += ["\\begin{matrix}", "\\end{matrix}", "\\text{a}", "\\sum", "'", "\\over", "\\limits"]
    signs += [
        "\\big",
        "[",
        "]",
        "\\not",
        "\\color",
        "\\hspace",
        "\\xrightarrow",
        "\\rule",
        "\\skew",
    ]
    signs += [
        "\\genfrac",
        "\\sideset",
        "\\mathchoice",
        "\\root",
        "\\of",
        "\\hbox{$\\frac$}",
        "\\verb|x|",
    ]
    right = 0
    for _ in range(3000):
        latex = "".join(draw.choices(signs, k=draw.randrange(1, 9)))
        markup, fault = converted(latex, draw.choice(["inline", "block"]))
        assert bool(markup) != bool(fault), latex
        if markup:
            ElementTree.fromstring(markup)
            right += 1
    assert right > 100


def test_faulty_formulas_of_a_page_have_their_place() -> None:
    page = read(
        "f", b"---\ntitle: A \\(x^\\)\n---\n\nThe gap is \\( \\left( x \\) wide, `\\(y^\\)`.\n"
    )
    assert [str(problem) for problem in formula_faults(page)] == [
        (
            "f:5:12: \\( \\left( x \\): has a `\\left` without its `\\right`, or the reverse; "
            "expected both"
        ),
        "f:2:1: title: \\(x^\\) has nothing after `^` or `_`; expected what stands there",
    ]
