"""What is wrong with the syntax of a style sheet, which a browser passes over in silence.

Names of properties, values and selectors are not looked at: a browser may know new ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tinycss2 import parse_component_value_list
from tinycss2.ast import Node

from .problems import cut
from .text.positions import Place

END = "\n;"
"""Put behind a style sheet: it comes last at the outermost level if nothing was left open."""
SIGNS = {"{} block": "{", "[] block": "[", "() block": "(", "function": "("}
CLOSES = {"{": "}", "[": "]", "(": ")"}
NAMED = {
    "bad-string": "this string is not closed; expected its quotation mark before the line ends",
    "bad-url": "this address is not closed; expected a )",
}
ELSEWHERE = re.compile(r"\s*(?:(?!data:)[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
Found = tuple[Place, str]


def style_faults(css: str) -> list[Found]:
    """Each fault with its line and column, in order. `css` has lines ended by `\\n`."""
    tokens = parse_component_value_list(css + END)
    end = css.count("\n") + 2
    found = list(_of_tokens(tokens))
    opened = None if _astray(found) else _left_open(tokens, end)
    if opened:  # what closes nothing behind it is meant to close it
        found = [*(fault for fault in found if fault < opened), opened]
    return sorted(found or (*_of_items(tokens[:-1], nested=False), *_from_elsewhere(tokens)))


def _astray(found: Sequence[Found]) -> bool:
    """Whether a string or an address is left open, so that brackets behind it mean nothing."""
    return any(wrong in NAMED.values() for _, wrong in found)


def _place(token: Node) -> Place:
    return token.source_line, token.source_column


def _inside(token: Node) -> Sequence[Node]:
    """The tokens within a block or within the brackets of a function."""
    name = "arguments" if token.type == "function" else "content"
    inside: Sequence[Node] = getattr(token, name, ())
    return inside


def _from_elsewhere(tokens: Sequence[Node]) -> Iterator[Found]:
    """What a browser would fetch from another host."""
    levels = [tokens]
    while levels:
        level = levels.pop()
        imported = False
        for token in level:
            levels += [inside] if (inside := _inside(token)) else []
            named = [token] if token.type == "url" or imported else []
            if token.type == "function" and token.lower_name in ("url", "src"):
                named = list(inside)
            for one in named:
                if one.type in ("url", "string") and ELSEWHERE.match(one.value):
                    wrong = f"'{cut(one.value)}' is of another host; expected a file below docs/"
                    yield _place(token), wrong
            if token.type == "at-keyword" or token == ";":
                imported = token != ";" and token.lower_value == "import"


def _of_tokens(tokens: Sequence[Node]) -> Iterator[Found]:
    """What is no token, up to a string without its end: after that, quotation marks are reversed.

    Brackets lie as deep as somebody typed them, so that this must not go down by calls.
    """
    waiting = list(reversed(tokens))
    while waiting:
        token = waiting.pop()
        if token.type == "error":
            nothing = f"{token.kind} closes nothing; expected its opening bracket before it"
            yield _place(token), NAMED.get(token.kind, nothing)
            if token.kind in NAMED:
                return
        waiting += reversed(_inside(token))


def _left_open(tokens: Sequence[Node], end: int) -> Found | None:
    """The innermost bracket, or the comment, that holds what was put behind the sheet."""
    holder: Node | None = None
    while tokens and not (tokens[-1] == ";" and tokens[-1].source_line == end):
        holder = tokens[-1]
        tokens = _inside(holder)
    if holder is None or holder.type == "error":
        return None
    if holder.type == "comment":
        return _place(holder), "this comment is not closed; expected */"
    sign = SIGNS[holder.type]
    name = f"{holder.name}{sign}" if holder.type == "function" else sign
    return _place(holder), f"{name} is not closed; expected a {CLOSES[sign]}"


def _of_items(tokens: Sequence[Node], nested: bool) -> Iterator[Found]:
    """What is wrong with the rules and declarations of a block, or with those of the sheet."""
    waiting = [(tokens, nested)]
    while waiting:
        inside, nested = waiting.pop()
        for item in _items(inside):
            first, last = item[0], item[-1]
            if last.type == "{} block" and not _is_custom(item):
                waiting.append((last.content, True))
                if fault := _of_rule(item[:-1], last):
                    yield fault
            elif first.type == "at-keyword":
                continue
            elif not nested:
                sign = "a ; stands outside of a rule, which spoils the next one; expected none"
                none = "belongs to no rule; expected a selector and a block in braces"
                yield _place(first), sign if first == ";" else none
            elif first != ";" and (fault := _of_declaration(item)):
                yield fault


def _items(tokens: Sequence[Node]) -> Iterator[list[Node]]:
    """Rules up to their block, all else up to its semicolon, without blanks and comments."""
    item: list[Node] = []
    for token in tokens:
        if token.type in ("whitespace", "comment"):
            continue
        item.append(token)
        if token == ";" or (token.type == "{} block" and not _is_custom(item)):
            yield item
            item = []
    if item:
        yield item


def _is_custom(item: Sequence[Node]) -> bool:
    """Whether it declares a property of our own, whose value may be anything."""
    return len(item) > 1 and item[0].type == "ident" and item[0].value.startswith("--")


def _of_rule(prelude: Sequence[Node], block: Node) -> Found | None:
    """What stands before a block. `color: red a { … }` lacks a semicolon; `a:hover` does not."""
    if not prelude:
        return _place(block), "{ begins a rule that is for nothing; expected a selector before it"
    name, colon, value = (*prelude, None, None)[:3]
    if name.type == "ident" and colon == ":" and value is not None:
        touching = value.source_line == colon.source_line
        touching = touching and value.source_column == colon.source_column + 1
        if not touching:
            return _place(name), f"{name.value} runs into the next rule; expected a ; after it"
    return None


def _of_declaration(item: Sequence[Node]) -> Found | None:
    name, *rest = item
    if name.type != "ident":
        return _place(name), "is no declaration; expected name: value"
    if not rest or rest[0] != ":":
        return _place(name), f"{name.value} has no value; expected a : after the name"
    value = [token for token in rest[1:] if token != ";"]
    if _is_custom(item):
        return None
    if not value:
        return _place(name), f"{name.value} has no value; expected one after the :"
    colons = [at for at, token in enumerate(value) if token == ":" and at]
    if colons:
        following = value[colons[0] - 1]
        return _place(following), "begins within another declaration; expected a ; before it"
    return None
