"""Each request from outside: its id, how long it took, how it ended; said in the log and counted.

It stands around everything, also around what is answered ahead of Flask. Counts are those of this process
since it began.
"""

import logging
import re
import secrets
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextvars import ContextVar
from typing import Any

from flask import Flask, request

from lms.base.measures import Kind, Measure

HEADER = "X-Request-ID"
ROUTE = "lms.route"
"""Where the pattern of the address that answers stands in what a server hands over."""
NO_ROUTE = "-"
LATENCIES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
_GIVEN = re.compile(r"[0-9a-f]{16,32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ID: ContextVar[str] = ContextVar("request_id", default="")
_LOG = logging.getLogger("lms.requests")


def request_id() -> str:
    """The id of the request that is worked on; empty beside any."""
    return _ID.get()


def init_watching(app: Flask) -> None:
    """Note which pattern answers, keep addresses out of the log of failures, and let pages show the id."""
    app.before_request(_note_route)
    app.jinja_env.globals["request_id"] = request_id
    app.log_exception = lambda exc_info: app.logger.error(  # type: ignore[method-assign]
        "Failed: %s %s", request.method, request.environ.get(ROUTE, NO_ROUTE), exc_info=exc_info
    )


def put_watch(app: Flask) -> None:
    """Watch every request, also those answered ahead of Flask; the last step of all."""
    watched = Watched(app.wsgi_app)
    app.wsgi_app = watched  # type: ignore[method-assign]
    app.extensions["watched"] = watched


def _note_route() -> None:
    request.environ[ROUTE] = request.url_rule.rule if request.url_rule else NO_ROUTE


class Watched:
    """The app as a server calls it, watched."""

    def __init__(self, inner: Callable[..., Iterable[bytes]]) -> None:
        self.inner = inner
        self.in_flight = 0
        self._answers: Counter[tuple[str, str, str]] = Counter()
        self._times: Counter[tuple[str, int]] = Counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer as the app does, under an id."""
        given = environ.get("HTTP_X_REQUEST_ID", "").lower()
        named = given if _GIVEN.fullmatch(given) else secrets.token_hex(6)
        seen = {"status": "500", "bytes": "0"}

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            seen.update(status=status[:3], bytes=dict(headers).get("Content-Length", "0"))
            return start_response(status, [*headers, (HEADER, named)], *more)

        before, begun = _ID.set(named), time.perf_counter()
        with self._lock:
            self.in_flight += 1
        try:
            return self.inner(environ, start)
        finally:
            self._note(environ, seen, time.perf_counter() - begun)
            _ID.reset(before)

    def _note(self, environ: dict[str, Any], seen: dict[str, str], seconds: float) -> None:
        method, route = environ["REQUEST_METHOD"], environ.get(ROUTE, NO_ROUTE)
        method = method if method in _METHODS else NO_ROUTE
        bucket = next((place for place, most in enumerate(LATENCIES) if seconds <= most), len(LATENCIES))
        with self._lock:
            self.in_flight -= 1
            self._answers[method, route, seen["status"]] += 1
            self._times[route, bucket] += 1
            self._seconds[route] += seconds
        if _LOG.isEnabledFor(logging.INFO):
            told = {"method": method, "route": route, "status": int(seen["status"])}
            told |= {"ms": round(seconds * 1000, 1), "bytes": int(seen["bytes"])}
            _LOG.info("%(method)s %(route)s %(status)s %(ms)s ms", told, extra=told)

    def measures(self) -> Iterator[Measure]:
        """What was counted since this process began."""
        with self._lock:
            answers, times, seconds = dict(self._answers), dict(self._times), dict(self._seconds)
        yield Measure("lop520_requests_in_flight", Kind.GAUGE, "Requests being worked on.", self.in_flight)
        for (method, route, status), number in sorted(answers.items()):
            labels = {"method": method, "route": route, "status": status}
            yield Measure("lop520_requests_total", Kind.COUNTER, "Requests answered.", number, labels)
        for route, took in sorted(seconds.items()):
            numbers = [times.get((route, place), 0) for place in range(len(LATENCIES) + 1)]
            yield from _histogram(route, numbers, took)

    def number(self, method: str, routes: Collection[str], at_least: int) -> int:
        """How many requests to some addresses ended with this status or a higher one."""
        with self._lock:
            answers = dict(self._answers)
        asked = {key: number for key, number in answers.items() if key[0] == method and key[1] in routes}
        return sum(number for (_, _, status), number in asked.items() if int(status) >= at_least)


def _histogram(route: str, numbers: list[int], took: float) -> Iterator[Measure]:
    name, about, so_far = "lop520_request_seconds", "How long answers took.", 0
    for number, most in zip(numbers, [*map(str, LATENCIES), "+Inf"], strict=True):
        so_far += number
        labels = {"route": route, "le": most}
        yield Measure(name, Kind.HISTOGRAM, about, so_far, labels, suffix="_bucket")
    yield Measure(name, Kind.HISTOGRAM, about, round(took, 6), {"route": route}, suffix="_sum")
    yield Measure(name, Kind.HISTOGRAM, about, so_far, {"route": route}, suffix="_count")


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
