"""Real server processes on one database, and phones whose network fails them on the way."""

import enum
import http.client
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.house.tree import ROOT

SERVER = """
import sys
from pathlib import Path
import waitress
from tests.conftest import make_app

url, instance = sys.argv[1:]
app = make_app(url, Path(instance))
serving = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
print(serving.effective_port, flush=True)
serving.run()
"""


def bytes_on_the_wire(base: str, path: str, cookie: str) -> int:
    """What the server sends for a browser's request, headers and all."""
    at = urlsplit(base)
    with socket.create_connection((at.hostname, at.port)) as connection:
        lines = (
            f"GET {path} HTTP/1.1",
            f"Host: {at.netloc}",
            "Accept-Encoding: gzip, deflate, br",
            f"Cookie: {cookie}",
            "Connection: close",
        )
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 200 ")
    return len(answer)


@contextmanager
def servers(url: str, instance: Path, count: int = 2) -> Iterator[list[int]]:
    """So many processes that serve the product from one database: their ports; stopped afterwards."""
    command = [sys.executable, "-c", SERVER, url, str(instance)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(count)]
    try:
        yield [int(server.stdout.readline()) for server in running if server.stdout]
    finally:
        for server in running:
            server.terminate()
        for server in running:
            server.communicate(timeout=60)


class Way(enum.Enum):
    """What becomes of a request on its way."""

    WHOLE = "it arrives, and so does the answer"
    REPLY_LOST = "it arrives, but the answer does not"
    CUT = "the network ends in the middle of it"


def post(port: int, url: str, body: dict[str, Any], key: str, way: Way = Way.WHOLE) -> Any:
    """Hand something in; the answer, or None where it was lost."""
    data = json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "Sending-Key": key, "Content-Length": str(len(data))}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.putrequest("POST", url)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders(data[: len(data) // 2] if way is Way.CUT else data)
        if way is not Way.WHOLE:
            _hang_up(connection)
            return None
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()
        return json.loads(answer.read())
    finally:
        connection.close()


def _hang_up(connection: http.client.HTTPConnection) -> None:
    """End the connection as a phone does that has lost its network."""
    if connection.sock:
        connection.sock.shutdown(socket.SHUT_RDWR)
