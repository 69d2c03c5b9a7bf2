"""What a reader's first look at a page costs: bytes, and the figures of Lighthouse. No test.

Both serve a release behind the nginx that the project describes, and beside it a plain page of the
stock theme, so that the figures of one run can be compared.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from llm_trends.hosting.compressing import compress
from llm_trends.hosting.fixed_names import fixed_names
from llm_trends.hosting.nginx import nginx_config
from playwright.sync_api import Browser, sync_playwright

from . import chromium, nginx
from .projects import ENVIRONMENT, ROOT, Project, free_port

SITE = ROOT / "site"
KINDS = (
    *("", "conclusion/", "scorecard/", "claims/", "report/", "timeline/", "sources/", "glossary/"),
    *("data/", "method/", "contributing/", "accessibility/", "search/", "404.html"),
)
STOCK = "the stock theme's plain page"
WORDS = "a model reads the prose of this page and says what of it is known and where it was read"
STOCK_SERVER = """\
server {{
    listen 127.0.0.1:{port};
    root {root};
    gzip_static on;
    types {{ text/html html; text/css css; text/javascript js; image/png png; }}
}}
"""
LIGHTHOUSE = "lighthouse@13.5.0"
"""Fetched by npm when it is first wanted: too large for everybody who runs the tests."""


@contextmanager
def published(again: bool) -> Iterator[dict[str, str]]:
    """The addresses of all kinds of pages and of all trends, and the one of the stock theme's page.

    The release is made for the address at which it is served; `again` takes the last one.
    """
    port, other = 8097, free_port()
    address = f"http://127.0.0.1:{port}"
    if not again or not (SITE / "_headers").is_file():
        environment = {**ENVIRONMENT, "SITE_URL": f"{address}/"}
        command = [sys.executable, "hooks/release.py"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as folder:
        plain = _stock(Path(folder, "stock"))
        server = nginx_config(SITE, f"127.0.0.1:{port}", "_", fixed_names(SITE), {}, brotli=False)
        beside = STOCK_SERVER.format(port=other, root=plain)
        with nginx.running(Path(folder), f"{server}\n{beside}", f"{address}/"):
            trends = sorted(path.parent.name for path in SITE.glob("trends/*/index.html"))
            pages = [*KINDS, *(f"trends/{slug}/" for slug in trends)]
            found = {page or "home": f"{address}/{page}" for page in pages}
            yield found | {STOCK: f"http://127.0.0.1:{other}/"}


def _stock(root: Path) -> Path:
    """A page of 1,000 words without a picture, as MkDocs and the theme make it by themselves."""
    project = Project(root)
    project.write("mkdocs.yml", "site_name: Plain\ntheme:\n  name: material\n  font: false\n")
    parts = [f"## Part {number}\n\n{' '.join([WORDS] * 5)}.\n" for number in range(10)]
    project.write("docs/index.md", "# Plain\n\n" + "\n".join(parts))
    built = project.build()
    assert built.code == 0, built.log
    compress(built.site)
    return built.site


@dataclass
class Load:
    """What one cold load fetched, in bytes with the heads of the answers."""

    requests: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)

    @property
    def kibibytes(self) -> float:
        return self.by_kind.total() / 1024


def load(browser: Browser, address: str, width: int, height: int) -> Load:
    """Open a page with empty caches and wait until nothing more comes; nobody scrolls."""
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    protocol.send("Network.enable")
    kinds: dict[str, str] = {}
    done = Load()

    def answered(event: dict[str, object]) -> None:
        kinds[str(event["requestId"])] = str(event["type"])

    def finished(event: dict[str, object]) -> None:
        done.requests += 1
        kind = kinds.get(str(event["requestId"]), "Other")
        done.by_kind[kind] += int(float(str(event["encodedDataLength"])))

    protocol.on("Network.responseReceived", answered)
    protocol.on("Network.loadingFinished", finished)
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(700)
    context.close()
    return done


def weight(again: bool, only: list[str]) -> None:
    """Print what a cold load of each page costs on a phone and at a desk, before any scroll."""
    head = (
        "page                                 HTML styles scripts fonts other requests phone  desk"
    )
    print(f"{head} (KiB, gzip)")
    with published(again) as pages, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for name, address in pages.items():
            if only and not any(word in name for word in only):
                continue
            phone, desk = load(browser, address, 390, 844), load(browser, address, 1280, 800)
            parts = [phone.by_kind[kind] for kind in ("Document", "Stylesheet", "Script", "Font")]
            parts.append(phone.by_kind.total() - sum(parts))
            shown = " ".join(f"{part / 1024:6.1f}" for part in parts)
            total = f"{phone.requests:6} {phone.kibibytes:7.1f} {desk.kibibytes:6.1f}"
            print(f"{name:34} {shown} {total}", flush=True)
        browser.close()


AUDITS = {
    "LCP s": ("largest-contentful-paint", 1000),
    "TBT ms": ("total-blocking-time", 1),
    "CLS": ("cumulative-layout-shift", 1),
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def lighthouse(again: bool, runs: int, only: list[str]) -> None:
    """Print the medians of `runs` runs in Lighthouse's own setting for phones."""
    print(f"{'page':34} perf  a11y  best   seo   LCP s  TBT ms    CLS   faults")
    with published(again) as pages:
        for name, address in pages.items():
            if only and not any(word in name for word in only):
                continue
            reports = [_audited(address) for _ in range(runs)]
            scores = [
                statistics.median(100 * report["categories"][name]["score"] for report in reports)
                for name in CATEGORIES
            ]
            values = [
                statistics.median(report["audits"][audit]["numericValue"] for report in reports)
                / by
                for audit, by in AUDITS.values()
            ]
            shown = " ".join(f"{score:5.0f}" for score in scores)
            figures = f"{values[0]:7.2f} {values[1]:7.0f} {values[2]:6.3f}"
            print(f"{name:32} {shown} {figures}   {', '.join(_faults(reports[0]))}", flush=True)


def _audited(address: str) -> dict:  # type: ignore[type-arg]
    flags = " ".join(["--headless", *chromium.FLAGS])
    command = ["npm", "exec", "--yes", f"--package={LIGHTHOUSE}", "--", "lighthouse", address]
    command += ["--quiet", "--output=json", f"--chrome-flags={flags}"]
    command += [f"--only-categories={','.join(CATEGORIES)}"]
    environment = {**os.environ, "CHROME_PATH": chromium.installed() or ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def _faults(report: dict) -> list[str]:  # type: ignore[type-arg]
    """The audits beside performance that found something."""
    names = {
        item["id"]
        for category in CATEGORIES[1:]
        for item in report["categories"][category]["auditRefs"]
        if item["weight"]
    }
    scores = {name: report["audits"][name]["score"] for name in names}
    return sorted(name for name, score in scores.items() if score is not None and score < 1)
