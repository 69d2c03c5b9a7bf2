"""What MkDocs says of a link that leads nowhere, with the line and the column of the link."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Mapping

from ..core.text.page_links import page_link_faults, written_links
from ..pages import Page

SAID = re.compile(
    r"Doc file '(?P<path>[^']+)' contains an? [\w ]*?link '(?P<to>.*?)', (?:but )?(?P<why>.*)"
)
FILE = "the path of a file, as ../method.md#verdicts"
PLACE = "a heading's own words in small letters with hyphens, or the id of a claim"
UNREAD = ("it was left as is", "it is no path from this page to a page or a file")


class Located(logging.Filter):
    """Rewrites these messages as problems of the page that `pages` has at their path."""

    def __init__(self, pages: Callable[[], Mapping[str, Page]]) -> None:
        super().__init__()
        self.pages = pages
        self.said: Counter[tuple[str, str]] = Counter()
        """How often each link was spoken of: MkDocs says it as often as the link is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        found = SAID.match(record.getMessage())
        own = self.pages().get(found["path"]) if found else None
        if found is None or own is None:
            return True
        to = found["to"]
        known = page_link_faults(own.source, self.pages())
        if any(problem.field == to for problem in known):
            return False  # it is named already, with what was meant
        places = [link.offset for link in written_links(own.source) if link.to == to]
        if places:
            self.said[own.path, to] += 1
            at = places[(self.said[own.path, to] - 1) % len(places)]
            why = found["why"].rstrip(".").replace(*UNREAD)
            expected = PLACE if "anchor" in why else FILE
            wrong = f"leads nowhere: {why}; expected {expected}"
            record.msg, record.args = "%s", (own.source.problem_in_body(at, to, wrong),)
        return True


def locate(speaker: str, pages: Callable[[], Mapping[str, Page]]) -> None:
    """From now on messages about links, which the module `speaker` logs, have places."""
    logger = logging.getLogger(speaker)
    for old in [one for one in logger.filters if isinstance(one, Located)]:
        logger.removeFilter(old)
    logger.addFilter(Located(pages))
