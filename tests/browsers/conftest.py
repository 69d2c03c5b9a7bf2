"""The real site in Firefox and in WebKit, each started once a session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .. import drivers
from ..once import Once
from ..projects import Built
from .reader import Reader, recording

EACH = [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in drivers.NAMES]
"""All tests of one browser in one process, so that it is started once."""


def has(name: str) -> str:
    """The name again; a browser that cannot be had is skipped, and the reason says why."""
    if why := drivers.missing(name):
        pytest.skip(why)
    return name


@pytest.fixture(scope="session")
def recorded(real: Built) -> Iterator[str]:
    """Where the real site is served; its pages keep what goes wrong in them."""
    with recording(real.site) as where:
        yield where


@pytest.fixture(scope="session", params=EACH)
def kept(request: pytest.FixtureRequest, recorded: str, once: Once) -> Iterator[Reader]:
    once.here(request.param)
    with drivers.opened(has(request.param)) as driver:
        yield Reader(driver, recorded)


@pytest.fixture
def reader(kept: Reader) -> Iterator[Reader]:
    """Somebody who has not been here before, and who must not meet an error."""
    kept.open("/404.html")  # the lightest page
    kept.run("localStorage.clear()")
    yield kept
    assert kept.run("return wrong") == []


@pytest.fixture
def forgetful(kept: Reader) -> Iterator[Reader]:
    """A browser that is told to keep nothing: no storage, no cookie."""
    with drivers.keeping_nothing(kept.driver) as driver:
        yield Reader(driver, kept.address)
