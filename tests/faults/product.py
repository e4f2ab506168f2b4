"""The product in a process of its own, served as ``run.py`` serves it, so that it can be killed, starved and
started again.

``python -m tests.faults.product ADDRESS INSTANCE PORT SECONDS``: its database, where its data lies, and how
long a writer waits for its turn.
"""

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import run
from lms import serving
from lms.base import database
from lms.config import read_config
from tests.house.tree import ROOT

READY = "ready"


class Product:
    """A server process on a port that stays the same, however often it is started."""

    def __init__(self, url: str, instance: Path, busy_seconds: int = database.BUSY_SECONDS) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._arguments = [url, str(instance), str(self.port), str(busy_seconds)]
        self._process: subprocess.Popen[str] | None = None
        self._log = instance / f"{self.port}.log"

    @property
    def pid(self) -> int:
        """Of the process that serves now."""
        assert self._process
        return self._process.pid

    def start(self) -> None:
        """Serve; returns when it answers."""
        command = [sys.executable, "-m", "tests.faults.product", *self._arguments]
        with self._log.open("a") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self._process.stdout
        assert self._process.stdout.readline().strip() == READY, self.said()

    def kill(self) -> None:
        """End it as a power cut does: nothing is finished, nobody is told."""
        assert self._process
        assert self._process.poll() is None, self.said()
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as a system does that shuts down."""
        if self._process and self._process.poll() is None:
            self._end(signal.SIGTERM)

    def said(self) -> str:
        """What it has written to its log."""
        return self._log.read_text("utf-8")

    def _end(self, how: signal.Signals) -> None:
        assert self._process
        self._process.send_signal(how)
        self._process.communicate(timeout=60)


@cache
def _environment() -> dict[str, str]:
    """What Python compiles for the first server is there for those after it, whatever the machine says."""
    compiled = tempfile.mkdtemp(prefix="lop520-compiled-")
    atexit.register(shutil.rmtree, compiled, ignore_errors=True)
    return os.environ | {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": compiled}


@contextmanager
def serving_product(url: str, instance: Path, busy_seconds: int = database.BUSY_SECONDS) -> Iterator[Product]:
    """The product serving within the block."""
    product = Product(url, instance, busy_seconds)
    product.start()
    try:
        yield product
    finally:
        product.stop()


def main(url: str, instance: str, port: str, busy_seconds: str) -> None:
    """Serve until a signal says stop."""
    database.BUSY_SECONDS = int(busy_seconds)
    settings = {"DATABASE_URL": url, "SECRET_KEY": "for tests only", "PASSWORD_MEMORY_MB": "1", "PORT": port}
    config = read_config(settings)
    serving.serve(run.create_app(config, Path(instance)), config, _say_ready)


def _say_ready() -> None:
    sys.stdout.write(f"{READY}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
