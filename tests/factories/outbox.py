"""A mail server of this machine that keeps what it takes, and refuses as often as a test wants."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Postbox(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as a letter needs."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, refusals: int, deaths: int) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.letters: list[str] = []
        self.refusals = refusals
        self.deaths = deaths
        self.complaint = "451 later please"

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class _Talk(socketserver.StreamRequestHandler):
    server: Postbox

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline().decode().strip().upper():
            if line.startswith("QUIT"):
                self._say("221 bye")
                return
            if line.startswith("MAIL") and self.server.refusals:
                self.server.refusals -= 1
                self._say(self.server.complaint)
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
def postbox(refusals: int = 0, deaths: int = 0) -> Iterator[Postbox]:
    """A mail server that is there during a test; the first letters it refuses for now, or takes without
    living to say so."""
    with Postbox(refusals, deaths) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
