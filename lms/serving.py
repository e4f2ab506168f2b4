"""Serving: waitress in front of the app, and the clock of the jobs beside it."""

import signal
import sys
from types import FrameType

import waitress
from flask import Flask

from lms.base.scheduling import start_clock
from lms.config import Config
from lms.loading import features_of


def serve(app: Flask, config: Config) -> None:
    """Serve until a signal says stop. Slow phones cost no thread: waitress reads and writes for them."""
    signal.signal(signal.SIGTERM, _stop)
    clock = start_clock(app, [job for feature in features_of(app) for job in feature.jobs])
    try:
        waitress.serve(
            app,
            host=config.host,
            port=config.port,
            threads=config.threads,
            connection_limit=1000,
            channel_timeout=60,
            asyncore_use_poll=True,
            max_request_body_size=config.max_upload_mb * 1024 * 1024 + 65536,
            ident=None,
        )
    finally:
        clock.shutdown(wait=False)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
