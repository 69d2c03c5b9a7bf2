"""What nginx sends with each kind of file."""

from __future__ import annotations

import gzip
import http.client
from contextlib import closing
from email.message import Message
from urllib.parse import urlsplit

import brotli
import pytest
from llm_trends.hosting.bundling import script_within
from llm_trends.hosting.policy import ALWAYS, FOREVER, content_policy

from .. import nginx
from .conftest import HOSTED, Served

pytestmark = HOSTED


def get(served: Served, path: str, **headers: str) -> tuple[int, Message, bytes]:
    with closing(http.client.HTTPConnection(urlsplit(served.address).netloc)) as connection:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read()


def policy(served: Served, frames: str) -> str:
    return content_policy(script_within(served.site), frames)


@pytest.mark.parametrize("path", ["/", "/trends/jobs/", "/data/report.json", "/no/such/page"])
def test_every_answer_has_the_policy(served: Served, path: str) -> None:
    _, headers, _ = get(served, path)
    assert headers["Content-Security-Policy"] == policy(served, "'none'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    for name, value in ALWAYS.items():
        assert headers[name] == value
    assert headers["Cache-Control"] == "no-cache"


def test_a_card_may_be_framed(served: Served) -> None:
    _, headers, _ = get(served, "/claims/efficiency/sparse-attention.html")
    assert headers["Content-Security-Policy"] == policy(served, "*")


@pytest.mark.parametrize("path", ["/claims/jobs/nobody.html", "/claims/nowhere/at-all.html?a=b"])
def test_a_card_that_is_not_there_says_so_in_its_frame(served: Served, path: str) -> None:
    status, headers, body = get(served, path)
    assert (status, headers["Content-Security-Policy"]) == (404, policy(served, "*"))
    assert b"This page does not exist" in body
    assert headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "path",
    [
        "/claims/x/..%2F..%2Ftrends%2Fjobs%2Findex.html",
        "/claims/x/../../trends/jobs/index.html",
        "/claims/./efficiency/../index.html",
        "//claims/../trends/jobs/index.html",
        "/trends/jobs/?/claims/x/y.html",
    ],
)
def test_no_other_page_is_framed_by_an_address_like_a_card(served: Served, path: str) -> None:
    status, headers, _ = get(served, path)
    assert (status, headers["Content-Security-Policy"]) == (200, policy(served, "'none'"))


def test_names_that_change_with_the_content_are_kept_for_ever(served: Served) -> None:
    assert len(served.done.fixed) > 10
    for path in served.done.fixed:
        within = "lib/loader.js" if path.startswith("explorables") else ""
        wanted = f"/{path}{within if path.endswith('/') else ''}"
        status, headers, _ = get(served, wanted)
        assert (status, headers["Cache-Control"]) == (200, FOREVER)
    _, headers, _ = get(served, "/assets/site.css")
    assert headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/data/claims.csv", "text/csv; charset=utf-8"),
        ("/data/sources.bib", "text/x-bibtex; charset=utf-8"),
        ("/data/report.json", "application/json; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/assets/start.js", "text/javascript; charset=utf-8"),
    ],
)
def test_types(served: Served, path: str, kind: str) -> None:
    status, headers, _ = get(served, path)
    assert (status, headers["Content-Type"]) == (200, kind)


def test_data_may_be_read_from_elsewhere(served: Served) -> None:
    for path in ("/data/report.json", "/datapackage.json", "/feed.xml?new", "/charts/"):
        assert get(served, path)[1]["Access-Control-Allow-Origin"] == "*", path
    for path in ("/trends/jobs/", "/datapackage.json.html", "/CITATION.cff"):
        assert get(served, path)[1]["Access-Control-Allow-Origin"] is None, path


def test_ready_made_files_are_sent(served: Served) -> None:
    plain = get(served, "/trends/jobs/")[2]
    status, headers, body = get(served, "/trends/jobs/", **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(body) == plain
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Accept-Encoding" in headers["Vary"]
    page = served.site / "trends/jobs/index.html.br"
    assert brotli.decompress(page.read_bytes()) == plain
    if nginx.MODULE.is_file():
        _, headers, body = get(served, "/trends/jobs/", **{"Accept-Encoding": "gzip, br"})
        assert headers["Content-Encoding"] == "br"
        assert body == page.read_bytes()


def test_what_is_for_hosts_is_not_shown(served: Served) -> None:
    for path in ("_headers", "_redirects", "trends/jobs/index.html.gz"):
        assert (served.site / path).is_file()
        assert get(served, f"/{path}")[0] == 404


def test_a_page_that_moved(served: Served) -> None:
    status, headers, _ = get(served, "/trends/speed/")
    assert (status, headers["Location"]) == (301, "/trends/efficiency/")
    assert "/trends/speed/ /trends/efficiency/ 301" in (served.site / "_redirects").read_text()
