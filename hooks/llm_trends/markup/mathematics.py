r"""LaTeX to MathML, with everything that is wrong with a formula said in words.

The converter raises a dozen kinds of errors, and passes over as many mistakes in silence: a command
that it does not know stands in the page as it was typed. Both are faults here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree import ElementTree

from latex2mathml import commands, exceptions
from latex2mathml.converter import convert_to_element

from ..core.problems import Problem, cut
from ..core.text.not_prose import Formula
from ..core.text.notation import scan_field
from ..core.text.source_text import SourceText

LONGEST = 2_000
DEEPEST, DEEPEST_ELEMENT = 30, 100
FORBIDDEN = re.compile(
    r"\\(?:href|class|style|unicode|def|let|newcommand|renewcommand|providecommand|newenvironment"
    r"|DeclareMathOperator)(?![A-Za-z])"
)
MACRO = re.compile(r"\{\{\s*report\.")
ENVIRONMENT = re.compile(r"\\(?P<what>begin|end)\s*\{(?P<name>[^{}]*)\}")
SIGN = re.compile(
    r"\\(?:emph|[fhm]box|[lr]lap|clap|tag\*?|text[a-z]*|underbar)\s*\{[^{}]*\}|\\.|[{}]|%",
    re.DOTALL,
)
"""Text in braces, in which % is a sign like others; what a backslash frees; braces; remarks."""
NUMERIC = re.compile(r"&amp;(#x[0-9A-Fa-f]+;)")
"""A sign by number, as the converter writes it, after its `&` was escaped."""
ARITY = {
    "mfrac": 2,
    "msub": 2,
    "msup": 2,
    "mroot": 2,
    "munder": 2,
    "mover": 2,
    "msubsup": 3,
    "munderover": 3,
}
WORDS: dict[type[Exception], str] = {
    exceptions.NumeratorNotFoundError: r"has nothing before `\over`; expected a numerator",
    exceptions.DenominatorNotFoundError: r"has nothing after `\over`; expected a denominator",
    exceptions.ExtraLeftOrMissingRightError: (
        r"has a `\left` without its `\right`, or the reverse; expected both"
    ),
    exceptions.MissingSuperScriptOrSubscriptError: (
        "has nothing after `^` or `_`; expected what stands there"
    ),
    exceptions.DoubleSubscriptsError: (
        "has two subscripts in a row; expected braces, as in `x_{1,2}`"
    ),
    exceptions.DoubleSuperscriptsError: (
        "has two superscripts in a row; expected braces, as in `x^{a b}`"
    ),
    exceptions.NoAvailableTokensError: (
        "ends, or is empty, where a command or a brace needs more; expected what belongs to it"
    ),
    exceptions.InvalidStyleForGenfracError: r"has a wrong style in `\genfrac`; expected 0 to 3",
    exceptions.MissingEndError: r"has a `\begin` without its `\end`; expected both",
    exceptions.InvalidAlignmentError: "has a wrong alignment of columns; expected l, c or r",
    exceptions.InvalidWidthError: "has a wrong width; expected a number",
    exceptions.LimitsMustFollowMathOperatorError: (
        r"has `\limits` behind no operator; expected it behind one such as `\sum`"
    ),
    StopIteration: r"ends with a command that needs more; expected braces, as in `\text{…}`",
    RecursionError: "is nested too deeply; expected a simpler formula",
}
UNREADABLE = "cannot be read as LaTeX; expected a simpler formula"


@lru_cache(maxsize=1024)
def converted(latex: str, display: str = "inline") -> tuple[str, str]:
    """(MathML, fault), one of which is empty. `display` is `inline` or `block`. Never raises.

    Text in a formula stays text: what looks like a tag in it is escaped.
    """
    if fault := _source_fault(latex):
        return "", fault
    try:
        element = convert_to_element(latex, display=display)
        fault = _element_fault(element)
        markup = ElementTree.tostring(element, encoding="unicode")
    except Exception as error:  # whatever the converter raises is the author's to mend
        return "", WORDS.get(type(error), UNREADABLE)
    return ("", fault) if fault else (NUMERIC.sub(r"&\1", markup), "")


@lru_cache(maxsize=1024)
def formula_faults(source: SourceText) -> tuple[Problem, ...]:
    """All faulty formulas of a page, in its body and in the texts of its header."""
    in_body = [
        source.problem_in_body(formula.offset, cut(formula.raw), fault)
        for formula in source.prose.formulas
        if (fault := converted(formula.latex, formula.display)[1])
    ]
    in_fields = [
        source.problem(path, f"{cut(piece.raw)} {fault}")
        for path, text in source.texts
        for piece in scan_field(text)
        if isinstance(piece, Formula) and (fault := converted(piece.latex)[1])
    ]
    return (*in_body, *in_fields)


def _source_fault(latex: str) -> str:
    """What can be seen before converting: length, braces, environments, forbidden commands."""
    if not latex.strip():
        return "is empty; expected a formula"
    if len(latex) > LONGEST:
        return f"has {len(latex):,} characters; expected at most {LONGEST:,}"
    if MACRO.search(latex):
        return "holds a macro, which is not carried out in a formula; expected the number itself"
    if found := FORBIDDEN.search(latex):
        return f"holds `{found[0]}`, which may not stand here; expected a formula alone"
    depth = deepest = 0
    for sign in SIGN.finditer(latex):
        if sign[0] == "%":
            return r"holds %, which begins a remark; expected `\%`"
        depth += (sign[0] == "{") - (sign[0] == "}")
        deepest = max(deepest, depth)
        if depth < 0:
            return r"has a `}` too many; expected a `{` before it, or `\}` for the sign"
    if depth:
        return r"has a `{` that is not closed; expected `}`, or `\{` for the sign"
    if deepest > DEEPEST:
        return WORDS[RecursionError]
    return _environment_fault(latex)


def _environment_fault(latex: str) -> str:
    opened: list[str] = []
    for found in ENVIRONMENT.finditer(latex):
        name = found["name"].strip()
        if f"\\{name}" not in commands.CONVERSION_MAP:
            return f"has an unknown environment `{cut(name)}`; expected one as `matrix` or `align`"
        if found["what"] == "begin":
            opened.append(name)
        elif not opened or opened.pop() != name:
            return rf"has an `\end{{{cut(name)}}}` that ends nothing; expected its `\begin`"
    return WORDS[exceptions.MissingEndError] if opened else ""


def _element_fault(element: ElementTree.Element) -> str:
    """What the converter let pass: commands as text, stray signs, half a fraction."""
    level = [element]
    for _ in range(DEEPEST_ELEMENT):
        for part in level:
            text = part.text or ""
            if "\\" in text:
                return f"holds `{cut(text)}`, which is not understood; expected a command of LaTeX"
            if part.tag in ("mi", "mo") and text in ("&", "#", "$", "}", "{"):
                return rf"holds a loose {text}; expected `\{text}` for the sign"
            if len(part) != ARITY.get(part.tag, len(part)):
                return f"has a command without all its parts; expected {ARITY[part.tag]} in braces"
        level = [inner for part in level for inner in part]
    return WORDS[RecursionError] if level else ""
