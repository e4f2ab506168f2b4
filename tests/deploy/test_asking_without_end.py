"""A machine that asks without end is told to wait; an office behind one address never is."""

import re
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.absence import missing
from tests.deploy.proxies import PATH, SITES, Road, certificate, is_there, nginx_site, until_it_answers
from tests.house.test_start import free_port

RATE, BURST = "rate=100r/s", "burst=4000 delay=1000"


def test_whoever_asks_too_fast_is_told_to_wait(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """By the shipped file, but for smaller figures; nothing serves behind it, which has a page of its own."""
    if not is_there("nginx"):
        missing(request, "no nginx here: install Debian's package nginx")
    made, key = certificate(tmp_path)
    road = Road(free_port(), free_port(), [free_port() for _ in range(3)], made, [])
    text = SITES["nginx"][0].read_text("utf-8")
    assert RATE in text
    assert BURST in text
    text = text.replace(RATE, "rate=1r/m").replace(BURST, "burst=10 nodelay")
    with subprocess.Popen(nginx_site(text, tmp_path, road, key), env={"PATH": PATH}) as server:
        try:
            until_it_answers(road, server, tmp_path / "error.log")
            said = [asked(road) for _ in range(15)]
        finally:
            server.kill()
    assert [status for status, _ in said] == [503] * 10 + [429] * 5
    assert re.search("<h1>Xin chờ một phút</h1>", said[-1][1])


def asked(road: Road) -> tuple[int, str]:
    """How a page is answered."""
    with closing(road.connection()) as connection:
        connection.request("GET", "/learn", headers={"Host": road.site})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
