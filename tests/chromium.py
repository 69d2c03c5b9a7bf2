"""Where the tests find Chromium: on the system, from its package manager, from the driver."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import Any

from playwright.sync_api import Browser, Page, Playwright, Response

from . import apt

SHELL = "chromium-headless-shell"
"""The same engine without the windows: it needs less than half of the processor's time."""
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NAMES = (SHELL, *WHOLE)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

_goto = Page.goto


def ready(page: Page) -> None:
    """Wait for its scripts, which come after its first sight and all that a driver awaits."""
    if page.evaluate("document.documentElement.dataset.lens"):
        page.locator("template#scripts").wait_for(state="detached")


def _goto_and_wait(page: Page, url: str, **options: Any) -> Response | None:
    response = _goto(page, url, **options)
    if "wait_until" not in options:
        ready(page)
    return response


Page.goto = _goto_and_wait  # type: ignore[assignment, method-assign]


def installed() -> str | None:
    """The path of a Chromium on this system, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def whole() -> str | None:
    """The path of one that has windows, and with them the settings of a profile."""
    return next(filter(None, map(shutil.which, WHOLE)), None)


def launch(playwright: Playwright) -> Browser:
    """The system's Chromium, or else the driver's own."""
    return playwright.chromium.launch(executable_path=installed(), args=FLAGS)


def ensure() -> None:
    """Have a Chromium, or exit with a sentence that says what to do."""
    if shutil.which(SHELL) or apt.install(SHELL) or installed():
        return
    if (apt.install("chromium") and installed()) or _by_driver():
        return
    sys.exit(
        "The browser tests need Chromium and none could be had: install the package 'chromium' "
        f"of your system, or put one of {', '.join(NAMES)} on the PATH."
    )


def _by_driver() -> bool:
    print("installing the Chromium of the browser driver", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return subprocess.run(command, check=False).returncode == 0
