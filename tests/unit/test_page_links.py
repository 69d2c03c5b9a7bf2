"""A link that leads to no page is named at its place, with the page that was meant."""

from __future__ import annotations

import pytest

from ..content import CONCLUSION, trend
from .test_one_mistake import said

GAMMA = trend("gamma", 3)
LINE = GAMMA.count("\n") + 2
FILE = "expected the path of a file, as ../method.md#verdicts"
ROOT = f"leads nowhere: it begins at the root of a site, which may lie anywhere; {FILE}"
NO_FILE = f"leads nowhere: it names no file; {FILE}"


def found(text: str) -> list[str]:
    """What is said of a page that ends with `text`: `line:column: link: message`."""
    here = "docs/trends/gamma.md:"
    lines = said(**{"trends/gamma.md": f"{GAMMA}\n{text}\n", "conclusion.yml": CONCLUSION})
    return [line.removeprefix(here) for line in lines if line.startswith(here)]


@pytest.mark.parametrize(
    ("link", "wrong"),
    [
        ("/", f"{ROOT}; did you mean '../index.md'?"),
        ("/trends/alpha/#alpha-claim", f"{ROOT}; did you mean 'alpha.md#alpha-claim'?"),
        ("/method/index.html", f"{ROOT}; did you mean '../method.md'?"),
        ("/assets/a.png", ROOT),
        ("&#47;method", f"{ROOT}; did you mean '../method.md'?"),
        ("%2Fmethod", f"{ROOT}; did you mean '../method.md'?"),
        ("\\\\\\\\example.org/a", "holds a backslash, which browsers read as /; expected / itself"),
        ("https://example.org\\\\@b.org", "holds a backslash, which browsers read as /"),
        ("//example.org/a", "names a host without `https:`; expected the whole address"),
        (
            "../metod.md",
            f"leads nowhere: there is no page metod.md; {FILE}; did you mean '../metho",
        ),
        (
            "method.md",
            f"leads nowhere: there is no page trends/method.md; {FILE}; did you mean '../",
        ),
        ("Alpha.md", f"leads nowhere: there is no page trends/Alpha.md; {FILE}; did you mean 'alp"),
        ("../../nowhere.md", f"leads nowhere: there is no page ../nowhere.md; {FILE}"),
        ("beta", f"{NO_FILE}; did you mean 'beta.md'?"),
        ("../data/", f"{NO_FILE}; did you mean '../data/index.md'?"),
        ("?q=1", f"leads nowhere: this page takes no question; {FILE}"),
    ],
)
def test_a_link_to_no_page(link: str, wrong: str) -> None:
    assert found(f"See [it]({link}).")[0].startswith(f"{LINE}:10: {link}: {wrong}")
    assert found(f'A ![it]({link} "Title").')[0].startswith(f"{LINE}:9: {link}: {wrong}")
    assert found(f"See [it](<{link}>).")[0].startswith(f"{LINE}:11: {link}: {wrong}")
    assert found(f"See [it][a].\n\n[a]: {link}")[0].startswith(f"{LINE + 2}:6: {link}: {wrong}")


@pytest.mark.parametrize(
    "text",
    [
        "See [it](alpha.md#alpha-claim), [it](<../method.md>), [it](../data/index.md), [it](#x).",
        "See [it](../data/report.json), [it](https://example.org/method/), [it](mailto:a@b.org)",
        "See `[it](/)` and <!-- [it](/) --> that.",
        "```\n[it](/)\n```",
        "See [it][1].\n\n[1]: https://example.org/12",
    ],
)
def test_other_links(text: str) -> None:
    assert found(text) == []


def test_each_of_two_equal_links_has_its_place() -> None:
    lines = found("See [it](/) and\n[it](/).")
    assert [line.split(" ")[0] for line in lines] == [f"{LINE}:10:", f"{LINE + 1}:6:"]


def test_an_address_in_angle_brackets_may_hold_blanks() -> None:
    (line,) = found("See [it](<a b.md>).")
    assert line.startswith(f"{LINE}:11: a b.md: leads nowhere: there is no page trends/a b.md")
