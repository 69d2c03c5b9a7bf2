"""What MkDocs says of a link that leads nowhere, with the line and the column of the link."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping

from ..pages import Page

SAID = re.compile(
    r"Doc file '(?P<path>[^']+)' contains an? [\w ]*?link '(?P<to>.*?)', (?:but )?(?P<why>.*)"
)
UNREAD = ("it was left as is", "it is no path from this page to a page or a file")


class Located(logging.Filter):
    """Rewrites these messages as problems of the page that `pages` has at their path."""

    def __init__(self, pages: Callable[[], Mapping[str, Page]]) -> None:
        super().__init__()
        self.pages = pages

    def filter(self, record: logging.LogRecord) -> bool:
        found = SAID.match(record.getMessage())
        own = self.pages().get(found["path"]) if found else None
        if found and own and (at := own.source.body.find(found["to"])) >= 0:
            why = found["why"].rstrip(".").replace(*UNREAD)
            wrong = f"leads nowhere: {why}; expected the path of a file, as ../method.md#verdicts"
            problem = own.source.problem_in_body(at, found["to"], wrong)
            record.msg, record.args = "%s", (problem,)
        return True


def locate(speaker: str, pages: Callable[[], Mapping[str, Page]]) -> None:
    """From now on messages about links, which the module `speaker` logs, have places."""
    logger = logging.getLogger(speaker)
    for old in [one for one in logger.filters if isinstance(one, Located)]:
        logger.removeFilter(old)
    logger.addFilter(Located(pages))
