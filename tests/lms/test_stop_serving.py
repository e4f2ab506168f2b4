"""Whoever stops the product breaks nothing off: what is under way is finished, nobody new is let in."""

import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.house.tree import ROOT

SERVER = """
import sys
from pathlib import Path
from flask import Flask, request
from lms.config import read_config
from lms.serving import serve

folder = Path(sys.argv[1])
app = Flask("trial")
app.extensions["features"] = ()

@app.get("/quick")
def quick():
    return "quick"

@app.post("/slow")
def slow():
    (folder / "begun").touch()
    while not (folder / "go-on").exists():
        pass
    return f"kept {len(request.get_data())}" + "." * 3_000_000

serve(app, read_config({"PORT": sys.argv[2]}), lambda: print("ready", flush=True))
print("over", flush=True)
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A small app, served as the product is."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", SERVER, str(tmp_path), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        try:
            yield process, port
        finally:
            process.kill()


def test_what_is_under_way_is_finished_and_nobody_new_is_let_in(
    server: tuple[subprocess.Popen[str], int], tmp_path: Path
) -> None:
    process, port = server
    sending, idle, coming = (http.client.HTTPConnection("127.0.0.1", port, timeout=60) for _ in range(3))
    with closing(sending), closing(idle), closing(coming):
        idle.request("GET", "/quick")
        assert idle.getresponse().read() == b"quick"
        sending.request("POST", "/slow", b"x" * 1000)
        coming.putrequest("POST", "/slow")
        coming.putheader("Content-Length", "2000")
        coming.endheaders(b"y" * 500)
        while not (tmp_path / "begun").exists():
            pass
        process.send_signal(signal.SIGTERM)
        while _is_let_in(port):
            pass
        assert idle.sock
        assert idle.sock.recv(1) == b""
        (tmp_path / "go-on").touch()
        coming.send(b"y" * 1500)
        for connection, size in ((sending, 1000), (coming, 2000)):
            answer = connection.getresponse()
            assert answer.status == 200
            assert answer.read().startswith(f"kept {size}.".encode())
    assert process.wait(30) == 0
    assert process.stdout
    assert process.stdout.read() == "over\n"


def test_whoever_says_it_twice_does_not_wait(
    server: tuple[subprocess.Popen[str], int], tmp_path: Path
) -> None:
    process, port = server
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("POST", "/slow", b"x")
        while not (tmp_path / "begun").exists():
            pass
        process.send_signal(signal.SIGTERM)
        while _is_let_in(port):
            pass
        process.send_signal(signal.SIGTERM)
        with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
            connection.getresponse()
    assert process.wait(30) == 1


def _is_let_in(port: int) -> bool:
    with suppress(ConnectionError), socket.create_connection(("127.0.0.1", port)):
        return True
    return False
