"""A crowd of learners: each signs in, looks at her start page, opens a course and a section, reads, plays a
story and comes back, with the pauses of somebody who reads."""

import random
import select
import statistics
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from time import perf_counter
from typing import Any, NamedTuple

from tests.faults.visits import PATIENCE, Said

PAUSE = 20.0  # seconds between two taps, on average
RUSH = 4  # pauses until those who came all at once are spread over their visits


class Tap(NamedTuple):
    """One thing that somebody asks of the server."""

    kind: str
    method: str
    path: str
    body: bytes | None = None
    headers: dict[str, str] = {}
    good: tuple[int, ...] = (200,)


Visit = Callable[[Callable[[Tap], Said]], None]
"""What a learner does in one visit, given how she taps: each tap waits for its answer, and then she reads."""


@dataclass
class Times:
    """How long answers took, by kind, in seconds; and what went wrong."""

    taken: dict[str, list[float]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, seconds: float) -> None:
        """An answer came."""
        with self._lock:
            self.taken.setdefault(kind, []).append(seconds)

    def fail(self, what: str) -> None:
        """None came, or a wrong one."""
        with self._lock:
            self.failed.append(what)

    def rows(self) -> Iterator[tuple[str, int, float, float, float]]:
        """By kind and in all: how many, and the 50th, 95th and 99th percentile in milliseconds."""
        everything = [each for taken in self.taken.values() for each in taken]
        for kind, taken in [*sorted(self.taken.items()), ("all", everything)]:
            parts = statistics.quantiles(taken, n=100) if len(taken) > 1 else taken * 99
            yield kind, len(taken), *(1000 * parts[at - 1] for at in (50, 95, 99))


class Crowd:
    """So many people at the same server for so long."""

    def __init__(self, port: int, seconds: float, pause: float = PAUSE) -> None:
        self._port, self._seconds, self._pause = port, seconds, pause
        self._over = threading.Event()
        self.times = Times()
        self.settled = Times()
        """Of the same, what was tapped when the rush of the beginning was over: nobody signs in at once."""
        self._settled_at = perf_counter() + RUSH * pause

    def come(self, visits: list[Visit], meanwhile: Callable[[], Any] = lambda: None) -> Times:
        """Let everybody come, one after the other within a pause, and again and again; ``meanwhile`` is done
        when everybody is there."""
        with ThreadPoolExecutor(len(visits)) as people:
            going = [people.submit(self._stay, n, visit) for n, visit in enumerate(visits)]
            self._over.wait(min(self._pause, self._seconds / 2))
            meanwhile()
            self._over.wait(max(0.0, self._seconds - self._pause))
            self._over.set()
        for each in going:
            each.result()
        return self.times

    def _stay(self, number: int, visit: Visit) -> None:
        chance = random.Random(number)
        self._over.wait(chance.random() * self._pause)
        with closing(HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)) as line:
            while not self._over.is_set():
                try:
                    visit(lambda tap: self._tap(line, tap, chance))
                except Leaving:
                    return
                except (OSError, HTTPException, AssertionError) as error:
                    self.times.fail(f"{type(error).__name__}: {error}"[:300])
                    line.close()

    def _tap(self, line: HTTPConnection, tap: Tap, chance: random.Random) -> Said:
        began = perf_counter()
        if line.sock and select.select([line.sock], [], [], 0)[0]:
            line.close()  # the server has given up the idle line: like a browser, she opens another
        line.request(tap.method, tap.path, tap.body, tap.headers)
        answer = line.getresponse()
        said = Said(answer.status, answer.headers, answer.read().decode(errors="replace"))
        assert said.status in tap.good, f"{tap.kind} {tap.path}: {said.status} {said.text[:200]}"
        taken = perf_counter() - began
        self.times.note(tap.kind, taken)
        if began > self._settled_at:
            self.settled.note(tap.kind, taken)
        if self._over.wait(chance.expovariate(1 / self._pause)):
            raise Leaving
        return said


class Leaving(Exception):
    """The evening is over."""
