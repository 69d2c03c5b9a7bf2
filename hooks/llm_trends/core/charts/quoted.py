"""Where in a specification stands what only the drawing finds wrong, if the drawing quotes it."""

from __future__ import annotations

import re

from ..problems import Problem, cut, printable
from ..text.positions import FieldPath
from .json_text import read_json
from .refusals import EXPRESSIONS

COLOR = re.compile(r"^uses the color ([^;]+);")
WHOLE = re.compile(r"^(.+) is no expression: ")
PARAMETER = re.compile(r'does not compile: Error: Unrecognized signal name: "(\w+)"')
DRAWS_NONE = "draws none of "
SAID = {
    "Unexpected end of input": "it ends too soon",
    "Unexpected token ILLEGAL": "a sign in it means nothing, or a text has no end",
    "Unexpect token after expression": "more follows its end",
}
"""What the reader of expressions says, and what we say for it."""


def in_expression(said: str, expression: str) -> str:
    """The message of what is wrong with an expression, so that its place can be found again."""
    own = SAID.get(said, f"{said[:1].lower()}{said[1:]}")
    return f"{_shown(expression)} is no expression: {own}; expected one that can be computed"


def at_its_text(problem: Problem, raw: bytes) -> list[Problem]:
    """The problem wherever the text stands that it quotes; where it was, if `raw` has none."""
    text = read_json(problem.path, raw) if problem.path.endswith(".json") else None
    if text is None or not text.data:
        return [problem]
    message = problem.message
    if message.startswith(DRAWS_NONE):
        return [text.problem(("encoding", "description"), message)]
    drawn = [
        (path, said) for path, said in text.source.texts if path[0] != "usermeta" or len(path) > 2
    ]
    if whole := WHOLE.search(message):
        message = message.removeprefix(whole[1]).lstrip()
        paths = [path for path, said in drawn if _computed(path) and _shown(said) == whole[1]]
    elif nobody := PARAMETER.search(message):
        message = f"names '{nobody[1]}', which is no parameter; expected one of `params`, or none"
        paths = [path for path, said in drawn if path[-1] == "param" and said == nobody[1]]
    else:
        color = COLOR.search(message)
        paths = [path for path, said in drawn if color and said.strip().lower() == color[1].lower()]
    return [text.problem(path, message) for path in paths] or [problem]


def _computed(path: FieldPath) -> bool:
    """Whether an expression stands there; items of a list have the name of the list."""
    names = [part for part in path if isinstance(part, str)]
    return names[-1] in EXPRESSIONS


def _shown(expression: str) -> str:
    return cut(printable(expression), 200) if expression.strip() else "a blank"
