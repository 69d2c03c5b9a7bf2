"""What is said of the content while MkDocs converts it, for those who do not read the terminal."""

from __future__ import annotations

import logging

from ..core.problems import Problem


class Heard(logging.Handler):
    """Keeps the problems that are logged as such."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: set[Problem] = set()
        self.unplaced = False
        """Whether something was said that names no page."""

    def emit(self, record: logging.LogRecord) -> None:
        arguments = record.args if isinstance(record.args, tuple) else ()
        problems = {argument for argument in arguments if isinstance(argument, Problem)}
        self.problems |= problems
        self.unplaced = self.unplaced or not problems


def heard_from(speaker: str) -> Heard:
    """What is said from now on; whoever listened before is told no more."""
    logger = logging.getLogger(speaker)
    for old in [one for one in logger.handlers if isinstance(one, Heard)]:
        logger.removeHandler(old)
    new = Heard()
    logger.addHandler(new)
    return new
