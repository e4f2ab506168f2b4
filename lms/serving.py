"""Serving: waitress in front of the app, and the clock of the jobs beside it."""

import signal
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

import waitress
from flask import Flask
from waitress.channel import HTTPChannel
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
    try:
        server = waitress.create_server(
            app,
            map=lines,
            host=config.host,
            port=config.port,
            threads=config.threads,
            connection_limit=1000,
            channel_timeout=IDLE,
            asyncore_use_poll=True,
            max_request_header_size=LARGEST_HEAD,
            max_request_body_size=config.max_upload_mb * 1024 * 1024 * TIMES_THE_LARGEST_UPLOAD,
            clear_untrusted_proxy_headers=not config.proxies,  # else lms.web.proxies reads them
            ident=None,
        )
    except OSError as problem:
        sys.exit(
            f"Nothing can be served on {config.host}:{config.port}: {problem.strerror}. Set HOST or PORT."
        )
    ready()
    clock = start_clock(app, [job for feature in features_of(app) for job in feature.jobs])
    try:
        while not stop.said:
            _pass_on(server, lines, 1)
        _finish(server, lines)
    finally:
        clock.shutdown(wait=False)
        server.task_dispatcher.shutdown()
        server.close()


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
