"""What somebody does at a page, in any browser that speaks WebDriver."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from ..web import Quiet

PATIENCE = 60  # seconds
EVERY = 0.05
STILL = 0.8  # seconds in which nothing moves
RECORDER = b"""<head><script>window.wrong = [];
addEventListener("error", (event) => event.message?.startsWith("ResizeObserver loop")
  || wrong.push(event.message ?? event.target.outerHTML), true);
addEventListener("unhandledrejection", (event) => wrong.push(String(event.reason)));</script>"""
"""WebDriver tells of no error in a page: the page itself keeps them. That a size changed twice
before a frame was painted is a notice of Firefox and WebKit, no error."""


@dataclass(frozen=True)
class Reader:
    """A window with the site in it. Elements are named by selectors of CSS."""

    driver: WebDriver
    address: str

    def open(self, path: str) -> None:
        self.driver.get(self.address + path)
        self.ready()

    def ready(self) -> None:
        """Waits for a page's scripts, which come after all that a driver awaits."""
        self.wait(
            "document.readyState === 'complete' && (!document.documentElement.dataset.lens"
            " || !document.getElementById('scripts'))"
        )

    def run(self, script: str, *given: Any) -> Any:
        return self.driver.execute_script(script, *given)

    def wait(self, test: str, *given: Any) -> Any:
        """The value of a JavaScript expression as soon as it is true."""
        waiting = WebDriverWait(self.driver, PATIENCE, EVERY)
        try:
            return waiting.until(lambda driver: driver.execute_script(f"return {test}", *given))
        except TimeoutException:
            raise AssertionError(f"never true: {test} {given}; wrong: {self.wrong}") from None

    @property
    def wrong(self) -> list[str]:
        return self.run("return window.wrong ?? []")

    def seen(self, selector: str) -> WebElement:
        """The first element that is shown, brought to the middle of the window."""
        found = self.wait(
            """[...document.querySelectorAll(arguments[0])].find((one) => {
              const box = one.getBoundingClientRect();
              return box.width && box.height && getComputedStyle(one).visibility === 'visible';
            })""",
            selector,
        )
        self._bring(found)
        return found

    def _bring(self, element: WebElement) -> None:
        """Until it stays there: what is far from the window takes its height when it comes near."""
        bring = """arguments[0].scrollIntoView({ block: 'center' });
          const { x, y, width, height } = arguments[0].getBoundingClientRect();
          return [x, y, width, height]"""
        before, now = None, self.run(bring, element)
        while now != before:
            time.sleep(EVERY)
            before, now = now, self.run(bring, element)

    def count(self, selector: str) -> int:
        """How many of these elements are shown."""
        return self.run(
            """return [...document.querySelectorAll(arguments[0])]
              .filter((one) => one.getClientRects().length).length""",
            selector,
        )

    def text(self, selector: str) -> str:
        return self.seen(selector).text

    def hover(self, selector: str) -> None:
        """The pointer to the middle of the box; WebKit's driver finds no middle in a drawing."""
        middle = """const box = arguments[0].getBoundingClientRect();
          return [box.x + box.width / 2, box.y + box.height / 2].map(Math.round)"""
        actions = ActionBuilder(self.driver)
        across, down = self.run(middle, self.seen(selector))
        actions.pointer_action.move_to_location(across, down)  # type: ignore[no-untyped-call]
        actions.perform()

    def click(self, selector: str) -> None:
        self.seen(selector).click()

    def press(self, *keys: str) -> None:
        """Keys, or text, to whatever has the focus."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def says(self, selector: str, words: str) -> None:
        """Waits until an element has these words."""
        self.wait(
            "document.querySelector(arguments[0])?.textContent.includes(arguments[1])",
            selector,
            words,
        )

    def gone(self, selector: str) -> None:
        self.wait("!document.querySelector(arguments[0])", selector)

    def off(self, anchor: str) -> float:
        """How many pixels a place stands from where the browser puts it, once the page is still."""
        self.wait(
            "document.readyState === 'complete' && document.getElementById(arguments[0])", anchor
        )
        top = "return document.getElementById(arguments[0]).getBoundingClientRect().top"
        before, now = None, self.run(top, anchor)
        while now != before:
            time.sleep(STILL)
            before, now = now, self.run(top, anchor)
        self.run("document.getElementById(arguments[0]).scrollIntoView()", anchor)
        return now - self.run(top, anchor)

    def at(self, end: str) -> None:
        """Waits until the address ends like this."""
        self.wait("location.href.endsWith(arguments[0])", end)
        self.ready()


class Recording(Quiet):
    """A file server whose pages keep what goes wrong in them."""

    def do_GET(self) -> None:  # noqa: N802  the library's name
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if self.path.split("?")[0].endswith("/") else path
        if page.suffix != ".html" or not page.is_file():
            super().do_GET()
            return
        body = page.read_bytes().replace(b"<head>", RECORDER, 1)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def recording(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Recording, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
