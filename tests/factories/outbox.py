"""A mail server of this machine that keeps what it takes, and refuses as often as a test wants."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Postbox(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as a letter needs."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, refusals: int, deaths: int, host: str) -> None:
        super().__init__((host, 0), _Talk)
        self.calls = 0
        self.unknown: set[str] = set()
        """Addresses that it does not know."""
        self.letters: list[str] = []
        self.refusals = refusals
        self.deaths = deaths
        self.complaint = "451 later please"

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"smtp://{self.server_address[0]!s}:{self.server_address[1]}"


class _Talk(socketserver.StreamRequestHandler):
    server: Postbox

    def handle(self) -> None:
        self.server.calls += 1
        self._say("220 here")
        while line := self.rfile.readline().decode().strip().upper():
            if line.startswith("QUIT"):
                self._say("221 bye")
                return
            if line.startswith("MAIL") and self.server.refusals:
                self.server.refusals -= 1
                self._say(self.server.complaint)
            elif line.startswith("RCPT") and line[9:-1].lower() in self.server.unknown:
                self._say(f"550 no such user {line[8:]}")
            elif line == "DATA":
                self._say("354 go on")
                self._take()
                if self.server.deaths:
                    self.server.deaths -= 1
                    return  # the line goes dead before anybody hears that it was taken
                self._say("250 taken")
            else:
                self._say("250 fine")

    def _take(self) -> None:
        lines = list(iter(lambda: self.rfile.readline().decode("utf-8").rstrip("\r\n"), "."))
        self.server.letters.append("\n".join(lines))

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def postbox(refusals: int = 0, deaths: int = 0, host: str = "127.0.0.1") -> Iterator[Postbox]:
    """A mail server that is there during a test; the first letters it refuses for now, or takes without
    living to say so."""
    with Postbox(refusals, deaths, host) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
