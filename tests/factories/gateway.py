"""A gateway of text messages on this machine that keeps what it takes and answers as a test wants."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Gateway(ThreadingHTTPServer):
    """Takes JSON by POST. ``answers`` come one after the other, then ``200``: a status; ``"dead"``, which
    takes the message and closes the line; ``"silent"``, which says nothing as long as the test lasts."""

    daemon_threads = True

    def __init__(self, answers: tuple[int | str, ...]) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.answers = list(answers)
        self.body = b'{"CodeResult": "100"}'
        self.more: dict[str, str] = {}
        """Further headers of every answer."""
        self.taken: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        """Where it listens, with a key of its own in the address."""
        return f"http://127.0.0.1:{self.server_address[1]}/send?key=in-the-address"


class _Talk(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append(json.loads(body))
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        answer = self.server.answers.pop(0) if self.server.answers else 200
        if answer == "silent":
            self.server.over.wait(60)
        if isinstance(answer, str):
            self.close_connection = True
            return
        self.send_response(answer)
        self.send_header("Content-Length", str(len(self.server.body)))
        for header in self.server.more.items():
            self.send_header(*header)
        if answer == 302:
            self.send_header("Location", self.server.url)
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_args: Any) -> None:
        """Into no log."""


@contextmanager
def gateway(*answers: int | str) -> Iterator[Gateway]:
    """A gateway that is there during a test."""
    with Gateway(answers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()
