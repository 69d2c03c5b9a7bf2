"""Styles and scripts: what a browser would pass over in silence is named at its place."""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest
from llm_trends.compose import Site, compose
from llm_trends.core.assets import Assets, is_asset, read_assets, with_changed
from llm_trends.core.scripts import script_fault
from llm_trends.core.styles import style_faults
from llm_trends.panel import overview, panel

from ..content import TODAY, content
from .test_compose import FRAME

DOCS = Path(__file__).parents[2] / "docs"
STYLES = {
    "a { color: red": ((1, 3), "{ is not closed"),
    "@media print {\n a { b: c }\n": ((1, 14), "{ is not closed"),
    "a {\n b: c;\n\nd { e: f }\n": ((1, 3), "{ is not closed"),
    "a { b: c(d; }\ne { f: g }": ((1, 8), "c( is not closed"),
    "[a { b: c }": ((1, 1), "[ is not closed"),
    "a { b: c; /* d }": ((1, 11), "this comment is not closed"),
    "a { b: c; }}\nd { e: f }": ((1, 12), "} closes nothing"),
    "a { b: c); }": ((1, 9), ") closes nothing"),
    'a { b: "c;\n} d { e: "f" }': ((1, 8), "this string is not closed"),
    "a { b: 'c": ((1, 8), "this string is not closed"),
    "a { b: url(c d); }": ((1, 8), "this address is not closed"),
    "a { b c; d: e }": ((1, 5), "b has no value; expected a : after the name"),
    "a { b: c; d }": ((1, 11), "d has no value; expected a : after the name"),
    "a { b:; }": ((1, 5), "b has no value; expected one after the :"),
    "a { b: c\n  d: e }": ((2, 3), "begins within another declaration; expected a ; before it"),
    "a { b: c\n &:hover { d: e } }": ((1, 5), "b runs into the next rule; expected a ;"),
    "a { 7: b }": ((1, 5), "is no declaration"),
    "{ b: c }": ((1, 1), "{ begins a rule that is for nothing"),
    "a { b: c };\nd { e: f }": ((1, 11), "a ; stands outside of a rule"),
    "b: c;": ((1, 1), "belongs to no rule"),
    "a { b: c }\nd": ((2, 1), "belongs to no rule"),
    "@media print { a { b c } }": ((1, 20), "b has no value"),
    "@import 'https://e.org/a.css';": ((1, 9), "'https://e.org/a.css' is of another host"),
    "@import url(//e.org/a.css);": ((1, 9), "'//e.org/a.css' is of another host"),
    "a { b: url(https://e.org/c.png) }": ((1, 8), "'https://e.org/c.png' is of another host"),
    'a { b: URL( "HTTP:c" ) }': ((1, 8), "'HTTP:c' is of another host"),
    "a { b: u\\72l(//e.org/c) }": ((1, 8), "'//e.org/c' is of another host"),
    "a { b: src('//e.org/c') }": ((1, 8), "'//e.org/c' is of another host"),
    "\N{LATIN SMALL LETTER E WITH ACUTE}\N{ROCKET} { b c }": ((1, 6), "b has no value"),
}
RIGHT_STYLES = (
    "",
    "a { b: c }",
    "a { ;; b: c;; }",
    "a:hover { & b:not(c) { d: e } &:focus { f: g } span:hover { h: i } }",
    "a { --b: { c: d }; --e:; --f: g:h; i: j }",
    '@charset "utf-8";\n@import url(a.css) print;\n@layer b, c;\nd { e: f !important }',
    "@keyframes a { from { b: c } 50%, to { d: e } }",
    "@font-face { src: url(data:font/woff2;base64,AA==) format('woff2') }",
    "@page :first { @top-left { content: counter(page) } }",
    "a::before { content: '\\201C'; background: url( 'b' ) }",
    "@supports (display: grid) and (not (a: b)) { c { d: e } }",
    "a { /* b c */ d: /* e: f; */ g }",
    "a::before { content: 'https://e.org//' }",
    "\\{ { a: b }",
    "nosuch > ::thing { unknown: 12zz }",
)
SCRIPTS = {
    "const a;": ((1, 8), "missing initializer"),
    "let a = 1;\nlet a = 2;": ((2, 7), "invalid redefinition"),
    "a\nb c\nd": ((2, 3), "cannot be read from here; expected ';'"),
    "/*\N{LATIN SMALL LETTER E WITH ACUTE}\N{ROCKET}*/ a = ;": ((1, 12), "unexpected token"),
    "\n/*\N{LATIN SMALL LETTER E WITH ACUTE}\N{ROCKET}*/ a = ;": ((2, 12), "unexpected token"),
    "function f() {\n  if (a) {\n}\n": ((4, 1), "the script ends too soon"),
    "a = 'b\n'": ((1, 5), "unexpected end of string"),
    "`${a": ((1, 5), "expected '}' after template expression"),
    "a()\n/* b": ((2, 1), "unexpected end of comment"),
    "await a()": ((1, 7), "cannot be read from here; expected ';'"),
    "return 1": ((1, 1), "return not in a function"),
    "x = 1\nconst a = [/b/, /(?<c>.)(?<c>.)/, 1]": ((2, 32), "duplicate group name"),
    "(" * 30_000: ((1, 511), "is nested too deep"),
    "import { a from './b.js'": ((1, 12), "unexpected identifier 'from'"),
}
RIGHT_SCRIPTS = (
    "",
    "a?.b ?? c; d ??= 1_000n; e = f?.[0]?.()",
    "class A { #a = 1; static { this.b = 1 } get c() { return this.#a } static #d() {} }",
    (
        "import a, { b as c } from './no/such.js'\nimport d from './e.json' with { type: 'json' }\n"
        "export const f = await a(import.meta.url)\nexport * as g from './h.js'"
    ),
    "const { a, ...b } = c; for (const [d, e] of Object.entries(b)) f`${d}`",
    "async function* a() { for await (const b of c()) yield* b }",
    "import('./a.js').then((b) => b)",
    r"const a = /(?<=b)[\p{L}--[c]]+(?<d>e)/v",
    "\N{BYTE ORDER MARK}'use strict'",
    "throw new Error('never thrown')",
    "while (true) {}",
    "export {}\nwhile (true) {}",
)


