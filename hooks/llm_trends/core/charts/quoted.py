"""Where in a specification stands what only the drawing finds wrong, if the drawing quotes it."""

from __future__ import annotations

import re

from ..problems import Problem
from .json_text import read_json

COLOR = re.compile(r"^uses the color ([^;]+);")
EXPRESSION = re.compile(r"parse error: (.+);")
FUNCTION = re.compile(r"[Uu]nrecognized function: (\w+)")
LEAST = 3
"""A shorter text stands in too many expressions by chance."""


def at_its_text(problem: Problem, raw: bytes) -> Problem:
    """The problem at the text that it quotes; where it was, if it quotes none of `raw`."""
    text = read_json(problem.path, raw)
    drawn = [
        (path, said) for path, said in text.source.texts if path[0] != "usermeta" or len(path) > 2
    ]
    found = [(path, said) for path, said in drawn if _quotes(problem.message, said)]
    if not found:
        return problem
    path, _ = max(found, key=lambda one: len(one[1]))  # a column's name stands in expressions
    return text.problem(path, problem.message)


def _quotes(message: str, said: str) -> bool:
    if color := COLOR.search(message):
        return said.strip().lower() == color[1].lower()
    if expression := EXPRESSION.search(message):
        return len(said) >= LEAST and said.strip() in expression[1]
    if function := FUNCTION.search(message):
        return re.search(rf"\b{function[1]}\s*\(", said) is not None
    return False
