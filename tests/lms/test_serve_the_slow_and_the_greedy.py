"""Whoever opens lines and says next to nothing on them, or far too much, takes them from nobody."""

import http.client
import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from lms import serving
from tests.house.tree import ROOT

SERVER = """
import sys
from pathlib import Path
import run
from lms import serving
from lms.config import read_config

serving.SLOW, serving.CROWDED = 0.5, int(sys.argv[4])
config = read_config({"PORT": sys.argv[3], "DATABASE_URL": sys.argv[1], "SECRET_KEY": "for tests only"})
serving.serve(run.create_app(config, instance=Path(sys.argv[2])), config, lambda: print("ready", flush=True))
"""
ROOM, NONE = 800, 0
Serve = Callable[[int], int]


@pytest.fixture
def serve(database: Callable[[str, str], str], tmp_path: Path) -> Iterator[Serve]:
    """``serve(CROWDED)``: the port of the product, served as it is, with patience for half a second."""
    with ExitStack() as running:

        def begin(crowded: int) -> int:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = int(probe.getsockname()[1])
            command = [sys.executable, "-c", SERVER, database("sqlite", "blank"), str(tmp_path)]
            command += [str(port), str(crowded)]
            process = running.enter_context(
                subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
            )
            running.callback(process.kill)
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            return port

        yield begin


def said_to(port: int, words: bytes) -> socket.socket:
    """A line on which this was said, and no more."""
    line = socket.create_connection(("127.0.0.1", port), timeout=60)
    line.sendall(words)
    return line


def asked(port: int, path: str, **headers: str) -> tuple[int, str]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


HALF_A_HEAD = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: a"
HALF_A_BODY = b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nlogin="


def test_whoever_never_ends_her_headers_loses_the_line_and_a_slow_phone_keeps_its(serve: Serve) -> None:
    port = serve(ROOM)
    with said_to(port, HALF_A_BODY) as phone, said_to(port, HALF_A_HEAD) as idler:
        assert idler.recv(1) == b""
        assert asked(port, "/healthz") == (200, "ok")
        phone.sendall(b"x" * 94)
        assert phone.recv(12).startswith(b"HTTP/1.1 4")  # it was read: the form lacks its token


def test_where_lines_become_scarce_the_slow_make_room(serve: Serve) -> None:
    port = serve(NONE)
    with said_to(port, HALF_A_BODY) as phone:
        assert phone.recv(1) == b""
    assert asked(port, "/healthz") == (200, "ok")


def test_headers_without_end_are_refused(serve: Serve) -> None:
    port = serve(ROOM)
    huge = HALF_A_HEAD + b"a" * serving.LARGEST_HEAD
    with said_to(port, huge) as line:
        assert line.recv(12) == b"HTTP/1.0 431"


def test_a_proxy_of_this_machine_opens_the_figures_to_nobody(serve: Serve) -> None:
    port = serve(ROOM)
    assert asked(port, "/metrics")[0] == 200
    for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"):
        assert asked(port, "/metrics", **{name: "203.0.113.7"})[0] == 404
    assert json.loads(asked(port, "/readyz")[1])["ready"] is True