@pytest.mark.parametrize("css", STYLES)
def test_a_fault_of_a_style_sheet_is_one_line_at_its_place(css: str) -> None:
    ((place, wrong),) = style_faults(css)
    expected, said = STYLES[css]
    assert place == expected
    assert wrong.startswith(said) and "expected" in wrong


def test_all_faults_of_a_style_sheet_are_named_in_order() -> None:
    found = style_faults("a { b c }\nd { e f; g: h }\ni { j { k l } }")
    assert [place for place, _ in found] == [(1, 5), (2, 5), (3, 9)]


@pytest.mark.parametrize("css", RIGHT_STYLES)
def test_what_a_browser_reads_is_right(css: str) -> None:
    assert style_faults(css) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script[:20])
def test_the_first_fault_of_a_script_is_named_at_its_place(script: str) -> None:
    fault = script_fault(script)
    expected, said = SCRIPTS[script]
    assert fault
    assert fault[0] == expected
    assert fault[1].startswith(said) and "expected" in fault[1]


@pytest.mark.parametrize("script", RIGHT_SCRIPTS)
def test_a_script_is_read_and_never_run(script: str) -> None:
    """Two of them would never end."""
    assert script_fault(script) is None


def test_the_styles_and_scripts_of_this_site_are_right() -> None:
    files = {
        path.relative_to(DOCS).as_posix(): path.read_bytes()
        for path in DOCS.rglob("*")
        if is_asset(path.relative_to(DOCS).as_posix())
    }
    found = read_assets(files, Assets())
    assert len(files) > 90
    assert not found.problems
    assert found.right == files


@pytest.mark.parametrize("sign", ["(", "[", "{", "(a:", "[]=", "{a{"])
def test_no_depth_ends_the_build(sign: str) -> None:
    """In a thread, which has less room than the main one."""
    deep = (sign * 50_000).encode()
    found: list[Assets] = []
    thread = threading.Thread(
        target=lambda: found.append(read_assets({"a.css": deep, "a.js": deep}, Assets()))
    )
    thread.start()
    thread.join()
    (assets,) = found
    assert {problem.path for problem in assets.problems} == {"docs/a.css", "docs/a.js"}
    assert sys.getrecursionlimit() <= 1000


BROKEN: Mapping[str, bytes] = {"assets/a.css": b"a { b: c", "assets/b.js": b"a = ;"}
RIGHT: Mapping[str, bytes] = {"assets/a.css": b"a { b: c }", "assets/b.js": b"a = 1"}


@pytest.mark.parametrize("path", RIGHT)
@pytest.mark.parametrize(
    "broken", [b"\xff\xfe{\x00", b"a\0b", b"<<<<<<< HEAD\n", b"\xe9", b"{" * 2_000_001]
)
def test_what_is_no_text_is_named(path: str, broken: bytes) -> None:
    (problem,) = read_assets({path: broken}, Assets()).problems
    assert problem.path == f"docs/{path}" and "expected" in problem.message


def test_each_stays_as_it_was_when_it_was_right() -> None:
    first = read_assets(RIGHT, Assets())
    second = with_changed(first, {"assets/a.css": BROKEN["assets/a.css"]})
    assert [p.path for p in second.problems] == ["docs/assets/a.css"]
    assert second.right == RIGHT
    third = with_changed(second, {"assets/b.js": BROKEN["assets/b.js"]})
    assert [p.path for p in third.problems] == ["docs/assets/a.css", "docs/assets/b.js"]
    assert read_assets(BROKEN, third) == third
    mended = with_changed(third, {"assets/a.css": b"d { e: f }"})
    assert [p.path for p in mended.problems] == ["docs/assets/b.js"]
    assert mended.right["assets/a.css"] == b"d { e: f }"
    assert read_assets({}, mended) == Assets()  # they are gone


def test_one_that_was_never_right_is_served_as_it_is() -> None:
    assert read_assets(BROKEN, Assets()).right == {}


def test_every_page_says_what_is_wrong_with_what_it_loads() -> None:
    before = compose(content(**RIGHT), FRAME, Site())
    assert not before.wrong
    files = {**RIGHT, **BROKEN, "explorables/lib/c.js": b"{"}
    site = compose(content(**files), FRAME, before)
    assert [one.path for one in site.wrong] == [
        "docs/assets/a.css",
        "docs/assets/b.js",
        "docs/explorables/lib/c.js",
    ]
    assert site.pages == before.pages  # nothing else is lost, or made again
    shown = panel(site, FRAME.templates, TODAY, "/trends/alpha/")
    assert "docs/assets/a.css:1:3</code> style: { is not closed; expected a }" in shown
    assert "1 in <code>docs/explorables/lib/c.js</code>" in shown
    assert "<code>1:2</code> script: the script ends too soon" in overview(
        site, FRAME.templates, TODAY
    )
