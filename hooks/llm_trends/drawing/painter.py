"""Painting pictures: SVG to PNG beside the build, once for each content.

A chart can be painted as soon as it is drawn, a page's card when the site is complete; painting
goes on while pages are made.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .cache import Pictures
from .drawer import CODE, compiler
from .process import Process
from .processes import AT_ONCE, Processes


@dataclass(frozen=True)
class Picture:
    """A drawing to be painted, so many pixels for each of its units."""

    svg: str
    scale: float = 1

    @property
    def key(self) -> str:
        text = json.dumps([self.svg, self.scale, CODE, compiler()])
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Painting:
    """The pictures of a site, some of them still being painted. `keys` are theirs by path."""

    keys: Mapping[str, str]
    painter: Painter

    def result(self) -> Mapping[str, bytes]:
        """The PNG by path, when all are painted."""
        self.painter.wait()
        Pictures(self.painter.folder).prune(set(self.keys.values()))
        painted = self.painter.painted
        return {path: painted[key] for path, key in self.keys.items() if key in painted}

    @property
    def wrong(self) -> list[str]:
        """What could not be painted and why, when all else is."""
        wrong = self.painter.wrong
        return [f"{path} {wrong[key]}" for path, key in self.keys.items() if key in wrong]


@dataclass
class Painter:
    """Paints, keeping the pictures below `folder`, and here by their keys."""

    folder: Path
    processes: Processes = field(default_factory=Processes)
    painted: dict[str, bytes] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    threads: list[threading.Thread] = field(default_factory=list)
    _asked: set[str] = field(default_factory=set)
    _queue: deque[tuple[str, Picture]] = field(default_factory=deque)

    def begin(self, pictures: Iterable[Picture]) -> None:
        """Begin to paint what is not kept; other work can be done meanwhile."""
        cache = Pictures(self.folder)
        for picture in pictures:
            key = picture.key
            if key in self._asked:
                continue
            self._asked.add(key)
            if png := cache.kept(key):
                self.painted[key] = png
            else:
                self._queue.append((key, picture))
        self._paint(AT_ONCE)

    def start(self, wanted: Mapping[str, Picture]) -> Painting:
        """Begin to paint the pictures of a site, by path, and forget all others."""
        keys = {path: picture.key for path, picture in wanted.items()}
        self.begin(wanted.values())
        now = set(keys.values())
        for kept in (self.painted, self.wrong):
            for key in kept.keys() - now:
                del kept[key]
        self._asked &= now
        return Painting(keys, self)

    def wait(self) -> None:
        """Until all that was asked for is painted, or cannot be.

        The build does nothing meanwhile, so one process more finds its part of the machine free.
        """
        while self._queue or any(thread.is_alive() for thread in self.threads):
            self._paint(AT_ONCE + 1)
            for thread in self.threads:
                thread.join()
        self.processes.close()

    def _paint(self, at_once: int) -> None:
        """Let so many processes work on the queue, if it is long enough for all of them."""
        self.threads = [thread for thread in self.threads if thread.is_alive()]
        for _ in range(min(at_once, len(self._queue)) - len(self.threads)):
            self.threads.append(threading.Thread(target=self._paint_all, daemon=True))
            self.threads[-1].start()

    def _paint_all(self) -> None:
        """Until the queue is empty. A process serves until a picture ends it."""
        process: Process | None = None
        while self._queue:
            try:
                key, picture = self._queue.popleft()
            except IndexError:
                break
            try:
                process = process if process and process.alive else self.processes.take(False)
                png = process.paint(picture.svg, picture.scale)
                Pictures(self.folder).keep(key, png)
                self.painted[key] = png
            except Exception as error:  # no picture may cost the others
                self.wrong[key] = " ".join(str(error).split()) or type(error).__name__
        if process:
            self.processes.give(process)
