"""Serving: waitress in front of the app, and the clock of the jobs beside it."""

import signal
import sys
from collections.abc import Callable
from types import FrameType

import waitress
from flask import Flask

from lms.base.scheduling import start_clock
from lms.config import Config
from lms.loading import features_of

# waitress breaks the connection of whoever sends more, without a word; the app answers with a page from
# MAX_UPLOAD_MB on. So what people really choose (a folder of photographs) has to reach the app.
TIMES_THE_LARGEST_UPLOAD = 8


def serve(app: Flask, config: Config, ready: Callable[[], None]) -> None:
    """Call ``ready`` once the port is ours, and serve until a signal says stop.

    Slow phones cost no thread: waitress reads and writes for them.
    """
    signal.signal(signal.SIGTERM, _stop)
    try:
        server = waitress.create_server(
            app,
            host=config.host,
            port=config.port,
            threads=config.threads,
            connection_limit=1000,
            channel_timeout=60,
            asyncore_use_poll=True,
            max_request_body_size=config.max_upload_mb * 1024 * 1024 * TIMES_THE_LARGEST_UPLOAD,
            ident=None,
        )
    except OSError as problem:
        sys.exit(
            f"Nothing can be served on {config.host}:{config.port}: {problem.strerror}. Set HOST or PORT."
        )
    ready()
    clock = start_clock(app, [job for feature in features_of(app) for job in feature.jobs])
    try:
        server.run()
    finally:
        clock.shutdown(wait=False)
        server.close()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
