"""Painting pictures: SVG to PNG beside the build, once for each content.

Pictures are wanted when a site is complete, so that painting goes on while pages are made.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .cache import Pictures
from .drawer import CODE, PROCESSES, compiler
from .process import Process


@dataclass(frozen=True)
class Picture:
    """A drawing to be painted, so many pixels for each of its units."""

    svg: str
    scale: float = 1

    @property
    def key(self) -> str:
        text = json.dumps([self.svg, self.scale, CODE, compiler()])
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Painting:
    """Pictures that are being painted."""

    wanted: Mapping[str, Picture]
    done: dict[str, bytes]
    threads: list[threading.Thread]
    wrong: list[str] = field(default_factory=list)

    def result(self) -> Mapping[str, bytes]:
        """The PNG by path, when all are painted."""
        for thread in self.threads:
            thread.join()
        return self.done


@dataclass
class Painter:
    """Paints, keeping the pictures below `folder`."""

    folder: Path

    def start(self, wanted: Mapping[str, Picture]) -> Painting:
        """Begin to paint what is not kept; other work can be done meanwhile."""
        cache = Pictures(self.folder)
        keys = {path: picture.key for path, picture in wanted.items()}
        done = {path: png for path, key in keys.items() if (png := cache.kept(key))}
        cache.prune(set(keys.values()))
        queue = deque((path, keys[path]) for path in wanted if path not in done)
        painting = Painting(wanted, done, [])
        painting.threads += [
            threading.Thread(target=self._paint_all, args=(painting, queue, cache), daemon=True)
            for _ in range(min(PROCESSES, len(queue)))
        ]
        for thread in painting.threads:
            thread.start()
        return painting

    def _paint_all(
        self, painting: Painting, queue: deque[tuple[str, str]], cache: Pictures
    ) -> None:
        """Until the queue is empty. A process serves until a picture ends it."""
        process: Process | None = None
        while queue:
            try:
                path, key = queue.popleft()
            except IndexError:
                break
            try:
                process = process if process and process.alive else Process()
                picture = painting.wanted[path]
                png = process.paint(picture.svg, picture.scale)
                cache.keep(key, png)
                painting.done[path] = png
            except Exception as error:  # no picture may cost the others
                said = " ".join(str(error).split()) or type(error).__name__
                painting.wrong.append(f"{path} {said}")
        if process:
            process.close()
