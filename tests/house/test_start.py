"""Somebody starts the product with the one command, stops it, starts it again."""

import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.house.tree import ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(folder: Path, **settings: str) -> subprocess.Popen[str]:
    database = f"sqlite:///{folder / 'lop520.sqlite'}"
    environment = os.environ | {"DATABASE_URL": database, "SECRET_KEY": "for tests", **settings}
    return subprocess.Popen(
        [sys.executable, "run.py"],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@contextmanager
def started(folder: Path) -> Iterator[tuple[int, list[str]]]:
    """The product serving: its port, and what it printed; stopped as a system stops it."""
    port = free_port()
    with command(folder, PORT=str(port)) as process:
        assert process.stdout
        try:
            yield port, [process.stdout.readline() for _ in range(6)]
        finally:
            process.terminate()
            assert process.wait(20) == 0


def refused(folder: Path, **settings: str) -> str:
    """What the product says when it does not start."""
    with command(folder, **settings) as process:
        try:
            said = process.communicate(timeout=90)[1]
        finally:
            process.kill()
    assert process.returncode == 1
    assert "Traceback" not in said
    return said


def answer(port: int, path: str) -> tuple[int, str]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()


def test_it_says_where_to_go_and_changes_nothing_the_second_time(
    tmp_path: Path,
) -> None:
    with started(tmp_path) as (port, printed):
        assert f"http://127.0.0.1:{port}" in printed[0]
        assert [line.split()[-4] for line in printed[1:]] == [
            "DEMO-LD",
            "DEMO-QT",
            "DEMO-GV",
            "TD-X01",
            "TD-C001",
        ]
        status, page = answer(port, "/")
        assert status == 200
        assert "Đăng nhập" in page
    size = (tmp_path / "lop520.sqlite").stat().st_size
    with started(tmp_path) as (port, printed):
        assert "TD-C001" in printed[5]
        assert answer(port, "/healthz") == (200, "ok")
    assert (tmp_path / "lop520.sqlite").stat().st_size == size

    assert "demonstration accounts" in refused(tmp_path, DEMO="0", PORT=str(free_port()))


def test_production_without_a_secret_key_says_so_and_ends(tmp_path: Path) -> None:
    assert "SECRET_KEY" in refused(tmp_path, HOST="0.0.0.0", SECRET_KEY="")


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert port in refused(tmp_path, PORT=port)
