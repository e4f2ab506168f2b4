"""Another house that signs people in: a real OpenID provider on the loopback, which can be told to lie."""

import json
import secrets
import threading
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import time
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT_ID, CLIENT_SECRET = "lop520", "chìa khóa/của:nhà"
MINUTE = 60  # seconds

SIGNING_KEY = RSAKey.generate_key(2048, {"kid": "2026", "use": "sig"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "2026", "use": "sig"})
NEW_KEY = RSAKey.generate_key(2048, {"kid": "2027", "use": "sig"})


@dataclass
class OtherHouse:
    """The house: what it says, and to whom."""

    issuer: str = ""
    subject: str = "hoa-1970"
    """Who signs in there next."""
    deny: bool = False
    key: RSAKey = field(default_factory=lambda: SIGNING_KEY)
    """By which it signs."""
    published: list[RSAKey] = field(default_factory=lambda: [SIGNING_KEY])
    header: dict[str, Any] = field(default_factory=dict)
    """What its tokens' headers say instead."""
    claims: dict[str, Any] = field(default_factory=dict)
    """What its tokens say instead; None leaves a claim out."""
    about: dict[str, Any] = field(default_factory=dict)
    """What it says of itself instead."""
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """What it answers at a path instead."""
    forge: bool = False
    """Whether its tokens are signed by nobody."""
    shared: bool = False
    """Whether its tokens are signed with the secret that both houses share."""
    asked: list[str] = field(default_factory=list)
    """The paths that were asked for."""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    """Why it gave no token."""

    def describe(self) -> dict[str, Any]:
        """What it says of itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize?tenant=1",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            **self.about,
        }

    def keys(self) -> dict[str, Any]:
        """Its public keys."""
        shared = OctKey.import_key(CLIENT_SECRET, {"kid": "shared"}).as_dict(private=True)
        return {"keys": [*(each.as_dict(private=False) for each in self.published), shared]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where somebody is sent after she said who she is."""
        answered = {"state": asked["state"], "iss": self.issuer}
        if self.deny:
            answered |= {"error": "access_denied"}
        else:
            code = answered["code"] = secrets.token_urlsafe(8)
            self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode(answered)}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """What a code is exchanged for, once, by who may."""
        asked = self.codes.pop(form.get("code", ""), None)
        pair = b64decode(authorization.removeprefix("Basic ")).decode().split(":")
        proof = (
            urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        )
        problems = {
            "code": asked is None,
            "client": [unquote_plus(each) for each in pair] != [CLIENT_ID, CLIENT_SECRET],
            "proof": asked is not None and asked["code_challenge"] != proof,
            "address": asked is not None and asked["redirect_uri"] != form.get("redirect_uri"),
        }
        self.refused += [name for name, wrong in problems.items() if wrong]
        if asked is None or any(problems.values()):
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.id_token(asked["nonce"])}

    def id_token(self, nonce: str) -> str:
        """Who it is, signed."""
        said = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT_ID,
            "exp": int(time()) + 5 * MINUTE,
            "iat": int(time()),
            "nonce": nonce,
            **self.claims,
        }
        said = {name: value for name, value in said.items() if value is not None}
        if self.forge:
            return f"{_coded({'alg': 'none'})}.{_coded(said)}."
        if self.shared:
            key = OctKey.import_key(CLIENT_SECRET)
            return jwt.encode({"alg": "HS256", "kid": "shared"}, said, key, algorithms=["HS256"])
        header = {"alg": "RS256", "kid": self.key.kid, **self.header}
        return jwt.encode(header, said, self.key)


def _coded(said: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()


class _Door(BaseHTTPRequestHandler):
    house: OtherHouse

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if self._answers_otherwise(path):
            return
        if path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(query).items()}
            self.send_response(302)
            self.send_header("Location", self.house.authorize(asked))
            self.end_headers()
        else:
            says = {"/.well-known/openid-configuration": self.house.describe, "/keys": self.house.keys}
            self._say(200, says[path]())

    def do_POST(self) -> None:
        if self._answers_otherwise(self.path):
            return
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        self._say(*self.house.token(form, self.headers.get("Authorization", "")))

    def _answers_otherwise(self, path: str) -> bool:
        self.house.asked.append(path)
        if path not in self.house.answers:
            return False
        status, body = self.house.answers[path]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if 300 <= status < 400:
            self.send_header("Location", f"{self.house.issuer}/elsewhere")
        self.end_headers()
        self.wfile.write(body)
        return True

    def _say(self, status: int, said: dict[str, Any]) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Nothing: tests look at what was asked."""


@contextmanager
def other_house() -> Iterator[OtherHouse]:
    """The house, open inside the block."""
    house = OtherHouse()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Door", (_Door,), {"house": house}))
    house.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield house
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def path_of(address: str) -> str:
    """An address without its host, as our own client asks for it."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"
