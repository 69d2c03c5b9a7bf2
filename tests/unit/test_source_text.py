"""From bytes to text, header and body: nothing is refused without its place."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from llm_trends.core.problems import Problem
from llm_trends.core.text.source_text import LARGEST, SourceText, decode, read, read_data

PAGE = "---\ntitle: A\nclaims:\n  - id: x\n    text: >-\n      Some text.\n---\n\nBody.\n"


def lines(problems: tuple[Problem, ...]) -> list[str]:
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"ab\ncd\xffe", "f:2:3: encoding: byte 0xff is not UTF-8; expected a file saved as UTF-8"),
        ("é\xe9".encode()[:-1], "f:1:2: encoding: byte 0xc3 is not UTF-8"),
        (b"a\rb\r\nc\xe4", "f:3:2: encoding: byte 0xe4 is not UTF-8"),
        (b"\xef\xbb\xbfa\x07", "f:1:2: encoding: holds U+0007, a control character; expected text"),
        (b"a\n\0", "f:2:1: encoding: holds U+0000, a control character"),
        (b"a\x0cb", "f:1:2: encoding: holds U+000C, a control character"),
        (b"a\x7f", "f:1:2: encoding: holds U+007F, a control character"),
        ("a\x9b".encode(), "f:1:2: encoding: holds U+009B, a control character"),
        ("a\n\x85".encode(), "f:2:1: encoding: holds U+0085, an invisible line break"),
        ("a\u2028b".encode(), "f:1:2: encoding: holds U+2028, an invisible line break"),
        ("🙂\ue000".encode(), "f:1:2: encoding: holds U+E000, a character for private use"),
        ("a\u202eb".encode(), "f:1:2: encoding: holds U+202E, an invisible mark that changes"),
        ("a\u2066b".encode(), "f:1:2: encoding: holds U+2066, an invisible mark that changes"),
        ("ab\ufeff".encode(), "f:1:3: encoding: holds U+FEFF, an invisible mark"),
        ("title: A".encode("utf-16"), "f:1:1: encoding: is saved as UTF-16 or UTF-32"),
        ("title: A".encode("utf-16-le"), "f:1:1: encoding: is saved as UTF-16 or UTF-32"),
        ("title: ÄÖ".encode("utf-16-be"), "f:1:1: encoding: is saved as UTF-16 or UTF-32"),
        ("title: A".encode("utf-32"), "f:1:1: encoding: is saved as UTF-16 or UTF-32"),
        (b"a" * (LARGEST + 1), "f:1:1: file: has 2,000,001 bytes; expected at most 2,000,000"),
    ],
)
def test_one_located_problem_for_bytes_that_are_no_text(raw: bytes, problem: str) -> None:
    found = decode("f", raw)
    assert isinstance(found, SourceText)
    (said,) = lines(found.problems)
    assert said.startswith(problem)


@pytest.mark.parametrize("raw", [b"a\r\nb\rc\n", b"\xef\xbb\xbfa\nb\nc\n"])
def test_marks_and_line_ends_are_one_kind(raw: bytes) -> None:
    assert decode("f", raw) == "a\nb\nc\n"


def test_ordinary_signs_of_any_script_are_kept() -> None:
    text = "\ta “b” – 🙂👩‍👩‍👧 שלום \u200f مرحبا \u00a0 नमस्ते \u00ad"
    assert decode("f", text.encode()) == text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "f:1:1: header: the page is empty; expected a header between --- lines"),
        ("\ufeff \n", "f:1:1: header: the page is empty"),
        ("# A", "f:1:1: header: there is none; expected --- on the first line"),
        ("--- a\n---\n---\n", "f:1:1: header: there is none"),
        ("---\ntitle: A\n", "f:1:1: header: it has no end"),
        ("---\n---\n", "f:1:1: header: is empty; expected lines of the form"),
        ("---\n- a\n---\n", "f:2:1: header: is not a list of fields"),
        ("---\ntitle\n---\n", "f:2:1: header: is not a list of fields"),
    ],
)
def test_a_page_needs_a_header(text: str, problem: str) -> None:
    (said,) = lines(read("f", text.encode()).problems)
    assert said.startswith(problem)


def test_fields_and_offsets_of_the_body_have_places() -> None:
    page = read("f", PAGE.encode())
    assert page.data == {"title": "A", "claims": [{"id": "x", "text": "Some text."}]}
    assert page.place(("claims", 0, "text")) == (5, 5)
    assert page.place(("claims", 0, "nothing", 3)) == (4, 5)
    assert list(page.texts) == [
        (("title",), "A"),
        (("claims", 0, "id"), "x"),
        (("claims", 0, "text"), "Some text."),
    ]
    assert str(page.problem(("claims", 0, "text"), "is dull")) == "f:5:5: claims[0].text: is dull"
    at = page.body.index("dy")
    assert str(page.problem_in_body(at, "dy", "is half")) == "f:9:3: dy: is half"
    assert page.problem_in_body(0, "x", "y").line == 7


@pytest.mark.parametrize("read_any", [read, read_data])
def test_whatever_the_bytes_nothing_is_raised_and_each_problem_lies_in_the_file(
    read_any: Callable[[str, bytes], SourceText],
) -> None:
    draw = random.Random(20)
    signs = [b"\n", b"  ", b"- ", b": ", b"---\n", b"a", b"'", b'"', b"[", b"{", b"\t", b"\r", b"#"]
    signs += [b"\xff", b"\0", b"\xc3\xa9", b"*a", b"&a", b"!!int ", b"|\n", b">-\n", b"? ", b"<<: "]
    signs += [
        "\u2028".encode(),
        "🙂".encode(),
        b"\\",
        b'"\\u202e"',
        b"...\n",
        b"%",
        b"@",
        b",",
        b"]",
    ]
    for _ in range(3000):
        raw = b"".join(draw.choices(signs, k=draw.randrange(1, 16)))
        if read_any is read and draw.random() < 0.8:
            raw = b"---\n" + raw + b"\n---\n"
        text = raw.decode(errors="replace").removeprefix("\ufeff")
        shown = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for problem in read_any("f", raw).problems:
            assert 1 <= problem.line <= len(shown), raw
            assert 1 <= problem.column <= len(shown[problem.line - 1]) + 1, raw
            assert str(problem).isprintable()
