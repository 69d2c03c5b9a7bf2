"""The macros of prose: read by Jinja's lexer and parser, carried out once, here.

A macro is `{{ report.name("word", …) }}` and nothing else: one call with plain words. Nothing is
evaluated, so nothing can loop, grow or reach further. What a macro makes is HTML, which stands
aside while Markdown is converted; a mark in the text holds its place. Template signs in code are
code, and `{% raw %}` protects them elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.exceptions import TemplateError
from markupsafe import Markup

from .core.problems import Problem, one_of
from .core.text.source_text import SourceText

PART = "\x1b"
"""Stands around the number of a part. No text can hold it, as control characters are refused."""
MARK = re.compile(f"{PART}(\\d+){PART}")
MOST_CALLS, MOST_SIGNS = 500, 1000
"""How many macros a page may have, and how long each may be."""
NO_COMMENTS = "{\x1b#"
"""Jinja's comments would swallow the `{#id}` of a heading; prose has HTML's."""
EXPECTED = (
    'expected `{{ report.name("…") }}`, or `{% raw %}` and `{% endraw %}` around signs '
    "that are meant as text"
)
Macro = Callable[..., "Part"]


class MacroError(Exception):
    """A macro was called with something that does not exist; the message says what does."""


@dataclass(frozen=True)
class Part:
    """A piece of finished HTML; `block` if it stands between paragraphs, not inside one."""

    html: Markup
    block: bool = True
    at: int = 0
    """The offset of its macro in the body."""


@dataclass(frozen=True)
class Body:
    """Prose whose macros have been carried out: Markdown with marks, and what they stand for."""

    markdown: str
    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = ()


def mark(number: int) -> str:
    return f"{PART}{number}{PART}"


def carried_out(source: SourceText, macros: Mapping[str, Macro]) -> Body:
    """Every macro of a page, each once, in order. Never raises; all faults are named at once."""
    text, code = _without_code(source)
    parts: list[Part] = []
    problems: list[Problem] = []
    out: list[str] = []
    try:
        for offset, kind, piece in _pieces(text):
            written = CODE.sub(lambda _: next(code), piece)
            if kind == "text":
                out.append(written)
                continue
            if problems and END.match(written):
                continue  # what it ends is no macro, which is said there
            found = _carry_out(kind, written, macros)
            if isinstance(found, str):
                problems.append(source.problem_in_body(offset, "macro", found))
                continue
            if found.block and not _alone(text, offset, offset + len(piece)):
                wrong = f"'{_short(written)}' makes a block; expected it in a line of its own"
                problems.append(source.problem_in_body(offset, "macro", wrong))
            hold = mark(len(parts))
            parts.append(replace(found, at=offset))
            out.append(f"\n\n{hold}\n\n" if found.block else hold)
    except _BrokenError as error:
        wrong = f"is not a macro: {error.said}; {EXPECTED}"
        problems.append(source.problem_in_body(error.offset, "macro", wrong))
    if len(parts) > MOST_CALLS:
        wrong = f"there are {len(parts)} macros; expected at most {MOST_CALLS} on a page"
        problems.append(source.problem_in_body(parts[MOST_CALLS].at, "macro", wrong))
    return Body("".join(out), tuple(parts), tuple(problems))


UNPAIRED = "it has a quote without another"
QUOTES = ("unexpected char '\"'", 'unexpected char "\'"')
"""What Jinja's lexer says of one that no other follows."""
OVER = re.compile(r"\n|\{\{|\}\}")
"""What no word in quotes holds."""
CODE_LETTER = "\x02"
"""Stands for each letter of code, so that all offsets stay those of the body. No text can hold it,
and it is no blank, which `{{-` would take away."""
CODE = re.compile(CODE_LETTER)
TRIMS = re.compile(r"^\{[{%][-+]|[-+][}%]\}\s*$")
"""Template signs that take away the blanks beside them, with which Markdown reads another text."""
WHERE = re.compile(r" at \d+$")
"""Where Jinja's lexer stopped, as an offset that nobody can count."""


def _without_code(source: SourceText) -> tuple[str, Iterator[str]]:
    """The body with a mark for each letter of code, and these letters in order."""
    code: list[str] = []
    out: list[str] = []
    at = 0
    for span in source.prose.spans:
        if span.kind == "comment":
            continue
        piece = source.body[span.start : span.end]
        out += [source.body[at : span.start], LETTER.sub(CODE_LETTER, piece)]
        code += LETTER.findall(piece)
        at = span.end
    return "".join([*out, source.body[at:]]), iter(code)


