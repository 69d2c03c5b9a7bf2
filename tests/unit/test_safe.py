"""What may stand in a page."""

from __future__ import annotations

import pytest
from llm_trends.markup.safe import cleaned, frame_violations, violations

HARMLESS = (
    '<p>A <a href="../x/#y" class="trend">link</a>, <a href="https://a.example/?b=1&amp;c=2">b</a>'
    '</p><details open=""><summary>More</summary><table><tr><td class="right">1</td>'
    '</tr></table></details><math display="inline"><mi>x</mi></math>\x1b3\x1b<img src="a.png">'
)


def test_harmless_html_stays() -> None:
    clean, removed = cleaned(HARMLESS)
    assert not removed
    for part in ("\x1b3\x1b", 'class="trend"', "<mi>x</mi>", 'class="right"', "<summary>"):
        assert part in clean
    assert not list(violations(clean))


@pytest.mark.parametrize(
    ("written", "gone"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<img src=x onerror=alert(1)>", "onerror"),
        ('<a href="javascript:alert(1)">x</a>', "javascript:"),
        ('<a href="&#106;avascript:alert(1)">x</a>', "avascript:"),
        ('<img src="https://evil.example/t.png">', "evil.example"),
        ('<img src="//evil.example/t.png">', "evil.example"),
        ("<iframe src=x></iframe>", "<iframe"),
        ("<style>p{color:red}</style>", "<style"),
        ('<p style="background:url(//evil.example)">x</p>', "evil.example"),
        ("<form action=x><input></form>", "<form"),
        ('<svg><a xlink:href="javascript:x">y</a></svg>', "javascript"),
        ('<a href="data:text/html,x">y</a>', "data:"),
        ('<base href="https://evil.example/">', "<base"),
        ('<q cite="javascript:x">y</q>', "javascript:"),
        ('<blockquote cite="https://evil.example/">y</blockquote>', "evil.example"),
        ('<a href="https://good.org@evil.example/">y</a>', "evil.example"),
        ('<a href="https://good.org\\@evil.example/">y</a>', "evil.example"),
        ('<a href="https://\u0430pple.com/">y</a>', "\u0430pple.com"),
        ('<a href="http://printer.local/">y</a>', "printer.local"),
        ('<meta http-equiv="refresh" content="0;url=https://evil.example">', "<meta"),
    ],
)
def test_what_is_not_allowed_is_taken_out_and_named(written: str, gone: str) -> None:
    clean, removed = cleaned(f"<p>before</p>{written}<p>after</p>")
    assert gone not in clean
    assert removed
    assert "before" in clean
    assert "after" in clean


@pytest.mark.parametrize(
    "page",
    [
        '<p onclick="x">y</p>',
        "<P ONCLICK=x>y</P>",
        '<a href=" java\nscript:alert(1)">y</a>',
        '<a href="JaVaScRiPt:alert(1)">y</a>',
        '<a href="vbscript:x">y</a>',
        '<img src="https://evil.example/x">',
        "<script>x</script>",
        '<script src="https://evil.example/x.js"></script>',
        '<script src="../../explorables/lib/loader.js"></script>',
        '<svg><image xlink:href="https://a.example" onload="x"></image></svg>',
        "<iframe></iframe>",
    ],
)
def test_the_last_check_finds_what_must_never_stand_there(page: str) -> None:
    assert list(violations(page))


def test_the_last_check_lets_our_own_pass() -> None:
    page = (
        '<a href="#x">y</a>'
        '<p aria-label="only one = 1, on = 2">z</p><a href="charts/a.csv">c</a>'
        '<a href="mailto:a@b.example">m</a><use xlink:href="#verdict-holds"></use>'
    )
    assert not list(violations(page))


@pytest.mark.parametrize(
    "page",
    [
        "<img/src=x/onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<svg><script/x>alert(1)</script></svg>",
        "<p a='b'onclick=x>",
        "<p / onclick=x>",
        "<img src=x onerror=alert(1) ",
        '<!-- <p title="--><img src=x onerror=alert(1)>">',
        '<textarea><p title="</textarea><img src=x onerror=alert(1)>">',
        '<img src="\\\\e.example/x">',
        '<img src="/\\e.example/x">',
        '<svg><image href="https://e.example/x"/></svg>',
        '<svg><use xlink:href="//e.example/x#a"/></svg>',
        '<rect fill="url(https://e.example/a)"/>',
        "<p style=\"background: url('//e.example/x')\">",
        '<p style="color: red">x</p>',
        "<p STYLE=color:red>x</p>",
        '<td background="https://e.example/x">',
        '<img srcset="a.png 1x, https://e.example/b.png 2x">',
        '<a href="x" ping="https://e.example/">',
        '<form action="https://e.example/">',
        '<animate attributeName="href" values="javascript:x">',
    ],
)
def test_no_spelling_of_a_tag_gets_past_the_last_check(page: str) -> None:
    assert list(violations(page))


@pytest.mark.parametrize(
    "page",
    [
        '<rect fill="url(#stripes)"/>',
        '<use href="#dot"/>',
        '<abbr title="a < b">x</abbr>',
        "<p>1 < 2</p>",
        '<a href="https://e.example/?a=b">x</a>',
        '<img src="../a.png" alt="">',
    ],
)
def test_what_leads_nowhere_by_itself_may_stand(page: str) -> None:
    assert not list(violations(page))


@pytest.mark.parametrize(
    "written",
    ["<img src=x onerror=alert(1) ", "<svg/onload=alert(1)>", '<img src="\\\\e.example/x">'],
)
def test_a_tag_is_never_taken_out_in_silence(written: str) -> None:
    assert cleaned(written)[1]


@pytest.mark.parametrize(
    "frame",
    [
        "<script>go()</script>",
        "<script type='module'>go()</script>",
        "<SCRIPT defer>go()</SCRIPT>",
        "<style>p{color:red}</style>",
        '<div\nhidden style="top:0">',
        '<li style="list-style-type:none">',
        "<button class=a onclick=go()>",
    ],
)
def test_what_stands_around_a_page_neither_runs_nor_styles(frame: str) -> None:
    assert list(frame_violations(f"<p>before</p>{frame}"))


@pytest.mark.parametrize(
    "frame",
    [
        '<script src="a.js"></script><script defer src="b.js"></script>',
        '<script type="application/ld+json">{"a": 1}</script>',
        '<link rel="stylesheet" href="a.css"><p title="no style here">style= onclick=</p>',
    ],
)
def test_files_and_data_may_stand_around_a_page(frame: str) -> None:
    assert not list(frame_violations(frame))
