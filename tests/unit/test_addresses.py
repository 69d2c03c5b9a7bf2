from __future__ import annotations

import pytest
from llm_trends.addresses import Addresses, allowed


@pytest.mark.parametrize(
    ("page", "place", "directory", "file"),
    [
        ("trends/a.md", "trends/b.md#c", "../b/#c", "b.html#c"),
        ("trends/a.md", "trends/a.md#c", "#c", "#c"),
        ("trends/a.md", "index.md", "../../", "../index.html"),
        ("index.md", "trends/a.md", "trends/a/", "trends/a.html"),
        ("index.md", "data/index.md", "data/", "data/index.html"),
        ("data/index.md", "charts/x.csv", "../charts/x.csv", "../charts/x.csv"),
        (
            "data/index.md",
            "glossary.md#kv-cache",
            "../glossary/#kv-cache",
            "../glossary.html#kv-cache",
        ),
        ("glossary.md", "index.md#start", "../#start", "index.html#start"),
    ],
)
def test_seen_from_a_page(page: str, place: str, directory: str, file: str) -> None:
    assert Addresses().seen_from(page, place) == directory
    assert Addresses(directories=False).seen_from(page, place) == file


def test_absolute_and_from_the_root() -> None:
    published = Addresses("https://a.example/sub/")
    assert published.from_root("trends/a.md#b") == "/trends/a/#b"
    assert published.absolute("trends/a.md#b") == "https://a.example/sub/trends/a/#b"
    assert published.absolute("index.md") == "https://a.example/sub/"


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example:80/x",
        "HTTP://a.Example",
        "mailto:a@b.example?subject=c",
        "http://ä.example",
        "https://пример.рф/ä",
        "https://日本go.example",
    ],
)
def test_addresses_that_may_be_linked(address: str) -> None:
    assert allowed(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x",
        "data:text/html,x",
        "file:///etc",
        "www.a.example",
        "//a.example",
        "https:",
        "https://",
        "https:///x",
        "https://localhost/x",
        "https://10.0.0.1/x",
        "https://[::1/x",
        "https://\u0430pple.example",
        "https://a.example@b.example",
        "https://a.example\\@b.example",
        "https://" + "ä" * 70 + ".example",
        "https://printer.local/",
        "mailto:",
        "mailto:a",
        "mailto:a@b",
        "",
    ],
)
def test_addresses_that_may_not(address: str) -> None:
    assert not allowed(address)
