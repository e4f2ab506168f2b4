"""Serving: waitress in front of the app, and the clock of the jobs beside it."""

import signal
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any
from weakref import WeakKeyDictionary

import waitress
from flask import Flask
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer

from lms.base.scheduling import start_clock
from lms.config import Config
from lms.loading import features_of
from lms.logs import start_logging

# waitress breaks the connection of whoever sends more, without a word; the app answers with a page from
# MAX_UPLOAD_MB on. So what people really choose (a folder of photographs) has to reach the app.
TIMES_THE_LARGEST_UPLOAD = 8
IDLE = 60  # seconds after which a line on which nothing travels is given up
LARGEST_HEAD = 32 * 1024  # bytes of the request's line and headers; cookies and a long referrer need 4
SLOW = 30  # seconds within which a request's line and headers have to come
CROWDED = 800  # open lines of LINES; from here on a whole request has to come within SLOW
LINES = 1000
LAST_WORDS = 30  # seconds for what is under way when the process is told to stop


def serve(app: Flask, config: Config, ready: Callable[[], None]) -> None:
    """Call ``ready`` once the port is ours, and serve until a signal says stop: then nobody new is let in,
    what is under way is finished, and this returns. A second signal stops at once.

    Slow phones cost no thread: waitress reads and writes for them.
    """
    lines: dict[int, Any] = {}
    stop = _Stop(lines)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    start_logging(config.log_format or ("json" if config.is_production else "text"))
    server = _server(app, config, lines)
    ready()
    clock = start_clock(app, [job for feature in features_of(app) for job in feature.jobs])
    patience = _Patience()
    try:
        while not stop.said:
            _pass_on(server, lines, 1)
            patience.end(lines, time.monotonic())
        _finish(server, lines)
    finally:
        clock.shutdown(wait=False)
        server.task_dispatcher.shutdown()
        server.close()


def _server(app: Flask, config: Config, lines: dict[int, Any]) -> Any:
    try:
        return waitress.create_server(
            app,
            map=lines,
            host=config.host,
            port=config.port,
            threads=config.threads,
            connection_limit=LINES,
            channel_timeout=IDLE,
            asyncore_use_poll=True,
            max_request_header_size=LARGEST_HEAD,
            max_request_body_size=config.max_upload_mb * 1024 * 1024 * TIMES_THE_LARGEST_UPLOAD,
            clear_untrusted_proxy_headers=False,  # believed or not by lms.web.proxies, which must see them
            ident=None,
        )
    except OSError as problem:
        sys.exit(
            f"Nothing can be served on {config.host}:{config.port}: {problem.strerror}. Set HOST or PORT."
        )


class _Stop:
    """What a signal does: says stop, and wakes whoever waits for the lines."""

    def __init__(self, lines: dict[int, Any]) -> None:
        self.said = False
        self._lines = lines

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        if self.said:
            sys.exit(1)
        self.said = True
        for line in list(self._lines.values()):
            if isinstance(line, BaseWSGIServer):
                line.pull_trigger()


class _Patience:
    """With whoever opens lines and sends next to nothing on them, so that nobody else gets one. What a slow
    phone sends may take long, as long as there is room."""

    def __init__(self) -> None:
        self._begun: WeakKeyDictionary[HTTPRequestParser, float] = WeakKeyDictionary()
        self._next = 0.0

    def end(self, lines: dict[int, Any], now: float) -> None:
        """Close the lines on which it is over, at most once a second; ``now`` in seconds of
        :func:`time.monotonic`."""
        if now < self._next:
            return
        self._next, is_crowded = now + 1, len(lines) > CROWDED
        for line in lines.values():
            coming = line.request if isinstance(line, HTTPChannel) else None
            if coming is not None and now - self._begun.setdefault(coming, now) > SLOW:
                line.will_close = line.will_close or is_crowded or not coming.headers_finished


def _pass_on(server: Any, lines: dict[int, Any], patience: float) -> None:
    """Wait at most so many seconds for something to travel, and let it."""
    server.asyncore.loop(timeout=patience, map=lines, use_poll=True, count=1)


def _finish(server: Any, lines: dict[int, Any]) -> None:
    """Let nobody in any more, end what is idle, and wait for the rest."""
    for line in list(lines.values()):
        if isinstance(line, BaseWSGIServer):
            line.del_channel()
            line.socket.close()
    _pass_on(server, lines, 0)  # what has arrived but was not looked at is under way, too
    until = time.monotonic() + LAST_WORDS
    while (open_ones := [line for line in lines.values() if isinstance(line, HTTPChannel)]) and (
        time.monotonic() < until
    ):
        for line in open_ones:
            line.will_close = line.will_close or _is_idle(line)
        _pass_on(server, lines, 0.2)


def _is_idle(line: HTTPChannel) -> bool:
    """Whether nothing is under way: no request, none of which a part has come, no answer."""
    return not (line.requests or line.request or line.total_outbufs_len)
