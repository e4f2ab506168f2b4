"""What phones and browsers ask of a server that may not be there."""

import http.client
import json
from contextlib import closing
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

PATIENCE = 60  # seconds: a busy machine is slow, not wrong


@dataclass(frozen=True)
class Said:
    """What a server answered."""

    status: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def json(self) -> dict[str, Any]:
        """The answer to a phone."""
        found: dict[str, Any] = json.loads(self.text)
        return found


def ask(
    port: int, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> Said:
    """One request on a connection of its own. Raises OSError or HTTPException where none answers."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return Said(answer.status, answer.headers, answer.read().decode())


def hand_in(port: int, key: str, body: dict[str, Any], path: str = "/attempts") -> Said:
    """What a phone sends from its outbox."""
    headers = {"Content-Type": "application/json", "Sending-Key": key, "Unsent": "0", "Page-Language": "vi"}
    return ask(port, "POST", path, json.dumps(body).encode(), headers)


@dataclass
class Browser:
    """A browser without script: it keeps cookies, and finds the token in a page."""

    port: int
    cookies: dict[str, str]

    def get(self, path: str) -> Said:
        """Open a page."""
        return self._keep(ask(self.port, "GET", path, headers=self.headers()))

    def token(self, path: str) -> str:
        """The token of the form on a page."""
        return self.get(path).text.partition('name="csrf_token" value="')[2].partition('"')[0]

    def post(self, path: str, fields: dict[str, str]) -> Said:
        """Send a form that was opened before."""
        headers = {**self.headers(), "Content-Type": "application/x-www-form-urlencoded"}
        return self._keep(ask(self.port, "POST", path, urlencode(fields).encode(), headers))

    def headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def _keep(self, said: Said) -> Said:
        self.cookies |= cookies_of(said)
        return said


def cookies_of(said: Said) -> dict[str, str]:
    """What a browser is told to keep."""
    lines = said.headers.get_all("Set-Cookie") or []
    return {name: each.value for line in lines for name, each in SimpleCookie(line).items()}