END = re.compile(r"\{[{%]-?[ \t]*(?:end\w|[<%]?[ \t]*/)")
"""`{% endif %}`, `{{/if}}`, `{{< /note >}}`: the second half of what another language begins."""
LETTER = re.compile(r"[^\n]")


def _alone(text: str, start: int, end: int) -> bool:
    """Whether nothing stands in the lines of a piece beside it."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end:].partition("\n")[0]
    return not (before.strip() or after.strip())


ENVIRONMENT = Environment(
    comment_start_string=NO_COMMENTS,
    comment_end_string="#\x1b}",
    keep_trailing_newline=True,
    autoescape=True,
)


class _BrokenError(Exception):
    """Why nothing can be read on, and the offset of the macro of which that is true."""

    def __init__(self, offset: int, said: str) -> None:
        super().__init__(said)
        self.offset, self.said = offset, said


def _pieces(text: str) -> Iterator[tuple[int, str, str]]:
    """(offset, kind, text) of what stands between template signs, of each `{{…}}` and `{%…%}`, and
    of `{% raw %}` and its end if they take away blanks.

    Raises `_BrokenError` at the first that cannot be read. A quote that is not closed would pair up
    with one of another macro.
    """
    offset, start, kind, inside = 0, 0, "text", ""
    try:
        for _line, token, value in ENVIRONMENT.lex(text):
            offset = text.find(value, offset)  # what `{{-` took away is left out
            if token in ("variable_begin", "block_begin"):
                start, kind, inside = offset, token.removesuffix("_begin"), value
            elif token in ("variable_end", "block_end"):
                yield start, kind, inside + value
                kind = "text"
            elif kind != "text":
                inside += value
                if token == "string" and OVER.search(value):
                    raise _BrokenError(start, UNPAIRED)
            elif token not in ("raw_begin", "raw_end"):
                yield offset, "text", value
            elif TRIMS.search(value):
                yield offset, "raw", value
            offset += len(value)
    except TemplateSyntaxError as error:
        said = WHERE.sub("", error.message or "")
        lines = text.splitlines(keepends=True)[: error.lineno - 1]
        at = start if kind != "text" else sum(map(len, lines))
        raise _BrokenError(at, UNPAIRED if said in QUOTES else said) from None
    if kind != "text":
        yield start, "unclosed", inside


def _carry_out(kind: str, written: str, macros: Mapping[str, Macro]) -> Part | str:
    """The part that a macro makes, or what is wrong with it."""
    if kind == "unclosed":
        return f"'{_short(written)}' is not a macro: it has no end; {EXPECTED}"
    if TRIMS.search(written):
        return f"'{_short(written)}' takes away the blanks beside it; expected it without - and +"
    if kind == "block":
        return f"'{_short(written)}' is not a macro; {EXPECTED}"
    call = _call(written)
    if isinstance(call, str):
        return call
    name, arguments = call
    if name not in macros:
        return f"there is no macro 'report.{name}'; {one_of(macros, name)}"
    try:
        return macros[name](*arguments)
    except MacroError as error:
        return str(error)
    except TypeError:
        return f"'{_short(written)}' has the wrong number of words; expected as in Contributing"


@lru_cache(maxsize=4096)
def _call(written: str) -> tuple[str, tuple[str, ...]] | str:
    """The name and the words of a call, or what is wrong with it; remembered by what is written."""
    wrong = f"'{_short(written)}' is not a macro; {EXPECTED}"
    if len(written) > MOST_SIGNS:
        return wrong
    try:
        body = ENVIRONMENT.parse(written).body
    except TemplateError as error:
        return f"'{_short(written)}' is not a macro: {error.message}; {EXPECTED}"
    except (ValueError, RecursionError):
        return wrong
    written_nodes = body[0].nodes if body and isinstance(body[0], nodes.Output) else []
    node: nodes.Node = written_nodes[0] if len(written_nodes) == 1 else nodes.Const(None)
    words: tuple[str, ...] = ()
    if isinstance(node, nodes.Call) and not (node.kwargs or node.dyn_args or node.dyn_kwargs):
        values = [item.value if isinstance(item, nodes.Const) else None for item in node.args]
        words = tuple(value for value in values if isinstance(value, str))
        if len(words) < len(node.args):
            return wrong
        node = node.node
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        return (node.attr, words) if node.node.name == "report" else wrong
    return wrong


def _short(written: str) -> str:
    text = " ".join(written.split())
    return text if len(text) <= 60 else f"{text[:57]}…"
