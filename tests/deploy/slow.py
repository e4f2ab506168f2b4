"""Phones whose network is so slow that everything takes minutes, as sockets that a test holds."""

import json
import socket
import ssl

from tests.deploy.proxies import HOST, Road

UPLOAD = 300_000  # bytes: a photograph made small


class SlowPhone:
    """A line on which little travels."""

    def __init__(self, road: Road) -> None:
        self._site = road.site
        plain = socket.socket()
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        plain.settimeout(120)
        plain.connect(("127.0.0.1", road.https))
        context = ssl.create_default_context(cafile=str(road.certificate))
        self.line = context.wrap_socket(plain, server_hostname=HOST)

    def say(self, *lines: str) -> None:
        """Send the head of a request."""
        self.line.sendall("\r\n".join([*lines, f"Host: {self._site}", "Connection: close", "", ""]).encode())

    def answer(self) -> bytes:
        """All that comes until the line ends, at the pace of a good network."""
        self.line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_000_000)
        with self.line:
            return b"".join(iter(lambda: self.line.recv(65536), b""))


class Sending(SlowPhone):
    """Has sent a photograph but for its last bytes."""

    def __init__(self, road: Road, left: int = 1_000) -> None:
        super().__init__(road)
        self.left = left
        self.say("POST /taken HTTP/1.1", f"Content-Length: {UPLOAD}", "Content-Type: image/jpeg")
        self.line.sendall(b"x" * (UPLOAD - left))

    def send(self, size: int) -> None:
        """Send some more of it."""
        size = min(size, self.left)
        self.line.sendall(b"x" * size)
        self.left -= size

    def finish(self) -> int:
        """Send the rest; how many bytes the product says that it took."""
        self.send(self.left)
        head, _, body = self.answer().partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 "), head
        return int(json.loads(body)["bytes"])


class Reading(SlowPhone):
    """Has read the first few bytes of sixteen million."""

    def __init__(self, road: Road) -> None:
        super().__init__(road)
        self.say("GET /much HTTP/1.1")
        self.begun = self.line.recv(100)

    def finish(self) -> int:
        """Read the rest; how much it was."""
        head, _, body = (self.begun + self.answer()).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 "), head
        return len(body)
